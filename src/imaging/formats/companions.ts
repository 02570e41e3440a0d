/** Files that belong to another file's scan and make none of their own. */
import { folderOf } from "./voxels/names.ts";
import type { Format, IndexedFile } from "./format.ts";

type Planned = ReturnType<Format["plan"]>;

/** Without the files that another one describes (`IndexedFile.claims`). */
export const withoutClaimed = (files: readonly IndexedFile[]): readonly IndexedFile[] => {
  const claimed = new Set(files.flatMap(({ claims }) => claims ?? []));
  return claimed.size === 0 ? files : files.filter(({ name }) => !claimed.has(name));
};

/** Formats of pictures that also lie about as previews, screenshots and photographs. */
const PICTURES: ReadonlySet<string> = new Set(["png", "bmp", "jpeg"]);

/** Without the pictures in a folder that holds a volume: there they are previews of it, not scans. */
export const withoutCompanions = (planned: readonly Planned[]): readonly Planned[] => {
  const folders = new Set(planned.flatMap(({ plans }) => plans.flatMap(({ names }) => names.map(folderOf))));
  if (folders.size === 0) return planned;
  const beside = (name: string): boolean => folders.has(folderOf(name));
  return planned.map((one) => {
    const { radiographs } = one;
    if (radiographs === undefined) return one;
    return { ...one, radiographs: radiographs.filter(({ formatId, names }) => !PICTURES.has(formatId) || !names.every(beside)) };
  });
};
