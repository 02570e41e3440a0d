import { WINDOW_PRESETS } from "../../imaging/colour/window-level.ts";
import { planeFrames, type PlaneId } from "../../imaging/geometry/plane.ts";
import { clampZoom } from "../../imaging/geometry/plane-view.ts";
import { viewerState } from "./viewer-store.ts";

/** For the page's list of keys. */
export const VIEWER_KEYS = [
  ...WINDOW_PRESETS.map(({ label }, at) => ({ keys: String(at + 1), does: `Window: ${label}` })),
  { keys: "0", does: "Window: automatic" },
  { keys: "↑ ↓", does: "Slice" },
  { keys: "Page ↑ ↓", does: "Ten slices" },
  { keys: "Home End", does: "First, last slice" },
  { keys: "+ −", does: "Zoom" },
  { keys: "F T L", does: "3D from front, top, left" },
  { keys: "M", does: "Maximise the view" },
  { keys: "G", does: "Grid or row" },
  { keys: "Z", does: "Fit all views" },
] as const;

export type ViewerKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** Slices in reading order: the head or front end first is not the same for every scan, so keys follow the slice number. */
const SLICE_STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -1e9,
  End: 1e9,
};

const zoomPlane = (plane: PlaneId, factor: number): void => {
  const { planes, setPlaneZoom } = viewerState();
  const { zoom, panMm } = planes[plane];
  setPlaneZoom(plane, { zoom: clampZoom(zoom * factor), panMm });
};

/** Does what a key means in the viewer; `false` when it means nothing here. */
export const handleViewerKey = (event: ViewerKey): boolean => {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const store = viewerState();
  const { activePane, geometry } = store;
  const preset = WINDOW_PRESETS[Number.parseInt(event.key, 10) - 1];
  if (preset && event.key.length === 1) {
    store.applyWindowPreset(preset.id);
    return true;
  }
  const step = SLICE_STEPS[event.key];
  if (step !== undefined) {
    if (activePane === "volume" || !geometry) return false;
    const { normal } = planeFrames(geometry)[activePane];
    const last = geometry.dims[normal] - 1;
    store.stepSlice(activePane, Math.max(-last, Math.min(last, step)));
    return true;
  }
  switch (event.key.toLowerCase()) {
    case "0":
      store.applyWindowPreset("auto");
      return true;
    case "+":
    case "=":
    case "-":
      if (activePane === "volume") return false;
      zoomPlane(activePane, event.key === "-" ? 1 / 1.25 : 1.25);
      return true;
    case "f":
      store.setStandardView("front");
      return true;
    case "t":
      store.setStandardView("top");
      return true;
    case "l":
      store.setStandardView("left");
      return true;
    case "m":
      store.toggleMaximised(activePane);
      return true;
    case "g":
      store.setLayout(store.layout === "grid" ? "row" : "grid");
      return true;
    case "z":
      store.resetViews();
      return true;
    default:
      return false;
  }
};
