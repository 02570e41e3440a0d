import { useEffect, useRef, useState, type ReactElement } from "react";
import { blobUrl } from "../../contract/blob-url.ts";
import { TILE, tileGrid, tileRange, type View, viewChannel, VIEW_PADDING } from "../../contract/radiograph.ts";
import type { Scan } from "../../contract/scan.ts";
import styles from "./radiograph-picture.module.css";

/** Pixels of the level that is shown: enough for a whole screen, few enough for one canvas. */
const MOST_PIXELS = 4_000_000;

/** Attenuation that is drawn black. */
const BLACK = 3;

const drawTile = (stored: Int16Array, slope: number, intercept: number): ImageData => {
  const image = new ImageData(TILE, TILE);
  for (let n = 0; n < stored.length; n += 1) {
    const value = stored[n] ?? VIEW_PADDING;
    const grey = value === VIEW_PADDING ? 0 : 255 * (1 - (value * slope + intercept) / BLACK);
    image.data.fill(grey, 4 * n, 4 * n + 3);
    image.data[4 * n + 3] = 255;
  }
  return image;
};

/** Draws a view's attenuation tile by tile into the canvas. */
const drawView = async (scanId: string, view: View, canvas: HTMLCanvasElement, signal: AbortSignal): Promise<void> => {
  const channel = viewChannel(view, "attenuation");
  const level = view.levels.find(({ width, height }) => width * height <= MOST_PIXELS) ?? view.levels.at(-1);
  const context = canvas.getContext("2d");
  if (!channel || !level || !context) return;
  canvas.width = level.width;
  canvas.height = level.height;
  const [across, down] = tileGrid(level);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      const [from, to] = tileRange(channel, level, column, row);
      const response = await fetch(blobUrl.voxels(scanId, channel.id, level.level), {
        headers: { Range: `bytes=${from}-${to - 1}` },
        credentials: "same-origin",
        signal,
      });
      if (!response.ok) throw new Error(`the station answered ${response.status}`);
      const bytes = await response.arrayBuffer();
      // A host may ignore the range and send everything.
      const start = response.status === 206 ? 0 : from;
      if (bytes.byteLength < start + to - from) throw new Error(`${bytes.byteLength} bytes of a tile`);
      const stored = new Int16Array(bytes, start, TILE * TILE);
      context.putImageData(drawTile(stored, channel.slope, channel.intercept), column * TILE, row * TILE);
    }
  }
};

const ViewPicture = ({ scanId, view }: { readonly scanId: string; readonly view: View }): ReactElement => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  // A view never changes, but is a new object with every event of the station.
  const [drawn] = useState(view);
  useEffect(() => {
    const { current } = canvas;
    if (!current) return undefined;
    const controller = new AbortController();
    drawView(scanId, drawn, current, controller.signal).then(
      () => setState("ready"),
      () => {
        if (!controller.signal.aborted) setState("failed");
      },
    );
    return () => controller.abort();
  }, [scanId, drawn]);
  return (
    <>
      <canvas ref={canvas} className={styles.picture} data-testid="radiograph-view" data-state={state} />
      {state === "failed" ? <p className={styles.note}>The picture could not be fetched from the station.</p> : null}
    </>
  );
};

/** A radiograph in grey, one view at a time. Fills its parent, which must have a size. */
export const RadiographPicture = ({ scan }: { readonly scan: Scan }): ReactElement => {
  const [shown, setShown] = useState(0);
  const { views } = scan;
  const view = views[Math.min(shown, views.length - 1)];
  return (
    <div className={styles.pane} role="application" aria-label="X-ray projection" data-testid="radiograph">
      {view ? <ViewPicture key={view.id} scanId={scan.id} view={view} /> : null}
      {views.length > 1 ? (
        <div className={styles.views}>
          {views.map((each, n) => (
            <button key={each.id} type="button" aria-pressed={each === view} onClick={() => setShown(n)}>
              {each.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
};
