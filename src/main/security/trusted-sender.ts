// Electron security checklist 17: validate the sender of all IPC messages.
import type { IpcMainInvokeEvent } from "electron";
import { APP_ORIGIN } from "../app-scheme.ts";

/** Whether a message comes from the top frame of the station's own page. */
export const isTrustedSender = (event: IpcMainInvokeEvent): boolean => {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null) return false;
  const url = new URL(frame.url);
  return `${url.protocol}//${url.host}` === APP_ORIGIN;
};
