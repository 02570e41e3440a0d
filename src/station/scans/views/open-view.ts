/** Makes one view in a reading worker: decodes its planes, brings them to the canonical channels and writes their tiles. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  ATTENUATION_ENCODING,
  MATERIAL_ENCODING,
  planViewLevels,
  TILE,
  tileGrid,
  type View,
  type ViewChannel,
  VIEW_PADDING,
} from "../../../contract/radiograph.ts";
import type { FormatId, ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { storedRange } from "../../../imaging/formats/assemble.ts";
import type { Format } from "../../../imaging/formats/format.ts";
import { type DecodedPlane, makeView, sizeOfView } from "../../../imaging/radiograph/make-view.ts";
import { poolValidity, poolValues } from "../../../imaging/radiograph/pool-view.ts";
import { cutTile } from "../../../imaging/radiograph/tiles.ts";
import { decodeItem, type FrameItem } from "../reading/decode-frame.ts";
import { fromWriteError } from "../reading/file-stamp.ts";
import type { PlannedPlane, PlannedView } from "../reading/plan-scans.ts";
import { levelFileName } from "../scan-folders.ts";

/** `frames` are the view's planes, in their order. */
export type ViewItem = {
  readonly view: Omit<PlannedView, "planes"> & { readonly planes: readonly Omit<PlannedPlane, "frame">[] };
  readonly viewId: string;
  readonly folder: string;
  readonly frames: readonly FrameItem[];
};

export type OpenedView = { readonly view: View; readonly notes: readonly ScanNote[] };

type Samples = Int16Array | Uint8Array;

const writeTiles = (path: string, samples: Samples, width: number, height: number): void => {
  const [across, down] = tileGrid({ width, height });
  const tile = samples instanceof Int16Array ? new Int16Array(TILE * TILE) : new Uint8Array(TILE * TILE);
  try {
    const fd = openSync(path, "w");
    try {
      for (let row = 0; row < down; row += 1) {
        for (let column = 0; column < across; column += 1) {
          cutTile<Samples>(samples, width, height, column, row, tile);
          const bytes = new Uint8Array(tile.buffer);
          for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
        }
      }
    } finally {
      closeSync(fd);
    }
  } catch (thrown) {
    throw fromWriteError(thrown, path);
  }
};

const channelOf = (viewId: string, role: ViewChannel["role"], samples: Samples): ViewChannel => {
  const encoding =
    role === "attenuation" ? ATTENUATION_ENCODING : role === "material" ? MATERIAL_ENCODING : { slope: 1, intercept: 0 };
  const { min, max } = samples instanceof Int16Array ? storedRange(samples, VIEW_PADDING) : { min: 0, max: 4 };
  const nothing = min > max;
  return {
    id: `${viewId}-${role}`,
    role,
    sample: samples instanceof Int16Array ? "int16" : "uint8",
    ...encoding,
    minStored: nothing ? 0 : min,
    maxStored: nothing ? 0 : max,
  };
};

const writeLevels = (item: ViewItem, channel: ViewChannel, full: Samples, levels: View["levels"]): void => {
  let samples = full;
  let [width, height] = [levels[0]?.width ?? 0, levels[0]?.height ?? 0];
  for (const level of levels) {
    if (level.level > 0) {
      samples = samples instanceof Int16Array ? poolValues(samples, width, height) : poolValidity(samples, width, height);
      ({ width, height } = level);
    }
    writeTiles(join(item.folder, levelFileName(channel.id, level.level)), samples, width, height);
  }
};

export const openView = async (
  formats: readonly Format[],
  { formatId }: { readonly formatId: FormatId },
  item: ViewItem,
): Promise<OpenedView> => {
  const { view, viewId } = item;
  const planes: DecodedPlane[] = [];
  for (const [n, plane] of view.planes.entries()) {
    const packed = item.frames[n];
    if (!packed) throw new StationError("internal", `plane ${n} of ${viewId} has no frame`);
    const { width, height, samples, energy } = plane;
    const { frame } = await decodeItem(formats, { formatId, dims: [width, height, 1] }, packed, samples);
    planes.push({ energy, width, samples, frame });
  }
  const [width, height] = sizeOfView(view);
  const made = makeView(view, planes);
  const levels = [...planViewLevels(width, height)];
  const channels = [channelOf(viewId, "attenuation", made.attenuation)];
  const samples: Samples[] = [made.attenuation];
  if (made.material) {
    channels.push(channelOf(viewId, "material", made.material));
    samples.push(made.material);
  }
  channels.push(channelOf(viewId, "validity", made.validity));
  samples.push(made.validity);
  for (const [n, channel] of channels.entries()) {
    const full = samples[n];
    if (full) writeLevels(item, channel, full, levels);
  }
  const { label, direction, pixelMm, belt, beltOffsetPx, reading } = view;
  return {
    view: {
      id: viewId,
      label,
      direction,
      width,
      height,
      pixelMm: pixelMm === null ? null : [pixelMm[0], pixelMm[1]],
      belt,
      beltOffsetPx,
      origin: made.origin,
      bits: reading.bits,
      channels,
      levels,
    },
    notes: made.notes.map(({ note, detail }) => ({ note, detail: `${label}: ${detail}` })),
  };
};
