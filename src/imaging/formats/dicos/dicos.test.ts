import { describe, expect, test } from "vitest";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import { noteNames, openFiles } from "../dicom/testing/open-files.ts";
import { hasSharedData, sharedFile, sharedFiles } from "../dicom/testing/shared-data.ts";
import { addScaled, cross, dot, subtract } from "../dicom/vector.ts";
import type { ReadResult, ReadVolume } from "../read-in-thread.ts";
import { memorySource } from "../sibling.ts";
import { dicosFormat } from "./format.ts";

const CT_FILES = /\/(CTUserAPI|CT_RHS|CT|CT_High_Energy|CT_Low_Energy|CT_right_limb_up)\.dcs$/;

const PROJECTIONS = /\/(dx|DX|DX_01\w*|ait2d|AIT2D|AIT2D_01\w*)\.dcs$/;

/** Alone: CT and projections open, 3D body scans are neither, reports and resonance measurements no image. */
const expectedOf = (name: string): string => {
  if (CT_FILES.test(name)) return "open";
  if (PROJECTIONS.test(name)) return "radiograph";
  if (/TDR|tdr|QR/.test(name.split("/").at(-1) ?? "")) return "format.not-an-image";
  return name.endsWith(".txt") ? "format.unknown" : "format.not-ct";
};

const openFolder = async (folder: string): Promise<ReadResult> =>
  await openFiles(sharedFiles(folder).map((name) => [name, sharedFile(name)] as const));

const onlyVolume = (result: ReadResult): ReadVolume => {
  const volume = result.volumes[0];
  if (volume === undefined || result.volumes.length !== 1 || result.refused.length > 0) throw new Error("not one volume");
  return volume;
};

type Wanted = (i: number, j: number, k: number) => boolean;

/** Calls back for every voxel above the volume's smallest value (the objects in the empty volumes here) that is wanted. */
const forObjects = (volume: ReadVolume, wanted: Wanted, found: (i: number, j: number, k: number) => void): void => {
  const [columns, rows, slices] = volume.plan.geometry.dims;
  const { voxels, minStored } = volume.channels[0] ?? { voxels: new Int16Array(0), minStored: 0 };
  let n = 0;
  for (let k = 0; k < slices; k += 1) {
    for (let j = 0; j < rows; j += 1) {
      for (let i = 0; i < columns; i += 1, n += 1) if ((voxels[n] ?? minStored) > minStored && wanted(i, j, k)) found(i, j, k);
    }
  }
};

/** Smallest box, `max` exclusive, around the objects' wanted voxels. */
const boxOf = (volume: ReadVolume, wanted: Wanted): { min: readonly number[]; max: readonly number[] } => {
  const min = [Infinity, Infinity, Infinity];
  const max = [0, 0, 0];
  forObjects(volume, wanted, (...at) => {
    at.forEach((x, axis) => {
      min[axis] = Math.min(min[axis] ?? 0, x);
      max[axis] = Math.max(max[axis] ?? 0, x + 1);
    });
  });
  return { min, max };
};

/** Mean place in LPS mm of the objects' wanted voxels. */
const centreMm = (volume: ReadVolume, wanted: Wanted): Vec3 => {
  const { originMm, spacingMm, direction } = volume.plan.geometry;
  const sum = [0, 0, 0];
  let count = 0;
  forObjects(volume, wanted, (...at) => {
    at.forEach((x, axis) => {
      sum[axis] = (sum[axis] ?? 0) + x;
    });
    count += 1;
  });
  return sum.reduce<Vec3>(
    (place, x, axis) => addScaled(place, direction[axis] ?? [0, 0, 0], (x / count) * (spacingMm[axis] ?? 1)),
    originMm,
  );
};

/** The animal without the two blocks in the volume's corners: body and head on the axis, limbs to both sides. */
const animal: Wanted = (i, j, k) => i >= 15 && i < 85 && j >= 20 && j < 75 && k > 40 && k < 160;

describe.skipIf(!hasSharedData())("real DICOS files", () => {
  test("open, or are refused with the right code, and DICOS claims them", { timeout: 120_000 }, async () => {
    for (const name of sharedFiles("dicos")) {
      const bytes = sharedFile(name);
      const { volumes, radiographs, refused } = await openFiles([[name, bytes]]);
      const opened = volumes.length === 1 ? "open" : radiographs.length === 1 ? "radiograph" : null;
      const outcome = opened ?? refused.map((refusal) => refusal.error.code).join();
      expect(`${name} ${outcome}`).toBe(`${name} ${expectedOf(name)}`);
      expect(dicosFormat.sniff(bytes.subarray(0, 4096), name)).toBe(!name.endsWith(".txt"));
    }
  });

  test("V02, V03 and right-handed V03 of the same object hold the same voxels", async () => {
    const [v02, v03, rhs] = await Promise.all(
      ["V02/CT", "V03/CT", "V03/CT_RHS"].map(async (one) => onlyVolume(await openFolder(`dicos/${one}`))),
    );
    if (v02 === undefined || v03 === undefined || rhs === undefined) throw new Error("missing");
    for (const volume of [v02, v03, rhs]) {
      expect(volume.plan.geometry.dims).toEqual([100, 100, 100]);
      expect(volume.plan.geometry.spacingMm).toEqual([1, 1, 2]);
      expect(volume.plan.geometry.direction).toEqual([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]);
      expect(volume.plan.channels.map((channel) => [channel.id, channel.units])).toEqual([["high", "uncalibrated"]]);
    }
    expect(v03.channels[0]?.voxels).toEqual(v02.channels[0]?.voxels);
    expect(noteNames(v02)).toContain("assumed-orientation");
    expect(noteNames(v03)).toContain("mirrored");
    // The same frames in right-handed coordinates run the other way.
    const last = rhs.channels[0]?.voxels.subarray(-10_000);
    expect(last).toEqual(v03.channels[0]?.voxels.subarray(0, 10_000));
  });

  test("two energies and their report are one scan with two channels and the report's finding", async () => {
    const volume = onlyVolume(await openFolder("dicos/V03/DualEnergyCTwithTDR"));
    expect(volume.plan.channels.map((channel) => channel.id)).toEqual(["low", "high"]);
    expect(volume.plan.names).toHaveLength(3);
    expect(volume.plan.scannerFindings).toEqual([
      {
        label: "Shielded Weapon",
        probability: null,
        boxVoxel: { min: [30, 30, 30], max: [70, 70, 70] },
        massG: 1000,
        densityGCm3: 5000,
        volumeCm3: null,
      },
    ]);
    expect(volume.channels.map((channel) => channel.maxStored - channel.minStored)).toEqual([12288, 512]);
    expect(noteNames(volume)).toContain("object-not-patient");
  });

  test("without a report the energies are held together by folder, object and time or left apart", async () => {
    const names = ["CT_High_Energy", "CT_Low_Energy"].map((name) => `dicos/V03/DualEnergyCTwithTDR/${name}.dcs`);
    const { volumes } = await openFiles(names.map((name) => [name, sharedFile(name)] as const));
    expect(volumes.map((volume) => volume.plan.channels.length)).toEqual([2]);
  });

  test("a report's boxes lie on the objects that they mean", async () => {
    const volume = onlyVolume(await openFolder("dicos/V03/CTwithTDR"));
    const [corner, block] = volume.plan.scannerFindings;
    // The corner object is a solid of its own at the origin.
    expect(boxOf(volume, (i, j, k) => i < 15 && j < 15 && k < 60)).toEqual(corner?.boxVoxel);
    expect(block?.label).toBe("Block (no threat)");
    expect(block?.boxVoxel).toEqual({ min: [30, 30, 30], max: [70, 70, 70] });
    expect(block?.probability).toBe(0);
  });

  test("the animal of the orientation test lifts its right limb", async () => {
    const volume = onlyVolume(await openFolder("dicos/V03/Orientation/CT"));
    const [columns, rows, slices] = volume.plan.geometry.dims;
    expect([columns, rows, slices]).toEqual([100, 100, 200]);
    const body = centreMm(volume, (i, j, k) => animal(i, j, k) && Math.abs(i - 50) < 20);
    const limbs = centreMm(volume, (i, j, k) => animal(i, j, k) && Math.abs(i - 50) > 25);
    const lifted = centreMm(volume, (i, j, k) => animal(i, j, k) && Math.abs(i - 50) > 25 && j < 42);
    const { direction } = volume.plan.geometry;
    // Limbs reach down. The widest slices are the body's, and the head sticks out of it on the longer side.
    const up: Vec3 = dot(subtract(limbs, body), direction[1]) > 0 ? [0, -1, 0] : [0, 1, 0];
    const areas = Array.from({ length: slices }, () => 0);
    forObjects(
      volume,
      (i, j, k) => animal(i, j, k) && Math.abs(i - 50) < 20,
      (_i, _j, k) => {
        areas[k] = (areas[k] ?? 0) + 1;
      },
    );
    const widest = areas.indexOf(Math.max(...areas));
    const occupied = areas.flatMap((area, k) => (area > 0 ? [k] : []));
    const headSide = (occupied.at(-1) ?? 0) - widest > widest - (occupied[0] ?? 0) ? 1 : -1;
    const forward: Vec3 = [0, 0, headSide * direction[2][2]];
    const right = cross(forward, up);
    expect(dot(subtract(lifted, body), right)).toBeGreaterThan(10);
    expect(dot(subtract(lifted, body), up)).toBeGreaterThan(5);
    // On the screen, rows downwards, the lifted limb points to the top.
    expect(up).toEqual([0, -1, 0]);
    expect(direction[1]).toEqual([0, 1, 0]);
  });

  test("copies of one object that share a series are a scan each, not one with repeated slices", async () => {
    const copies = ["dicos/V02/CT/CTUserAPI.dcs", "dicos/V03/CT/CTUserAPI.dcs", "dicos/V03/CT_RHS/CT_RHS.dcs"];
    const { volumes, refused } = await openFiles(copies.map((name) => [name, sharedFile(name)] as const));
    expect(refused).toEqual([]);
    expect(volumes.map((volume) => volume.plan.geometry.dims)).toEqual([
      [100, 100, 100],
      [100, 100, 100],
      [100, 100, 100],
    ]);
  });

  test("cut at every twentieth of their length end in a code", { timeout: 240_000 }, async () => {
    for (const name of sharedFiles("dicos").filter((one) => one.endsWith(".dcs"))) {
      const whole = sharedFile(name);
      for (let part = 0; part < 20; part += 1) {
        const source = memorySource(name, whole.slice(0, Math.floor((whole.length * part) / 20)));
        try {
          const { plans, refused } = dicosFormat.plan([dicosFormat.index(source, () => null)]);
          expect(plans.length + refused.length).toBe(1);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(StationError);
        }
      }
    }
  });
});
