import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { describeFailure } from "../../client/failure.ts";
import { call } from "../../client/rpc.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { formatMoment } from "../../ui/format.ts";
import classes from "./seizure-history.module.css";
import { changesBetween } from "./version-changes.ts";

/** All versions of a record, newest first, each with who saved it and what it changed. */
export const SeizureHistory = ({ seizureId }: { readonly seizureId: string }) => {
  const history = useQuery({
    queryKey: ["seizure-history", seizureId],
    queryFn: ({ signal }) => call("seizure.history", { seizureId }, signal),
    refetchOnMount: "always",
  });
  if (history.error && !history.data) {
    return <FailureNote failure={describeFailure(history.error)} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) return <Loader size="sm" aria-label="Loading the history" />;
  const versions = history.data.versions.toSorted((a, b) => b.version - a.version);
  return (
    <ol className={classes.versions} data-testid="seizure-history">
      {versions.map((version, at) => {
        const before = versions[at + 1];
        const changes = before ? changesBetween(before.fields, version.fields) : [];
        return (
          <li key={version.version} className={classes.version}>
            <div className={classes.head}>
              <b>Version {version.version}</b>
              <span>
                {version.officer} · {formatMoment(version.savedUtc)}
              </span>
            </div>
            {before ? (
              changes.length === 0 ? (
                <p className={classes.quiet}>Saved without a change.</p>
              ) : (
                <ul className={classes.changes}>
                  {changes.map((change) => (
                    <li key={`${change.what} ${change.before} ${change.after}`}>
                      <span className={classes.what}>{change.what}</span>
                      <span className={classes.before}>{change.before}</span>
                      <span aria-label="became">→</span>
                      <span>{change.after}</span>
                    </li>
                  ))}
                </ul>
              )
            ) : (
              <p className={classes.quiet}>Opened with the decision, {version.fields.items.length} items from the findings.</p>
            )}
          </li>
        );
      })}
    </ol>
  );
};
