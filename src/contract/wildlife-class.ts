import { z } from "zod";

/**
 * What detectors may look for; a model's manifest names those it knows. `termCode` is the CITES trade term that a seizure
 * item is prefilled with: the commonest of the class, which the officer narrows down. The colours differ by lightness as
 * well as hue, so that they stay apart in every kind of colour vision.
 */
export const WILDLIFE_CLASSES = {
  ivory: { label: "Ivory", densityGCm3: 1.8, termCode: "IVP", colour: "#ffd24a" },
  horn: { label: "Keratin horn", densityGCm3: 1.3, termCode: "HOR", colour: "#ff7ab8" },
  scales: { label: "Scales or scutes", densityGCm3: 1.3, termCode: "SCA", colour: "#4fd1ff" },
  animal: { label: "Animal", densityGCm3: 1.06, termCode: "LIV", colour: "#8ef07a" },
  marine: { label: "Marine product", densityGCm3: 1.3, termCode: "BOD", colour: "#4169ff" },
  shell: { label: "Shell or coral", densityGCm3: 2.6, termCode: "SHE", colour: "#a050b8" },
  bone: { label: "Teeth, claws or bone", densityGCm3: 1.8, termCode: "BON", colour: "#fdf6dc" },
} as const satisfies Record<string, { label: string; densityGCm3: number; termCode: string; colour: string }>;

export type WildlifeClass = keyof typeof WILDLIFE_CLASSES;
export const wildlifeClassSchema = z.enum(Object.keys(WILDLIFE_CLASSES) as [WildlifeClass, ...WildlifeClass[]]);

export const IVORY_KINDS = ["tusk-or-piece", "worked", "beads"] as const;
export type IvoryKind = (typeof IVORY_KINDS)[number];
