/** What a finding is called, and why it is called no more than that: physics leaves some things undecided. */
import { WILDLIFE_CLASSES, type WildlifeClass } from "../../contract/wildlife-class.ts";

/** Probabilities by class: wildlife's, and everything else as one. */
export type ClassScores = { readonly wildlife: Readonly<Partial<Record<WildlifeClass, number>>>; readonly everyday: number };

export type Named = { readonly title: string; readonly reason: string | null };

/** From this ratio on the one is decided against the other. */
const DECIDED_RATIO = 3;

const MINERAL = "Dentine and dense bone have the same CT numbers, and the shape does not decide";
const KERATIN = "Keratin and hard plastics have the same CT numbers, and the shape does not decide";

type Twin = {
  readonly title: string;
  readonly because: string;
  readonly own: string;
  readonly other: string;
  readonly scoreOf: (scores: ClassScores) => number;
};

const TWINS: Readonly<Partial<Record<WildlifeClass, Twin>>> = {
  ivory: {
    title: "Ivory or bone",
    because: MINERAL,
    own: "ivory",
    other: "bone",
    scoreOf: ({ wildlife }) => wildlife.bone ?? 0,
  },
  bone: {
    title: "Bone or ivory",
    because: MINERAL,
    own: "bone",
    other: "ivory",
    scoreOf: ({ wildlife }) => wildlife.ivory ?? 0,
  },
  horn: { title: "Horn-like", because: KERATIN, own: "horn", other: "something else", scoreOf: ({ everyday }) => everyday },
  scales: { title: "Scale-like", because: KERATIN, own: "scales", other: "something else", scoreOf: ({ everyday }) => everyday },
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const explain = (id: WildlifeClass, scores: ClassScores): Named => {
  const twin = TWINS[id];
  const own = scores.wildlife[id] ?? 0;
  const other = twin?.scoreOf(scores) ?? 0;
  if (twin === undefined || own >= DECIDED_RATIO * other) return { title: WILDLIFE_CLASSES[id].label, reason: null };
  return { title: twin.title, reason: `${twin.because}: ${twin.own} ${percent(own)}, ${twin.other} ${percent(other)}.` };
};
