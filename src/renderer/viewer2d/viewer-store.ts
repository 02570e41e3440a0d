/**
 * What the viewer shows, for every part of the page that steers it. Positions are voxels of level 0; windows are in the
 * channel's units. Findings, their selection and their hiding belong to the page and come in as props of `ScanViewer`.
 */
import { create } from "zustand";
import type { Finding } from "../../contract/finding.ts";
import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import {
  autoWindow,
  initialWindow,
  WINDOW_PRESETS,
  type WindowLevel,
  type WindowPresetId,
} from "../../imaging/colour/window-level.ts";
import { clampVoxel, voxelToPlaneMm } from "../../imaging/geometry/coordinates.ts";
import { PLANES, planeExtentMm, planeFrames, type PlaneId } from "../../imaging/geometry/plane.ts";
import { FITTED, zoomToBox, type PlaneZoom } from "../../imaging/geometry/plane-view.ts";
import type { PackedVolume } from "../workers/pack-volume.ts";
import type { LoadedMask, LoadedVolume } from "../workers/volume.ts";
import { FULL_CLIP, type ClipBox, type StandardView, type TransferPresetId, type ViewCommand } from "./viewer-types.ts";

export type PaneId = PlaneId | "volume";
export const PANES: readonly PaneId[] = [...PLANES, "volume"];
export type ViewerLayout = "grid" | "row";
/** What dragging with the main button does in a plane. Right button: window; middle button: pan. */
export type ViewerTool = "crosshair" | "window" | "zoom" | "pan";

/** `coarse`: a first picture is there, the full one is on its way. `message` is for the officer. */
export type LoadState = {
  readonly state: "empty" | "loading" | "coarse" | "ready" | "failed";
  /** Of the bytes under way, 0 to 1. */
  readonly fraction: number;
  readonly message: string | null;
};

/** What the 3D view draws: a level for motion and, on a real graphics card, a finer one for rest. */
export type Solid = { readonly motion: PackedVolume | null; readonly rest: PackedVolume | null };

export type MaskState = "none" | "loading" | "ready" | "failed";

export type ViewerState = {
  readonly scanId: string | null;
  readonly geometry: Geometry | null;
  readonly load: LoadState;
  readonly volume: LoadedVolume | null;
  readonly solid: Solid;
  readonly maskState: MaskState;
  readonly mask: LoadedMask | null;
  readonly channelId: string | null;
  /** Changes when loading shall be tried again. */
  readonly attempt: number;
  readonly crosshair: Vec3;
  readonly window: WindowLevel;
  readonly planes: Readonly<Record<PlaneId, PlaneZoom>>;
  readonly activePane: PaneId;
  readonly maximised: PaneId | null;
  readonly layout: ViewerLayout;
  readonly tool: ViewerTool;
  readonly transferPreset: TransferPresetId;
  /** Of the volume, 0 to 1 along each voxel axis. */
  readonly clip: ClipBox;
  /** The last wish for the 3D camera; `serial` makes each wish new. */
  readonly viewCommand: ViewCommand;
};

export type ViewerActions = {
  /** Forgets the last scan and starts in the middle of this one. */
  readonly open: (scanId: string, geometry: Geometry | null, channelId: string | null) => void;
  readonly setLoad: (load: LoadState) => void;
  /** A level has arrived; the window is set from it when it is the first of its channel. */
  readonly setVolume: (volume: LoadedVolume) => void;
  readonly setMask: (state: MaskState, mask: LoadedMask | null) => void;
  readonly setChannel: (channelId: string) => void;
  readonly retry: () => void;
  readonly setCrosshair: (voxel: Vec3) => void;
  /** Moves through the slices of a plane. */
  readonly stepSlice: (plane: PlaneId, by: number) => void;
  readonly setWindow: (window: WindowLevel) => void;
  readonly applyWindowPreset: (id: WindowPresetId | "auto") => void;
  readonly setPlaneZoom: (plane: PlaneId, zoom: PlaneZoom) => void;
  readonly setActivePane: (pane: PaneId) => void;
  readonly toggleMaximised: (pane: PaneId) => void;
  readonly setLayout: (layout: ViewerLayout) => void;
  readonly setTool: (tool: ViewerTool) => void;
  readonly setTransferPreset: (id: TransferPresetId) => void;
  readonly setClip: (clip: ClipBox) => void;
  readonly setStandardView: (view: StandardView) => void;
  /** Fits all planes and the 3D view again and removes clipping. The window stays. */
  readonly resetViews: () => void;
  /** Brings a finding into the middle of all views. */
  readonly flyTo: (finding: Finding) => void;
};

const fittedPlanes = { axial: FITTED, sagittal: FITTED, coronal: FITTED } as const;

const closed = {
  scanId: null,
  geometry: null,
  load: { state: "empty", fraction: 0, message: null },
  volume: null,
  solid: { motion: null, rest: null },
  maskState: "none",
  mask: null,
  channelId: null,
  crosshair: [0, 0, 0],
  window: { centre: WINDOW_PRESETS[0].centre, width: WINDOW_PRESETS[0].width },
  planes: fittedPlanes,
  clip: FULL_CLIP,
} as const satisfies Partial<ViewerState>;

const next = (command: ViewCommand, wish: Omit<ViewCommand, "serial">): ViewCommand => ({ ...wish, serial: command.serial + 1 });

export const useViewerStore = create<ViewerState & ViewerActions>()((set, get) => ({
  ...closed,
  attempt: 0,
  activePane: "axial",
  maximised: null,
  layout: "grid",
  tool: "crosshair",
  transferPreset: "bag",
  viewCommand: { view: "home", boxVoxel: null, serial: 0 },

  open: (scanId, geometry, channelId) => {
    const crosshair = geometry
      ? clampVoxel([geometry.dims[0] / 2, geometry.dims[1] / 2, geometry.dims[2] / 2], geometry.dims)
      : closed.crosshair;
    const viewCommand = next(get().viewCommand, { view: "home", boxVoxel: null });
    set({ ...closed, scanId, geometry, channelId, crosshair, viewCommand });
  },
  setLoad: (load) => set({ load }),
  setVolume: (volume) => {
    const before = get().volume;
    const sameChannel = before?.scanId === volume.scanId && before.channelId === volume.channelId;
    const solid: Solid = sameChannel ? get().solid : { motion: null, rest: null };
    const { packed } = volume;
    if (packed)
      set({
        solid: solid.motion && packed.dims[0] > solid.motion.dims[0] ? { ...solid, rest: packed } : { ...solid, motion: packed },
      });
    else if (!sameChannel) set({ solid });
    set({ volume, ...(sameChannel ? {} : { window: initialWindow(volume.units, volume.summary) }) });
  },
  setMask: (maskState, mask) => set({ maskState, mask }),
  setChannel: (channelId) => set({ channelId }),
  retry: () => set({ attempt: get().attempt + 1 }),
  setCrosshair: (voxel) => {
    const { geometry, crosshair } = get();
    if (!geometry) return;
    const to = clampVoxel(voxel, geometry.dims);
    if (to.some((x, axis) => x !== crosshair[axis])) set({ crosshair: to });
  },
  stepSlice: (plane, by) => {
    const { geometry, crosshair, setCrosshair } = get();
    if (!geometry) return;
    const to: [number, number, number] = [...crosshair];
    to[planeFrames(geometry)[plane].normal] += by;
    setCrosshair(to);
  },
  setWindow: (window) => set({ window }),
  applyWindowPreset: (id) => {
    const { volume } = get();
    if (id === "auto") {
      if (volume) set({ window: autoWindow(volume.summary) });
      return;
    }
    const preset = WINDOW_PRESETS.find((candidate) => candidate.id === id);
    // The presets are HU: on numbers that nobody vouches for they would show something arbitrary.
    if (preset && volume?.units === "HU") set({ window: { centre: preset.centre, width: preset.width } });
  },
  setPlaneZoom: (plane, zoom) => set({ planes: { ...get().planes, [plane]: zoom } }),
  setActivePane: (activePane) => set({ activePane }),
  toggleMaximised: (pane) => set({ maximised: get().maximised === pane ? null : pane, activePane: pane }),
  setLayout: (layout) => set({ layout, maximised: null }),
  setTool: (tool) => set({ tool }),
  setTransferPreset: (transferPreset) => set({ transferPreset }),
  setClip: (clip) => set({ clip }),
  setStandardView: (view) => set({ viewCommand: next(get().viewCommand, { view, boxVoxel: null }) }),
  resetViews: () =>
    set({ planes: fittedPlanes, clip: FULL_CLIP, viewCommand: next(get().viewCommand, { view: "home", boxVoxel: null }) }),
  flyTo: (finding) => {
    const { geometry, viewCommand } = get();
    if (!geometry) return;
    const { dims, spacingMm } = geometry;
    const frames = planeFrames(geometry);
    const { min, max } = finding.boxVoxel;
    const zoomFor = (plane: PlaneId): PlaneZoom => {
      const frame = frames[plane];
      // Box edges are voxel edges: half a voxel before the first centre, half after the last.
      const a = voxelToPlaneMm(frame, dims, spacingMm, [min[0] - 0.5, min[1] - 0.5, min[2] - 0.5]);
      const b = voxelToPlaneMm(frame, dims, spacingMm, [max[0] - 0.5, max[1] - 0.5, max[2] - 0.5]);
      return zoomToBox(
        planeExtentMm(frame, dims, spacingMm),
        [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
        [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
      );
    };
    set({
      crosshair: clampVoxel(finding.centreVoxel, dims),
      planes: { axial: zoomFor("axial"), sagittal: zoomFor("sagittal"), coronal: zoomFor("coronal") },
      viewCommand: next(viewCommand, { view: "finding", boxVoxel: finding.boxVoxel }),
    });
  },
}));

/** The store as it is now, for event handlers: nothing is drawn anew when it changes. */
export const viewerState = (): ViewerState & ViewerActions => useViewerStore.getState();
