// Electron security checklist 14 and 15: disable or limit creation of new windows; no openExternal with untrusted content.
import type { App } from "electron";

export const refuseNewWindows = (app: App): void => {
  app.on("web-contents-created", (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
};
