import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from "react";
import type { Vec3 } from "../../contract/units.ts";
import { dragWindow } from "../../imaging/colour/window-level.ts";
import { planeMmToVoxel } from "../../imaging/geometry/coordinates.ts";
import { planeExtentMm } from "../../imaging/geometry/plane.ts";
import { screenToMm, zoomAt, type Point } from "../../imaging/geometry/plane-view.ts";
import { railSlice, RAIL_PX, type OverlayScene } from "./plane-overlay.ts";
import { viewerState, type ViewerTool } from "./viewer-store.ts";

type Drag = { readonly what: ViewerTool | "rail"; at: Point; moved: boolean };

export type PlanePointer = {
  readonly onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onPointerLeave: () => void;
};

/** Moves smaller than this are clicks. */
const CLICK_PX = 4;
/** One step of a mouse wheel; touch pads send many smaller ones. */
const WHEEL_STEP = 50;

const toolOf = (event: ReactPointerEvent<HTMLElement>): ViewerTool => {
  if (event.button === 2) return "window";
  if (event.button === 1 || event.shiftKey) return "pan";
  if (event.ctrlKey || event.metaKey) return "zoom";
  return viewerState().tool;
};

const voxelUnder = (now: OverlayScene, at: Point): Vec3 =>
  planeMmToVoxel(now.frame, now.dims, now.spacingMm, screenToMm(now.view, at), now.crosshair[now.frame.normal]);
const zoomBy = (now: OverlayScene, factor: number, at: Point): void => {
  const { planes, setPlaneZoom } = viewerState();
  const { plane } = now.frame;
  setPlaneZoom(plane, zoomAt(planeExtentMm(now.frame, now.dims, now.spacingMm), now.size, planes[plane], factor, at));
};

/**
 * Mouse, pen and wheel in a plane. `scene` is what is shown now; `onClick` gets the voxel that was clicked and not dragged,
 * `onProbe` the voxel under the pointer.
 */
export const usePlanePointer = (
  element: RefObject<HTMLElement | null>,
  scene: () => OverlayScene | null,
  onClick: (voxel: Vec3) => void,
  onProbe: (voxel: Vec3 | null) => void,
): PlanePointer => {
  const drag = useRef<Drag | null>(null);

  const pointIn = (event: { clientX: number; clientY: number }): Point => {
    const box = element.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  const act = (now: OverlayScene, current: Drag, at: Point): void => {
    const store = viewerState();
    const [dx, dy] = [at[0] - current.at[0], at[1] - current.at[1]];
    const { frame, view } = now;
    switch (current.what) {
      case "crosshair":
        store.setCrosshair(voxelUnder(now, at));
        break;
      case "rail":
        store.stepSlice(frame.plane, railSlice(at[1], now.dims[frame.normal], now.size[1]) - now.crosshair[frame.normal]);
        break;
      case "window":
        store.setWindow(dragWindow(store.window, dx, dy));
        break;
      case "zoom":
        zoomBy(now, Math.exp(-dy / 150), [now.size[0] / 2, now.size[1] / 2]);
        break;
      case "pan": {
        const { zoom, panMm } = store.planes[frame.plane];
        store.setPlaneZoom(frame.plane, { zoom, panMm: [panMm[0] - dx / view.pxPerMm, panMm[1] - dy / view.pxPerMm] });
        break;
      }
    }
    current.at = at;
  };

  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    let gathered = 0;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const now = scene();
      if (!now) return;
      viewerState().setActivePane(now.frame.plane);
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * WHEEL_STEP : event.deltaY;
      if (event.ctrlKey || event.metaKey) {
        zoomBy(now, Math.exp(-lines / 400), pointIn(event));
        return;
      }
      gathered += lines;
      const steps = Math.trunc(gathered / WHEEL_STEP);
      gathered -= steps * WHEEL_STEP;
      // A mouse sends 100 or 120 a notch: one slice each, not two.
      if (steps !== 0) viewerState().stepSlice(now.frame.plane, Math.sign(steps) * Math.max(1, Math.floor(Math.abs(steps) / 2)));
    };
    // React's own wheel listener is passive and could not keep the page from zooming.
    target.addEventListener("wheel", onWheel, { passive: false });
    return () => target.removeEventListener("wheel", onWheel);
  });

  return {
    onPointerDown: (event) => {
      const now = scene();
      if (!now) return;
      viewerState().setActivePane(now.frame.plane);
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = pointIn(event);
      const onRail = event.button === 0 && at[0] >= now.size[0] - RAIL_PX * now.unit;
      drag.current = { what: onRail ? "rail" : toolOf(event), at, moved: false };
      if (drag.current.what === "crosshair" || onRail) act(now, drag.current, at);
      if (event.button === 1) event.preventDefault();
    },
    onPointerMove: (event) => {
      const now = scene();
      if (!now) return;
      const at = pointIn(event);
      onProbe(voxelUnder(now, at));
      const current = drag.current;
      if (!current) return;
      if (!current.moved && Math.hypot(at[0] - current.at[0], at[1] - current.at[1]) < CLICK_PX) return;
      current.moved = true;
      act(now, current, at);
    },
    onPointerUp: (event) => {
      const now = scene();
      if (drag.current?.what === "crosshair" && !drag.current.moved && now) onClick(voxelUnder(now, pointIn(event)));
      drag.current = null;
    },
    onPointerLeave: () => onProbe(null),
  };
};
