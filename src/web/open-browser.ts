import { spawn } from "node:child_process";

/** The program that opens an address in the person's own browser, or null where there is nobody to show it to. */
const opener = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly [command: string, ...args: string[]] | null => {
  if (platform === "darwin") return ["open"];
  // explorer, because `start` would take the & of an address for the end of a command
  if (platform === "win32") return ["explorer.exe"];
  return env["DISPLAY"] || env["WAYLAND_DISPLAY"] ? ["xdg-open"] : null;
};

/** Tries, and says nothing when there is no browser: the address was printed. */
export const openBrowser = (url: string): void => {
  const found = opener(process.platform, process.env);
  if (!found) return;
  const [command, ...args] = found;
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
};
