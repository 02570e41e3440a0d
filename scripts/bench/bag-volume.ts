/** A bag of a wanted size in voxels: a demo scan, resampled linearly over its own extent. HU, with its noise smoothed by that. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ByteSource } from "../../src/imaging/formats/format.ts";
import { readInThread } from "../../src/imaging/formats/read-in-thread.ts";

type Dims = readonly [number, number, number];
export type Bag = { readonly dims: Dims; readonly spacingMm: readonly [number, number, number]; readonly voxels: Int16Array };

const sourceOf = (path: string): ByteSource => {
  const bytes = readFileSync(path);
  return { name: path, size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
};

/** Reads a folder that holds one CT series of integer HU. */
export const readBag = async (folder: string): Promise<Bag> => {
  const { volumes } = await readInThread(readdirSync(folder).map((name) => sourceOf(join(folder, name))));
  const [volume] = volumes;
  const [channel] = volume?.channels ?? [];
  if (!volume || !channel) throw new Error(`no volume in ${folder}`);
  const { slope, intercept } = channel.encoding;
  const { dims, spacingMm } = volume.plan.geometry;
  return { dims, spacingMm, voxels: channel.voxels.map((stored) => Math.round(stored * slope + intercept)) };
};

/** For each of `to` new voxels: the old one below its centre, and how far towards the next. */
const axis = (from: number, to: number): { readonly low: Int32Array; readonly part: Float64Array } => {
  const low = new Int32Array(to);
  const part = new Float64Array(to);
  for (let x = 0; x < to; x += 1) {
    const at = Math.min(from - 1, Math.max(0, ((x + 0.5) * from) / to - 0.5));
    low[x] = Math.min(from - 2, Math.floor(at));
    part[x] = at - (low[x] ?? 0);
  }
  return { low, part };
};

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

export const resampleBag = (bag: Bag, dims: Dims): Bag => {
  const [nx, ny, nz] = bag.dims;
  const [ax, ay, az] = [axis(nx, dims[0]), axis(ny, dims[1]), axis(nz, dims[2])];
  const voxels = new Int16Array(dims[0] * dims[1] * dims[2]);
  const at = (i: number, j: number, k: number): number => bag.voxels[(k * ny + j) * nx + i] ?? -1000;
  let out = 0;
  for (let k = 0; k < dims[2]; k += 1) {
    for (let j = 0; j < dims[1]; j += 1) {
      for (let i = 0; i < dims[0]; i += 1) {
        const [x, y, z] = [ax.low[i] ?? 0, ay.low[j] ?? 0, az.low[k] ?? 0];
        const [tx, ty, tz] = [ax.part[i] ?? 0, ay.part[j] ?? 0, az.part[k] ?? 0];
        const row = (jj: number, kk: number): number => mix(at(x, jj, kk), at(x + 1, jj, kk), tx);
        voxels[out] = Math.round(mix(mix(row(y, z), row(y + 1, z), ty), mix(row(y, z + 1), row(y + 1, z + 1), ty), tz));
        out += 1;
      }
    }
  }
  const spacing = (a: 0 | 1 | 2): number => (bag.spacingMm[a] * bag.dims[a]) / dims[a];
  return { dims, spacingMm: [spacing(0), spacing(1), spacing(2)], voxels };
};

/** Writes a bag as headerless voxels with their description beside them; gives the path of the voxels. */
export const writeBag = (bag: Bag, folder: string, name: string): string => {
  const path = join(folder, `${name}.raw`);
  writeFileSync(path, bag.voxels);
  writeFileSync(
    `${path}.json`,
    JSON.stringify({
      format: "faunagate-raw",
      schema: 1,
      title: name,
      dims: bag.dims,
      type: "int16",
      byteOrder: "little",
      spacingMm: bag.spacingMm,
      units: "HU",
    }),
  );
  return path;
};
