/** Voxels in other files than the header: one file, a list, or a numbered pattern. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, OpenSibling } from "../format.ts";
import { checkBytes, MAX_PARTS } from "./limits.ts";
import type { VoxelPart } from "./voxel-header.ts";

/** The names that a printf pattern with one `%d` gives for `first` to `last`. */
export const namesOfPattern = (name: string, pattern: string, first: number, last: number, step: number): readonly string[] => {
  const conversion = /%(0?)(\d*)[diu]/.exec(pattern);
  if (conversion === null || pattern.indexOf("%") !== pattern.lastIndexOf("%")) {
    throw new StationError("format.unsupported", `${name}: data file pattern ${pattern}`);
  }
  const count = Math.floor((last - first) / step) + 1;
  if (![first, last, step].every(Number.isSafeInteger) || step === 0 || !(count >= 1 && count <= MAX_PARTS)) {
    throw new StationError("format.lying-header", `${name}: data files ${first} to ${last} by ${step}`);
  }
  const width = Math.min(Number(conversion[2] ?? 0), 20);
  const fill = conversion[1] === "0" ? "0" : " ";
  return Array.from({ length: count }, (_, n) => pattern.replace(conversion[0], String(first + n * step).padStart(width, fill)));
};

/** Files named by a header, opened. Throws `format.truncated` for one that is not there. */
export const openAll = (name: string, names: readonly string[], sibling: OpenSibling): readonly ByteSource[] => {
  if (names.length === 0 || names.length > MAX_PARTS)
    throw new StationError("format.lying-header", `${name}: names ${names.length} data files`);
  return names.map((relative) => {
    const source = sibling(relative);
    if (source === null) throw new StationError("format.truncated", `${name}: its data file ${relative} is not beside it`);
    return source;
  });
};

export type PartsRequest = {
  readonly name: string;
  readonly sources: readonly ByteSource[];
  readonly slices: number;
  /** Unpacked. */
  readonly sliceBytes: number;
  readonly packed: boolean;
  /** Unpacked bytes before the voxels of each packed stream. */
  readonly skip: number;
  /** Where the voxels or their stream begin; −1: so that unpacked voxels end where the file ends. */
  readonly offsetIn: (source: ByteSource) => number;
  /** Length of the packed stream where the header says it. */
  readonly packedBytes: number | null;
};

/** Spreads the slices over the files evenly, each checked to hold its share. */
export const partsOf = (request: PartsRequest): readonly VoxelPart[] => {
  const { name, sources, slices, sliceBytes, packed, skip, packedBytes } = request;
  const kCount = slices / sources.length;
  if (!Number.isInteger(kCount))
    throw new StationError("format.lying-header", `${name}: ${slices} slices in ${sources.length} files`);
  return sources.map((source, n) => {
    const needed = kCount * sliceBytes;
    const asked = request.offsetIn(source);
    const offset = asked === -1 ? source.size - needed : asked;
    if (!Number.isSafeInteger(asked) || asked < -1)
      throw new StationError("format.lying-header", `${name}: voxels begin at ${asked}`);
    const there = Math.max(0, source.size - Math.max(0, offset));
    if (packedBytes !== null && packedBytes > there) {
      throw new StationError("format.truncated", `${source.name}: ${packedBytes} packed bytes claimed, ${there} there`);
    }
    const bytes = packed ? (packedBytes ?? there) : there;
    checkBytes(source.name, needed + (packed ? skip : 0), offset < 0 ? source.size : bytes, packed);
    return { name: source.name, kStart: n * kCount, kCount, offset, bytes };
  });
};
