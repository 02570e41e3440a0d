import { ActionIcon, Button, Group, SegmentedControl, Tooltip } from "@mantine/core";
import { IconHome, IconSquareLetterF, IconSquareLetterL, IconSquareLetterT } from "@tabler/icons-react";
import { useCallback, useEffect, useState, type ReactElement } from "react";
import { TRANSFER_PRESETS, type TransferPresetId } from "../../imaging/colour/transfer-function.ts";
import type { ShownFinding } from "../viewer2d/shown-findings.ts";
import { useViewerStore, viewerState } from "../viewer2d/viewer-store.ts";
import { ClipControls } from "./clip-controls.tsx";
import type { PacerState } from "./frame-pacer.ts";
import { graphics } from "./graphics.ts";
import { LiveVolume } from "./live-volume.tsx";
import styles from "./volume-pane.module.css";

type VolumePaneProps = {
  readonly findings: readonly ShownFinding[];
  readonly isolated: boolean;
  readonly onPick: (findingId: string | null) => void;
};

const PRESET_LABELS: Readonly<Record<TransferPresetId, string>> = {
  bag: "Bag",
  dense: "Dense",
  skeleton: "Skeleton",
  mip: "MIP",
};
const VIEWS = [
  { view: "home", label: "Whole bag (Z)", Icon: IconHome },
  { view: "front", label: "From the front (F)", Icon: IconSquareLetterF },
  { view: "top", label: "From the top (T)", Icon: IconSquareLetterT },
  { view: "left", label: "From the left (L)", Icon: IconSquareLetterL },
] as const;

/** Pauses before the view is started again after a lost context, in ms; after the last one only by hand. */
const RECOVERY_MS = [600, 2000, 6000] as const;

/** The 3D view with its controls. Comes back by itself when the graphics card was reset; without WebGL it says so. */
export const VolumePane = ({ findings, isolated, onPick }: VolumePaneProps): ReactElement => {
  const [generation, setGeneration] = useState(0);
  const [losses, setLosses] = useState(0);
  const [lost, setLost] = useState<string | null>(null);
  const [state, setState] = useState<PacerState>("motion");
  const [frameMs, setFrameMs] = useState<number | null>(null);
  const load = useViewerStore((s) => s.load.state);
  const ready = useViewerStore((s) => s.solid.motion !== null);
  const preset = useViewerStore((s) => s.transferPreset);
  // The store's and not the scan's: that one is a new object with every event of the station.
  const geometry = useViewerStore((s) => s.geometry);
  const active = useViewerStore((s) => s.activePane === "volume");
  const { kind, name } = graphics();

  const onLost = useCallback((why: string) => {
    setLost(why);
    setLosses((n) => n + 1);
  }, []);
  const onState = useCallback((to: PacerState, ms: number | null) => {
    setState(to);
    setFrameMs(ms);
    // A picture at rest proves that all is well again.
    if (to === "rest") setLosses(0);
  }, []);
  const restart = useCallback(() => {
    setLost(null);
    setGeneration((n) => n + 1);
  }, []);
  useEffect(() => {
    const pause = RECOVERY_MS[losses - 1];
    if (lost === null || pause === undefined) return undefined;
    const timer = setTimeout(restart, pause);
    return () => clearTimeout(timer);
  }, [lost, losses, restart]);

  const phase =
    kind === "absent"
      ? "absent"
      : lost !== null
        ? "lost"
        : !geometry || !ready
          ? load === "empty"
            ? "empty"
            : "loading"
          : state;
  const live = phase === "motion" || phase === "rest";
  const { toggleMaximised, setActivePane, setTransferPreset, setStandardView, resetViews } = viewerState();
  return (
    <div
      className={styles.pane}
      role="img"
      aria-label="3D view"
      data-testid="volume-view"
      data-state={phase}
      data-preset={preset}
      data-active={active}
      data-graphics={kind}
      data-generation={generation}
      data-frame-ms={frameMs?.toFixed(0)}
      title={kind === "software" ? `Drawn in software (${name})` : undefined}
      onPointerDown={() => setActivePane("volume")}
    >
      {geometry && live ? (
        <div onDoubleClick={() => toggleMaximised("volume")}>
          <LiveVolume
            key={generation}
            geometry={geometry}
            findings={findings}
            isolated={isolated}
            onPick={onPick}
            onState={onState}
            onLost={onLost}
          />
        </div>
      ) : null}
      <div className={styles.title}>3D</div>
      {phase === "absent" ? (
        <div className={styles.message}>
          This browser has no WebGL 2, so there is no 3D view. The three planes show everything.
        </div>
      ) : null}
      {phase === "lost" ? (
        <div className={styles.message}>
          <span>{lost} The 3D view is being started again; the planes are not affected.</span>
          {losses > RECOVERY_MS.length ? (
            <Button size="xs" variant="default" onClick={restart}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : null}
      {geometry && live ? (
        <div className={styles.controls}>
          <SegmentedControl
            size="xs"
            data-testid="transfer-preset"
            value={preset}
            data={TRANSFER_PRESETS.map((value) => ({ value, label: PRESET_LABELS[value] }))}
            onChange={(value) => {
              const chosen = TRANSFER_PRESETS.find((candidate) => candidate === value);
              if (chosen) setTransferPreset(chosen);
            }}
          />
          <Group gap={2} wrap="nowrap">
            {VIEWS.map(({ view, label, Icon }) => (
              <Tooltip key={view} label={label} openDelay={400}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={label}
                  data-testid={`view-${view}`}
                  onClick={() => (view === "home" ? resetViews() : setStandardView(view))}
                >
                  <Icon size={16} />
                </ActionIcon>
              </Tooltip>
            ))}
            <ClipControls geometry={geometry} />
          </Group>
        </div>
      ) : null}
    </div>
  );
};
