import { isAbsolute } from "node:path";
import { dialog, ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type OpenDialogOptions } from "electron";
import { DESKTOP_CHANNELS } from "../contract/desktop-bridge.ts";
import type { PathHandles } from "./path-handles.ts";
import { isTrustedSender } from "./security/trusted-sender.ts";

type Choose = "openFile" | "openDirectory";

const requireTrusted = (event: IpcMainInvokeEvent): void => {
  if (!isTrustedSender(event)) throw new Error("This frame may not ask.");
};

/** Answers the preload's few calls. Calls from any other frame than the station's page are refused. */
export const answerDialogs = (window: () => BrowserWindow | null, handles: PathHandles): void => {
  const choose = async (kind: Choose): Promise<readonly string[]> => {
    const options: OpenDialogOptions = { title: "Open scans", properties: [kind, "multiSelections"] };
    const parent = window();
    const { canceled, filePaths } = parent ? await dialog.showOpenDialog(parent, options) : await dialog.showOpenDialog(options);
    return canceled ? [] : filePaths.map(handles.issue);
  };
  ipcMain.handle(DESKTOP_CHANNELS.chooseFiles, (event) => {
    requireTrusted(event);
    return choose("openFile");
  });
  ipcMain.handle(DESKTOP_CHANNELS.chooseFolder, (event) => {
    requireTrusted(event);
    return choose("openDirectory");
  });
  ipcMain.handle(DESKTOP_CHANNELS.handleForPath, (event, path: unknown) => {
    requireTrusted(event);
    if (typeof path !== "string" || path.length > 32_768 || !isAbsolute(path)) throw new Error("Not the path of a dropped file.");
    return handles.issue(path);
  });
};
