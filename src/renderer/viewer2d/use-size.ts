import { useLayoutEffect, useState, type RefObject } from "react";
import type { Point } from "../../imaging/geometry/plane-view.ts";

/** An element's inner size in CSS pixels and the device's pixels per CSS pixel; both follow changes. */
export const useSize = (element: RefObject<HTMLElement | null>): { readonly size: Point; readonly pixelRatio: number } => {
  const [measured, setMeasured] = useState<{ readonly size: Point; readonly pixelRatio: number }>({
    size: [0, 0],
    pixelRatio: 1,
  });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const measure = (): void => {
      const size: Point = [target.clientWidth, target.clientHeight];
      const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
      setMeasured((before) =>
        before.size[0] === size[0] && before.size[1] === size[1] && before.pixelRatio === pixelRatio
          ? before
          : { size, pixelRatio },
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
