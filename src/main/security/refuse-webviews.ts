// Electron security checklist 12: verify webview options before creation. The station has none.
import type { App } from "electron";

export const refuseWebviews = (app: App): void => {
  app.on("web-contents-created", (_created, contents) => {
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
};
