import { lazy, Suspense, useEffect, useMemo, useRef, type ReactElement } from "react";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { PLANES } from "../../imaging/geometry/plane.ts";
import { loadMask, loadScan } from "./load-scan.ts";
import { PlanePane } from "./plane-pane.tsx";
import { shownFindings } from "./shown-findings.ts";
import { handleViewerKey } from "./viewer-keys.ts";
import { useViewerStore } from "./viewer-store.ts";
import styles from "./scan-viewer.module.css";

/** Its own chunk: three is as large as the rest of the page, and the planes come first. */
const VolumePane = lazy(async () => ({ default: (await import("../viewer3d/volume-pane.tsx")).VolumePane }));

export type ScanViewerProps = {
  readonly scan: Scan;
  readonly screening: Screening | null;
  readonly selectedFindingId: string | null;
  readonly hiddenFindingIds: readonly string[];
  /** The finding shown alone (the rest of the bag and all other findings are dimmed), if any. */
  readonly isolatedFindingId: string | null;
  /** A finding was clicked in a plane or in 3D; `null`: a click beside all findings in 3D. */
  readonly onFindingPicked: (findingId: string | null) => void;
};

/**
 * Three planes and a 3D view of a scan. Fills its parent, which must have a size. Steered from outside through
 * `useViewerStore`; a change of `selectedFindingId` flies all views there. Keys work while the viewer has the focus
 * (`viewer-keys.ts` lists them) and are marked as handled by `preventDefault`.
 */
export const ScanViewer = (props: ScanViewerProps): ReactElement => {
  const { scan, screening, selectedFindingId, hiddenFindingIds, isolatedFindingId, onFindingPicked } = props;
  const root = useRef<HTMLDivElement>(null);
  const pickedHere = useRef<string | null>(null);
  const load = useViewerStore((s) => s.load);
  const maximised = useViewerStore((s) => s.maximised);
  const layout = useViewerStore((s) => s.layout);
  const channelId = useViewerStore((s) => s.channelId);
  const attempt = useViewerStore((s) => s.attempt);
  const maskState = useViewerStore((s) => s.maskState);

  // A scan may be described before its voxels are there: it is opened again when its levels appear.
  const openable = scan.levels.length > 0 && scan.geometry !== null;
  useEffect(() => {
    useViewerStore.getState().open(scan.id, scan.geometry, scan.channels[0]?.id ?? null);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same scan's later states must not reset the view
  }, [scan.id, openable]);

  useEffect(() => {
    const channel = scan.channels.find((candidate) => candidate.id === channelId);
    if (!openable || !channel) return undefined;
    const controller = new AbortController();
    void loadScan(scan, channel, controller.signal);
    return () => controller.abort();
  }, [scan.id, openable, channelId, attempt]);

  const screeningId = screening?.id ?? null;
  useEffect(() => {
    if (!openable || !screening) {
      useViewerStore.getState().setMask("none", null);
      return undefined;
    }
    const controller = new AbortController();
    void loadMask(scan, screening, controller.signal);
    return () => controller.abort();
  }, [scan.id, openable, screeningId, attempt]);

  useEffect(() => {
    const finding = screening?.findings.find((candidate) => candidate.id === selectedFindingId);
    if (finding && pickedHere.current !== finding.id) useViewerStore.getState().flyTo(finding);
    pickedHere.current = null;
  }, [scan.id, screeningId, selectedFindingId]);

  const findings = useMemo(
    () => shownFindings(screening, { selectedFindingId, hiddenFindingIds, isolatedFindingId }),
    [screening, selectedFindingId, hiddenFindingIds, isolatedFindingId],
  );
  const pick = (findingId: string | null): void => {
    pickedHere.current = findingId;
    onFindingPicked(findingId);
  };

  return (
    <div
      ref={root}
      className={styles.viewer}
      role="application"
      aria-label="Scan viewer"
      tabIndex={0}
      data-testid="scan-viewer"
      data-scan={scan.id}
      data-state={load.state}
      data-mask={maskState}
      data-layout={maximised ?? layout}
      onPointerDown={() => root.current?.focus({ preventScroll: true })}
      onKeyDown={(event) => {
        if (handleViewerKey(event.nativeEvent)) event.preventDefault();
      }}
    >
      <div className={styles.panes} data-layout={maximised === null ? layout : "single"}>
        {PLANES.filter((plane) => maximised === null || maximised === plane).map((plane) => (
          <PlanePane key={plane} plane={plane} scan={scan} findings={findings} onPick={pick} />
        ))}
        <div className={styles.volume} data-shown={maximised === null || maximised === "volume"}>
          <Suspense>
            <VolumePane scan={scan} findings={findings} isolated={isolatedFindingId !== null} onPick={pick} />
          </Suspense>
        </div>
      </div>
    </div>
  );
};
