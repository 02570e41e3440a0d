/**
 * Entry of the inference process; started with `child_process.fork` or Electron's `utilityProcess.fork`, spoken to as
 * `contract/inference-protocol.ts` says. It ends when its host ends, and exits with 70 after logging whatever it did
 * not expect: the host then fails the job at hand and starts it again.
 */
import { openChannel } from "./channel.ts";
import { createProgram } from "./program.ts";

const UNEXPECTED = 70;

const log = (line: string): void => {
  process.stderr.write(`inference: ${line}\n`);
};

const die = (thrown: unknown): void => {
  log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  process.exit(UNEXPECTED);
};
process.on("uncaughtException", die);
process.on("unhandledRejection", die);

const channel = openChannel(process);
if (channel === null) {
  log("this program is started by the station, not by hand");
  process.exitCode = 64;
} else {
  const program = createProgram({ send: channel.send, log });
  channel.onMessage(program.receive);
  channel.onClose(() => process.exit(0));
}
