/**
 * The part of Electron that the station uses, over Node and a real Chromium, so that the built main and preload run
 * unmodified where Electron's binary cannot be had. `contract.ts` keeps it from offering what Electron lacks.
 * It does not prove: the sandbox, the isolated world, real custom-scheme rules, native menus, native modules' ABI.
 */
import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import type { CustomScheme, ForkOptions, OpenDialogOptions, OpenDialogReturnValue } from "electron";
import { BrowserWindow } from "./browser-window.ts";
import { state, type InvokeHandler, type SchemeHandler } from "./state.ts";

export { app } from "./app.ts";
export { BrowserWindow };

export const protocol = {
  registerSchemesAsPrivileged: (schemes: CustomScheme[]): void => {
    if (state.ready) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    state.schemes.push(...schemes);
  },
  handle: (scheme: string, handler: SchemeHandler): void => {
    if (!state.ready) throw new Error("protocol.handle before app is ready");
    if (!state.schemes.some((entry) => entry.scheme === scheme)) throw new Error(`scheme ${scheme} is not privileged`);
    state.handlers.set(scheme, handler);
  },
};

export const ipcMain = {
  handle: (channel: string, handler: InvokeHandler): void => {
    if (state.invokeHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    state.invokeHandlers.set(channel, handler);
  },
};

const openDialog = async (...args: readonly unknown[]): Promise<OpenDialogReturnValue> => {
  const options = args.at(-1) as OpenDialogOptions;
  const answer = state.openDialogAnswers.shift();
  if (!answer) throw new Error(`unscripted dialog: ${options.title ?? ""}`);
  return { canceled: answer.length === 0, filePaths: [...answer] };
};

export const dialog = {
  showOpenDialog: openDialog,
  showErrorBox: (title: string, content: string): void => {
    state.errorBoxes.push({ title, content });
  },
};

const defaultSession = {
  setPermissionRequestHandler: (handler: typeof state.permissionRequest): void => {
    state.permissionRequest = handler;
  },
  setPermissionCheckHandler: (handler: typeof state.permissionCheck): void => {
    state.permissionCheck = handler;
  },
  setDevicePermissionHandler: (handler: typeof state.deviceCheck): void => {
    state.deviceCheck = handler;
  },
  webRequest: {
    onBeforeRequest: (handler: typeof state.beforeRequest): void => {
      state.beforeRequest = handler;
    },
  },
};
export const session = { defaultSession };

export const Menu = { setApplicationMenu: (_menu: null): void => {} };

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  constructor(modulePath: string, args: readonly string[]) {
    super();
    this.#child = fork(modulePath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#child.on("message", (message) => this.emit("message", message));
    this.#child.on("spawn", () => this.emit("spawn"));
    this.#child.on("exit", (code) => this.emit("exit", code ?? 1));
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }
  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object);
  }
  kill(): boolean {
    return this.#child.kill("SIGKILL");
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = [], _options?: ForkOptions): UtilityProcess =>
    new UtilityProcess(modulePath, args),
};
