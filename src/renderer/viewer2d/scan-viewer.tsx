import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { PLANES } from "../../imaging/geometry/plane.ts";
import { loadMask, loadScan } from "./load-scan.ts";
import { PlanePane } from "./plane-pane.tsx";
import { shownFindings } from "./shown-findings.ts";
import { handleViewerKey } from "./viewer-keys.ts";
import { useViewerStore, viewerState } from "./viewer-store.ts";
import { ViewerToolbar } from "./viewer-toolbar.tsx";
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

  // Scan and screening are new objects with every event of the station; only what their ids stand for matters here.
  const given = useRef(props);
  useLayoutEffect(() => {
    given.current = props;
  });

  // A scan may be described before its voxels are there: it is opened again when its levels appear.
  const { id: scanId } = scan;
  const openable = scan.levels.length > 0 && scan.geometry !== null;
  const screeningId = screening?.id ?? null;
  useEffect(() => {
    const { geometry, channels } = given.current.scan;
    viewerState().open(scanId, openable ? geometry : null, channels[0]?.id ?? null);
  }, [scanId, openable]);

  useEffect(() => {
    const now = given.current.scan;
    const channel = now.channels.find((candidate) => candidate.id === channelId);
    if (!openable || !channel || now.id !== scanId) return undefined;
    const controller = new AbortController();
    void loadScan(now, channel, controller.signal);
    return () => controller.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another attempt loads the same again
  }, [scanId, openable, channelId, attempt]);

  useEffect(() => {
    const { scan: ofScan, screening: now } = given.current;
    if (!openable || !now || now.id !== screeningId || ofScan.id !== scanId) {
      viewerState().setMask("none", null);
      return undefined;
    }
    const controller = new AbortController();
    void loadMask(ofScan, now, controller.signal);
    return () => controller.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another attempt loads the same again
  }, [scanId, openable, screeningId, attempt]);

  useEffect(() => {
    const { scan: ofScan, screening: now } = given.current;
    const finding = now?.findings.find((candidate) => candidate.id === selectedFindingId);
    const ofTheseIds = ofScan.id === scanId && now?.id === screeningId;
    if (openable && finding && ofTheseIds && pickedHere.current !== finding.id) viewerState().flyTo(finding);
    pickedHere.current = null;
  }, [scanId, openable, screeningId, selectedFindingId]);

  // Findings of one screening never change: a new object with the same id must not redraw anything.
  const [screened, setScreened] = useState(screening);
  if (screened?.id !== screening?.id) setScreened(screening);
  const hidden = hiddenFindingIds.join(" ");
  const findings = useMemo(
    () => shownFindings(screened, { selectedFindingId, hiddenFindingIds: hidden.split(" "), isolatedFindingId }),
    [screened, selectedFindingId, hidden, isolatedFindingId],
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
        // Portals' events bubble here too: a slider or an open menu keeps its own keys.
        const ownKeys =
          event.target instanceof Element && event.target.matches("input, textarea, [role='slider'], [role^='menu']");
        if (!event.defaultPrevented && !ownKeys && handleViewerKey(event.nativeEvent)) event.preventDefault();
      }}
    >
      <ViewerToolbar scan={scan} />
      <div className={styles.panes} data-layout={maximised === null ? layout : "single"}>
        {PLANES.filter((plane) => maximised === null || maximised === plane).map((plane) => (
          <PlanePane
            key={plane}
            plane={plane}
            scan={scan}
            findings={findings}
            isolated={isolatedFindingId !== null}
            onPick={pick}
          />
        ))}
        <div className={styles.volume} data-shown={maximised === null || maximised === "volume"}>
          <Suspense>
            <VolumePane findings={findings} isolated={isolatedFindingId !== null} onPick={pick} />
          </Suspense>
        </div>
      </div>
    </div>
  );
};
