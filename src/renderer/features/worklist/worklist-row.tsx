import { IconBan, IconPhoto } from "@tabler/icons-react";
import { memo, useState } from "react";
import { blobUrl } from "../../../contract/blob-url.ts";
import type { WorklistEntry } from "../../../contract/worklist.ts";
import { formatMoment, formatTime } from "../../ui/format.ts";
import { OUTCOME_WORDS } from "../decision/outcome-words.ts";
import { VerdictChip } from "./verdict-chip.tsx";
import classes from "./worklist-row.module.css";

const Thumbnail = ({ entry }: { readonly entry: WorklistEntry }) => {
  const [missing, setMissing] = useState(false);
  const { state, id } = entry.scan;
  if (state === "failed") return <IconBan className={classes.placeholder} aria-hidden="true" />;
  if (missing || state === "arriving" || state === "opening")
    return <IconPhoto className={classes.placeholder} aria-hidden="true" />;
  return <img className={classes.picture} src={blobUrl.thumbnail(id)} alt="" loading="lazy" onError={() => setMissing(true)} />;
};

type Props = {
  readonly entry: WorklistEntry;
  readonly selected: boolean;
  readonly now: Date;
  readonly onSelect: (scanId: string) => void;
};

/** One scan of the worklist: always of the same height, whatever is known of it yet. */
export const WorklistRow = memo(({ entry, selected, now, onSelect }: Props) => {
  const { scan, decision, progress } = entry;
  const working = progress !== null && scan.state !== "ready" && scan.state !== "failed";
  const outcome = decision ? OUTCOME_WORDS[decision.outcome] : null;
  return (
    <div
      id={`scan-${scan.id}`}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      className={classes.row}
      data-selected={selected || undefined}
      data-decided={decision !== null || undefined}
      data-testid="worklist-entry"
      data-scan-id={scan.id}
      data-state={scan.state}
      onClick={() => onSelect(scan.id)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onSelect(scan.id);
      }}
    >
      <div className={classes.thumbnail}>
        <Thumbnail key={scan.state === "arriving" || scan.state === "opening" ? "early" : "late"} entry={entry} />
      </div>
      <div className={classes.body}>
        <div className={classes.title} title={scan.title}>
          {scan.title}
        </div>
        <div className={classes.meta}>
          <time dateTime={scan.importedUtc} title={formatMoment(scan.importedUtc)}>
            {formatTime(scan.importedUtc, now)}
          </time>
          {scan.demo ? (
            <span className={classes.demo} data-testid="demo-mark">
              Demo
            </span>
          ) : null}
          {outcome ? (
            <span className={classes.outcome} data-testid="decision-mark">
              <outcome.Icon className={classes.outcomeIcon} aria-hidden="true" />
              {outcome.mark}
            </span>
          ) : null}
        </div>
        <div className={classes.state}>
          <VerdictChip entry={entry} />
        </div>
      </div>
      <div className={classes.progress} aria-hidden="true">
        {working ? (
          <div className={classes.bar} style={{ transform: `scaleX(${Math.min(1, Math.max(0.02, progress.fraction))})` }} />
        ) : null}
      </div>
    </div>
  );
});
WorklistRow.displayName = "WorklistRow";
