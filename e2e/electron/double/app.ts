import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopSchemeServer } from "./scheme-server.ts";
import { recordExit, state } from "./state.ts";

let importing = true;

class App extends EventEmitter {
  readonly isPackaged = false;

  /** As in Electron, ready comes only after the main module has been evaluated: awaiting it at top level never ends. */
  whenReady(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (importing) setTimeout(look, 5);
        else {
          state.ready = true;
          resolve();
        }
      };
      look();
    });
  }

  getPath(name: string): string {
    return join(tmpdir(), `faunagate-double-${name}`);
  }

  getAppPath(): string {
    return join(import.meta.dirname, "..", "..", "..");
  }

  quit(): void {
    let prevented = false;
    this.emit("before-quit", { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }

  exit(code = 0): void {
    stopSchemeServer();
    void state.browser?.close();
    recordExit(code);
  }
}

export const app = new App();

/** Called by the test once `import(main.js)` has resolved. */
export const mainModuleEvaluated = (): void => {
  importing = false;
};
