/** Draws everything above the grey slice: findings, crosshair, scale bar and the rail of slices. CSS pixels throughout. */
import type { Vec3 } from "../../contract/units.ts";
import { voxelToPlaneMm } from "../../imaging/geometry/coordinates.ts";
import type { PlaneFrame } from "../../imaging/geometry/plane.ts";
import { mmToScreen, scaleBar, type PlaneView, type Point } from "../../imaging/geometry/plane-view.ts";
import type { LoadedMask } from "../workers/volume.ts";
import { canvasSettings } from "../viewer3d/graphics.ts";
import { findingOutline } from "./mask-outlines.ts";
import type { ShownFinding } from "./shown-findings.ts";

export type OverlayScene = {
  readonly frame: PlaneFrame;
  readonly dims: Vec3;
  readonly spacingMm: Vec3;
  readonly view: PlaneView;
  readonly size: Point;
  readonly crosshair: Vec3;
  readonly mask: LoadedMask | null;
  readonly findings: readonly ShownFinding[];
  readonly isolated: boolean;
  /** Factor on the sizes of lines and texts. */
  readonly unit: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
};

/** Width in px of the rail at the right edge, which shows where along the normal findings lie. */
export const RAIL_PX = 10;
export const RAIL_MARGIN_PX = 34;

const CROSSHAIR = "rgba(151, 176, 204, 0.55)";
const TEXT = "rgba(222, 229, 238, 0.92)";

export type ScreenBox = { readonly min: Point; readonly max: Point; readonly onSlice: boolean };

/** A finding's box on the screen, and whether the slice through the crosshair cuts it. */
export const findingScreenBox = (scene: OverlayScene, shown: ShownFinding): ScreenBox => {
  const { frame, dims, spacingMm, view, crosshair } = scene;
  const { min, max } = shown.finding.boxVoxel;
  const a = mmToScreen(view, voxelToPlaneMm(frame, dims, spacingMm, [min[0] - 0.5, min[1] - 0.5, min[2] - 0.5]));
  const b = mmToScreen(view, voxelToPlaneMm(frame, dims, spacingMm, [max[0] - 0.5, max[1] - 0.5, max[2] - 0.5]));
  const slice = crosshair[frame.normal];
  return {
    min: [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
    max: [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
    onSlice: slice >= Math.floor(min[frame.normal]) && slice < Math.ceil(max[frame.normal]),
  };
};

const outlinePath = (scene: OverlayScene, mask: LoadedMask, shown: ShownFinding): Path2D | null => {
  const { frame, dims, spacingMm, view } = scene;
  const { x, y, loops } = findingOutline(mask, frame, shown.finding, scene.crosshair);
  if (loops.length === 0) return null;
  const pixel = [spacingMm[frame.u] * mask.factor[frame.u], spacingMm[frame.v] * mask.factor[frame.v]] as const;
  // On a reversed axis a coarse mask may reach beyond level 0 at the picture's left or top.
  const excess = (axis: 0 | 1 | 2, sign: 1 | -1, mm: number): number =>
    sign > 0 ? 0 : dims[axis] * spacingMm[axis] - mask.dims[axis] * mm;
  const left = view.origin[0] + (excess(frame.u, frame.uSign, pixel[0]) + x * pixel[0]) * view.pxPerMm;
  const top = view.origin[1] + (excess(frame.v, frame.vSign, pixel[1]) + y * pixel[1]) * view.pxPerMm;
  const path = new Path2D();
  for (const loop of loops) {
    for (let at = 0; at < loop.length; at += 2) {
      const px = left + (loop[at] ?? 0) * pixel[0] * view.pxPerMm;
      const py = top + (loop[at + 1] ?? 0) * pixel[1] * view.pxPerMm;
      if (at === 0) path.moveTo(px, py);
      else path.lineTo(px, py);
    }
    path.closePath();
  }
  return path;
};

const withAlpha = (hex: string, alpha: number): string =>
  `${hex}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0")}`;

const drawCorners = (context: CanvasRenderingContext2D, box: ScreenBox, colour: string, width: number, unit: number): void => {
  const pad = 5 * unit;
  const [x0, y0, x1, y1] = [box.min[0] - pad, box.min[1] - pad, box.max[0] + pad, box.max[1] + pad];
  const arm = Math.min(14 * unit, (x1 - x0) / 3, (y1 - y0) / 3);
  context.beginPath();
  for (const [x, y, dx, dy] of [
    [x0, y0, arm, arm],
    [x1, y0, -arm, arm],
    [x1, y1, -arm, -arm],
    [x0, y1, arm, -arm],
  ] as const) {
    context.moveTo(x + dx, y);
    context.lineTo(x, y);
    context.lineTo(x, y + dy);
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
};

const FILL = { selected: 0.26, normal: 0.16, dimmed: 0.04 } as const;
const GLOW = [
  [7, 0.1],
  [3.5, 0.16],
] as const;
const STRONG_GLOW = [
  [14, 0.08],
  [9, 0.1],
  [5, 0.16],
] as const;
const RAIL_ALPHA = { selected: 1, normal: 0.6, dimmed: 0.15 } as const;
const LINE = { selected: 1, normal: 0.92, dimmed: 0.3 } as const;

const drawFinding = (context: CanvasRenderingContext2D, scene: OverlayScene, shown: ShownFinding): void => {
  const path = scene.mask ? outlinePath(scene, scene.mask, shown) : null;
  const { colour, emphasis } = shown;
  const selected = emphasis === "selected";
  if (path) {
    context.fillStyle = withAlpha(colour, FILL[emphasis]);
    context.fill(path, "evenodd");
    const width = (selected ? 2.25 : 1.5) * scene.unit;
    // Wide faint strokes under the line: a shadow's blur would look the same and take ten times as long.
    for (const [wider, alpha] of emphasis === "dimmed" ? [] : selected ? STRONG_GLOW : GLOW) {
      context.strokeStyle = withAlpha(colour, alpha);
      context.lineWidth = width + wider * scene.unit;
      context.stroke(path);
    }
    context.strokeStyle = withAlpha(colour, LINE[emphasis]);
    context.lineWidth = width;
    context.stroke(path);
  }
  const box = findingScreenBox(scene, shown);
  if (box.onSlice && (selected || !path))
    drawCorners(context, box, withAlpha(colour, LINE[emphasis]), (selected ? 2 : 1.5) * scene.unit, scene.unit);
};

const ORDER = { dimmed: 0, normal: 1, selected: 2 } as const;

/** Everything outside the findings' outlines, or outside their boxes where they have none. */
const veilPath = (scene: OverlayScene): Path2D => {
  const veil = new Path2D();
  veil.rect(0, 0, ...scene.size);
  for (const shown of scene.findings) {
    if (shown.emphasis === "dimmed") continue;
    const outline = scene.mask ? outlinePath(scene, scene.mask, shown) : null;
    const { min, max, onSlice } = findingScreenBox(scene, shown);
    if (outline) veil.addPath(outline);
    else if (onSlice) veil.rect(min[0], min[1], max[0] - min[0], max[1] - min[1]);
  }
  return veil;
};

/** While a finding is isolated the rest of the picture is darkened. */
const dimRest = (context: CanvasRenderingContext2D, scene: OverlayScene): void => {
  if (!scene.isolated) return;
  const path = veilPath(scene);
  context.fillStyle = "rgba(0, 0, 0, 0.62)";
  context.fill(path, "evenodd");
};

const drawCrosshair = (context: CanvasRenderingContext2D, scene: OverlayScene): void => {
  const { frame, dims, spacingMm, view, size, crosshair } = scene;
  const [x, y] = mmToScreen(view, voxelToPlaneMm(frame, dims, spacingMm, crosshair)).map((px) => Math.round(px) + 0.5);
  if (x === undefined || y === undefined) return;
  const gap = 14 * scene.unit;
  context.beginPath();
  for (const [x0, y0, x1, y1] of [
    [0, y, x - gap, y],
    [x + gap, y, size[0] - RAIL_PX * scene.unit, y],
    [x, 0, x, y - gap],
    [x, y + gap, x, size[1]],
  ] as const) {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  }
  context.strokeStyle = CROSSHAIR;
  context.lineWidth = 1;
  context.stroke();
};

const drawScaleBar = (context: CanvasRenderingContext2D, { view, size, unit }: OverlayScene): void => {
  const bar = scaleBar(view.pxPerMm, Math.min(160 * unit, size[0] / 3));
  const x1 = Math.round(size[0] - (RAIL_PX + 14) * unit) + 0.5;
  const x0 = Math.round(x1 - bar.px) + 0.5;
  const y = Math.round(size[1] - 12 * unit) + 0.5;
  const tick = 5 * unit;
  context.beginPath();
  context.moveTo(x0, y - tick);
  context.lineTo(x0, y);
  context.lineTo(x1, y);
  context.lineTo(x1, y - tick);
  context.strokeStyle = TEXT;
  context.lineWidth = unit;
  context.stroke();
  context.fillStyle = TEXT;
  context.font = `${11 * unit}px "Inter Variable", system-ui, sans-serif`;
  context.textAlign = "right";
  context.fillText(bar.label, x1, y - 9 * unit);
};

/** Screen y of a slice on the rail, and back. Slice 0 is at the top, as the keys and the wheel go. */
export const railY = (slice: number, count: number, height: number): number =>
  RAIL_MARGIN_PX + ((slice + 0.5) / count) * (height - 2 * RAIL_MARGIN_PX);
export const railSlice = (y: number, count: number, height: number): number =>
  Math.floor(((y - RAIL_MARGIN_PX) / Math.max(1, height - 2 * RAIL_MARGIN_PX)) * count);

const drawRail = (context: CanvasRenderingContext2D, { frame, dims, size, crosshair, findings, unit }: OverlayScene): void => {
  const count = dims[frame.normal];
  const width = 5 * unit;
  const x = size[0] - width - 3 * unit;
  context.fillStyle = "rgba(255, 255, 255, 0.07)";
  context.fillRect(x, RAIL_MARGIN_PX, width, size[1] - 2 * RAIL_MARGIN_PX);
  for (const { finding, colour, emphasis } of findings) {
    const from = railY(finding.boxVoxel.min[frame.normal] - 0.5, count, size[1]);
    const to = railY(finding.boxVoxel.max[frame.normal] - 0.5, count, size[1]);
    context.fillStyle = withAlpha(colour, RAIL_ALPHA[emphasis]);
    context.fillRect(x, from, width, Math.max(2, to - from));
  }
  context.fillStyle = "#f4f7fb";
  context.fillRect(x - 2 * unit, Math.round(railY(crosshair[frame.normal], count, size[1])) - unit, width + 4 * unit, 2 * unit);
};

export const drawPlaneOverlay = (canvas: HTMLCanvasElement, scene: OverlayScene): void => {
  const { pixelRatio } = scene;
  const [width, height] = [Math.round(scene.size[0] * pixelRatio), Math.round(scene.size[1] * pixelRatio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d", canvasSettings());
  if (!context) return;
  context.lineJoin = "round";
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  dimRest(context, scene);
  // The selected finding lies above the others.
  for (const shown of scene.findings.toSorted((a, b) => ORDER[a.emphasis] - ORDER[b.emphasis]))
    drawFinding(context, scene, shown);
  drawCrosshair(context, scene);
  drawRail(context, scene);
  drawScaleBar(context, scene);
};
