import { CloseButton, Progress } from "@mantine/core";
import { useEffect } from "react";
import { formatBytes } from "../../ui/format.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import classes from "./import-progress.module.css";
import { useImports, type ImportBatch } from "./import-store.ts";

/** A finished import without anything to say leaves by itself. */
const LEAVE_AFTER_MS = 6000;

const describe = (batch: ImportBatch): string => {
  switch (batch.phase) {
    case "sending":
      return `Sending ${batch.filesSent} of ${batch.files} · ${formatBytes(batch.bytesSent)} of ${formatBytes(batch.bytes)}`;
    case "reading":
      return batch.step ? `Reading: ${batch.step}` : "Reading";
    case "cancelled":
      return "Cancelled";
    case "failed":
      return "Not imported";
    case "done": {
      const scans = batch.scanIds.length === 1 ? "1 scan" : `${batch.scanIds.length} scans`;
      return batch.refused > 0 ? `${scans}, ${batch.refused} refused` : scans;
    }
  }
};

const fractionOf = (batch: ImportBatch): number =>
  batch.phase === "sending" ? (batch.bytes > 0 ? batch.bytesSent / batch.bytes : 0) : batch.fraction;

const BatchRow = ({ batch }: { readonly batch: ImportBatch }) => {
  const cancel = useImports((state) => state.cancel);
  const dismiss = useImports((state) => state.dismiss);
  const running = batch.phase === "sending" || batch.phase === "reading";
  const leaves = (batch.phase === "done" && batch.refused === 0) || batch.phase === "cancelled";
  useEffect(() => {
    if (!leaves) return undefined;
    const timer = setTimeout(() => dismiss(batch.id), LEAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [leaves, dismiss, batch.id]);
  return (
    <div className={classes.batch} data-testid="import-batch" data-phase={batch.phase}>
      <div className={classes.line}>
        <span className={classes.label} title={batch.label}>
          {batch.label}
        </span>
        <CloseButton
          size="xs"
          aria-label={running ? `Cancel the import of ${batch.label}` : `Dismiss ${batch.label}`}
          onClick={() => (running ? cancel(batch.id) : dismiss(batch.id))}
        />
      </div>
      {batch.failure ? (
        <FailureNote failure={batch.failure} compact />
      ) : (
        <>
          <Progress
            size="xs"
            value={fractionOf(batch) * 100}
            color={running ? "blue" : "gray"}
            aria-label={`Import of ${batch.label}`}
          />
          <div className={classes.text}>{describe(batch)}</div>
        </>
      )}
    </div>
  );
};

/** The imports under way, at the foot of the worklist. */
export const ImportProgress = () => {
  const batches = useImports((state) => state.batches);
  if (batches.length === 0) return null;
  return (
    <section className={classes.imports} aria-label="Imports" aria-live="polite">
      {batches.map((batch) => (
        <BatchRow key={batch.id} batch={batch} />
      ))}
    </section>
  );
};
