import { utilityProcess } from "electron";
import type { SpawnInference } from "../station/create-station.ts";

/** Starts the inference program as Electron's utility process: the same file that Node forks elsewhere. */
export const spawnUtilityInference =
  (entry: string): SpawnInference =>
  () => {
    const child = utilityProcess.fork(entry, [], { serviceName: "Faunagate inference", stdio: "ignore" });
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => {
        child.on("message", listener);
      },
      onExit: (listener) => {
        child.once("exit", (code) => listener(`exit code ${code}`));
      },
      kill: () => {
        child.kill();
      },
    };
  };
