/** The first stage's graph: volumes in, class probabilities out. */
import type { ModelManifest } from "../contract/model.ts";
import { openGraph } from "./graph.ts";

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

/** Edge of the volume a new session is tried on, in units of `multipleOf`. */
const TRIAL_MULTIPLES = 2;

/** Opens the graph and runs it once, so that a graph that does not do what its manifest says is found now. */
export const openCtSession = async (bytes: Uint8Array, manifest: ModelManifest, threads: number): Promise<CtSession> => {
  const graph = await openGraph(bytes, threads);
  const { input, output } = manifest;
  const run: CtSession["run"] = async (volume, dims) => {
    const answer = await graph.run(
      { [input.name]: { values: volume, shape: [1, 1, ...dims] } },
      { [output.name]: [1, output.classes.length, ...dims] },
    );
    return answer[output.name] ?? new Float32Array(0);
  };
  const edge = input.multipleOf * TRIAL_MULTIPLES;
  await run(new Float32Array(edge ** 3).fill(input.padHu), [edge, edge, edge]);
  return { run, release: graph.release };
};
