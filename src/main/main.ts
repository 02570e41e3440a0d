/** The Electron host: one window in front of the same station that the browser host serves. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { app, type BrowserWindow, dialog, Menu, session } from "electron";
import { toStationError } from "../contract/station-error.ts";
import { createStation, type Station } from "../station/create-station.ts";
import { appPaths } from "./app-paths.ts";
import { declareAppScheme, serveAppScheme } from "./app-scheme.ts";
import { answerDialogs } from "./dialogs.ts";
import { spawnUtilityInference } from "./inference-process.ts";
import { createPathHandles } from "./path-handles.ts";
import { refuseNavigation } from "./security/refuse-navigation.ts";
import { refuseNetwork } from "./security/refuse-network.ts";
import { refuseNewWindows } from "./security/refuse-new-windows.ts";
import { refusePermissions } from "./security/refuse-permissions.ts";
import { refuseWebviews } from "./security/refuse-webviews.ts";
import { readStartOptions } from "./start-options.ts";
import { openStationWindow } from "./station-window.ts";

const options = readStartOptions(process.argv.slice(app.isPackaged ? 1 : 2));
const paths = appPaths(app.getAppPath());
const handles = createPathHandles();
let station: Station | null = null;
let window: BrowserWindow | null = null;

const openWindow = (): void => {
  window = openStationWindow(paths.preload);
  window.once("closed", () => {
    window = null;
  });
};

const start = (): void => {
  const opened = createStation({
    dataFolder: options.dataFolder ?? join(app.getPath("userData"), "station"),
    modelsDir: paths.modelsDir,
    pageDir: paths.pageDir,
    demoDir: options.demo ? paths.demoDir : null,
    host: "electron",
    inference: spawnUtilityInference(paths.inferenceEntry),
    readingWorker: pathToFileURL(paths.readingWorker),
    resolveHandle: handles.resolve,
  });
  station = opened;
  refusePermissions(session.defaultSession);
  refuseNetwork(session.defaultSession);
  serveAppScheme(opened.fetch);
  answerDialogs(() => window, handles);
  // The page has its own keys; the system's menu would take some of them.
  if (process.platform !== "darwin") Menu.setApplicationMenu(null);
  openWindow();
};

const failToStart = (thrown: unknown): void => {
  const { message, next, detail } = toStationError(thrown).toBody();
  dialog.showErrorBox("Faunagate could not start", `${message}\n${next}\n\n${detail}`);
  app.exit(1);
};

declareAppScheme();
refuseNavigation(app);
refuseNewWindows(app);
refuseWebviews(app);

app.on("window-all-closed", () => app.quit());
app.on("activate", () => {
  if (station && !window) openWindow();
});
app.on("before-quit", (event) => {
  if (!station) return;
  // Quit only when the station has put everything away.
  event.preventDefault();
  const closing = station;
  station = null;
  void closing.close().finally(() => app.quit());
});

// Not a top-level await: the app becomes ready only after this module has been evaluated.
app.whenReady().then(start).catch(failToStart);
