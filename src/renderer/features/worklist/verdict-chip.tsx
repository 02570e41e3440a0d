import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconEyeOff, IconLoader } from "@tabler/icons-react";
import type { WorklistEntry } from "../../../contract/worklist.ts";
import { describeState } from "./describe-state.ts";
import classes from "./verdict-chip.module.css";

const ICONS = {
  alarm: IconAlertCircle,
  clear: IconCircleCheck,
  abort: IconEyeOff,
  failed: IconAlertTriangle,
  waiting: IconLoader,
} as const;

/** Where a scan stands, or what the detector said of it. Only an alarm has the alarm colour. */
export const VerdictChip = ({ entry, large = false }: { readonly entry: WorklistEntry; readonly large?: boolean }) => {
  const { tone, text } = describeState(entry);
  const Icon = ICONS[tone];
  return (
    <span
      className={classes.chip}
      data-tone={tone}
      data-decided={entry.decision !== null || undefined}
      data-large={large || undefined}
      data-testid="verdict"
      data-verdict={entry.screening?.verdict ?? "none"}
    >
      <Icon className={classes.icon} aria-hidden="true" />
      <span className={classes.text}>{text}</span>
    </span>
  );
};
