import { Button } from "@mantine/core";
import type { Finding, FindingReview } from "../../../contract/finding.ts";
import {
  formatBeads,
  formatBoxMm,
  formatHu,
  formatMass,
  formatMoment,
  formatProbability,
  formatVolume,
} from "../../ui/format.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import classes from "./finding-detail.module.css";
import { KIND_WORDS, REASON_WORDS } from "./review-state.ts";

type Props = {
  readonly finding: Finding | null;
  readonly review: FindingReview | null;
  readonly hidden: boolean;
  readonly isolated: boolean;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onDismiss: () => void;
  readonly onIsolate: () => void;
  readonly onHide: () => void;
};

const reviewText = (review: FindingReview): string => {
  const what = review.verdict === "confirmed" ? "Confirmed" : "Dismissed";
  const why = review.reason ? `: ${REASON_WORDS[review.reason].toLowerCase()}` : "";
  const note = review.note ? ` (${review.note})` : "";
  return `${what} by ${review.officer}${why}${note}`;
};

/** The finding in hand: all its measures, and what can be done with it. Keeps its height when there is none. */
export const FindingDetail = ({ finding, review, hidden, isolated, busy, onConfirm, onDismiss, onIsolate, onHide }: Props) => (
  <section className={classes.detail} aria-label="Finding in hand" data-testid="finding-detail">
    <dl className={classes.measures} data-empty={finding === null || undefined}>
      <dt>Probability</dt>
      <dd>{finding ? `${formatProbability(finding.probability)}${finding.state === "possible" ? ", possible" : ""}` : ""}</dd>
      <dt>{finding?.beads ? "Beads" : "Kind"}</dt>
      <dd>{finding?.beads ? formatBeads(finding.beads) : finding?.kind ? KIND_WORDS[finding.kind] : finding ? "–" : ""}</dd>
      <dt>Size</dt>
      <dd>{finding ? formatBoxMm(finding.boxMm) : ""}</dd>
      <dt>Volume</dt>
      <dd>{finding ? formatVolume(finding.volumeCm3) : ""}</dd>
      <dt>Mass, about</dt>
      <dd>{finding ? formatMass(finding.massG) : ""}</dd>
      <dt>Mean CT number</dt>
      <dd>{finding ? formatHu(finding.meanHu) : ""}</dd>
      <dt>Source</dt>
      <dd>{finding ? (finding.source === "model" ? "Detector" : "From the scanner") : ""}</dd>
    </dl>
    <div className={classes.reason} title={finding?.reason ?? undefined} data-testid="finding-reason">
      {finding?.reason ?? ""}
    </div>
    <div className={classes.review} title={review ? formatMoment(review.atUtc) : undefined}>
      {review ? reviewText(review) : finding ? "Not reviewed" : ""}
    </div>
    <div className={classes.actions}>
      <Button
        size="compact-sm"
        variant={review?.verdict === "confirmed" ? "light" : "default"}
        rightSection={<KeyCap action="finding.confirm" />}
        onClick={onConfirm}
        disabled={!finding || busy}
        aria-pressed={review?.verdict === "confirmed"}
        data-testid="finding-confirm"
      >
        Confirm
      </Button>
      <Button
        size="compact-sm"
        variant={review?.verdict === "dismissed" ? "light" : "default"}
        rightSection={<KeyCap action="finding.dismiss" />}
        onClick={onDismiss}
        disabled={!finding || busy}
        aria-pressed={review?.verdict === "dismissed"}
        data-testid="finding-dismiss"
      >
        Dismiss…
      </Button>
      <Button
        size="compact-sm"
        variant={isolated ? "light" : "default"}
        rightSection={<KeyCap action="finding.isolate" />}
        onClick={onIsolate}
        disabled={!finding}
        aria-pressed={isolated}
        data-testid="finding-isolate"
      >
        {isolated ? "Show all" : "Isolate"}
      </Button>
      <Button
        size="compact-sm"
        variant={hidden ? "light" : "default"}
        rightSection={<KeyCap action="finding.hide" />}
        onClick={onHide}
        disabled={!finding}
        aria-pressed={hidden}
        data-testid="finding-hide"
      >
        {hidden ? "Show" : "Hide"}
      </Button>
    </div>
  </section>
);
