/** The models of one folder: what each is, whether its file is the approved one, and its warm session. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ERROR_CODES } from "../contract/error-code.ts";
import { type ModelManifest, type ModelState, modelManifestSchema, type OperatingPoint } from "../contract/model.ts";
import { StationError, toStationError } from "../contract/station-error.ts";
import { WILDLIFE_CLASSES } from "../contract/wildlife-class.ts";
import { type ObjectSession, openObjectSession } from "./object-session.ts";
import { type CtSession, openCtSession } from "./session.ts";

export type ReadyModel = {
  readonly manifest: ModelManifest;
  readonly session: CtSession;
  /** `null` where the manifest names no object model. */
  readonly objects: ObjectSession | null;
};

type Entry =
  | { readonly state: "loading"; readonly id: string; readonly manifest: ModelManifest | null }
  | ({ readonly state: "ready"; readonly id: string } & ReadyModel)
  | { readonly state: "unavailable"; readonly id: string; readonly manifest: ModelManifest | null; readonly error: StationError };

export type ModelRegistry = {
  /**
   * Replaces what was loaded before by the models of `modelsDir`, one folder each. A model that cannot be used stays
   * listed with its reason; this never throws. `changed` is called whenever a state changes.
   */
  readonly load: (modelsDir: string, threads: number, changed: () => void) => Promise<void>;
  readonly states: () => ModelState[];
  /**
   * The model asked for, or the newest ready one; with its operating point asked for, or its default.
   * Throws `model.unavailable`, `model.damaged`, `model.invalid` or `request.invalid`.
   */
  readonly pick: (modelId: string | null, operatingPoint: string | null) => { ready: ReadyModel; operatingPoint: OperatingPoint };
};

/** Also the digest that is shown of a model without a valid manifest: there is none. */
const NO_SHA256 = "";
const MAX_MANIFEST_BYTES = 1024 * 1024;
const MAX_GRAPH_BYTES = 512 * 1024 * 1024;

const defaultPointOf = (manifest: ModelManifest): OperatingPoint => {
  const point = manifest.operatingPoints.find((p) => p.default === true) ?? manifest.operatingPoints[0];
  if (point === undefined) throw new StationError("model.invalid", `${manifest.id} has no operating point`);
  return point;
};

const readBounded = async (path: string, maxBytes: number): Promise<Buffer> => {
  const { size } = await stat(path);
  if (size > maxBytes) throw new StationError("model.invalid", `${path}: ${size} bytes are more than ${maxBytes}`);
  return readFile(path);
};

const readManifest = async (folder: string, id: string): Promise<ModelManifest> => {
  const text = (await readBounded(join(folder, "manifest.json"), MAX_MANIFEST_BYTES)).toString("utf8");
  const parsed = modelManifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new StationError("model.invalid", parsed.error.message);
  const manifest = parsed.data;
  if (manifest.id !== id) throw new StationError("model.invalid", `manifest of ${manifest.id} in folder ${id}`);
  for (const { id: wanted } of manifest.classes) {
    if (manifest.output.classes.indexOf(wanted) < 1) {
      throw new StationError("model.invalid", `class ${wanted} is not among the outputs, or is the background`);
    }
    const lacking = manifest.operatingPoints.find((point) => point.classes[wanted] === undefined);
    if (lacking) throw new StationError("model.invalid", `operating point ${lacking.id} has no thresholds for ${wanted}`);
  }
  checkObjectModel(manifest);
  return manifest;
};

/** What the object model may call wildlife must have a density and thresholds; and it must be able to say no. */
const checkObjectModel = ({ objectModel, classes }: ModelManifest): void => {
  if (objectModel === undefined) return;
  const { ids } = objectModel.outputs.classes;
  const unknown = ids.find((id) => id in WILDLIFE_CLASSES && classes.every((known) => known.id !== id));
  if (unknown !== undefined)
    throw new StationError("model.invalid", `the object model's class ${unknown} is not among the classes`);
  if (ids.every((id) => id in WILDLIFE_CLASSES)) throw new StationError("model.invalid", "the object model knows wildlife only");
};

/** A graph's bytes, only when they are exactly the approved ones: what was checked is what will run. */
const readGraph = async (folder: string, approved: { readonly file: string; readonly sha256: string }): Promise<Buffer> => {
  const bytes = await readBounded(join(folder, approved.file), MAX_GRAPH_BYTES);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== approved.sha256) {
    throw new StationError("model.damaged", `${approved.file}: SHA-256 ${sha256}, approved ${approved.sha256}`);
  }
  return bytes;
};

const openModel = async (folder: string, manifest: ModelManifest, threads: number): Promise<ReadyModel> => {
  const { objectModel } = manifest;
  const session = await openCtSession(await readGraph(folder, manifest), manifest, threads);
  try {
    const objects =
      objectModel === undefined ? null : await openObjectSession(await readGraph(folder, objectModel), objectModel, threads);
    return { manifest, session, objects };
  } catch (thrown) {
    await session.release();
    throw thrown;
  }
};

const stateOf = (entry: Entry): ModelState => ({
  id: entry.id,
  version: entry.manifest?.version ?? "",
  title: entry.manifest?.title ?? entry.id,
  state: entry.state,
  reason: entry.state === "unavailable" ? `${ERROR_CODES[entry.error.code][0]} (${entry.error.message})` : null,
  sha256: entry.manifest?.sha256 ?? NO_SHA256,
  operatingPoint: entry.manifest === null ? "" : defaultPointOf(entry.manifest).id,
  operatingPoints: entry.manifest?.operatingPoints.map((point) => point.id) ?? [],
});

/** Names of the folders; none where `modelsDir` cannot be read. */
const listModels = async (modelsDir: string): Promise<string[]> => {
  const found = await readdir(modelsDir, { withFileTypes: true }).catch(() => []);
  return found
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .toSorted();
};

export const createModelRegistry = (): ModelRegistry => {
  const entries = new Map<string, Entry>();

  const loadOne = async (modelsDir: string, id: string, threads: number): Promise<void> => {
    let manifest: ModelManifest | null = null;
    try {
      const folder = join(modelsDir, id);
      manifest = await readManifest(folder, id);
      entries.set(id, { state: "ready", id, ...(await openModel(folder, manifest, threads)) });
    } catch (thrown) {
      entries.set(id, { state: "unavailable", id, manifest, error: toStationError(thrown, "model.invalid") });
    }
  };

  return {
    load: async (modelsDir, threads, changed) => {
      const before = [...entries.values()];
      entries.clear();
      for (const entry of before) {
        if (entry.state !== "ready") continue;
        await entry.session.release();
        await entry.objects?.release();
      }
      const ids = await listModels(modelsDir);
      for (const id of ids) entries.set(id, { state: "loading", id, manifest: null });
      changed();
      for (const id of ids) {
        await loadOne(modelsDir, id, threads);
        changed();
      }
    },
    states: () => [...entries.values()].map(stateOf),
    pick: (modelId, operatingPoint) => {
      const ready = [...entries.values()].filter((entry) => entry.state === "ready");
      const newest = ready.toSorted((a, b) => b.manifest.createdUtc.localeCompare(a.manifest.createdUtc))[0];
      const wanted = modelId === null ? newest : entries.get(modelId);
      if (wanted === undefined) {
        const broken = [...entries.values()].find((entry) => entry.state === "unavailable");
        if (modelId === null && broken?.state === "unavailable") throw broken.error;
        throw new StationError("model.unavailable", modelId === null ? "no model is installed" : `no model ${modelId}`);
      }
      if (wanted.state === "unavailable") throw wanted.error;
      if (wanted.state === "loading") throw new StationError("model.unavailable", `${wanted.id} is still loading`);
      const point =
        operatingPoint === null
          ? defaultPointOf(wanted.manifest)
          : wanted.manifest.operatingPoints.find((candidate) => candidate.id === operatingPoint);
      if (point === undefined) throw new StationError("request.invalid", `${wanted.id} has no operating point ${operatingPoint}`);
      return { ready: wanted, operatingPoint: point };
    },
  };
};
