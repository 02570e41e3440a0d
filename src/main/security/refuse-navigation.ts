// Electron security checklist 13: disable or limit navigation.
import type { App } from "electron";
import { APP_PAGE } from "../app-scheme.ts";

/** No page leaves the station's own document; reloading it is allowed. Frames inside it load nothing at all. */
export const refuseNavigation = (app: App): void => {
  app.on("web-contents-created", (_created, contents) => {
    contents.on("will-navigate", (event) => {
      if (event.url !== APP_PAGE) event.preventDefault();
    });
    contents.on("will-redirect", (event) => {
      if (event.url !== APP_PAGE) event.preventDefault();
    });
    contents.on("will-frame-navigate", (event) => {
      if (event.url !== APP_PAGE) event.preventDefault();
    });
  });
};
