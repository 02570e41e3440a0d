import type { Finding } from "../../contract/finding.ts";
import type { Screening } from "../../contract/screening.ts";
import { findingColour } from "../../imaging/colour/finding-colour.ts";

/** How a finding is to be drawn. `dimmed`: another one is isolated. Hidden findings are not in the list. */
export type ShownFinding = {
  readonly finding: Finding;
  readonly colour: string;
  /** Class or the scanner's words, with the probability. */
  readonly caption: string;
  readonly emphasis: "selected" | "normal" | "dimmed";
};

export type FindingView = {
  readonly selectedFindingId: string | null;
  readonly hiddenFindingIds: readonly string[];
  readonly isolatedFindingId: string | null;
};

export const findingCaption = (finding: Finding): string =>
  finding.probability === null ? finding.title : `${finding.title} ${Math.round(finding.probability * 100)} %`;

/** The findings to draw, in the screening's order. */
export const shownFindings = (screening: Screening | null, view: FindingView): readonly ShownFinding[] => {
  const hidden = new Set(view.hiddenFindingIds);
  return (screening?.findings ?? [])
    .filter((finding) => !hidden.has(finding.id))
    .map((finding) => ({
      finding,
      colour: findingColour(finding.class),
      caption: findingCaption(finding),
      emphasis:
        view.isolatedFindingId !== null && view.isolatedFindingId !== finding.id
          ? "dimmed"
          : finding.id === view.selectedFindingId
            ? "selected"
            : "normal",
    }));
};
