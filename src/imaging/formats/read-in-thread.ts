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
  type RadiographPlan,
  type Refusal,
  type ScanPlan,
  SNIFF_BYTES,
  type ViewPlan,
} from "./format.ts";
import { withoutClaimed, withoutCompanions } from "./companions.ts";
import { type DecodedPlane, makeView } from "../radiograph/make-view.ts";
import type { MadeView } from "../radiograph/made-view.ts";
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

/** A radiograph, each view in the canonical channels at full size. */
export type ReadRadiograph = { readonly plan: RadiographPlan; readonly views: readonly MadeView[] };

export type ReadResult = {
  readonly volumes: readonly ReadVolume[];
  readonly radiographs: readonly ReadRadiograph[];
  readonly refused: readonly Refusal[];
};

type Read = { readonly volumes: ReadVolume[]; readonly radiographs: ReadRadiograph[]; readonly refused: Refusal[] };

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

const readView = async (
  format: Format,
  view: ViewPlan,
  byName: ReadonlyMap<string, ByteSource>,
  sources: readonly ByteSource[],
): Promise<MadeView> => {
  const planes: DecodedPlane[] = [];
  for (const { energy, width, height, samples, frame } of view.planes) {
    const source = byName.get(frame.name);
    if (source === undefined) throw new StationError("file.not-found", frame.name);
    const decoded = await format.decode(frame, source, siblingIn(sources, source.name), [width, height, 1]);
    if (decoded.samples.length !== width * height * samples)
      throw new StationError(
        "format.corrupt",
        `${frame.name}: ${decoded.samples.length} samples of ${width} × ${height} × ${samples}`,
      );
    planes.push({ energy, width, samples, frame: decoded });
  }
  return makeView(view, planes);
};

/** What one format makes of its files; files that a scan was made of are noted in `used`. */
const readFormat = async (
  format: Format,
  made: ReturnType<Format["plan"]>,
  sources: readonly ByteSource[],
  read: Read,
  used: Set<string>,
): Promise<void> => {
  const byName = new Map(sources.map((source) => [source.name, source]));
  read.refused.push(...made.refused);
  const attempt = async (names: readonly string[], make: () => Promise<void>): Promise<void> => {
    for (const name of names) used.add(name);
    try {
      await make();
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      read.refused.push({ name: names[0] ?? "", error: thrown });
    }
  };
  for (const plan of made.plans) {
    await attempt(plan.names, async () => {
      const decode = frameDecoder(format, plan, byName, sources);
      const channels: ReadChannel[] = [];
      for (const channel of plan.channels) channels.push(await readChannel(plan, channel, decode));
      read.volumes.push({ plan, channels });
    });
  }
  for (const plan of made.radiographs ?? []) {
    await attempt(plan.names, async () => {
      const views: MadeView[] = [];
      for (const view of plan.views) views.push(await readView(format, view, byName, sources));
      read.radiographs.push({ plan, views });
    });
  }
};

/** Asks the formats in their order; one that looked right and is not lets the next try. */
const indexWith = (formats: readonly Format[], source: ByteSource, sibling: OpenSibling): readonly [Format, IndexedFile] => {
  const head = source.read(0, SNIFF_BYTES);
  for (const format of formats.filter((candidate) => candidate.sniff(head, source.name))) {
    try {
      return [format, format.index(source, sibling)];
    } catch (thrown) {
      if (!(thrown instanceof StationError && thrown.code === "format.unknown")) throw thrown;
    }
  }
  throw new StationError("format.unknown", source.name);
};

/**
 * Reads everything the sources hold. A file that cannot be read is refused and harms no other. A file that belongs to a scan
 * that another file describes (the data of a header) is not refused on its own account.
 * Throws only what is no `StationError`, which is a defect of a format.
 */
export const readInThread = async (sources: readonly ByteSource[], formats: readonly Format[] = FORMATS): Promise<ReadResult> => {
  const indexed: (readonly [Format, IndexedFile])[] = [];
  const notIndexed: Refusal[] = [];
  for (const source of sources) {
    try {
      if (source.size === 0) throw new StationError("file.empty", source.name);
      indexed.push(indexWith(formats, source, siblingIn(sources, source.name)));
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      notIndexed.push({ name: source.name, error: thrown });
    }
  }
  const read: Read = { volumes: [], radiographs: [], refused: [] };
  const used = new Set<string>();
  const files = new Set(withoutClaimed(indexed.map(([, file]) => file)));
  for (const [, file] of indexed) if (!files.has(file)) used.add(file.name);
  const asked = [...new Set(indexed.map(([format]) => format))];
  const planned = withoutCompanions(
    asked.map((format) => format.plan(indexed.flatMap(([known, file]) => (known === format && files.has(file) ? [file] : [])))),
  );
  for (const [n, format] of asked.entries()) {
    const made = planned[n];
    if (made !== undefined) await readFormat(format, made, sources, read, used);
  }
  for (const [, { claims }] of indexed) for (const name of claims ?? []) used.add(name);
  return { ...read, refused: [...notIndexed.filter((refusal) => !used.has(refusal.name)), ...read.refused] };
};
