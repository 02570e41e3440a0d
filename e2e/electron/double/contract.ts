/**
 * Checked by the compiler only: each member the double offers must exist in Electron under the same name, and a function
 * must take no more arguments than Electron's does. A member that Electron lacks makes `npm test` fail at "Types".
 */
import type * as Electron from "electron";
import type * as Double from "./electron-double.ts";

type Names<Offered, Real> = Exclude<keyof Offered, keyof Real>;
type Arity<F> = F extends (...args: infer A) => unknown ? A["length"] : never;
type Fits<Offered, Real> = {
  [K in keyof Offered & keyof Real]: Real[K] extends (...args: never) => unknown
    ? Arity<Offered[K]> extends never
      ? K
      : never
    : never;
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
  Nothing<Fits<typeof Double.dialog, Electron.Dialog>>,
];
