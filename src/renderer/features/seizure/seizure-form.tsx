import { Autocomplete, Button, Group, Select, Textarea, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconDeviceFloppy, IconHistory, IconSend } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Seizure } from "../../../contract/seizure.ts";
import { describeFailure } from "../../client/failure.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { formatMoment } from "../../ui/format.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import { listCountries } from "./countries.ts";
import { ItemsTable } from "./items-table.tsx";
import { missingForSubmit, problemsOf } from "./seizure-draft.ts";
import classes from "./seizure-form.module.css";
import { SeizureHistory } from "./seizure-history.tsx";
import { CONCEALMENTS, TRANSPORT_MODES } from "./term-codes.ts";
import { useSeizureDraft } from "./use-seizure-draft.ts";

const today = (): string => new Date().toLocaleDateString("en-CA");

/** The record's fields, checked as they are typed. Saving makes a new version; what is typed before that is never lost. */
export const SeizureForm = ({ record, onClose }: { readonly record: Seizure; readonly onClose: () => void }) => {
  const { fields, standing, change, save, saving, error, takeTheirs, keepMine } = useSeizureDraft(record);
  const [showHistory, setShowHistory] = useState(false);
  const countries = useMemo(() => listCountries(), []);
  const problems = useMemo(() => problemsOf(fields), [fields]);
  const missing = useMemo(() => missingForSubmit(fields), [fields]);
  const submitted = record.fields.status === "submitted";
  const maySave = problems.size === 0 && standing === "unsaved" && !saving;
  const maySubmit = problems.size === 0 && missing.length === 0 && standing !== "conflict" && !saving;
  const conflict = standing === "conflict";

  useHotkeys([["mod+S", () => maySave && save(fields.status)]], []);

  return (
    <div className={classes.form} data-testid="seizure-form" data-version={record.version} data-standing={standing}>
      <div className={classes.scroll}>
        <div className={classes.head}>
          <span className={classes.caseNo}>{record.caseNo}</span>
          {record.demo ? <span className={classes.demo}>Demo: not evidence</span> : null}
          <span className={classes.meta} title={formatMoment(record.savedUtc)}>
            {submitted ? "Submitted" : "Draft"} · version {record.version} · {record.officer}
          </span>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconHistory size="1rem" />}
            onClick={() => setShowHistory(!showHistory)}
            data-testid="seizure-history-button"
          >
            {showHistory ? "Back to the form" : "History"}
          </Button>
        </div>

        {conflict ? (
          <div className={classes.conflict} role="alert" data-testid="seizure-conflict">
            <b>
              {record.officer} saved version {record.version} while you were typing.
            </b>
            <span>What you typed is still here. Look at the history, then choose.</span>
            <Group gap="xs">
              <Button size="compact-sm" variant="default" onClick={takeTheirs}>
                Use version {record.version}
              </Button>
              <Button size="compact-sm" variant="light" onClick={keepMine}>
                Keep mine on top of it
              </Button>
            </Group>
          </div>
        ) : null}
        {error && !conflict ? <FailureNote failure={describeFailure(error)} /> : null}

        {showHistory ? (
          <SeizureHistory seizureId={record.id} />
        ) : (
          <>
            <section className={classes.section}>
              <h3 className={classes.heading}>Items</h3>
              <ItemsTable items={fields.items} problems={problems} onChange={(items) => change({ items: [...items] })} />
            </section>
            <section className={classes.section}>
              <h3 className={classes.heading}>Seizure</h3>
              <div className={classes.grid}>
                <TextInput
                  type="date"
                  label="Date of seizure"
                  max={today()}
                  value={fields.seizedOn}
                  error={problems.get("seizedOn")}
                  onChange={(event) => change({ seizedOn: event.currentTarget.value })}
                  rightSectionWidth="4.2rem"
                  rightSection={
                    fields.seizedOn === "" ? (
                      <Button size="compact-xs" variant="subtle" onClick={() => change({ seizedOn: today() })}>
                        Today
                      </Button>
                    ) : null
                  }
                  data-testid="seizure-date"
                />
                <TextInput
                  label="Location"
                  placeholder="Airport, terminal, belt"
                  value={fields.location}
                  error={problems.get("location")}
                  onChange={(event) => change({ location: event.currentTarget.value })}
                  data-testid="seizure-location"
                />
                <TextInput
                  label="Agency"
                  value={fields.agency}
                  error={problems.get("agency")}
                  onChange={(event) => change({ agency: event.currentTarget.value })}
                  data-testid="seizure-agency"
                />
                <Autocomplete
                  label="Transport"
                  data={[...TRANSPORT_MODES]}
                  value={fields.transport}
                  error={problems.get("transport")}
                  onChange={(transport) => change({ transport })}
                />
                <Autocomplete
                  label="Concealment"
                  data={[...CONCEALMENTS]}
                  value={fields.concealment}
                  error={problems.get("concealment")}
                  onChange={(concealment) => change({ concealment })}
                />
                <span />
                <Select
                  label="Country of origin"
                  placeholder="Not known yet"
                  data={countries}
                  value={fields.originIso2 || null}
                  onChange={(value) => change({ originIso2: value ?? "" })}
                  searchable
                  clearable
                  limit={300}
                />
                <Select
                  label="Destination"
                  placeholder="Not known yet"
                  data={countries}
                  value={fields.destinationIso2 || null}
                  onChange={(value) => change({ destinationIso2: value ?? "" })}
                  searchable
                  clearable
                  limit={300}
                />
              </div>
              <Textarea
                label="Note"
                autosize
                minRows={3}
                maxRows={10}
                value={fields.note}
                error={problems.get("note")}
                onChange={(event) => change({ note: event.currentTarget.value })}
                data-testid="seizure-note"
              />
            </section>
          </>
        )}
      </div>
      <footer className={classes.foot}>
        <span className={classes.status} data-testid="seizure-status">
          {standing === "unsaved"
            ? "Not saved yet. What you typed is kept on this computer."
            : missing.length > 0 && !submitted
              ? `To submit, still needed: ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? ` and ${missing.length - 3} more` : ""}.`
              : standing === "clean"
                ? "Everything is saved."
                : ""}
        </span>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size="1rem" />}
          rightSection={<KeyCap name="Ctrl S" />}
          onClick={() => save(fields.status)}
          disabled={!maySave}
          loading={saving}
          data-testid="seizure-save"
        >
          {submitted ? "Save correction" : "Save"}
        </Button>
        {submitted ? null : (
          <Button
            leftSection={<IconSend size="1rem" />}
            onClick={() => save("submitted")}
            disabled={!maySubmit}
            data-testid="seizure-submit"
          >
            Submit
          </Button>
        )}
      </footer>
    </div>
  );
};
