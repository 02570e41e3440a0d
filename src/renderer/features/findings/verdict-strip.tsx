import { Button, Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAdjustments, IconRefresh } from "@tabler/icons-react";
import type { WorklistEntry } from "../../../contract/worklist.ts";
import { describeFailure } from "../../client/failure.ts";
import { useCancelJob, useStartScreening } from "../../client/queries.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { formatMoment } from "../../ui/format.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { VerdictChip } from "../worklist/verdict-chip.tsx";
import { CalibrateDialog } from "./calibrate-dialog.tsx";
import classes from "./verdict-strip.module.css";

const sayFailure =
  (title: string) =>
  (error: Error): void => {
    const failure = describeFailure(error);
    notifications.show({ title, message: `${failure.message} ${failure.next}`, color: "gray" });
  };

/** The verdict of the newest screening, large; or how far it is; or why there is none, and what can be done. */
export const VerdictStrip = ({ entry }: { readonly entry: WorklistEntry | null }) => {
  const start = useStartScreening();
  const cancel = useCancelJob();
  const showDialog = useDialogs((state) => state.show);
  const scan = entry?.scan ?? null;
  const again = (): void => {
    if (scan?.state === "ready") start.mutate(scan.id, { onError: sayFailure("Not screened again") });
  };
  useKeys({ "screening.again": again });

  if (!entry || !scan) return <div className={classes.strip} />;
  const { screening, progress } = entry;
  const uncalibrated = scan.channels.some((channel) => channel.units === "uncalibrated");
  const working = scan.state === "queued" || scan.state === "screening";
  const aborted = scan.state === "ready" && screening?.verdict === "abort";
  return (
    <div className={classes.strip} data-testid="verdict-strip" data-verdict={screening?.verdict ?? "none"}>
      <div className={classes.line}>
        <VerdictChip entry={entry} large />
        {scan.state === "ready" ? (
          <Button
            className={classes.again}
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconRefresh size="0.9rem" />}
            rightSection={<KeyCap action="screening.again" />}
            onClick={again}
            loading={start.isPending}
            data-testid="screen-again"
          >
            Again
          </Button>
        ) : null}
      </div>
      {working ? (
        <div className={classes.working}>
          <Progress
            size="sm"
            value={(progress?.fraction ?? 0) * 100}
            animated={!progress}
            striped={!progress}
            aria-label="Screening"
            className={classes.progress}
          />
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={!progress}
            onClick={() => progress && cancel.mutate(progress.jobId, { onError: sayFailure("Not cancelled") })}
          >
            Cancel
          </Button>
        </div>
      ) : aborted && screening.error ? (
        <FailureNote failure={screening.error} compact />
      ) : scan.state === "ready" && screening?.model ? (
        <div className={classes.model} title={formatMoment(screening.atUtc)}>
          {screening.beadsFromMm === null ? null : (
            <div data-testid="bead-limit">Beads under {screening.beadsFromMm} mm cannot be seen in this scan.</div>
          )}
          {screening.model.id} {screening.model.version} · {screening.model.operatingPoint}
          {screening.timingsMs["total"] === undefined ? null : ` · ${(screening.timingsMs["total"] / 1000).toFixed(1)} s`}
        </div>
      ) : scan.state === "ready" && !screening ? (
        <div className={classes.model}>No detector has looked at this scan. Inspect it by eye.</div>
      ) : null}
      {uncalibrated && scan.state === "ready" ? (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconAdjustments size="1rem" />}
          onClick={() => showDialog("calibrate")}
          data-testid="calibrate-button"
        >
          Calibrate against air and tray
        </Button>
      ) : null}
      <CalibrateDialog key={scan.id} scan={scan} />
    </div>
  );
};
