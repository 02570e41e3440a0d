import { EventEmitter } from "node:events";
import { chromium, type Frame, type Page, type Request as PageRequest } from "playwright";
import type { BrowserWindowConstructorOptions, WindowOpenHandlerResponse } from "electron";
import { app } from "./app.ts";
import { bridgePage } from "./page-bridge.ts";
import { pageOrigin, startSchemeServer, toAppUrl, toPageUrl } from "./scheme-server.ts";
import { state } from "./state.ts";

const REQUIRED = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true } as const;

const CHROMIUM_ARGS = ["--no-sandbox", "--disable-background-networking", "--host-resolver-rules=MAP *.localhost 127.0.0.1"];

class WebContents extends EventEmitter {
  openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: "allow" });
  setWindowOpenHandler(handler: (details: { url: string }) => WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }
}

const windows: BrowserWindow[] = [];

/** The frame that asks, or `null` where Playwright has none yet. */
const frameOf = (request: PageRequest): Frame | null => {
  try {
    return request.frame();
  } catch {
    return null;
  }
};

/** A window that is a page of a real Chromium. Refuses to open with web preferences that are not safe. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  #page: Page | null = null;
  #destroyed = false;
  readonly #options: BrowserWindowConstructorOptions;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!state.ready) throw new Error("Cannot create BrowserWindow before app is ready");
    for (const [name, value] of Object.entries(REQUIRED)) {
      const given: unknown = Reflect.get(options.webPreferences ?? {}, name);
      if (given !== value) throw new Error(`unsafe web preference ${name}: ${String(given)}`);
    }
    this.#options = options;
    windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return windows.filter((window) => !window.#destroyed);
  }

  async loadURL(url: string): Promise<void> {
    await startSchemeServer();
    state.browser ??= await chromium.launch({
      executablePath: process.env["FAUNAGATE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: CHROMIUM_ARGS,
    });
    const context = await state.browser.newContext({
      viewport: { width: this.#options.width ?? 1366, height: this.#options.height ?? 768 },
    });
    const preload = this.#options.webPreferences?.preload;
    if (preload) await bridgePage(context, preload);
    await context.route("**/*", async (route, request) => {
      const target = toAppUrl(request.url());
      const frame = frameOf(request);
      const opened = this.#page?.url().startsWith(pageOrigin()) === true;
      // A new window's first request has no frame yet; so has this window's own first one.
      if (request.isNavigationRequest() && opened && frame?.page() !== this.#page) return route.abort();
      if (request.isNavigationRequest() && opened) {
        let prevented = false;
        const event = { url: target, preventDefault: () => (prevented = true) };
        this.webContents.emit(frame === this.#page?.mainFrame() ? "will-navigate" : "will-frame-navigate", event);
        if (prevented) {
          state.refusedNavigations.push(target);
          // "No content" leaves the document where it is, as a prevented navigation does.
          return route.fulfill({ status: 204 });
        }
      }
      let cancelled = false;
      state.beforeRequest?.({ url: target } as never, (answer) => (cancelled = answer.cancel === true));
      if (cancelled) {
        state.refusedRequests.push(target);
        return route.abort();
      }
      return route.fallback();
    });
    const page = await context.newPage();
    this.#page = page;
    state.pages.push(page);
    page.on("popup", (popup) => {
      if (this.webContents.openHandler({ url: toAppUrl(popup.url()) }).action === "deny") {
        state.refusedWindows.push(toAppUrl(popup.url()));
        void popup.close();
      }
    });
    page.on("close", () => this.destroy());
    await page.goto(toPageUrl(url));
    this.emit("ready-to-show");
  }

  show(): void {}

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit("closed");
    if (BrowserWindow.getAllWindows().length === 0) app.emit("window-all-closed");
  }
}
