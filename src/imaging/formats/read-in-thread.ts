/**
 * The whole way from bytes to Int16 volumes in the calling thread: for the fuzzer, for tests, and for small scans.
 * The station does the same steps in a pool of workers.
 */
import type { ScanNote } from "../../contract/scan.ts";
import { StationError } from "../../contract/station-error.ts";
import {
  EMPTY_RANGE,
  type Encoding,
  measureFrame,
  mergeRanges,
  type Padding,
  settleEncoding,
  type ValueRange,
  writeFrame,
} from "./assemble.ts";
import {
  type ByteSource,
  type ChannelPlan,
  type DecodedFrame,
  type Format,
  type FramePlan,
  type IndexedFile,
  type OpenSibling,
  type Refusal,
  type ScanPlan,
  SNIFF_BYTES,
} from "./format.ts";
import { FORMATS } from "./registry.ts";
import { siblingIn } from "./sibling.ts";

export type ReadChannel = {
  readonly plan: ChannelPlan;
  readonly encoding: Encoding;
  readonly padding: Padding;
  /** Stored values, i fastest, dims[0] · dims[1] · dims[2] long. Where no frame lies, `padding.stored`. */
  readonly voxels: Int16Array;
  /** Of the stored values without padding; both 0 when all is padding. */
  readonly minStored: number;
  readonly maxStored: number;
  readonly notes: readonly ScanNote[];
};

export type ReadVolume = { readonly plan: ScanPlan; readonly channels: readonly ReadChannel[] };

export type ReadResult = { readonly volumes: readonly ReadVolume[]; readonly refused: readonly Refusal[] };

type DecodeFrame = (frame: FramePlan) => Promise<DecodedFrame>;

const frameDecoder = (
  format: Format,
  plan: ScanPlan,
  byName: ReadonlyMap<string, ByteSource>,
  sources: readonly ByteSource[],
): DecodeFrame => {
  return async (frame) => {
    const source = byName.get(frame.name);
    if (source === undefined) throw new StationError("file.not-found", frame.name);
    const decoded = await format.decode(frame, source, siblingIn(sources, source.name), plan.geometry.dims);
    const expected = plan.geometry.dims[0] * plan.geometry.dims[1] * frame.kCount;
    if (decoded.samples.length !== expected) {
      throw new StationError(
        "format.corrupt",
        `${frame.name}: a frame of ${decoded.samples.length} instead of ${expected} voxels`,
      );
    }
    return decoded;
  };
};

const readChannel = async (plan: ScanPlan, channel: ChannelPlan, decode: DecodeFrame): Promise<ReadChannel> => {
  const sliceVoxels = plan.geometry.dims[0] * plan.geometry.dims[1];
  let range: ValueRange = EMPTY_RANGE;
  if (channel.encoding === null) {
    for (const frame of channel.frames) range = mergeRanges(range, measureFrame(await decode(frame), channel.paddingValue));
  }
  const { encoding, padding, notes } = settleEncoding(channel, range);
  const voxels = new Int16Array(sliceVoxels * plan.geometry.dims[2]).fill(padding.stored);
  let min = Infinity;
  let max = -Infinity;
  for (const frame of channel.frames) {
    const target = voxels.subarray(frame.kStart * sliceVoxels, (frame.kStart + frame.kCount) * sliceVoxels);
    const written = writeFrame(await decode(frame), encoding, target, padding);
    min = Math.min(min, written.min);
    max = Math.max(max, written.max);
  }
  const empty = min > max;
  return { plan: channel, encoding, padding, voxels, minStored: empty ? 0 : min, maxStored: empty ? 0 : max, notes };
};

/** What one format makes of its files; files that a scan was made of are noted in `used`. */
const readFormat = async (
  format: Format,
  indexed: readonly IndexedFile[],
  sources: readonly ByteSource[],
  volumes: ReadVolume[],
  refused: Refusal[],
  used: Set<string>,
): Promise<void> => {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const made = format.plan(indexed);
  refused.push(...made.refused);
  for (const plan of made.plans) {
    for (const name of plan.names) used.add(name);
    try {
      const decode = frameDecoder(format, plan, byName, sources);
      const channels: ReadChannel[] = [];
      for (const channel of plan.channels) channels.push(await readChannel(plan, channel, decode));
      volumes.push({ plan, channels });
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      refused.push({ name: plan.names[0] ?? "", error: thrown });
    }
  }
};

/**
 * Reads everything the sources hold. A file that cannot be read is refused and harms no other. A file that belongs to a scan
 * that another file describes (the data of a header) is not refused on its own account.
 * Throws only what is no `StationError`, which is a defect of a format.
 */
export const readInThread = async (sources: readonly ByteSource[], formats: readonly Format[] = FORMATS): Promise<ReadResult> => {
  const indexed = new Map<Format, IndexedFile[]>();
  const notIndexed: Refusal[] = [];
  for (const source of sources) {
    try {
      if (source.size === 0) throw new StationError("file.empty", source.name);
      const head = source.read(0, SNIFF_BYTES);
      const format = formats.find((candidate) => candidate.sniff(head, source.name));
      if (format === undefined) throw new StationError("format.unknown", source.name);
      const sibling: OpenSibling = siblingIn(sources, source.name);
      indexed.set(format, [...(indexed.get(format) ?? []), format.index(source, sibling)]);
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      notIndexed.push({ name: source.name, error: thrown });
    }
  }
  const volumes: ReadVolume[] = [];
  const refused: Refusal[] = [];
  const used = new Set<string>();
  for (const [format, files] of indexed) await readFormat(format, files, sources, volumes, refused, used);
  return { volumes, refused: [...notIndexed.filter((refusal) => !used.has(refusal.name)), ...refused] };
};
