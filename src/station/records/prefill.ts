import type { Finding, FindingReview } from "../../contract/finding.ts";
import type { SeizureFields, SeizureItem } from "../../contract/seizure.ts";
import { type IvoryKind, WILDLIFE_CLASSES, type WildlifeClass } from "../../contract/wildlife-class.ts";
import type { NewId } from "../ids.ts";

/**
 * CITES trade terms of ivory by its kind (CITES Trade Database guide v9, table A2.1). Whether raw ivory is a whole tusk (TUS) or
 * a piece (IVP) cannot be told from the kind; IVP is true of both, and the officer narrows it down.
 */
const IVORY_TERMS: Readonly<Record<IvoryKind, string>> = { "tusk-or-piece": "IVP", worked: "IVC", beads: "IJW" };

/** A heap of these is one finding, and nobody has counted it. */
const HEAPED: readonly WildlifeClass[] = ["scales", "marine", "bone"];

const MAX_ITEMS = 200;

const termCodeOf = ({ class: wildlife, kind }: Finding): string => {
  if (wildlife === null) return "";
  return wildlife === "ivory" && kind !== null ? IVORY_TERMS[kind] : WILDLIFE_CLASSES[wildlife].termCode;
};

const piecesOf = ({ class: wildlife, beads }: Finding): number | null => {
  if (beads) return beads.count;
  return wildlife !== null && HEAPED.includes(wildlife) ? null : 1;
};

const toItem = (finding: Finding, id: string): SeizureItem => ({
  id,
  findingId: finding.id,
  class: finding.class,
  termCode: termCodeOf(finding),
  species: "",
  massG: finding.massG,
  massEstimated: finding.massG !== null,
  pieces: piecesOf(finding),
  piecesEstimated: piecesOf(finding) !== null,
  note: "",
});

/**
 * What a new record can already say: one item per wildlife alarm that nobody has dismissed, and per possible finding that
 * somebody has confirmed. The rest is for the officer.
 */
export const prefill = (
  findings: readonly Finding[],
  verdicts: ReadonlyMap<string, FindingReview["verdict"]>,
  newId: NewId,
): SeizureFields => ({
  status: "draft",
  seizedOn: "",
  location: "",
  agency: "",
  transport: "",
  concealment: "",
  originIso2: "",
  destinationIso2: "",
  note: "",
  items: findings
    .filter(({ class: wildlife, id, state }) => {
      const verdict = verdicts.get(id);
      return wildlife !== null && (state === "alarm" ? verdict !== "dismissed" : verdict === "confirmed");
    })
    .slice(0, MAX_ITEMS)
    .map((finding) => toItem(finding, newId())),
});
