import type { Finding, FindingReview } from "../../../contract/finding.ts";

/** The newest review of each finding; reviews come oldest first, and the later of two equal times counts. */
export const newestReviews = (reviews: readonly FindingReview[]): ReadonlyMap<string, FindingReview> => {
  const newest = new Map<string, FindingReview>();
  for (const review of reviews) {
    const known = newest.get(review.findingId);
    if (!known || known.atUtc <= review.atUtc) newest.set(review.findingId, review);
  }
  return newest;
};

const rank = ({ state, probability }: Finding): number => (state === "alarm" ? 2 : 0) + (probability ?? -1);

/**
 * Alarms before what is merely possible, the most probable first; what the scanner gave no probability for comes last of
 * the alarms. Equal ones keep their order.
 */
export const byProbability = (findings: readonly Finding[]): readonly Finding[] => findings.toSorted((a, b) => rank(b) - rank(a));

/** The finding that next and previous lead to, around the ends; the first or last when none is selected. */
export const neighbourFinding = (findings: readonly Finding[], currentId: string | null, step: 1 | -1): Finding | null => {
  if (findings.length === 0) return null;
  const at = findings.findIndex((finding) => finding.id === currentId);
  const to = at < 0 ? (step === 1 ? 0 : findings.length - 1) : (at + step + findings.length) % findings.length;
  return findings[to] ?? null;
};

export const REASON_WORDS = {
  "look-alike": "Looks alike, is something else",
  artefact: "Artefact of the scan",
  permitted: "Permitted, papers seen",
  duplicate: "Same object as another finding",
  other: "Other",
} as const;

export const KIND_WORDS = {
  "tusk-or-piece": "tusk or piece",
  worked: "worked",
  beads: "beads",
} as const;
