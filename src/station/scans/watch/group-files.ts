import { relative, sep } from "node:path";
import type { FileStamp } from "../reading/file-stamp.ts";

/** Files that arrive together: a folder dropped into the watched one with all below it, or the loose files beside the folders. */
export type FileGroup = {
  /** The folder's name; empty for the loose files. */
  readonly key: string;
  readonly files: readonly FileStamp[];
};

export const groupFiles = (root: string, files: readonly FileStamp[]): readonly FileGroup[] => {
  const groups = new Map<string, FileStamp[]>();
  for (const file of files) {
    const [first = "", ...below] = relative(root, file.path).split(sep);
    const key = below.length > 0 ? first : "";
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups].map(([key, group]) => ({ key, files: group }));
};

/** Changes with every byte written and every file added, renamed or removed. */
export const stampText = ({ size, mtimeMs }: FileStamp): string => `${size}:${mtimeMs}`;

export const groupText = ({ files }: FileGroup): string => files.map((file) => `${file.path}\0${stampText(file)}`).join("\n");
