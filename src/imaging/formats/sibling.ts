/** Files in memory as byte sources, and siblings among them. */
import type { ByteSource, OpenSibling } from "./format.ts";
import { folderOf } from "./voxels/names.ts";

/** `bytes` are not copied: reads are views, and plain ones even of a Node Buffer, whose `slice` would not copy. */
export const memorySource = (name: string, bytes: Uint8Array): ByteSource => {
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    name,
    size: plain.length,
    read: (offset, length) => {
      const from = Math.max(0, Math.min(plain.length, offset));
      return plain.subarray(from, Math.max(from, Math.min(plain.length, offset + length)));
    },
  };
};

/** Whether a name that a header gives stays in the header's own folder. */
export const staysInFolder = (relativeName: string): boolean =>
  relativeName !== "" && !/^[/\\]|^[A-Za-z]:|\0/.test(relativeName) && !relativeName.split(/[/\\]/).includes("..");

/** Opens siblings of `name` among `sources`; names differing in case only are found too, as scanners' PCs ignore it. */
export const siblingIn =
  (sources: readonly ByteSource[], name: string): OpenSibling =>
  (relativeName) => {
    if (!staysInFolder(relativeName)) return null;
    const wanted = folderOf(name) + relativeName.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
    const exact = sources.find((source) => source.name === wanted);
    return exact ?? sources.find((source) => source.name.toLowerCase() === wanted.toLowerCase()) ?? null;
  };
