import { ActionIcon, Button, CloseButton, Collapse } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { FailureNote } from "../../ui/failure-note.tsx";
import classes from "./refusal-list.module.css";
import { useRefusals } from "./refusal-store.ts";

/** Files that could not be imported, each with what happened and what to do; they stay until they are dismissed. */
export const RefusalList = () => {
  const { items, dismiss, dismissAll } = useRefusals();
  const [open, { toggle }] = useDisclosure(true);
  if (items.length === 0) return null;
  return (
    <section className={classes.refusals} aria-label="Refused files" data-testid="refusals">
      <header className={classes.header}>
        <span className={classes.title}>{items.length === 1 ? "1 file refused" : `${items.length} files refused`}</span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={dismissAll}>
          Dismiss all
        </Button>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          onClick={toggle}
          aria-label={open ? "Fold" : "Unfold"}
          aria-expanded={open}
        >
          <IconChevronDown className={classes.chevron} data-folded={!open || undefined} />
        </ActionIcon>
      </header>
      <Collapse expanded={open}>
        <div className={classes.list}>
          {items.map((item) => (
            <div key={item.key} className={classes.item} data-testid="refusal" data-code={item.error.code}>
              <FailureNote failure={item.error} title={item.path.split(/[\\/]/).at(-1)} compact />
              <CloseButton size="sm" aria-label={`Dismiss ${item.path}`} onClick={() => dismiss(item.key)} />
            </div>
          ))}
        </div>
      </Collapse>
    </section>
  );
};
