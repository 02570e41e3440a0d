import { ActionIcon, Button, Popover, Tooltip, UnstyledButton } from "@mantine/core";
import { IconFolderDown, IconFolderSearch, IconKeyboard, IconSettings, IconUser } from "@tabler/icons-react";
import { useStationInfo, useWorklist } from "../../client/queries.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import { ConnectionMark } from "./connection-mark.tsx";
import classes from "./header.module.css";
import { ModelState } from "./model-state.tsx";

const Mark = () => (
  <svg className={classes.mark} viewBox="0 0 32 32" fill="none" strokeLinecap="round" aria-hidden="true">
    <path d="M5 27V14a11 11 0 0 1 22 0v13" stroke="currentColor" strokeWidth="2.4" />
    <path
      d="M10.500 27c0-7.600 3.400-12 10.700-13.700-1.500 3.500-.900 5.600-3.700 9.300-1.800 2.400-3.900 3.600-7 4.400z"
      fill="var(--fg-accent)"
    />
  </svg>
);

/** The bar on top: what this station is, how it does, and who sits at it. */
export const Header = () => {
  const { data: info } = useStationInfo();
  const { entries } = useWorklist();
  const show = useDialogs((state) => state.show);
  const demo = (info?.demo ?? false) || entries.some((entry) => entry.scan.demo);
  const watched = info?.watchedFolders ?? [];
  return (
    <header className={classes.header}>
      <div className={classes.brand}>
        <Mark />
        <span className={classes.name}>Faunagate</span>
        {demo ? (
          <Tooltip label="This station holds demonstration scans made by a simulator. They are not evidence.">
            <span className={classes.demo} data-testid="demo-mark">
              Demo
            </span>
          </Tooltip>
        ) : null}
      </div>
      <ConnectionMark />
      <div className={classes.spacer} />
      <ModelState />
      <Popover width="22rem" position="bottom-end" shadow="md" withinPortal>
        <Popover.Target>
          <UnstyledButton
            className={classes.quiet}
            aria-label={`Watched folders: ${watched.length}`}
            data-testid="watched-folders"
          >
            <IconFolderSearch className={classes.icon} aria-hidden="true" />
            {watched.length === 0
              ? "No watched folder"
              : watched.length === 1
                ? "1 watched folder"
                : `${watched.length} watched folders`}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.popover}>
          {watched.length === 0 ? (
            <p>New scans are imported by hand. Name the folder where the scanner writes, and they arrive by themselves.</p>
          ) : (
            <ul className={classes.folders}>
              {watched.map((folder) => (
                <li key={folder}>{folder}</li>
              ))}
            </ul>
          )}
          <Button size="compact-sm" variant="light" onClick={() => show("settings")}>
            Change in Settings
          </Button>
        </Popover.Dropdown>
      </Popover>
      <Button
        size="compact-md"
        variant="light"
        leftSection={<IconFolderDown size="1rem" />}
        rightSection={<KeyCap action="station.import" />}
        onClick={() => show("import")}
        data-testid="import-button"
      >
        Import
      </Button>
      <UnstyledButton
        className={classes.quiet}
        data-missing={info?.officer === "" || undefined}
        onClick={() => show("officer")}
        data-testid="officer-name"
        aria-label={`Officer: ${info?.officer || "nobody"}. Change`}
      >
        <IconUser className={classes.icon} aria-hidden="true" />
        {info ? info.officer || "Who is on duty?" : " "}
      </UnstyledButton>
      <div className={classes.tools}>
        <Tooltip label="Settings (,)">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Settings"
            onClick={() => show("settings")}
            data-testid="settings-button"
          >
            <IconSettings size="1.25rem" stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="All keys (?)">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Keys and help"
            onClick={() => show("help")}
            data-testid="help-button"
          >
            <IconKeyboard size="1.25rem" stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
};
