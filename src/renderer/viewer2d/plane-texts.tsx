import type { ReactElement } from "react";
import type { Geometry, Scan } from "../../contract/scan.ts";
import { slicePositionMm } from "../../imaging/geometry/coordinates.ts";
import type { WindowLevel } from "../../imaging/colour/window-level.ts";
import { planeLetters } from "../../imaging/geometry/orientation.ts";
import type { PlaneFrame } from "../../imaging/geometry/plane.ts";
import type { LoadedVolume } from "../workers/volume.ts";
import styles from "./plane-pane.module.css";

type PlaneTextsProps = {
  readonly name: string;
  readonly scan: Scan;
  readonly geometry: Geometry;
  readonly frame: PlaneFrame;
  readonly slice: number;
  readonly window: WindowLevel;
  readonly volume: LoadedVolume | null;
  /** In the channel's units. */
  readonly probe: number | null;
};

const SIDES = ["left", "right", "top", "bottom"] as const;

/** Name, slice, window, value under the pointer, and the letters of orientation. */
export const PlaneTexts = ({ name, scan, geometry, frame, slice, window, volume, probe }: PlaneTextsProps): ReactElement => {
  const letters = planeLetters(geometry, frame);
  const assumed = geometry.space === "unknown" || scan.notes.some(({ note }) => note === "assumed-orientation");
  const unit = volume?.units === "HU" ? "HU" : "";
  const mm = slicePositionMm(geometry, frame, slice);
  return (
    <div className={styles.texts}>
      <div className={styles.topLeft}>
        <span className={styles.name}>{name}</span>
        <span>
          {slice + 1} / {geometry.dims[frame.normal]}
        </span>
        <span className={styles.quiet}>{mm.toFixed(1)} mm</span>
      </div>
      <div className={styles.bottomLeft}>
        <span className={styles.quiet}>
          W {Math.round(window.width)} C {Math.round(window.centre)} {unit}
        </span>
        <span className={styles.probe} data-testid={`probe-${frame.plane}`} data-value={probe ?? undefined}>
          {probe === null ? "" : `${Math.round(probe)} ${unit}`}
        </span>
      </div>
      {SIDES.map((side) => (
        <span
          key={side}
          className={styles.letter}
          data-side={side}
          data-assumed={assumed || undefined}
          data-testid={`letter-${frame.plane}-${side}`}
        >
          {letters[side]}
        </span>
      ))}
    </div>
  );
};
