/** What the names of picture files say: which energy, which view, and of which scan. */
import type { ViewDirection } from "../../../contract/radiograph.ts";
import { folderOf, titleOf } from "../voxels/names.ts";

export type NameParts = {
  /** The same for files of one scan: folder and name without the words for energy and view. */
  readonly key: string;
  /** The name without those words. */
  readonly title: string;
  readonly energy: "low" | "high" | null;
  /** The word for the view, in lower case. */
  readonly view: string | null;
  readonly direction: ViewDirection;
};

const ENERGIES: Readonly<Record<string, "low" | "high">> = {
  low: "low",
  lo: "low",
  le: "low",
  lowenergy: "low",
  high: "high",
  hi: "high",
  he: "high",
  highenergy: "high",
};

const VIEWS: Readonly<Record<string, ViewDirection>> = {
  top: "top",
  bottom: "top",
  vertical: "top",
  side: "side",
  left: "side",
  right: "side",
  horizontal: "side",
  oblique: "oblique",
};

const NUMBERED_VIEW = /^(view|v|gen|generator)\d$/;

const own = <V>(table: Readonly<Record<string, V>>, word: string): V | null =>
  Object.hasOwn(table, word) ? (table[word] ?? null) : null;

/** Words are what stands between `-`, `_`, `.` and spaces; the last word for an energy and the last for a view count. */
export const namePartsOf = (name: string, endings: readonly string[]): NameParts => {
  const base = titleOf(name, endings);
  const words = base.split(/[-_. ]+/).filter((word) => word !== "");
  const small = words.map((word) => word.toLowerCase());
  const energyAt = small.findLastIndex((word) => own(ENERGIES, word) !== null);
  const viewAt = small.findLastIndex((word) => own(VIEWS, word) !== null || NUMBERED_VIEW.test(word));
  const view = small[viewAt] ?? null;
  const rest = words.filter((_, n) => n !== energyAt && n !== viewAt);
  return {
    key: `${folderOf(name)}\n${rest.join(" ").toLowerCase()}`,
    title: rest.length > 0 ? rest.join(" ") : base,
    energy: own(ENERGIES, small[energyAt] ?? ""),
    view,
    direction: own(VIEWS, view ?? "") ?? "unknown",
  };
};
