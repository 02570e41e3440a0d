/** The one adapter to cornerstone-core, which draws a grey slice under a window into a canvas. */
import cornerstone, { type Image } from "cornerstone-core";
import type { WindowLevel } from "../../imaging/colour/window-level.ts";
import type { PlaneFrame } from "../../imaging/geometry/plane.ts";
import type { PlaneView, Point } from "../../imaging/geometry/plane-view.ts";
import { reslice } from "../../imaging/geometry/reslice.ts";
import { canvasSettings } from "../viewer3d/graphics.ts";
import type { LoadedVolume } from "../workers/volume.ts";

export type SliceCanvas = {
  /** Shows a slice (voxel index of the volume's own level along the plane's normal). The drawing follows in the next frame. */
  readonly show: (volume: LoadedVolume, frame: PlaneFrame, slice: number, window: WindowLevel, view: PlaneView) => void;
  /** Size in CSS pixels and device pixels for each of them; `show` must follow. */
  readonly resize: (size: Point, pixelRatio: number) => void;
  readonly close: () => void;
};

type Source = { readonly volume: LoadedVolume; readonly frame: PlaneFrame };

/** What the addresses `vol:<pane>:<slice>` stand for. A pane is one canvas, which shows one volume at a time. */
const sources = new Map<string, Source>();
let panes = 0;
let registered = false;

const makeImage = (imageId: string, { volume, frame }: Source, slice: number): Image => {
  const columns = volume.dims[frame.u];
  const rows = volume.dims[frame.v];
  const pixels = reslice(volume.voxels, volume.dims, frame, slice, new Int16Array(columns * rows));
  const { padding, minStored } = volume;
  // Padding lies below everything in most files; where it lies above, it would shine white around the scan.
  if (padding !== undefined && padding > minStored) {
    for (let at = 0; at < pixels.length; at++) if (pixels[at] === padding) pixels[at] = minStored;
  }
  return {
    imageId,
    // Padding may lie outside what the channel says occurs; the table of grey values must cover it.
    minPixelValue: Math.min(minStored, padding ?? minStored),
    maxPixelValue: Math.max(volume.maxStored, minStored + 1),
    slope: volume.slope,
    intercept: volume.intercept,
    windowCenter: 0,
    windowWidth: 1,
    getPixelData: () => pixels,
    rows,
    columns,
    height: rows,
    width: columns,
    color: false,
    columnPixelSpacing: volume.spacingMm[frame.u],
    rowPixelSpacing: volume.spacingMm[frame.v],
    invert: false,
    sizeInBytes: pixels.byteLength,
  };
};

const register = (): void => {
  if (registered) return;
  registered = true;
  cornerstone.registerImageLoader("vol", (imageId) => {
    const [, pane = "", slice = ""] = imageId.split(":");
    const source = sources.get(pane.split("@")[0] ?? "");
    return {
      promise: source
        ? Promise.resolve(makeImage(imageId, source, Number(slice)))
        : Promise.reject(new Error(`no volume for ${imageId}`)),
    };
  });
};

/**
 * Turns an element into a canvas of slices. cornerstone knows CSS pixels only: for a dense screen the element is made that
 * many times larger and scaled down again. `onDrawn` is called after each drawing, in the same frame.
 */
export const openSliceCanvas = (element: HTMLElement, onDrawn: (ms: number) => void): SliceCanvas => {
  register();
  const pane = `p${++panes}`;
  // cornerstone takes a canvas of this class where there is one; its context's settings are those of the first to ask.
  const canvas = document.createElement("canvas");
  canvas.className = "cornerstone-canvas";
  canvas.style.display = "block";
  canvas.getContext("2d", canvasSettings());
  element.append(canvas);
  cornerstone.enable(element);
  let ratio = 1;
  let started = 0;
  let shown: { readonly key: string; readonly image: Image } | null = null;
  let wanted = "";
  /** Slice, window and place of what the canvas holds; empty when it must be drawn again whatever is asked for. */
  let held = "";
  let open = true;
  const drawn = (): void => onDrawn(performance.now() - started);
  element.addEventListener(cornerstone.EVENTS.IMAGE_RENDERED, drawn);

  const display = (image: Image, volume: LoadedVolume, frame: PlaneFrame, window: WindowLevel, view: PlaneView): void => {
    const pxPerMm = view.pxPerMm * ratio;
    const [su, sv] = [volume.spacingMm[frame.u], volume.spacingMm[frame.v]];
    // cornerstone draws the finer of the two axes at `scale` pixels per image pixel and the other in proportion,
    // about the middle of canvas and image. A coarse level may reach beyond level 0 at its far edges; on a reversed
    // axis that excess lies at the left or top, so the picture's own origin is moved by it.
    const centre = (axis: "u" | "v", count: number, spacing: number, side: number, origin: number): number => {
      const sign = axis === "u" ? frame.uSign : frame.vSign;
      const fullMm = volume.fullExtentMm[axis === "u" ? frame.u : frame.v];
      const excess = sign > 0 ? 0 : fullMm - count * spacing;
      return (origin * ratio + excess * pxPerMm - side / 2) / (spacing * pxPerMm) + count / 2;
    };
    cornerstone.displayImage(element, image, {
      scale: pxPerMm * Math.min(su, sv),
      translation: {
        x: centre("u", image.columns, su, element.clientWidth, view.origin[0]),
        y: centre("v", image.rows, sv, element.clientHeight, view.origin[1]),
      },
      voi: { windowCenter: window.centre, windowWidth: window.width },
      pixelReplication: false,
    });
  };

  return {
    show: (volume, frame, slice, window, view) => {
      started = performance.now();
      const key = `vol:${pane}@${volume.key}.${frame.plane}:${slice}`;
      wanted = key;
      sources.set(pane, { volume, frame });
      const asked = [key, window.centre, window.width, view.pxPerMm, ...view.origin].join(" ");
      if (asked === held && shown?.key === key) {
        // Only what lies over the slice has changed.
        onDrawn(0);
        return;
      }
      held = asked;
      if (shown?.key === key) {
        display(shown.image, volume, frame, window, view);
        return;
      }
      const arrived = (image: Image): void => {
        if (!open || wanted !== key) return;
        shown = { key, image };
        display(image, volume, frame, window, view);
      };
      void cornerstone.loadImage(key).then(arrived);
    },
    resize: ([width, height], pixelRatio) => {
      ratio = pixelRatio;
      held = "";
      element.style.width = `${width * ratio}px`;
      element.style.height = `${height * ratio}px`;
      element.style.transform = `scale(${1 / ratio})`;
      cornerstone.resize(element, false);
    },
    close: () => {
      open = false;
      element.removeEventListener(cornerstone.EVENTS.IMAGE_RENDERED, drawn);
      cornerstone.disable(element);
      sources.delete(pane);
    },
  };
};
