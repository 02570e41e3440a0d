/** What the page and its volume worker say to each other. Buffers are transferred, never copied. */
import type { Vec3 } from "../../contract/units.ts";
import type { ValueSummary } from "../../imaging/colour/window-level.ts";

export type VoxelsRequest = {
  readonly type: "voxels";
  readonly id: number;
  readonly url: string;
  readonly bytes: number;
  readonly padding: number | undefined;
};

export type MaskRequest = { readonly type: "mask"; readonly id: number; readonly url: string; readonly bytes: number };

export type ToWorker = VoxelsRequest | MaskRequest | { readonly type: "cancel"; readonly id: number };

export type VoxelsReply = {
  readonly type: "voxels";
  readonly id: number;
  readonly voxels: Int16Array<ArrayBuffer>;
  /** In stored values. */
  readonly summary: ValueSummary;
};
export type MaskReply = { readonly type: "mask"; readonly id: number; readonly mask: Uint8Array<ArrayBuffer> };

export type FromWorker =
  | VoxelsReply
  | MaskReply
  | { readonly type: "progress"; readonly id: number; readonly received: number }
  | { readonly type: "failed"; readonly id: number; readonly message: string; readonly status: number | null };

export type LevelShape = { readonly dims: Vec3; readonly spacingMm: Vec3 };
