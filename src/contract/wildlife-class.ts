import { z } from "zod";

/** What the detectors look for. `termCode` is the CITES trade term that a seizure item is prefilled with. */
export const WILDLIFE_CLASSES = {
  ivory: { label: "Ivory", densityGCm3: 1.8, termCode: "IVP", colour: "#ffd24a" },
  horn: { label: "Keratin horn", densityGCm3: 1.3, termCode: "HOR", colour: "#ff7ab8" },
  scales: { label: "Scales", densityGCm3: 1.3, termCode: "SCA", colour: "#4fd1ff" },
  animal: { label: "Live animal", densityGCm3: 1.06, termCode: "LIV", colour: "#8ef07a" },
} as const satisfies Record<string, { label: string; densityGCm3: number; termCode: string; colour: string }>;

export type WildlifeClass = keyof typeof WILDLIFE_CLASSES;
export const wildlifeClassSchema = z.enum(Object.keys(WILDLIFE_CLASSES) as [WildlifeClass, ...WildlifeClass[]]);

export const IVORY_KINDS = ["tusk-or-piece", "worked", "beads"] as const;
export type IvoryKind = (typeof IVORY_KINDS)[number];
