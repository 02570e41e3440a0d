// Electron security checklist 1: only load secure content. The page talks to the station and to nothing else.
import type { Session } from "electron";
import { APP_ORIGIN } from "../app-scheme.ts";

export const refuseNetwork = (session: Session): void => {
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed =
      details.url.startsWith(`${APP_ORIGIN}/`) ||
      details.url.startsWith(`blob:${APP_ORIGIN}/`) ||
      details.url.startsWith("data:") ||
      details.url.startsWith("devtools:");
    answer({ cancel: !allowed });
  });
};
