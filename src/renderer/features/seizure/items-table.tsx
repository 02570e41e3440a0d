import { ActionIcon, Autocomplete, Button, Checkbox, NumberInput, Select, Table, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { SeizureItem } from "../../../contract/seizure.ts";
import { WILDLIFE_CLASSES } from "../../../contract/wildlife-class.ts";
import { findingColour } from "../../../imaging/colour/finding-colour.ts";
import classes from "./items-table.module.css";
import { SPECIES_OF_CLASS, TERM_CODES } from "./term-codes.ts";

const TERMS = Object.entries(TERM_CODES).map(([code, words]) => ({ value: code, label: `${code} · ${words}` }));

const emptyItem = (): SeizureItem => ({
  id: crypto.randomUUID(),
  findingId: null,
  class: null,
  termCode: "",
  species: "",
  massG: null,
  massEstimated: true,
  pieces: null,
  piecesEstimated: false,
  note: "",
});

const numberOf = (value: string | number): number | null => (typeof value === "number" ? value : null);

type Props = {
  readonly items: readonly SeizureItem[];
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (items: readonly SeizureItem[]) => void;
};

/** One row per kind of specimen, prefilled from the findings: term, species, mass, pieces, marks. */
export const ItemsTable = ({ items, problems, onChange }: Props) => {
  const changeAt = (at: number, change: Partial<SeizureItem>): void =>
    onChange(items.map((item, index) => (index === at ? { ...item, ...change } : item)));
  return (
    <div>
      <Table className={classes.table} verticalSpacing={4} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th aria-label="Class" />
            <Table.Th className={classes.term}>Term</Table.Th>
            <Table.Th>Species</Table.Th>
            <Table.Th className={classes.number}>Mass</Table.Th>
            <Table.Th className={classes.estimated}>est.</Table.Th>
            <Table.Th className={classes.number}>Pieces</Table.Th>
            <Table.Th className={classes.estimated}>est.</Table.Th>
            <Table.Th>Marks, note</Table.Th>
            <Table.Th aria-label="Remove" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, at) => (
            <Table.Tr key={item.id} data-testid="seizure-item">
              <Table.Td>
                <span
                  className={classes.swatch}
                  style={{ background: findingColour(item.class) }}
                  title={item.class ? WILDLIFE_CLASSES[item.class].label : "Added by hand"}
                />
              </Table.Td>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={`Term of item ${at + 1}`}
                  placeholder="Term"
                  data={TERMS}
                  value={item.termCode || null}
                  onChange={(code) => changeAt(at, { termCode: code ?? "" })}
                  error={problems.get(`items.${at}.termCode`)}
                  searchable
                  comboboxProps={{ width: "18rem", position: "bottom-start" }}
                />
              </Table.Td>
              <Table.Td>
                <Autocomplete
                  size="xs"
                  aria-label={`Species of item ${at + 1}`}
                  placeholder="Not known yet"
                  data={item.class ? [...SPECIES_OF_CLASS[item.class]] : []}
                  value={item.species}
                  onChange={(species) => changeAt(at, { species })}
                  error={problems.get(`items.${at}.species`)}
                />
              </Table.Td>
              <Table.Td>
                <NumberInput
                  size="xs"
                  aria-label={`Mass of item ${at + 1} in grams`}
                  suffix=" g"
                  min={0}
                  decimalScale={1}
                  hideControls
                  value={item.massG ?? ""}
                  onChange={(value) => changeAt(at, { massG: numberOf(value) })}
                  error={problems.get(`items.${at}.massG`)}
                />
              </Table.Td>
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Mass of item ${at + 1} is estimated`}
                  checked={item.massEstimated}
                  onChange={(event) => changeAt(at, { massEstimated: event.currentTarget.checked })}
                />
              </Table.Td>
              <Table.Td>
                <NumberInput
                  size="xs"
                  aria-label={`Pieces of item ${at + 1}`}
                  min={0}
                  allowDecimal={false}
                  hideControls
                  value={item.pieces ?? ""}
                  onChange={(value) => changeAt(at, { pieces: numberOf(value) })}
                  error={problems.get(`items.${at}.pieces`)}
                />
              </Table.Td>
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Number of pieces of item ${at + 1} is estimated`}
                  checked={item.piecesEstimated}
                  onChange={(event) => changeAt(at, { piecesEstimated: event.currentTarget.checked })}
                />
              </Table.Td>
              <Table.Td>
                <TextInput
                  size="xs"
                  aria-label={`Marks and note of item ${at + 1}`}
                  value={item.note}
                  onChange={(event) => changeAt(at, { note: event.currentTarget.value })}
                  error={problems.get(`items.${at}.note`)}
                />
              </Table.Td>
              <Table.Td>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove item ${at + 1}`}
                  onClick={() => onChange(items.filter((_, index) => index !== at))}
                >
                  <IconTrash size="1rem" stroke={1.5} />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {items.length === 0 ? <p className={classes.none}>No item yet.</p> : null}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size="1rem" />}
        onClick={() => onChange([...items, emptyItem()])}
        disabled={items.length >= 200}
      >
        Add an item
      </Button>
    </div>
  );
};
