import type { ReactElement } from "react";
import type { Point } from "../../imaging/geometry/plane-view.ts";
import type { ShownFinding } from "./shown-findings.ts";
import type { PaneId } from "./viewer-store.ts";
import styles from "./finding-marker.module.css";

type FindingMarkerProps = {
  readonly pane: PaneId;
  readonly shown: ShownFinding;
  /** Where the marker's lower left corner belongs, in px of the pane; it is kept inside. */
  readonly at: Point;
  readonly size: Point;
  /** The finding's box on the screen: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
  readonly onPick: (findingId: string) => void;
};

const HEIGHT_PX = 18;
const WIDEST_PX = 150;
const EDGE_PX = { top: 26, bottom: 28, side: 6 } as const;

/** Class and probability of a finding beside it; a click picks it. */
export const FindingMarker = ({ pane, shown, at, size, box, onPick }: FindingMarkerProps): ReactElement => {
  const within = (x: number, low: number, high: number): number => Math.min(Math.max(low, x), Math.max(low, high));
  const left = within(at[0], EDGE_PX.side, size[0] - WIDEST_PX);
  const top = within(at[1] - HEIGHT_PX, EDGE_PX.top, size[1] - EDGE_PX.bottom - HEIGHT_PX);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.marker}
      data-testid={`marker-${pane}`}
      data-finding={shown.finding.id}
      data-emphasis={shown.emphasis}
      data-box={box.map((px) => px.toFixed(1)).join(",")}
      style={{ left, top, borderColor: shown.colour, ...(shown.emphasis === "selected" ? { background: shown.colour } : {}) }}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => onPick(shown.finding.id)}
    >
      {shown.caption}
    </button>
  );
};
