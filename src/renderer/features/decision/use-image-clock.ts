import { useEffect } from "react";
import { useViewerStore } from "../../viewer2d/viewer-store.ts";
import { createImageClock } from "./image-clock.ts";

/** One for the page: a scan's time goes on where it stopped when the officer comes back to it. */
const clock = createImageClock();

/** Whether the scan's picture is drawn, at least coarsely. */
export const usePictureShown = (scanId: string | null): boolean =>
  useViewerStore(
    (viewer) => scanId !== null && viewer.scanId === scanId && (viewer.load.state === "coarse" || viewer.load.state === "ready"),
  );

/** Keeps time on the picture of a scan, while it is drawn and the page is visible, and gives a reader for it. */
export const useImageClock = (scanId: string | null, shown: boolean): (() => number) => {
  useEffect(() => {
    const update = (): void => clock.see(shown && document.visibilityState === "visible" ? scanId : null, performance.now());
    update();
    document.addEventListener("visibilitychange", update);
    return () => {
      document.removeEventListener("visibilitychange", update);
      clock.see(null, performance.now());
    };
  }, [scanId, shown]);
  return () => (scanId === null ? 0 : clock.readMs(scanId, performance.now()));
};
