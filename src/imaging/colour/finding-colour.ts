import { WILDLIFE_CLASSES, type WildlifeClass } from "../../contract/wildlife-class.ts";

/** For a scanner's own findings, which name no wildlife: neutral, so that it is not taken for a class. */
const NO_CLASS = "#c9d1dc";

/** `#rrggbb` of a finding's class. */
export const findingColour = (wildlifeClass: WildlifeClass | null): string =>
  wildlifeClass ? WILDLIFE_CLASSES[wildlifeClass].colour : NO_CLASS;

/** Red, green and blue from 0 to 255 of `#rrggbb`. */
export const rgbOf = (hex: string): readonly [number, number, number] => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};
