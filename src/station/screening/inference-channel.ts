import type { ToInference } from "../../contract/inference-protocol.ts";

/** The host's end of one inference process. Each host makes its own kind: `fork` under Node, `utilityProcess` under Electron. */
export type InferenceChannel = {
  /** Never throws; a message to a process that has ended is lost, and `onExit` tells. */
  readonly send: (message: ToInference) => void;
  /** What the process says, unchecked. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once, also when the process could not be started; `why` is for the engineer. */
  readonly onExit: (listener: (why: string) => void) => void;
  /** At once and without asking the process. */
  readonly kill: () => void;
};

export type SpawnInference = () => InferenceChannel;
