import { useLayoutEffect, useState, type RefObject } from "react";
import type { Point } from "../../imaging/geometry/plane-view.ts";

export type Measured = {
  /** Inner width and height in CSS pixels. */
  readonly size: Point;
  /** Device pixels per CSS pixel, at most 2: beyond that nobody sees the difference and everybody waits. */
  readonly pixelRatio: number;
  /** How much larger than at 1366×768 texts and lines are drawn: follows the page's root font size. */
  readonly unit: number;
};

/** The root font size for which the viewer's pixel sizes are meant. */
const BASE_FONT_PX = 14;

/** An element's size on the screen; follows all its changes. */
export const useSize = (element: RefObject<HTMLElement | null>): Measured => {
  const [measured, setMeasured] = useState<Measured>({ size: [0, 0], pixelRatio: 1, unit: 1 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const measure = (): void => {
      const size: Point = [target.clientWidth, target.clientHeight];
      const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / BASE_FONT_PX || 1;
      setMeasured((before) =>
        before.size[0] === size[0] && before.size[1] === size[1] && before.pixelRatio === pixelRatio && before.unit === unit
          ? before
          : { size, pixelRatio, unit },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    globalThis.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      globalThis.removeEventListener("resize", measure);
    };
  }, [element]);
  return measured;
};
