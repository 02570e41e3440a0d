import { contextBridge, ipcRenderer, webUtils } from "electron";
import { DESKTOP_CHANNELS, type DesktopBridge } from "../contract/desktop-bridge.ts";

const desktop: DesktopBridge = {
  chooseFiles: () => ipcRenderer.invoke(DESKTOP_CHANNELS.chooseFiles),
  chooseFolder: () => ipcRenderer.invoke(DESKTOP_CHANNELS.chooseFolder),
  handleForFile: (file) => ipcRenderer.invoke(DESKTOP_CHANNELS.handleForPath, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld("desktop", desktop);
