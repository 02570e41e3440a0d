import { IconCheck, IconEyeOff, IconFocusCentered, IconX } from "@tabler/icons-react";
import type { Finding, FindingReview } from "../../../contract/finding.ts";
import { findingColour } from "../../../imaging/colour/finding-colour.ts";
import { formatMass, formatProbability, formatVolume } from "../../ui/format.ts";
import classes from "./finding-row.module.css";
import { KIND_WORDS } from "./review-state.ts";

type Props = {
  readonly finding: Finding;
  readonly review: FindingReview | null;
  readonly selected: boolean;
  readonly hidden: boolean;
  readonly isolated: boolean;
  readonly onSelect: () => void;
};

/** One finding in two lines; the colour is the one it has in all views. */
export const FindingRow = ({ finding, review, selected, hidden, isolated, onSelect }: Props) => (
  <div
    role="option"
    aria-selected={selected}
    tabIndex={-1}
    className={classes.row}
    data-selected={selected || undefined}
    data-dismissed={review?.verdict === "dismissed" || undefined}
    data-testid="finding-row"
    data-finding-id={finding.id}
    data-class={finding.class ?? "none"}
    data-state={finding.state}
    onClick={onSelect}
    onKeyDown={(event) => {
      if (event.key === "Enter") onSelect();
    }}
  >
    <span className={classes.swatch} style={{ background: findingColour(finding.class) }} aria-hidden="true" />
    <span className={classes.title}>
      {finding.title}
      {finding.kind ? (
        <span className={classes.kind}>
          {" "}
          {finding.beads ? `${finding.beads.count} ${KIND_WORDS.beads}` : KIND_WORDS[finding.kind]}
        </span>
      ) : null}
    </span>
    <span className={classes.probability}>{formatProbability(finding.probability)}</span>
    <span className={classes.measures}>
      {finding.source === "scanner" ? <span>from the scanner</span> : null}
      {finding.state === "possible" ? <span className={classes.possible}>possible</span> : null}
      <span>{formatMass(finding.massG)}</span>
      <span>{formatVolume(finding.volumeCm3)}</span>
    </span>
    <span className={classes.marks}>
      {hidden ? <IconEyeOff className={classes.icon} aria-label="hidden" /> : null}
      {isolated ? <IconFocusCentered className={classes.icon} aria-label="isolated" /> : null}
      {review ? (
        <span className={classes.review} data-testid="finding-review" data-verdict={review.verdict}>
          {review.verdict === "confirmed" ? (
            <IconCheck className={classes.icon} aria-hidden="true" />
          ) : (
            <IconX className={classes.icon} aria-hidden="true" />
          )}
          {review.verdict === "confirmed" ? "Confirmed" : "Dismissed"}
        </span>
      ) : null}
    </span>
  </div>
);
