import { ActionIcon, Button, Loader, SegmentedControl, Tooltip } from "@mantine/core";
import { IconFolderOpen, IconInbox, IconPlus, IconListCheck } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { describeFailure } from "../../client/failure.ts";
import { useWorklist } from "../../client/queries.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { EmptyNote } from "../../ui/empty-note.tsx";
import { FailureNote } from "../../ui/failure-note.tsx";
import { KeyCap } from "../../ui/key-cap.tsx";
import { useSelection } from "../../ui/selection-store.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useNow } from "../../ui/use-now.ts";
import { ImportProgress } from "../import/import-progress.tsx";
import { isUndecided, neighbourId } from "./order.ts";
import { RefusalList } from "./refusal-list.tsx";
import classes from "./worklist-panel.module.css";
import { useWorklistFilter } from "./worklist-filter.ts";
import { WorklistRow } from "./worklist-row.tsx";

/** Row height in rem; rows never grow, so that the list can be drawn in part. */
const ROW_REM = 5.25;

const rootFontPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** Height of a row in px, which follows the window's size as the whole page does. */
const useRowHeight = (): number => {
  const [height, setHeight] = useState(() => Math.round(ROW_REM * rootFontPx()));
  useEffect(() => {
    const measure = (): void => setHeight(Math.round(ROW_REM * rootFontPx()));
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return height;
};

export const WorklistPanel = () => {
  const { entries, total, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useWorklist();
  const selectedId = useSelection((state) => state.scanId);
  const selectScan = useSelection((state) => state.selectScan);
  const { undecidedOnly, setUndecidedOnly } = useWorklistFilter();
  const showDialog = useDialogs((state) => state.show);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const now = useNow();

  const undecided = useMemo(() => entries.filter(isUndecided), [entries]);
  // The scan in hand stays in the list although it was just decided; it leaves when another one is taken.
  const shown = useMemo(
    () => (undecidedOnly ? entries.filter((entry) => isUndecided(entry) || entry.scan.id === selectedId) : entries),
    [entries, undecidedOnly, selectedId],
  );

  // The page is not built with the React compiler, which cannot memoise what this hook returns.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => shown[index]?.scan.id ?? index,
    overscan: 6,
  });
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);

  // The first scan is taken in hand by itself: the officer's first key decides, it does not select.
  const firstId = shown[0]?.scan.id ?? null;
  useEffect(() => {
    if (selectedId === null && firstId !== null) selectScan(firstId);
  }, [selectedId, firstId, selectScan]);

  const selectedIndex = shown.findIndex((entry) => entry.scan.id === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selectedIndex, virtualizer]);

  const move = useCallback(
    (step: 1 | -1) => {
      const next = neighbourId(shown, selectedId, step);
      if (next !== null) selectScan(next);
    },
    [shown, selectedId, selectScan],
  );
  useKeys({
    "worklist.next": () => move(1),
    "worklist.previous": () => move(-1),
    "worklist.undecided": () => setUndecidedOnly(!undecidedOnly),
  });

  return (
    <section className={classes.panel} aria-label="Worklist" data-testid="worklist">
      <header className={classes.header}>
        <h2 className={classes.heading}>Worklist</h2>
        <span className={classes.keys}>
          <KeyCap action="worklist.previous" />
          <KeyCap action="worklist.next" />
        </span>
        <Tooltip label="Open files or a folder (O)">
          <ActionIcon variant="subtle" color="gray" aria-label="Import scans" onClick={() => showDialog("import")}>
            <IconPlus size="1.1rem" />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={classes.filter}>
        <SegmentedControl
          fullWidth
          size="xs"
          value={undecidedOnly ? "undecided" : "all"}
          onChange={(value) => setUndecidedOnly(value === "undecided")}
          aria-label="Which scans are listed"
          data={[
            {
              value: "undecided",
              label: <FilterLabel text="Undecided" count={`${undecided.length}${hasNextPage ? "+" : ""}`} withKey />,
            },
            { value: "all", label: <FilterLabel text="All" count={String(total)} /> },
          ]}
        />
      </div>
      <div
        ref={scroller}
        className={classes.scroller}
        role="listbox"
        aria-label="Scans"
        tabIndex={0}
        aria-activedescendant={selectedIndex >= 0 ? `scan-${selectedId}` : undefined}
      >
        {isPending ? (
          <RowSkeletons />
        ) : error && entries.length === 0 ? (
          <div className={classes.message}>
            <FailureNote failure={describeFailure(error)} onRetry={() => void refetch()} />
          </div>
        ) : shown.length === 0 ? (
          entries.length === 0 ? (
            <EmptyNote
              icon={<IconInbox />}
              title="No scans yet"
              action={
                <Button
                  leftSection={<IconFolderOpen size="1rem" />}
                  variant="light"
                  size="compact-md"
                  onClick={() => showDialog("import")}
                >
                  Import
                </Button>
              }
            >
              Drop files or a folder anywhere on this page, or let the station watch the folder where the scanner writes.
            </EmptyNote>
          ) : (
            <EmptyNote icon={<IconListCheck />} title="All decided">
              New scans appear here by themselves.
            </EmptyNote>
          )
        ) : (
          <div className={classes.list} style={{ height: `${virtualizer.getTotalSize()}px` }}>
            {virtualizer.getVirtualItems().map((item) => {
              const entry = shown[item.index];
              return entry ? (
                <div
                  key={item.key}
                  className={classes.slot}
                  style={{ height: `${item.size}px`, transform: `translateY(${item.start}px)` }}
                >
                  <WorklistRow entry={entry} selected={entry.scan.id === selectedId} now={now} onSelect={selectScan} />
                </div>
              ) : null;
            })}
          </div>
        )}
        {hasNextPage && !isPending ? (
          <div className={classes.older}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => void fetchNextPage()}
              disabled={isFetchingNextPage}
              leftSection={isFetchingNextPage ? <Loader size="0.8rem" color="gray" /> : null}
            >
              Older scans
            </Button>
          </div>
        ) : null}
      </div>
      <RefusalList />
      <ImportProgress />
    </section>
  );
};

const FilterLabel = ({
  text,
  count,
  withKey = false,
}: {
  readonly text: string;
  readonly count: string;
  readonly withKey?: boolean;
}) => (
  <span className={classes.filterLabel}>
    {text}
    <span className={classes.count}>{count}</span>
    {withKey ? <KeyCap action="worklist.undecided" /> : null}
  </span>
);

const SKELETONS = ["a", "b", "c", "d", "e", "f"] as const;

/** Rows of the right size while the list is on its way: nothing jumps when it comes. */
const RowSkeletons = () => (
  <div aria-busy="true" aria-label="Loading the worklist">
    {SKELETONS.map((key) => (
      <div key={key} className={classes.skeleton}>
        <span className={classes.skeletonPicture} />
        <span className={classes.skeletonLines} />
      </div>
    ))}
  </div>
);
