import { useEffect } from "react";
import { useWorklist, useScanDetail } from "../../client/queries.ts";
import { useStationEvents } from "../../client/use-station-events.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { useSelection } from "../../ui/selection-store.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { ScanPanel } from "../findings/scan-panel.tsx";
import { DropTarget } from "../import/drop-target.tsx";
import { ImportDialog } from "../import/import-dialog.tsx";
import { SeizureDrawer } from "../seizure/seizure-drawer.tsx";
import { SettingsDialog } from "../settings/settings-dialog.tsx";
import { WorklistPanel } from "../worklist/worklist-panel.tsx";
import { Header } from "./header.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { OfficerDialog } from "./officer-dialog.tsx";
import { ScanStage } from "./scan-stage.tsx";
import classes from "./shell.module.css";

/** Everything in its place: worklist left, picture in the middle, findings and decision right. */
export const Shell = () => {
  useStationEvents();
  const show = useDialogs((state) => state.show);
  useKeys({
    "station.import": () => show("import"),
    "station.settings": () => show("settings"),
    "station.help": () => show("help"),
  });
  const scanId = useSelection((state) => state.scanId);
  const worklist = useWorklist();
  const detail = useScanDetail(scanId);
  // The worklist's line is there at once; the rest of what is known of the scan follows.
  const entry = worklist.entries.find((candidate) => candidate.scan.id === scanId) ?? detail.data?.entry ?? null;

  const title = entry?.scan.title;
  useEffect(() => {
    document.title = title ? `${title} · Faunagate` : "Faunagate";
  }, [title]);

  return (
    <div className={classes.shell}>
      <div className={classes.header}>
        <Header />
      </div>
      <WorklistPanel />
      <ScanStage entry={entry} loading={worklist.isPending} />
      <ScanPanel entry={entry} detail={detail.data ?? null} loadError={detail.error} onReload={() => void detail.refetch()} />
      <DropTarget />
      <ImportDialog />
      <HelpDialog />
      <OfficerDialog />
      <SettingsDialog />
      <SeizureDrawer seizureId={entry?.seizureId ?? null} />
    </div>
  );
};
