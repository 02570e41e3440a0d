/** Puts the built, unmodified preload into a Chromium page, with the few modules that a sandboxed preload may require. */
import { readFileSync } from "node:fs";
import type { BrowserContext } from "playwright";
import { toAppUrl } from "./scheme-server.ts";
import { state } from "./state.ts";

const shim = (preload: string): string => `(() => {
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => {
      if (name in window) throw new Error("exposed twice: " + name);
      Object.defineProperty(window, name, { value: Object.freeze(api), writable: false, configurable: false });
    } },
    ipcRenderer: { invoke: async (channel, ...args) => {
      const answer = await window.__electronInvoke(channel, args);
      if (answer.error) throw new Error("Error invoking remote method '" + channel + "': " + answer.error);
      return answer.value;
    } },
    webUtils: { getPathForFile: (file) => file.name.startsWith("/") ? file.name : "/dropped/" + file.name },
  };
  const module = { exports: {} };
  const require = (name) => { if (name === "electron") return electron; throw new Error("module not found: " + name); };
  (function (require, module, exports) { ${preload}\n })(require, module, module.exports);
  const ask = (permission) => window.__electronPermission(permission);
  Notification.requestPermission = async () => (await ask("notifications")) ? "granted" : "denied";
  navigator.geolocation.getCurrentPosition = async (ok, fail) => { if (!(await ask("geolocation"))) fail?.({ code: 1 }); };
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => { await ask("media"); throw new DOMException("denied", "NotAllowedError"); };
})();`;

export const bridgePage = async (context: BrowserContext, preloadPath: string): Promise<void> => {
  await context.exposeBinding("__electronInvoke", async ({ frame }, channel: string, args: unknown[]) => {
    const handler = state.invokeHandlers.get(channel);
    if (!handler) return { error: `No handler registered for '${channel}'` };
    const senderFrame = { url: toAppUrl(frame.url()), parent: frame.parentFrame() };
    try {
      return { value: await handler({ senderFrame }, ...args) };
    } catch (error) {
      return { error: String(error) };
    }
  });
  await context.exposeBinding("__electronPermission", (_source, permission: string) => {
    let granted = true;
    state.permissionRequest?.(undefined as never, permission as never, (answer) => (granted = answer), undefined as never);
    if (!granted) state.refusedPermissions.push(permission);
    return granted;
  });
  await context.addInitScript(shim(readFileSync(preloadPath, "utf8")));
};
