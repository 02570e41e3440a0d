import type { WorklistEntry } from "../../../contract/worklist.ts";

/** An alarm that nobody has decided yet: it stands on top until somebody does. */
export const isOpenAlarm = (entry: WorklistEntry): boolean => entry.screening?.verdict === "alarm" && entry.decision === null;

/** A scan that waits for a person. One that could not be opened has no picture to decide on. */
export const isUndecided = (entry: WorklistEntry): boolean => entry.decision === null && entry.scan.state !== "failed";

/** Undecided alarms first, then newest first; equal times in the order of their ids, so that the list never flickers. */
export const compareEntries = (a: WorklistEntry, b: WorklistEntry): number =>
  Number(isOpenAlarm(b)) - Number(isOpenAlarm(a)) ||
  b.scan.importedUtc.localeCompare(a.scan.importedUtc) ||
  a.scan.id.localeCompare(b.scan.id);

/** Where up and down lead from `currentId`; the first entry when nothing (or something that left the list) is selected. */
export const neighbourId = (entries: readonly WorklistEntry[], currentId: string | null, step: 1 | -1): string | null => {
  const at = entries.findIndex((entry) => entry.scan.id === currentId);
  if (at < 0) return entries[0]?.scan.id ?? null;
  return entries[Math.min(entries.length - 1, Math.max(0, at + step))]?.scan.id ?? null;
};

/** The scan to go to after a decision on `decidedId`: the next ready and undecided one below it, else the topmost; `null` when all are done. */
export const nextUndecidedId = (entries: readonly WorklistEntry[], decidedId: string): string | null => {
  const at = entries.findIndex((entry) => entry.scan.id === decidedId);
  const rotated = [...entries.slice(at + 1), ...entries.slice(0, Math.max(0, at))];
  const waiting = rotated.filter((entry) => entry.scan.id !== decidedId && isUndecided(entry));
  const pick = waiting.find(isOpenAlarm) ?? waiting.find((entry) => entry.scan.state === "ready") ?? waiting[0];
  return pick?.scan.id ?? null;
};
