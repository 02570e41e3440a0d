/**
 * Decides when which picture is drawn. While something moves: one small picture after another, never two at once. When it
 * has been still for a moment: the full picture in bands, each short enough that the page stays responsive even where
 * software draws, and dropped at the first new movement. Nothing is drawn when nothing changes.
 */
export type PacedRenderer = {
  /** The most of the picture at rest to draw in one go, as a share: what cannot be interrupted must stay short. */
  readonly largestBand: number;
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
/** Aim for one band. A band much shorter would cost more in waiting for its turn than in drawing. */
const BAND_AIM_MS = 90;
const FIRST_BAND = 1 / 16;
const SMALLEST_BAND = 1 / 24;
const LARGEST_GROWTH = 3;
/** Bands are put on the screen no more often than this: each time costs a composition of the whole page. */
const PRESENT_MS = 250;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const framePacer = (renderer: PacedRenderer, now: () => number = () => performance.now()): FramePacer => {
  let changes = 0;
  let drawn = 0;
  let running = false;
  let stopped = false;
  /** Height of the next band as a share of the picture; kept between pictures. */
  let band = Math.min(FIRST_BAND, renderer.largestBand);

  const alive = (): boolean => !stopped;
  const current = (): boolean => !stopped && changes === drawn;

  const drawBands = async (): Promise<void> => {
    // On a busy machine even nothing takes its time; bands are measured above that.
    const asked = now();
    await renderer.finished();
    const idleMs = now() - asked;
    let presented = now();
    for (let from = 0; from < 1 && current();) {
      const to = from + band > 0.99 ? 1 : from + band;
      const started = now();
      renderer.drawRest(from, to);
      await renderer.finished();
      const ms = Math.max(1, now() - started - idleMs);
      band = Math.min(renderer.largestBand, Math.max(SMALLEST_BAND, band * Math.min(LARGEST_GROWTH, BAND_AIM_MS / ms)));
      if (!current()) return;
      if (to === 1 || now() - presented > PRESENT_MS) {
        renderer.present(to);
        presented = now();
      }
      from = to;
    }
    if (current()) renderer.onState("rest");
  };

  const run = async (): Promise<void> => {
    running = true;
    while (alive()) {
      while (alive() && drawn !== changes) {
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
