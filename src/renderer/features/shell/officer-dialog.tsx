import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { describeFailure } from "../../client/failure.ts";
import { useSaveSettings, useStationInfo } from "../../client/queries.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { FailureNote } from "../../ui/failure-note.tsx";

/** Who sits at the station: the name stands on every decision, review and record from now on. */
export const OfficerDialog = () => {
  const { open, close } = useDialogs();
  return (
    <Modal opened={open === "officer"} onClose={close} title="Officer on duty" size="26rem" lockScroll={false} centered>
      <OfficerForm onDone={close} />
    </Modal>
  );
};

const OfficerForm = ({ onDone }: { readonly onDone: () => void }) => {
  const { data: info } = useStationInfo();
  const save = useSaveSettings();
  const [name, setName] = useState(info?.officer ?? "");
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (name.trim() !== "") save.mutate({ officer: name.trim() }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Name or service number"
        description="Stands on every decision and record from now on."
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
        data-testid="officer-input"
      />
      {save.error ? <FailureNote failure={describeFailure(save.error)} /> : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ""} data-testid="officer-save">
          Take over
        </Button>
      </Group>
    </form>
  );
};
