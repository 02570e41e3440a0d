// Electron security checklist 2, 3, 4, 6, 8, 9, 10: no Node in the page, isolation, sandbox, web security, no webviews.
import type { WebPreferences } from "electron";

export const safeWebPreferences = (preload: string): WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
});
