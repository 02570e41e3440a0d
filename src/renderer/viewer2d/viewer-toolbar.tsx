import { ActionIcon, Button, Group, Menu, Progress, SegmentedControl, Text, Tooltip } from "@mantine/core";
import {
  IconArrowsMove,
  IconChevronDown,
  IconColumns3,
  IconContrast2,
  IconCrosshair,
  IconLayoutGrid,
  IconZoomIn,
  IconZoomReset,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Scan } from "../../contract/scan.ts";
import { autoWindow, WINDOW_PRESETS } from "../../imaging/colour/window-level.ts";
import { useViewerStore, viewerState, type ViewerTool } from "./viewer-store.ts";
import styles from "./viewer-toolbar.module.css";

const TOOLS: readonly { readonly tool: ViewerTool; readonly label: string; readonly Icon: typeof IconCrosshair }[] = [
  { tool: "crosshair", label: "Crosshair: click or drag sets all views", Icon: IconCrosshair },
  { tool: "window", label: "Window: drag (also with the right button)", Icon: IconContrast2 },
  { tool: "zoom", label: "Zoom: drag (also Ctrl and wheel)", Icon: IconZoomIn },
  { tool: "pan", label: "Move: drag (also with the middle button)", Icon: IconArrowsMove },
];

const WindowMenu = (): ReactElement => {
  const window = useViewerStore((s) => s.window);
  const calibrated = useViewerStore((s) => s.volume?.units === "HU");
  const summary = useViewerStore((s) => s.volume?.summary ?? null);
  const { applyWindowPreset } = viewerState();
  const chosen = WINDOW_PRESETS.find(({ centre, width }) => calibrated && centre === window.centre && width === window.width);
  const automatic = summary ? autoWindow(summary) : null;
  const isAutomatic = automatic?.centre === window.centre && automatic.width === window.width;
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size="0.9em" />}
          data-testid="window-menu"
          data-preset={chosen?.id ?? (isAutomatic ? "auto" : "own")}
        >
          {chosen?.label ?? (isAutomatic ? "Automatic" : "Own window")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {WINDOW_PRESETS.map(({ id, label, centre, width }, at) => (
          <Menu.Item
            key={id}
            disabled={!calibrated}
            rightSection={<kbd className={styles.key}>{at + 1}</kbd>}
            onClick={() => applyWindowPreset(id)}
          >
            {label}{" "}
            <Text span size="xs" c="dimmed">
              W {width} C {centre}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item rightSection={<kbd className={styles.key}>0</kbd>} onClick={() => applyWindowPreset("auto")}>
          Automatic
        </Menu.Item>
        {calibrated ? null : <Menu.Label>Without HU only the automatic window means anything.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
};

const LoadNote = (): ReactElement => {
  const load = useViewerStore((s) => s.load);
  const maskState = useViewerStore((s) => s.maskState);
  const { retry } = viewerState();
  const busy = load.state === "loading" || load.state === "coarse";
  return (
    <div className={styles.note} data-testid="load-note" data-state={load.state}>
      {maskState === "failed" ? <span>The outlines could not be fetched; boxes are shown.</span> : null}
      {load.message === null ? null : <span title={load.message}>{load.message}</span>}
      {busy ? <span>{load.state === "coarse" ? "Sharpening" : "Loading"}</span> : null}
      {/* Always there, so that nothing moves when it is needed. */}
      <Progress
        className={styles.progress}
        size="xs"
        value={load.fraction * 100}
        data-busy={busy || undefined}
        aria-label="Image loaded"
      />
      {load.state === "failed" || maskState === "failed" ? (
        <Button size="compact-xs" variant="default" onClick={retry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
};

/** Tools, window, channel, layout, and how far the image has come. */
export const ViewerToolbar = ({ scan }: { readonly scan: Scan }): ReactElement => {
  const tool = useViewerStore((s) => s.tool);
  const layout = useViewerStore((s) => s.layout);
  const channelId = useViewerStore((s) => s.channelId);
  const { setTool, setLayout, setChannel, resetViews } = viewerState();
  return (
    <Group className={styles.bar} gap="xs" wrap="nowrap" data-testid="viewer-toolbar">
      <ActionIcon.Group>
        {TOOLS.map(({ tool: id, label, Icon }) => (
          <Tooltip key={id} label={label} openDelay={400}>
            <ActionIcon
              size="md"
              variant={tool === id ? "light" : "subtle"}
              color={tool === id ? undefined : "gray"}
              aria-label={label}
              aria-pressed={tool === id}
              data-testid={`tool-${id}`}
              onClick={() => setTool(id)}
            >
              <Icon size="1.15em" />
            </ActionIcon>
          </Tooltip>
        ))}
      </ActionIcon.Group>
      <WindowMenu />
      {scan.channels.length > 1 ? (
        <SegmentedControl
          size="xs"
          data-testid="channel"
          value={channelId ?? ""}
          data={scan.channels.map(({ id, label }) => ({ value: id, label }))}
          onChange={setChannel}
        />
      ) : null}
      <Tooltip label={layout === "grid" ? "Views in a row (G)" : "Views in a grid (G)"} openDelay={400}>
        <ActionIcon
          size="md"
          variant="subtle"
          color="gray"
          aria-label="Grid or row"
          data-testid="layout"
          onClick={() => setLayout(layout === "grid" ? "row" : "grid")}
        >
          {layout === "grid" ? <IconColumns3 size="1.15em" /> : <IconLayoutGrid size="1.15em" />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Fit all views (Z)" openDelay={400}>
        <ActionIcon size="md" variant="subtle" color="gray" aria-label="Fit all views" data-testid="fit" onClick={resetViews}>
          <IconZoomReset size="1.15em" />
        </ActionIcon>
      </Tooltip>
      <LoadNote />
    </Group>
  );
};
