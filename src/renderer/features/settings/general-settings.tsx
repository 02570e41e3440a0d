import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import type { ResultOf } from "../../../contract/methods.ts";
import { describeFailure } from "../../client/failure.ts";
import { useSaveSettings, useStationInfo } from "../../client/queries.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import classes from "./settings-dialog.module.css";

/** The folders of a text with one per line, blank lines and repeats left out. */
export const foldersOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

const MOST_FOLDERS = 20;

/** Officer and watched folders. */
export const GeneralSettings = ({ onDone }: { readonly onDone: () => void }) => {
  const info = useStationInfo();
  if (info.data) return <Form info={info.data} onDone={onDone} />;
  if (info.error) return <FailureNote failure={describeFailure(info.error)} onRetry={() => void info.refetch()} />;
  return null;
};

const Form = ({ info, onDone }: { readonly info: ResultOf<"station.info">; readonly onDone: () => void }) => {
  const save = useSaveSettings();
  const [officer, setOfficer] = useState(info.officer);
  const [folders, setFolders] = useState(info.watchedFolders.join("\n"));
  const list = foldersOf(folders);
  const tooMany = list.length > MOST_FOLDERS;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    save.mutate({ ...(officer.trim() === "" ? {} : { officer: officer.trim() }), watchedFolders: list }, { onSuccess: onDone });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label="Officer"
        description="Stands on every decision and record from now on."
        value={officer}
        maxLength={100}
        onChange={(event) => setOfficer(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label="Watched folders"
        description="Folders on this station’s disk or on a share, one per line. What the scanner writes there is imported by itself, once it is complete."
        autosize
        minRows={4}
        maxRows={10}
        value={folders}
        error={tooMany ? `At most ${MOST_FOLDERS} folders.` : null}
        onChange={(event) => setFolders(event.currentTarget.value)}
        className={classes.editor}
        data-testid="watched-folders-input"
      />
      <dl className={classes.facts}>
        <dt>Version</dt>
        <dd>{info.version}</dd>
        <dt>Data folder</dt>
        <dd>{info.dataFolder}</dd>
      </dl>
      {save.error ? <FailureNote failure={describeFailure(save.error)} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending} disabled={tooMany} data-testid="settings-save">
          Save
        </Button>
      </Group>
    </form>
  );
};
