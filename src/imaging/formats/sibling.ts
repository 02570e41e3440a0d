/** Files in memory as byte sources, and siblings among them. */
import type { ByteSource, OpenSibling } from "./format.ts";
import { folderOf } from "./voxels/names.ts";

/** `bytes` are not copied: reads are views. */
export const memorySource = (name: string, bytes: Uint8Array): ByteSource => ({
  name,
  size: bytes.length,
  read: (offset, length) => {
    const from = Math.max(0, Math.min(bytes.length, offset));
    return bytes.subarray(from, Math.max(from, Math.min(bytes.length, offset + length)));
  },
});

/** Whether a name that a header gives stays in the header's own folder. */
export const staysInFolder = (relativeName: string): boolean =>
  relativeName !== "" && !/^[/\\]|^[A-Za-z]:|\0/.test(relativeName) && !relativeName.split(/[/\\]/).includes("..");

/** Opens siblings of `name` among `sources`; names differing in case only are found too, as scanners' PCs ignore it. */
export const siblingIn = (sources: readonly ByteSource[], name: string): OpenSibling => (relativeName) => {
  if (!staysInFolder(relativeName)) return null;
  const wanted = folderOf(name) + relativeName.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
  const exact = sources.find((source) => source.name === wanted);
  return exact ?? sources.find((source) => source.name.toLowerCase() === wanted.toLowerCase()) ?? null;
};
