import type { ReactElement } from "react";
import type { Point } from "../../imaging/geometry/plane-view.ts";
import { placeMarkers } from "./place-markers.ts";
import type { ShownFinding } from "./shown-findings.ts";
import type { PaneId } from "./viewer-store.ts";
import styles from "./finding-markers.module.css";

/** A finding's box on the pane in px: left, top, right, bottom. */
export type ScreenRect = readonly [number, number, number, number];

type FindingMarkersProps = {
  readonly pane: PaneId;
  readonly size: Point;
  /** Factor on the sizes of texts. */
  readonly unit: number;
  readonly marked: readonly { readonly shown: ShownFinding; readonly box: ScreenRect; readonly at: Point }[];
  readonly onPick: (findingId: string) => void;
};

/** Class and probability of each finding beside it; a click picks it. */
export const FindingMarkers = ({ pane, size, unit, marked, onPick }: FindingMarkersProps): ReactElement => {
  const places = placeMarkers(
    marked.map(({ shown, at }) => ({ id: shown.finding.id, caption: shown.caption, at, first: shown.emphasis === "selected" })),
    size,
    unit,
  );
  return (
    <>
      {marked.map(({ shown: { finding, colour, caption, emphasis }, box }) => {
        const [left, top] = places.get(finding.id) ?? [0, 0];
        return (
          <button
            key={finding.id}
            type="button"
            tabIndex={-1}
            className={styles.marker}
            data-testid={`marker-${pane}`}
            data-finding={finding.id}
            data-emphasis={emphasis}
            data-box={box.map((px) => px.toFixed(1)).join(",")}
            style={{ left, top, borderColor: colour, ...(emphasis === "selected" ? { background: colour } : {}) }}
            onPointerDown={(event) => event.stopPropagation()}
            onDoubleClick={(event) => event.stopPropagation()}
            onClick={() => onPick(finding.id)}
          >
            {caption}
          </button>
        );
      })}
    </>
  );
};
