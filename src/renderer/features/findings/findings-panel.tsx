import { notifications } from "@mantine/notifications";
import { IconListSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { Finding } from "../../../contract/finding.ts";
import type { ScanDetail, WorklistEntry } from "../../../contract/worklist.ts";
import { describeFailure } from "../../client/failure.ts";
import { useReviewFinding } from "../../client/queries.ts";
import { EmptyNote } from "../../ui/empty-note.tsx";
import { KeyCap } from "../../ui/key-cap.tsx";
import { useSelection } from "../../ui/selection-store.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useViewerStore } from "../../viewer2d/viewer-store.ts";
import { DismissDialog, type Dismissal } from "./dismiss-dialog.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import { FindingRow } from "./finding-row.tsx";
import classes from "./findings-panel.module.css";
import { byProbability, neighbourFinding, newestReviews } from "./review-state.ts";

const NONE: readonly Finding[] = [];

type Props = { readonly entry: WorklistEntry | null; readonly detail: ScanDetail | null };

/** What was found, most probable first; below it, always at the same place, the one in hand with its measures and keys. */
export const FindingsPanel = ({ entry, detail }: Props) => {
  const { findingId, isolatedId, hiddenIds, selectFinding, toggleIsolated, toggleHidden } = useSelection();
  const review = useReviewFinding();
  const [dismissing, setDismissing] = useState(false);
  const screening = entry?.screening ?? null;
  const findings = useMemo(() => (screening ? byProbability(screening.findings) : NONE), [screening]);
  const reviews = useMemo(() => newestReviews(detail?.reviews ?? []), [detail]);
  const selected = findings.find((finding) => finding.id === findingId) ?? null;

  // Another screening has other findings: the most probable one is taken in hand, so that the views show it at once.
  const firstId = findings[0]?.id ?? null;
  const screeningId = screening?.id ?? null;
  useEffect(() => {
    if (screeningId === null || firstId !== null) selectFinding(firstId);
  }, [screeningId, firstId, selectFinding]);

  const select = (finding: Finding | null): void => {
    if (!finding) return;
    // The viewer flies on a new selection by itself; choosing the same one again must bring it back into view too.
    if (finding.id === findingId) useViewerStore.getState().flyTo(finding);
    else selectFinding(finding.id);
  };
  const scanId = entry?.scan.id ?? null;
  const say = (verdict: "confirmed" | "dismissed", given: Dismissal | null): void => {
    if (!selected || !scanId) return;
    review.mutate(
      { scanId, findingId: selected.id, verdict, reason: given?.reason ?? null, note: given?.note ?? "" },
      {
        onSuccess: () => setDismissing(false),
        onError: (error) => {
          const failure = describeFailure(error);
          notifications.show({ title: "Review not kept", message: `${failure.message} ${failure.next}`, color: "gray" });
        },
      },
    );
  };
  const withSelected =
    (act: (finding: Finding) => void): (() => void) =>
    () => {
      if (selected) act(selected);
    };
  useKeys({
    "finding.next": () => select(neighbourFinding(findings, findingId, 1)),
    "finding.previous": () => select(neighbourFinding(findings, findingId, -1)),
    "finding.isolate": withSelected((finding) => toggleIsolated(finding.id)),
    "finding.hide": withSelected((finding) => toggleHidden(finding.id)),
    "finding.confirm": withSelected(() => say("confirmed", null)),
    "finding.dismiss": withSelected(() => setDismissing(true)),
  });

  return (
    <>
      <section className={classes.list} aria-label="Findings">
        <header className={classes.header}>
          <h2 className={classes.heading}>
            Findings {findings.length > 0 ? <span className={classes.count}>{findings.length}</span> : null}
          </h2>
          <KeyCap action="finding.previous" />
          <KeyCap action="finding.next" />
        </header>
        <div className={classes.rows} role="listbox" aria-label="Findings" tabIndex={findings.length > 0 ? 0 : -1}>
          {findings.map((finding) => (
            <FindingRow
              key={finding.id}
              finding={finding}
              review={reviews.get(finding.id) ?? null}
              selected={finding.id === findingId}
              hidden={hiddenIds.has(finding.id)}
              isolated={isolatedId === finding.id}
              onSelect={() => select(finding)}
            />
          ))}
          {findings.length === 0 && entry?.scan.state === "ready" ? (
            <EmptyNote icon={<IconListSearch />} title={screening?.verdict === "clear" ? "Nothing found" : "No findings"}>
              {screening?.verdict === "clear"
                ? "The detector saw no wildlife product. It can miss things: look at the picture before you decide."
                : "The detector did not judge this scan: inspect the picture by eye."}
            </EmptyNote>
          ) : null}
        </div>
      </section>
      <FindingDetail
        finding={selected}
        review={selected ? (reviews.get(selected.id) ?? null) : null}
        hidden={selected !== null && hiddenIds.has(selected.id)}
        isolated={selected !== null && isolatedId === selected.id}
        busy={review.isPending}
        onConfirm={() => say("confirmed", null)}
        onDismiss={() => setDismissing(true)}
        onIsolate={() => selected && toggleIsolated(selected.id)}
        onHide={() => selected && toggleHidden(selected.id)}
      />
      <DismissDialog
        finding={dismissing ? selected : null}
        busy={review.isPending}
        onClose={() => setDismissing(false)}
        onDismiss={(given) => say("dismissed", given)}
      />
    </>
  );
};
