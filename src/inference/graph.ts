/** The only file that runs graphs: opens an ONNX file's bytes; named arrays in, named arrays out. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { StationError } from "../contract/station-error.ts";

/** Float32 values of any shape, the last axis fastest. */
export type GraphArray = { readonly values: Float32Array; readonly shape: readonly number[] };

export type Graph = {
  /**
   * Answers each of `outputs` (name to the shape it must have). The event loop stands still meanwhile.
   * Throws `model.invalid` when the graph refuses or answers another shape.
   */
  readonly run: <Name extends string>(
    inputs: Readonly<Record<string, GraphArray>>,
    outputs: Readonly<Record<Name, readonly number[]>>,
  ) => Promise<Record<Name, Float32Array>>;
  readonly release: () => Promise<void>;
};

const invalid = (thrown: unknown): StationError =>
  new StationError("model.invalid", thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });

/** Throws `model.invalid`. */
export const openGraph = async (bytes: Uint8Array, threads: number): Promise<Graph> => {
  const session = await InferenceSession.create(bytes, {
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
  return {
    run: async (inputs, outputs) => {
      const names = Object.keys(outputs) as (keyof typeof outputs)[];
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { values, shape }]) => [name, new Tensor("float32", values, [...shape])]),
      );
      const answer = await session.run(feeds, names).catch((thrown: unknown) => {
        throw invalid(thrown);
      });
      const read = (name: (typeof names)[number]): Float32Array => {
        const tensor = answer[name];
        const want = outputs[name].join("x");
        if (tensor === undefined || !(tensor.data instanceof Float32Array) || tensor.dims.join("x") !== want) {
          const got = tensor === undefined ? "nothing" : `${tensor.type} ${tensor.dims.join("x")}`;
          throw new StationError("model.invalid", `${name}: wanted float32 ${want}, got ${got}`);
        }
        return tensor.data;
      };
      return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<(typeof names)[number], Float32Array>;
    },
    release: () => session.release(),
  };
};
