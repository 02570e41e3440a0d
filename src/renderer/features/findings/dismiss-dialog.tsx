import { Button, Modal, Textarea } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { DISMISS_REASONS, type Finding } from "../../../contract/finding.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import { isTyping } from "../../ui/use-keys.ts";
import classes from "./dismiss-dialog.module.css";
import { REASON_WORDS } from "./review-state.ts";

type Reason = (typeof DISMISS_REASONS)[number];
export type Dismissal = { readonly reason: Reason; readonly note: string };

type Props = {
  /** Open while there is one. */
  readonly finding: Finding | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onDismiss: (given: Dismissal) => void;
};

/** Why a finding is none: one key per reason; "other" must say which. */
export const DismissDialog = ({ finding, busy, onClose, onDismiss }: Props) => (
  <Modal opened={finding !== null} onClose={onClose} title={`Dismiss: ${finding?.title ?? ""}`} size="24rem" centered>
    <Reasons busy={busy} onDismiss={onDismiss} />
  </Modal>
);

const Reasons = ({ busy, onDismiss }: Pick<Props, "busy" | "onDismiss">) => {
  const [note, setNote] = useState("");
  const [noteMissing, setNoteMissing] = useState(false);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const choose = (reason: Reason): void => {
    if (busy) return;
    if (reason === "other" && note.trim() === "") {
      setNoteMissing(true);
      noteField.current?.focus();
      return;
    }
    onDismiss({ reason, note: note.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    const reason = DISMISS_REASONS[Number.parseInt(event.key, 10) - 1];
    if (!reason) return;
    event.preventDefault();
    choose(reason);
  };
  return (
    <div ref={box} className={classes.reasons} tabIndex={-1} data-autofocus onKeyDown={onKeyDown} data-testid="dismiss-dialog">
      {DISMISS_REASONS.map((reason, at) => (
        <Button
          key={reason}
          variant="default"
          justify="space-between"
          fullWidth
          rightSection={<KeyCap name={String(at + 1)} />}
          onClick={() => choose(reason)}
          disabled={busy}
          data-testid={`dismiss-${reason}`}
        >
          {REASON_WORDS[reason]}
        </Button>
      ))}
      <Textarea
        ref={noteField}
        label="Note"
        description="Needed for “Other”"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={2000}
        value={note}
        error={noteMissing && note.trim() === "" ? "Say what it is, then choose “Other” again." : null}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </div>
  );
};
