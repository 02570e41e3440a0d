import { fork } from "node:child_process";
import type { SpawnInference } from "./inference-channel.ts";

/** What is kept of the process's last words, in characters. */
const LAST_WORDS = 2000;

/**
 * Starts the inference process's entry file with this program's own Node. The process's output goes to `log`, and its
 * end is explained with the last thing it wrote to stderr. A process whose host dies sees its channel close and ends.
 */
export const forkInference =
  (entry: string, log: (line: string) => void): SpawnInference =>
  () => {
    // execArgv: debug ports and test loaders of the host are not the child's
    const child = fork(entry, [], { stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [], serialization: "json" });
    let lastWords = "";
    const listen = (stream: NodeJS.ReadableStream | null, keep: boolean): void => {
      stream?.setEncoding("utf8");
      stream?.on("data", (text: string) => {
        if (keep) lastWords = (lastWords + text).slice(-LAST_WORDS);
        for (const line of text.split("\n")) if (line.trim()) log(`inference: ${line.slice(0, LAST_WORDS)}`);
      });
    };
    listen(child.stdout, false);
    listen(child.stderr, true);
    return {
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on("message", listener),
      onExit: (listener) => {
        let told = false;
        const tell = (why: string): void => {
          if (told) return;
          told = true;
          listener(why);
        };
        child.on("error", (error) => tell(error.message));
        // "close" rather than "exit": by then stderr has been read to its end
        child.on("close", (code, signal) => {
          const how = signal ? `ended by ${signal}` : `exit code ${code}`;
          tell(lastWords.trim() ? `${how}: ${lastWords.trim()}` : how);
        });
      },
      kill: () => void child.kill("SIGKILL"),
    };
  };
