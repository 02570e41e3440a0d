/** What the preload gives the page under Electron, as `window.desktop`; absent in a browser. The page never sees a path. */
export type DesktopBridge = {
  /** Asks for files or folders with the system's dialog. Handles for `scan.import`; empty when cancelled. */
  readonly chooseFiles: () => Promise<readonly string[]>;
  readonly chooseFolder: () => Promise<readonly string[]>;
  /** A handle for a dropped file or folder. */
  readonly handleForFile: (file: File) => Promise<string>;
};

/** The only channels that the preload may call. */
export const DESKTOP_CHANNELS = {
  chooseFiles: "choose-files",
  chooseFolder: "choose-folder",
  handleForPath: "handle-for-path",
} as const;
