import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import type { Outcome } from "../../../contract/decision.ts";
import { describeFailure } from "../../client/failure.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { OUTCOME_WORDS } from "./outcome-words.ts";

type Props = {
  readonly from: Outcome | null;
  /** Open while there is one. */
  readonly to: Outcome | null;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onClose: () => void;
  readonly onChange: (reason: string) => void;
};

/** A decision is changed only with a reason, and the first one is kept beside it. */
export const ChangeDialog = ({ from, to, busy, error, onClose, onChange }: Props) => (
  <Modal
    opened={to !== null}
    onClose={onClose}
    title={from && to ? `Change the decision: ${OUTCOME_WORDS[from].act} → ${OUTCOME_WORDS[to].act}` : "Change the decision"}
    size="30rem"
    centered
  >
    <ReasonForm busy={busy} error={error} onClose={onClose} onChange={onChange} />
  </Modal>
);

const ReasonForm = ({ busy, error, onClose, onChange }: Pick<Props, "busy" | "error" | "onClose" | "onChange">) => {
  const [reason, setReason] = useState("");
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (reason.trim() !== "") onChange(reason.trim());
  };
  return (
    <form onSubmit={submit} data-testid="change-dialog">
      <Text size="sm" c="dimmed" mb="xs">
        The earlier decision is kept with its time and officer.
      </Text>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={3}
        maxRows={8}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
        data-autofocus
        data-testid="change-reason"
      />
      {error ? <FailureNote failure={describeFailure(error)} /> : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep as it is
        </Button>
        <Button type="submit" loading={busy} disabled={reason.trim() === ""} data-testid="change-submit">
          Change
        </Button>
      </Group>
    </form>
  );
};
