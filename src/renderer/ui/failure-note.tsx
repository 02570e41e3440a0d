import { Button, Collapse, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Failure } from "../client/failure.ts";
import classes from "./failure-note.module.css";

type Props = {
  readonly failure: Failure;
  /** What it is about, above the sentence. */
  readonly title?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly compact?: boolean;
};

/** Something that failed: the sentence, the next step, and the engineer's part folded away. */
export const FailureNote = ({ failure, title, onRetry, retryLabel = "Try again", compact = false }: Props) => {
  const [open, { toggle }] = useDisclosure(false);
  return (
    <div className={classes.note} data-compact={compact || undefined} role="status" data-testid="failure-note">
      <IconAlertTriangle className={classes.icon} aria-hidden="true" />
      <div className={classes.text}>
        {title ? <div className={classes.title}>{title}</div> : null}
        <div className={classes.message}>{failure.message}</div>
        <div className={classes.next}>{failure.next}</div>
        <UnstyledButton className={classes.more} onClick={toggle} aria-expanded={open}>
          <IconChevronRight className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
          Details{failure.code ? <code className={classes.code}>{failure.code}</code> : null}
        </UnstyledButton>
        <Collapse expanded={open}>
          <pre className={classes.detail}>{failure.detail || "No further detail."}</pre>
        </Collapse>
        {onRetry ? (
          <div>
            <Button size="compact-sm" variant="default" mt="xs" onClick={onRetry}>
              {retryLabel}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
};
