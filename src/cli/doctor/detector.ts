/** Checks of what screening needs: SQLite, onnxruntime, the models. They open a station of their own and look at it. */
import { rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { FOLDERS } from "../folders.ts";
import { bad, type Check, good } from "./check.ts";

const PATIENCE_MS = 30_000;

/** Ends normally when the native module loads; a module for another Node may end the process, so it is not tried in this one. */
const loadInChild = async (specifier: string, then: string): Promise<{ ok: boolean; said: string }> => {
  const script = `import * as loaded from ${JSON.stringify(specifier)}; ${then}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: FOLDERS.root,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENCE_MS,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => (said += text));
  }
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  const error = /^\w*Error.*$/m.exec(said)?.[0];
  return code === 0 ? { ok: true, said: said.trim() } : { ok: false, said: error ?? `ended by ${signal ?? `code ${code}`}` };
};

const nativeCheck = (name: string, specifier: string, then: string): Check => ({
  name,
  needed: true,
  look: async () => {
    const { ok, said } = await loadInChild(specifier, then);
    return ok ? good(said) : bad(`${specifier}: ${said}`);
  },
});

export const sqliteCheck = nativeCheck(
  "SQLite",
  "better-sqlite3",
  'const db = new loaded.default(":memory:"); console.log("version " + db.prepare("select sqlite_version() as v").get().v)',
);

export const onnxCheck = nativeCheck(
  "onnxruntime",
  "onnxruntime-node",
  'console.log("loads; screening runs on the processor" + (loaded.listSupportedBackends().length > 0 ? "" : ", which it does not offer"))',
);

export const modelsCheck: Check = {
  name: "Models",
  needed: true,
  look: async () => {
    // Loaded only now: without SQLite the station cannot even be imported, and the other checks shall still be made.
    const [{ openTemporaryStation }, { settledModels }] = await Promise.all([
      import("../open-temporary-station.ts"),
      import("../models-command.ts"),
    ]);
    const station = openTemporaryStation({ modelId: null, operatingPoint: null });
    try {
      const models = await settledModels(station.services);
      const detail = models
        .map(({ id, version, state, reason, sha256 }) =>
          state === "ready" ? `${id} ${version}, SHA-256 ${sha256.slice(0, 12)}… as approved` : `${id}: ${reason ?? state}`,
        )
        .join("; ");
      return models.some(({ state }) => state === "ready") ? good(detail) : bad(detail);
    } finally {
      await station.close();
      rmSync(station.dataFolder, { recursive: true, force: true });
    }
  },
};
