/** The only file that runs graphs: opens an ONNX file's bytes and gives volumes in, probabilities out. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { ModelManifest } from "../contract/model.ts";
import { StationError } from "../contract/station-error.ts";

/** Depth, height, width: k, j, i of the volume. */
export type TileDims = readonly [depth: number, height: number, width: number];

export type CtSession = {
  /**
   * `volume` holds D·H·W values in HU (width fastest), all dims multiples of the manifest's `multipleOf`.
   * Answers [C, D, H, W] probabilities, class slowest. The event loop stands still meanwhile.
   * Throws `model.invalid` when the graph refuses or answers another shape.
   */
  readonly run: (volume: Float32Array, dims: TileDims) => Promise<Float32Array>;
  readonly release: () => Promise<void>;
};

const invalid = (thrown: unknown): StationError =>
  new StationError("model.invalid", thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });

/** Edge of the volume a new session is tried on, in units of `multipleOf`. */
const TRIAL_MULTIPLES = 2;

/** Opens the graph and runs it once, so that a graph that does not do what its manifest says is found now. */
export const openCtSession = async (graph: Uint8Array, manifest: ModelManifest, threads: number): Promise<CtSession> => {
  const session = await InferenceSession.create(graph, {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    // The shapes differ from scan to scan: a plan kept per shape would only hold memory.
    enableMemPattern: false,
    logSeverityLevel: 3,
  }).catch((thrown: unknown) => {
    throw invalid(thrown);
  });
  const { input, output } = manifest;
  const run = async (volume: Float32Array, dims: TileDims): Promise<Float32Array> => {
    const feeds = { [input.name]: new Tensor("float32", volume, [1, 1, ...dims]) };
    const answer = await session.run(feeds, [output.name]).catch((thrown: unknown) => {
      throw invalid(thrown);
    });
    const tensor = answer[output.name];
    const want = [1, output.classes.length, ...dims].join("x");
    if (tensor === undefined || !(tensor.data instanceof Float32Array) || tensor.dims.join("x") !== want) {
      const got = tensor === undefined ? "nothing" : `${tensor.type} ${tensor.dims.join("x")}`;
      throw new StationError("model.invalid", `${output.name}: wanted float32 ${want}, got ${got}`);
    }
    return tensor.data;
  };
  const edge = input.multipleOf * TRIAL_MULTIPLES;
  await run(new Float32Array(edge ** 3).fill(input.padHu), [edge, edge, edge]);
  return { run, release: () => session.release() };
};
