/** What the page and its volume worker say to each other. Buffers are transferred, never copied. */
import type { Vec3 } from "../../contract/units.ts";
import type { ValueSummary } from "../../imaging/colour/window-level.ts";
import type { ValueUnits } from "../../contract/scan.ts";
import type { PackedLabels } from "./pack-labels.ts";
import type { PackedVolume, PackFormat } from "./pack-volume.ts";

export type VoxelsRequest = {
  readonly type: "voxels";
  readonly id: number;
  readonly url: string;
  readonly bytes: number;
  readonly dims: Vec3;
  readonly channel: {
    readonly units: ValueUnits;
    readonly slope: number;
    readonly intercept: number;
    readonly padding: number | undefined;
  };
  /** Also prepares the level for the 3D view. */
  readonly pack: { readonly format: PackFormat; readonly blockSide: number } | null;
};

export type MaskRequest = {
  readonly type: "mask";
  readonly id: number;
  readonly url: string;
  readonly bytes: number;
  readonly dims: Vec3;
  /** The grid of the 3D view's labels. */
  readonly packDims: Vec3 | null;
};

export type ToWorker = VoxelsRequest | MaskRequest | { readonly type: "cancel"; readonly id: number };

export type VoxelsReply = {
  readonly type: "voxels";
  readonly id: number;
  readonly voxels: Int16Array<ArrayBuffer>;
  /** In the channel's units. */
  readonly summary: ValueSummary;
  readonly packed: PackedVolume | null;
};
export type MaskReply = {
  readonly type: "mask";
  readonly id: number;
  readonly mask: Uint8Array<ArrayBuffer>;
  readonly packed: PackedLabels | null;
};

export type FromWorker =
  | VoxelsReply
  | MaskReply
  | { readonly type: "progress"; readonly id: number; readonly received: number }
  | { readonly type: "failed"; readonly id: number; readonly message: string; readonly status: number | null };
