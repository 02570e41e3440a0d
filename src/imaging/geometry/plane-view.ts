/** Where a plane's picture lies on the screen. Lengths on the picture in mm, on the screen in CSS pixels. */

export type Point = readonly [x: number, y: number];

/** `zoom` 1 shows the whole plane; `panMm` moves the middle of the view away from the middle of the picture. */
export type PlaneZoom = { readonly zoom: number; readonly panMm: Point };

export const FITTED: PlaneZoom = { zoom: 1, panMm: [0, 0] };
const ZOOM_LIMITS = { min: 0.25, max: 40 } as const;
export const clampZoom = (zoom: number): number => Math.min(ZOOM_LIMITS.max, Math.max(ZOOM_LIMITS.min, zoom));

/** screen = origin + mm · pxPerMm, on both axes alike: anisotropic voxels keep their true shape. */
export type PlaneView = { readonly pxPerMm: number; readonly origin: Point };

/** Kept free around a fitted picture, for letters and texts. */
const MARGIN_PX = 14;

const room = (px: number): number => Math.max(1, px - 2 * MARGIN_PX);

export const planeView = (extentMm: Point, screenPx: Point, { zoom, panMm }: PlaneZoom): PlaneView => {
  const pxPerMm = Math.min(room(screenPx[0]) / extentMm[0], room(screenPx[1]) / extentMm[1]) * zoom;
  return {
    pxPerMm,
    origin: [screenPx[0] / 2 - (extentMm[0] / 2 + panMm[0]) * pxPerMm, screenPx[1] / 2 - (extentMm[1] / 2 + panMm[1]) * pxPerMm],
  };
};

export const mmToScreen = (view: PlaneView, mm: Point): Point => [
  view.origin[0] + mm[0] * view.pxPerMm,
  view.origin[1] + mm[1] * view.pxPerMm,
];

export const screenToMm = (view: PlaneView, px: Point): Point => [
  (px[0] - view.origin[0]) / view.pxPerMm,
  (px[1] - view.origin[1]) / view.pxPerMm,
];

/** Zooms by `factor` and keeps the mm under the screen point `at` where they are. */
export const zoomAt = (extentMm: Point, screenPx: Point, from: PlaneZoom, factor: number, at: Point): PlaneZoom => {
  const zoom = clampZoom(from.zoom * factor);
  const before = screenToMm(planeView(extentMm, screenPx, from), at);
  const after = screenToMm(planeView(extentMm, screenPx, { zoom, panMm: from.panMm }), at);
  return { zoom, panMm: [from.panMm[0] + before[0] - after[0], from.panMm[1] + before[1] - after[1]] };
};

/** The zoom that shows a box (picture mm) in the middle, over at most `share` of the view and never closer than `maxZoom`. */
export const zoomToBox = (extentMm: Point, min: Point, max: Point, share = 0.4, maxZoom = 4): PlaneZoom => {
  const ratio = Math.min(extentMm[0] / Math.max(max[0] - min[0], 1e-6), extentMm[1] / Math.max(max[1] - min[1], 1e-6));
  return {
    zoom: Math.max(1, Math.min(maxZoom, ratio * share)),
    panMm: [(min[0] + max[0] - extentMm[0]) / 2, (min[1] + max[1] - extentMm[1]) / 2],
  };
};

const BAR_STEPS = [1, 2, 5] as const;

/** The longest of 1, 2, 5, 10… mm that fits into `maxPx`, with its length on the screen and what to write beside it. */
export const scaleBar = (
  pxPerMm: number,
  maxPx: number,
): { readonly mm: number; readonly px: number; readonly label: string } => {
  const most = maxPx / pxPerMm;
  const decade = 10 ** Math.floor(Math.log10(most));
  const step = BAR_STEPS.findLast((s) => s * decade <= most * (1 + 1e-9)) ?? 1;
  const mm = step * decade;
  return { mm, px: mm * pxPerMm, label: mm >= 10 ? `${mm / 10} cm` : `${Number(mm.toPrecision(1))} mm` };
};
