/** Files that their names join: the energies of a view, the views of a scan. */
import { type NameParts, namePartsOf } from "./name-parts.ts";

export type JoinedView<F> = {
  readonly word: string | null;
  readonly parts: NameParts;
  readonly single: F | null;
  readonly low: F | null;
  readonly high: F | null;
};

export type Joined<F> = { readonly title: string; readonly views: readonly JoinedView<F>[] };

type Named<F> = { readonly file: F; readonly parts: NameParts };

/** One view's files: one of no energy, or a low and a high one; `null` where they do not fit together. */
const viewOf = <F>(named: readonly Named<F>[], sameSize: (a: F, b: F) => boolean): JoinedView<F> | null => {
  const [first, second] = named;
  if (first === undefined || named.length > 2) return null;
  const base = { word: first.parts.view, parts: first.parts };
  if (second === undefined) return { ...base, single: first.file, low: null, high: null };
  const low = named.find(({ parts }) => parts.energy === "low");
  const high = named.find(({ parts }) => parts.energy === "high");
  if (!low || !high || !sameSize(low.file, high.file)) return null;
  return { ...base, single: null, low: low.file, high: high.file };
};

const RANK = ["top", "bottom", "vertical", "side", "left", "right", "horizontal", "oblique"];
const rankOf = (word: string | null): string => `${RANK.indexOf(word ?? "") + 1 || 99}`.padStart(2, "0") + (word ?? "");

/**
 * Joins what belongs together; files that nothing joins, or whose names contradict each other, come back alone. A scan is joined of
 * views only where every file of it names its view.
 */
export const joinByName = <F extends { readonly name: string }>(
  files: readonly F[],
  endings: readonly string[],
  sameSize: (a: F, b: F) => boolean,
): { readonly joined: readonly Joined<F>[]; readonly alone: readonly F[] } => {
  const joined: Joined<F>[] = [];
  const alone: F[] = [];
  const named = files.map((file): Named<F> => ({ file, parts: namePartsOf(file.name, endings) }));
  for (const group of Map.groupBy(named, ({ parts }) => parts.key).values()) {
    const byView = [...Map.groupBy(group, ({ parts }) => parts.view).values()];
    const views = byView.map((members) => viewOf(members, sameSize));
    const made = views.filter((view) => view !== null);
    const contradictory = made.length !== views.length || (byView.length > 1 && group.some(({ parts }) => parts.view === null));
    if (group.length === 1 || contradictory) {
      alone.push(...group.map(({ file }) => file));
      continue;
    }
    const [first] = group;
    joined.push({ title: first?.parts.title ?? "", views: made.toSorted((a, b) => (rankOf(a.word) < rankOf(b.word) ? -1 : 1)) });
  }
  return { joined, alone };
};
