import { create } from "zustand";

/** What the officer is looking at. Shared by worklist, viewer, findings and decision. */
type Selection = {
  readonly scanId: string | null;
  readonly findingId: string | null;
  readonly isolatedId: string | null;
  readonly hiddenIds: ReadonlySet<string>;
  readonly selectScan: (scanId: string | null) => void;
  readonly selectFinding: (findingId: string | null) => void;
  readonly toggleIsolated: (findingId: string) => void;
  readonly toggleHidden: (findingId: string) => void;
};

const NOTHING = { findingId: null, isolatedId: null, hiddenIds: new Set<string>() } as const;

export const useSelection = create<Selection>((set) => ({
  scanId: null,
  ...NOTHING,
  /** Another scan starts with all its findings visible; the same one stays as it is. */
  selectScan: (scanId) => set((state) => (state.scanId === scanId ? {} : { scanId, ...NOTHING })),
  selectFinding: (findingId) => set({ findingId }),
  toggleIsolated: (findingId) =>
    set(({ isolatedId, hiddenIds }) => ({
      isolatedId: isolatedId === findingId ? null : findingId,
      // What is isolated must be seen.
      hiddenIds: new Set([...hiddenIds].filter((id) => id !== findingId)),
    })),
  toggleHidden: (findingId) =>
    set(({ isolatedId, hiddenIds }) => ({
      hiddenIds: hiddenIds.has(findingId)
        ? new Set([...hiddenIds].filter((id) => id !== findingId))
        : new Set([...hiddenIds, findingId]),
      isolatedId: isolatedId === findingId ? null : isolatedId,
    })),
}));
