/** `npm start` where there is no Electron: opens the station and serves it to the browser of this machine. */
import { fileURLToPath } from "node:url";
import { toStationError } from "../contract/station-error.ts";
import { createStation, type Station } from "../station/create-station.ts";
import { openBrowser } from "./open-browser.ts";
import { serve } from "./serve.ts";
import { readStartOptions, type StartOptions, USAGE } from "./start-options.ts";

const EXIT = { failed: 1, usage: 2, inUse: 3 } as const;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const optionsOrExit = (): StartOptions => {
  const args = process.argv.slice(2);
  if (args.includes("--help")) {
    say(USAGE);
    process.exit(0);
  }
  try {
    return readStartOptions(args);
  } catch (thrown) {
    complain(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${USAGE}`);
    process.exit(EXIT.usage);
  }
};

const stationOrExit = (options: StartOptions): Station => {
  try {
    return createStation({
      dataFolder: options.dataFolder,
      modelsDir: here("../../models"),
      pageDir: here("../../dist/renderer"),
      demoDir: options.demo ? here("../../fixtures/demo") : null,
      host: "web",
      inference: here("../inference/main.ts"),
    });
  } catch (thrown) {
    const error = toStationError(thrown);
    const { message, next } = error.toBody();
    const inUse = error.code === "station.in-use";
    complain(
      inUse
        ? `Faunagate is already running on ${options.dataFolder}: use that one, or start with another --data folder.`
        : `${message} ${next} (${error.detail})`,
    );
    process.exit(inUse ? EXIT.inUse : EXIT.failed);
  }
};

const main = async (): Promise<void> => {
  const options = optionsOrExit();
  const station = stationOrExit(options);
  let host: Awaited<ReturnType<typeof serve>>;
  try {
    host = await serve({ fetch: station.fetch, ports: options.ports, log: complain });
  } catch (thrown) {
    await station.close();
    const tried =
      options.ports.length === 1 ? `port ${options.ports[0]}` : `ports ${options.ports[0]} to ${options.ports.at(-1)}`;
    complain(
      `Faunagate cannot use ${tried} of 127.0.0.1: ${thrown instanceof Error ? thrown.message : String(thrown)}. Choose another with --port.`,
    );
    process.exit(EXIT.failed);
  }
  let ending = false;
  const end = async (): Promise<void> => {
    // the second time somebody is in a hurry; what is not finished goes on at the next start
    if (ending) process.exit(EXIT.failed);
    ending = true;
    await host.close();
    await station.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
  say(`Faunagate is ready at ${host.url}`);
  if (options.open) openBrowser(host.url);
};

await main();
