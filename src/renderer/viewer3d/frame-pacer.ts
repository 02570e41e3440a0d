/**
 * Decides when which picture is drawn. While something moves: one small picture after another, never two at once. When it
 * has been still for a moment: the full picture in bands, each short enough that the page stays responsive even where
 * software draws, and dropped at the first new movement. Nothing is drawn when nothing changes.
 */
export type PacedRenderer = {
  readonly drawMotion: () => void;
  /** Rows `from` to `to` of the rest picture, as shares of its height. */
  readonly drawRest: (from: number, to: number) => void;
  readonly present: (restRows: number) => void;
  readonly finished: () => Promise<void>;
  /** Told after every motion picture, for adapting its size. */
  readonly onMotionTime: (ms: number) => void;
  readonly onState: (state: PacerState) => void;
};

export type PacerState = "motion" | "rest";

export type FramePacer = {
  /** Something changed: draw. */
  readonly invalidate: () => void;
  readonly stop: () => void;
};

const IDLE_MS = 140;
/** Aim and limits for one band: the whole page waits for the GPU this long at most. */
const BAND_AIM_MS = 70;
const FIRST_BAND = 1 / 48;
const LARGEST_GROWTH = 3;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const framePacer = (renderer: PacedRenderer, now: () => number = () => performance.now()): FramePacer => {
  let changes = 0;
  let drawn = 0;
  let running = false;
  let stopped = false;
  /** Height of the next band as a share of the picture; kept between pictures. */
  let band = FIRST_BAND;

  const current = (): boolean => !stopped && changes === drawn;

  const drawBands = async (): Promise<void> => {
    for (let from = 0; from < 1 && current();) {
      const to = Math.min(1, from + band);
      const started = now();
      renderer.drawRest(from, to);
      await renderer.finished();
      const ms = Math.max(1, now() - started);
      band = Math.min(1, Math.max(1 / 400, band * Math.min(LARGEST_GROWTH, BAND_AIM_MS / ms)));
      if (!current()) return;
      renderer.present(to);
      from = to;
    }
    if (current()) renderer.onState("rest");
  };

  const run = async (): Promise<void> => {
    running = true;
    while (!stopped) {
      while (!stopped && drawn !== changes) {
        drawn = changes;
        renderer.onState("motion");
        const started = now();
        renderer.drawMotion();
        renderer.present(0);
        await renderer.finished();
        if (!stopped) renderer.onMotionTime(now() - started);
      }
      await wait(IDLE_MS);
      if (!current()) continue;
      await drawBands();
      if (current()) break;
    }
    running = false;
  };

  return {
    invalidate: () => {
      changes++;
      if (!running && !stopped) void run();
    },
    stop: () => {
      stopped = true;
    },
  };
};
