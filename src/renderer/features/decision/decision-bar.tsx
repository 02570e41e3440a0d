import { Button, HoverCard, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileText, IconHistory } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { OUTCOMES, type Outcome } from "../../../contract/decision.ts";
import type { ScanDetail, WorklistEntry } from "../../../contract/worklist.ts";
import { describeFailure } from "../../client/failure.ts";
import { useStationInfo, useTakeDecision, useWorklist } from "../../client/queries.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { formatDuration, formatMoment, formatTime } from "../../ui/format.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import { useSelection } from "../../ui/selection-store.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useNow } from "../../ui/use-now.ts";
import { nextUndecidedId } from "../worklist/order.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import classes from "./decision-bar.module.css";
import { whyNotYet } from "./may-decide.ts";
import { OUTCOME_WORDS } from "./outcome-words.ts";
import { useImageClock, usePictureShown } from "./use-image-clock.ts";

/** A picture must have been seen this long before a decision on it counts: a key pressed twice must not clear the next bag. */
const SEEN_AT_LEAST_MS = 400;

type Props = { readonly entry: WorklistEntry | null; readonly detail: ScanDetail | null };

/** The officer's three keys, always at the same place, and what was decided. */
export const DecisionBar = ({ entry, detail }: Props) => {
  const scan = entry?.scan ?? null;
  const scanId = scan?.id ?? null;
  const decision = entry?.decision ?? null;
  const shown = usePictureShown(scanId);
  const readTimeOnImage = useImageClock(scanId, shown);
  const selectScan = useSelection((state) => state.selectScan);
  const showDialog = useDialogs((state) => state.show);
  const { entries } = useWorklist();
  const { data: info } = useStationInfo();
  const take = useTakeDecision();
  const now = useNow();
  const [changingTo, setChangingTo] = useState<Outcome | null>(null);
  /** The scan whose decision is on its way: a second key press must not become a change of the first. */
  const sending = useRef<string | null>(null);

  const send = (outcome: Outcome, reason: string): void => {
    if (!scan || sending.current === scan.id) return;
    sending.current = scan.id;
    const timeOnImageMs = readTimeOnImage();
    const next = decision === null && outcome === "clear" ? nextUndecidedId(entries, scan.id) : null;
    take.mutate(
      { scanId: scan.id, outcome, reason, timeOnImageMs, previousDecisionId: decision?.id ?? null },
      {
        onSuccess: ({ seizure }) => {
          setChangingTo(null);
          if (outcome !== "clear") {
            if (seizure) showDialog("seizure");
          } else if (next !== null && useSelection.getState().scanId === scan.id) {
            selectScan(next);
            notifications.show({ title: "Cleared", message: scan.title, color: "gray", autoClose: 2500, withCloseButton: false });
          }
        },
        onError: (error) => {
          if (decision !== null) return; // The dialog that asks for the reason shows it and keeps what was typed.
          const failure = describeFailure(error);
          notifications.show({
            title: "The decision was not kept",
            message: `${scan.title}: ${failure.message} ${failure.next}`,
            color: "gray",
            autoClose: false,
          });
        },
        onSettled: () => {
          sending.current = null;
        },
      },
    );
  };

  const decide = (outcome: Outcome): void => {
    if (!scan || whyNotYet(outcome, scan.state) !== null || decision?.outcome === outcome) return;
    if (info && info.officer === "") return showDialog("officer");
    if (decision !== null) return setChangingTo(outcome);
    if (scan.state !== "failed" && readTimeOnImage() < SEEN_AT_LEAST_MS) {
      notifications.show({ title: "Not decided", message: "Look at the picture first.", color: "gray", autoClose: 2000 });
      return;
    }
    send(outcome, "");
  };
  useKeys({
    "decision.clear": () => decide("clear"),
    "decision.search": () => decide("search"),
    "decision.hold": () => decide("hold"),
    "decision.record": () => {
      if (entry?.seizureId) showDialog("seizure");
    },
  });

  const waiting = scan ? OUTCOMES.map((outcome) => whyNotYet(outcome, scan.state)).find((why) => why !== null) : null;
  return (
    <section className={classes.bar} aria-label="Decision" data-testid="decision-bar" data-outcome={decision?.outcome ?? "none"}>
      <div className={classes.said}>
        {decision ? (
          <>
            <span className={classes.outcome} data-testid="decision-taken">
              {OUTCOME_WORDS[decision.outcome].done}
            </span>
            <span className={classes.by} title={formatMoment(decision.atUtc)}>
              {decision.officer}, {formatTime(decision.atUtc, now)}, after {formatDuration(decision.timeOnImageMs)}
            </span>
            <History decisions={detail?.decisions ?? []} />
          </>
        ) : (
          <span className={classes.by}>{waiting ?? (scan ? "Decide once you have looked." : "")}</span>
        )}
      </div>
      <div className={classes.buttons}>
        {OUTCOMES.map((outcome) => {
          const { act, Icon } = OUTCOME_WORDS[outcome];
          const chosen = decision?.outcome === outcome;
          const why = scan ? whyNotYet(outcome, scan.state) : "No scan in hand.";
          return (
            <UnstyledButton
              key={outcome}
              className={classes.button}
              data-chosen={chosen || undefined}
              aria-pressed={chosen}
              disabled={why !== null}
              title={why ?? undefined}
              onClick={() => decide(outcome)}
              data-testid={`decision-${outcome}`}
            >
              <Icon className={classes.icon} aria-hidden="true" />
              <span className={classes.label}>{act}</span>
              <KeyCap action={`decision.${outcome}`} />
            </UnstyledButton>
          );
        })}
      </div>
      <div className={classes.record}>
        <Button
          fullWidth
          size="compact-sm"
          variant={entry?.seizureId ? "light" : "subtle"}
          color={entry?.seizureId ? undefined : "gray"}
          disabled={!entry?.seizureId}
          leftSection={<IconFileText size="1rem" />}
          rightSection={<KeyCap action="decision.record" />}
          onClick={() => showDialog("seizure")}
          data-testid="open-seizure"
        >
          Seizure record
        </Button>
      </div>
      {scan ? (
        <ChangeDialog
          from={decision?.outcome ?? null}
          to={changingTo}
          busy={take.isPending}
          error={take.error}
          onClose={() => setChangingTo(null)}
          onChange={(reason) => changingTo && send(changingTo, reason)}
        />
      ) : null}
    </section>
  );
};

/** All decisions on the scan, newest first, with their reasons; only there when there was more than one. */
const History = ({ decisions }: { readonly decisions: ScanDetail["decisions"] }) =>
  decisions.length < 2 ? null : (
    <HoverCard width="22rem" position="top-end" shadow="md" withinPortal>
      <HoverCard.Target>
        <UnstyledButton className={classes.history} data-testid="decision-history" aria-label={`${decisions.length} decisions`}>
          <IconHistory className={classes.historyIcon} aria-hidden="true" />
          {decisions.length}
        </UnstyledButton>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <ol className={classes.list}>
          {decisions.toReversed().map((decision) => (
            <li key={decision.id}>
              <b>{OUTCOME_WORDS[decision.outcome].done}</b> by {decision.officer}
              <div className={classes.when}>
                {formatMoment(decision.atUtc)}, after {formatDuration(decision.timeOnImageMs)}
              </div>
              {decision.reason ? <div>{decision.reason}</div> : null}
            </li>
          ))}
        </ol>
      </HoverCard.Dropdown>
    </HoverCard>
  );
