import { Progress } from "@mantine/core";
import { IconBox, IconInbox } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo } from "react";
import type { WorklistEntry } from "../../../contract/worklist.ts";
import { useConnection } from "../../client/connection-store.ts";
import { EmptyNote } from "../../ui/empty-note.tsx";
import { FailureNote } from "../../ui/failure-note.tsx";
import { useSelection } from "../../ui/selection-store.ts";
import { RadiographPicture } from "../../viewer2d/radiograph-picture.tsx";
import { ScanViewer } from "../../viewer2d/scan-viewer.tsx";
import { useViewerStore } from "../../viewer2d/viewer-store.ts";
import { describeState } from "../worklist/describe-state.ts";
import { ScanBar } from "./scan-bar.tsx";
import classes from "./scan-stage.module.css";

/** The middle of the screen: the scan in hand, or why there is no picture of it. */
export const ScanStage = ({ entry, loading }: { readonly entry: WorklistEntry | null; readonly loading: boolean }) => {
  const findingId = useSelection((state) => state.findingId);
  const isolatedId = useSelection((state) => state.isolatedId);
  const hiddenIds = useSelection((state) => state.hiddenIds);
  const selectFinding = useSelection((state) => state.selectFinding);
  const hidden = useMemo(() => [...hiddenIds], [hiddenIds]);
  const blank = useViewerStore((viewer) => viewer.volume === null || viewer.volume.scanId !== entry?.scan.id);
  useRetryWhenBack();
  const onFindingPicked = useCallback((id: string | null) => selectFinding(id), [selectFinding]);

  if (!entry) {
    return (
      <main className={classes.stage} data-testid="stage-empty">
        <div className={classes.bar} />
        <div className={classes.black}>
          {loading ? null : (
            <EmptyNote icon={<IconInbox />} title="No scan in hand">
              Import a scan or wait for the scanner: what arrives is listed on the left.
            </EmptyNote>
          )}
        </div>
      </main>
    );
  }

  const { scan, screening } = entry;
  const pictureThere = scan.levels.length > 0 && scan.geometry !== null;
  return (
    <main className={classes.stage} aria-label={`Scan ${scan.title}`}>
      <ScanBar scan={scan} />
      {/* Pixels of one scan never stand under the name of another, not even for the moment until its own arrive. */}
      <div className={classes.black} data-blank={(blank && scan.kind === "volume") || undefined}>
        {scan.views.length > 0 ? (
          <RadiographPicture key={scan.id} scan={scan} />
        ) : pictureThere ? (
          <ScanViewer
            scan={scan}
            screening={screening}
            selectedFindingId={findingId}
            hiddenFindingIds={hidden}
            isolatedFindingId={isolatedId}
            onFindingPicked={onFindingPicked}
          />
        ) : scan.state === "failed" && scan.error ? (
          <div className={classes.failed} data-testid="scan-failed">
            <FailureNote failure={scan.error} title={scan.path} />
          </div>
        ) : (
          <Opening entry={entry} />
        )}
      </div>
    </main>
  );
};

/** A picture that could not be fetched while the station was away is fetched when it is back. */
const useRetryWhenBack = (): void => {
  const live = useConnection((connection) => connection.state === "live");
  useEffect(() => {
    const { load, retry } = useViewerStore.getState();
    if (live && load.state === "failed") retry();
  }, [live]);
};

const Opening = ({ entry }: { readonly entry: WorklistEntry }) => (
  <EmptyNote icon={<IconBox />} title={describeState(entry).text}>
    <Progress
      className={classes.progress}
      size="sm"
      value={(entry.progress?.fraction ?? 0) * 100}
      aria-label="Opening the scan"
    />
    {entry.progress?.step ?? "The picture appears here as soon as it is read."}
  </EmptyNote>
);
