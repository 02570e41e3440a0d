import { BrowserWindow } from "electron";
import { APP_PAGE } from "./app-scheme.ts";
import { safeWebPreferences } from "./security/web-preferences.ts";

/** Opens the one window of the station. It shows itself once the page can be painted, so that nothing flashes white. */
export const openStationWindow = (preload: string): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1600,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: "#0b0d10",
    title: "Faunagate",
    autoHideMenuBar: true,
    webPreferences: safeWebPreferences(preload),
  });
  window.once("ready-to-show", () => window.show());
  void window.loadURL(APP_PAGE);
  return window;
};
