import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { niftiHeader, type NiftiOptions } from "../../../../fixtures/generate/nifti.ts";
import { eraseFormat } from "../format.ts";
import { readInThread } from "../read-in-thread.ts";
import { memorySource } from "../sibling.ts";
import { niftiFormat } from "./format.ts";

const NIFTI = [eraseFormat(niftiFormat)];
const DIM = [3, 2, 2, 2, 1, 1, 1, 1];

const read = async (options: NiftiOptions, voxels: Uint8Array = new Uint8Array(64)) => {
  const header = niftiHeader({ dim: DIM, ...options });
  const bytes = new Uint8Array(header.length + voxels.length);
  bytes.set(header);
  bytes.set(voxels, header.length);
  const { volumes, refused } = await readInThread([memorySource("a.nii", bytes)], NIFTI);
  return { volume: volumes[0], refused: refused.map(({ error }) => error.code) };
};

describe("NIfTI", () => {
  it("turns a quarter turn of the qform into LPS", async () => {
    // A quarter turn about S in RAS: i goes to A, j to L. In LPS: i = (0, −1, 0), j = (1, 0, 0). The origin (1, 2, 3) RAS is (−1, −2, 3).
    const { volume } = await read({ quatern: [0, 0, Math.SQRT1_2], qoffset: [1, 2, 3], pixdim: [1, 0.5, 0.75, 2, 0, 0, 0, 0] });
    const { direction, originMm, spacingMm } = volume?.plan.geometry ?? {};
    expect(originMm).toEqual([-1, -2, 3]);
    expect(spacingMm?.map((mm) => mm.toFixed(4))).toEqual(["0.5000", "0.7500", "2.0000"]);
    expect(direction?.map((axis) => axis.map((x) => Math.round(x * 1e6) / 1e6 + 0))).toEqual([
      [0, -1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it("turns the slice axis round where qfac is −1", async () => {
    const { volume } = await read({ quatern: [0, 0, 0], pixdim: [-1, 1, 1, 2, 0, 0, 0, 0] });
    expect(volume?.plan.geometry.direction).toEqual([
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ]);
  });

  it("says so where neither form is set", async () => {
    const { volume } = await read({ pixdim: [1, 1, 1, 2.5, 0, 0, 0, 0] });
    expect(volume?.plan.geometry.space).toBe("unknown");
    expect(volume?.plan.notes.map(({ note }) => note)).toEqual(["assumed-orientation", "units-not-trusted"]);
  });

  it("takes the qform where the sform is empty", async () => {
    const { volume } = await read({ sformCode: 1, quatern: [0, 0, 0] });
    expect(volume?.plan.geometry.space).toBe("lps");
  });

  it("applies slope and intercept exactly, also on unsigned numbers", async () => {
    const { volume } = await read(
      { type: "uint16", slope: 0.5, intercept: -1000 },
      new Uint8Array(Uint16Array.from([0, 1, 2, 4000, 65_535, 0, 0, 0]).buffer),
    );
    const channel = volume?.channels[0];
    expect(
      [...(channel?.voxels.slice(0, 5) ?? [])].map(
        (stored) => stored * (channel?.encoding.slope ?? 0) + (channel?.encoding.intercept ?? 0),
      ),
    ).toEqual([-1000, -999.5, -999, 1000, 31_767.5]);
  });

  it("never takes numbers that look like HU for HU", async () => {
    const { volume } = await read({}, new Uint8Array(Int16Array.from([-1000, 0, 40, 1000, -1000, 0, 40, 1000]).buffer));
    expect(volume?.channels[0]?.plan.units).toBe("uncalibrated");
  });

  it("turns NaN into padding", async () => {
    const { volume } = await read(
      { type: "float32" },
      new Uint8Array(Float32Array.from([Number.NaN, 1, 2, 3, 4, 5, 6, Infinity]).buffer),
    );
    expect([...(volume?.channels[0]?.voxels ?? [])]).toEqual([-32_768, 1, 2, 3, 4, 5, 6, -32_768]);
  });

  it("refuses several volumes", async () => {
    expect((await read({ dim: [4, 2, 2, 1, 2, 1, 1, 1] })).refused).toEqual(["format.unsupported"]);
  });

  const shared = process.env["FAUNAGATE_SHARED_DATA"] ?? "../shared/data";
  const engine = join(shared, "ct", "engine.nii.gz");
  it.skipIf(!existsSync(engine))(`opens ${engine}`, async () => {
    const { volumes } = await readInThread([memorySource("engine.nii.gz", readFileSync(engine))], NIFTI);
    const [volume] = volumes;
    expect(volume?.plan.geometry).toMatchObject({ dims: [256, 256, 128], spacingMm: [1, 1, 1], originMm: [127, 127, -64] });
    // The sum of all voxels as SimpleITK reads them.
    expect(volume?.channels[0]?.voxels.reduce((sum, stored) => sum + stored, 0)).toBe(173_590_544);
  });
});
