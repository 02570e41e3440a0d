import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

export type StartOptions = {
  readonly dataFolder: string;
  /** Ports to try, in order; 0 is any free one. */
  readonly ports: readonly number[];
  readonly open: boolean;
  readonly demo: boolean;
};

export const USAGE = `Usage: npm start -- [--data DIR] [--port N] [--no-open] [--no-demo]
  --data DIR   where the station keeps its scans and records
  --port N     serve on this port of 127.0.0.1 (0: any free one)
  --no-open    do not open the browser
  --no-demo    do not bring the demonstration scans`;

const FIRST_PORT = 4823;
const PORTS_TRIED = 20;

const defaultDataFolder = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string => {
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Faunagate");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Faunagate");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "faunagate");
};

const portsOf = (text: string | undefined): readonly number[] => {
  if (text === undefined) return Array.from({ length: PORTS_TRIED }, (_, index) => FIRST_PORT + index);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--port ${text} is no port`);
  return [port];
};

/** Throws an Error with a sentence for the person who typed. */
export const readStartOptions = (
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, port: { type: "string" }, open: { type: "boolean" }, demo: { type: "boolean" } },
    allowNegative: true,
  });
  return {
    dataFolder: resolve(values.data ?? defaultDataFolder(platform, env)),
    ports: portsOf(values.port),
    open: values.open ?? true,
    demo: values.demo ?? true,
  };
};
