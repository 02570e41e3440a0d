import type { DesktopBridge } from "../../contract/desktop-bridge.ts";

/** What the desktop host adds to the page; `null` in a browser, where the page does the same with web means. */
export const desktop = (): DesktopBridge | null => {
  const bridge = "desktop" in window ? window.desktop : null;
  // The preload is the only one that may set it, before any script of the page runs.
  return typeof bridge === "object" && bridge !== null ? (bridge as DesktopBridge) : null;
};
