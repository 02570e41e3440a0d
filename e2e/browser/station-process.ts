/** A real station for the tests: its own process, its own data folder, its own port. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

export type StationProcess = {
  /** One-time address with the token. */
  readonly address: string;
  readonly dataFolder: string;
  readonly process: ChildProcess;
  /** Ends it at once, as a power cut would. */
  readonly killHard: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), "faunagate-e2e-"));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Starts the browser host and waits for its address. */
export const startStation = async (dataFolder: string, args: readonly string[] = []): Promise<StationProcess> => {
  const child = spawn(
    process.execPath,
    [join(ROOT, "src/web/main.ts"), "--data", dataFolder, "--port", "0", "--no-open", ...args],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address within a minute:\n${output}`)), 60_000);
    const look = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /https?:\/\/\S+/.exec(output);
      if (found && /ready/.test(output)) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the station ended with ${code}:\n${output}`));
    });
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { address, dataFolder, process: child, killHard: end("SIGKILL"), stop: end("SIGTERM") };
};
