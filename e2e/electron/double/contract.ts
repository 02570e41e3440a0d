/**
 * Checked by the compiler only: each member the double offers must exist in Electron under the same name, and a function
 * must take no more arguments than Electron's does. A member that Electron lacks makes `npm test` fail at "Types".
 */
import type * as Electron from "electron";
import type * as Double from "./electron-double.ts";

type Names<Offered, Real> = Exclude<keyof Offered, keyof Real>;
/** Whether the longest call of `Offered` is longer than any of Electron's (of an overloaded function, of its last form). */
type TooLong<Offered extends readonly unknown[], Real extends readonly unknown[]> = number extends Offered["length"]
  ? false
  : Required<Offered>["length"] extends Partial<Real>["length"]
    ? false
    : true;
type Misfit<Offered, Real> = Real extends (...args: infer R) => unknown
  ? Offered extends (...args: infer O) => unknown
    ? TooLong<O, R>
    : true
  : false;
/** Names of functions that the double offers as something else, or with more arguments. */
type Fits<Offered, Real> = {
  [K in keyof Offered & keyof Real]: Misfit<Offered[K], Real[K]> extends true ? K : never;
}[keyof Offered & keyof Real];
type Nothing<T extends never> = T;

export type Checks = [
  Nothing<Names<typeof Double.protocol, Electron.Protocol>>,
  Nothing<Names<typeof Double.ipcMain, Electron.IpcMain>>,
  Nothing<Names<typeof Double.dialog, Electron.Dialog>>,
  Nothing<Names<typeof Double.session.defaultSession, Electron.Session>>,
  Nothing<Names<typeof Double.session.defaultSession.webRequest, Electron.WebRequest>>,
  Nothing<Names<typeof Double.app, Electron.App>>,
  Nothing<Names<Double.BrowserWindow, Electron.BrowserWindow>>,
  Nothing<Names<typeof Double.utilityProcess, typeof Electron.utilityProcess>>,
  Nothing<Names<ReturnType<typeof Double.utilityProcess.fork>, Electron.UtilityProcess>>,
  Nothing<Names<typeof Double.Menu, typeof Electron.Menu>>,
  Nothing<Fits<typeof Double.protocol, Electron.Protocol>>,
  Nothing<Fits<typeof Double.ipcMain, Electron.IpcMain>>,
  Nothing<Fits<typeof Double.dialog, Electron.Dialog>>,
  Nothing<Fits<typeof Double.session.defaultSession, Electron.Session>>,
  Nothing<Fits<typeof Double.session.defaultSession.webRequest, Electron.WebRequest>>,
  Nothing<Fits<typeof Double.app, Electron.App>>,
  Nothing<Fits<Double.BrowserWindow, Electron.BrowserWindow>>,
  Nothing<Fits<typeof Double.utilityProcess, typeof Electron.utilityProcess>>,
  Nothing<Fits<ReturnType<typeof Double.utilityProcess.fork>, Electron.UtilityProcess>>,
];
