/** The second stage's graph: cubes and features of candidates in, what each one is out. */
import type { ObjectModel } from "../contract/model.ts";
import { openGraph } from "./graph.ts";

/** Of one candidate: probabilities in the order of the manifest's ids, and the embedding. */
export type ObjectAnswer = {
  readonly classes: Float32Array;
  readonly kinds: Float32Array;
  readonly embedding: Float32Array;
};

/** Of one candidate: [channels, 32, 32, 32], and the features in the manifest's order. */
export type ObjectInput = { readonly crops: Float32Array; readonly features: Float32Array };

export type ObjectSession = {
  /** In the order given, a few at a time. The event loop stands still meanwhile. Throws `model.invalid`. */
  readonly run: (objects: readonly ObjectInput[]) => Promise<ObjectAnswer[]>;
  readonly release: () => Promise<void>;
};

/** A cube pair is half a megabyte; more at once are no faster. */
const BATCH = 16;

const concat = (parts: readonly Float32Array[], length: number): Float32Array => {
  const all = new Float32Array(parts.length * length);
  parts.forEach((part, n) => all.set(part, n * length));
  return all;
};

/** Opens the graph and runs it once, so that a graph that does not do what its manifest says is found now. */
export const openObjectSession = async (bytes: Uint8Array, model: ObjectModel, threads: number): Promise<ObjectSession> => {
  const graph = await openGraph(bytes, threads);
  const { input, features, outputs } = model;
  const cube = [input.channels.length, input.sizeVoxels, input.sizeVoxels, input.sizeVoxels];
  const values = cube.reduce((product, edge) => product * edge, 1);
  const lengths = {
    [outputs.classes.name]: outputs.classes.ids.length,
    [outputs.kinds.name]: outputs.kinds.ids.length,
    [outputs.embedding.name]: outputs.embedding.length,
  };
  const runBatch = async (objects: readonly ObjectInput[]): Promise<ObjectAnswer[]> => {
    const n = objects.length;
    const order = features.order.length;
    const answer = await graph.run(
      {
        [input.name]: {
          values: concat(
            objects.map(({ crops }) => crops),
            values,
          ),
          shape: [n, ...cube],
        },
        [features.name]: {
          values: concat(
            objects.map((object) => object.features),
            order,
          ),
          shape: [n, order],
        },
      },
      Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, [n, length]])),
    );
    const rowOf = (name: string, at: number): Float32Array => {
      const length = lengths[name] ?? 0;
      return (answer[name] ?? new Float32Array(0)).slice(at * length, (at + 1) * length);
    };
    return objects.map((_, at) => ({
      classes: rowOf(outputs.classes.name, at),
      kinds: rowOf(outputs.kinds.name, at),
      embedding: rowOf(outputs.embedding.name, at),
    }));
  };
  await runBatch([{ crops: new Float32Array(values), features: new Float32Array(features.order.length) }]);
  return {
    run: async (objects) => {
      const answers: ObjectAnswer[] = [];
      for (let at = 0; at < objects.length; at += BATCH) answers.push(...(await runBatch(objects.slice(at, at + BATCH))));
      return answers;
    },
    release: graph.release,
  };
};
