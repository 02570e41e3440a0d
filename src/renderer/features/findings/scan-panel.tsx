import type { ScanDetail, WorklistEntry } from "../../../contract/worklist.ts";
import { describeFailure } from "../../client/failure.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { DecisionBar } from "../decision/decision-bar.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import classes from "./scan-panel.module.css";
import { VerdictStrip } from "./verdict-strip.tsx";

type Props = {
  readonly entry: WorklistEntry | null;
  readonly detail: ScanDetail | null;
  readonly loadError: Error | null;
  readonly onReload: () => void;
};

/** The right side: what the detector says, what it found, and what the officer decides; each at its fixed place. */
export const ScanPanel = ({ entry, detail, loadError, onReload }: Props) => (
  <aside className={classes.panel} aria-label="Findings and decision">
    <VerdictStrip entry={entry} />
    {loadError && !detail ? (
      <div className={classes.error}>
        <FailureNote failure={describeFailure(loadError)} onRetry={onReload} />
      </div>
    ) : (
      <FindingsPanel key={entry?.scan.id ?? "none"} entry={entry} detail={detail} />
    )}
    <DecisionBar entry={entry} detail={detail} />
  </aside>
);
