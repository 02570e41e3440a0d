/** One CT scan from its file to findings and a mask: the order of the steps, and how long each took. */
import { createHash } from "node:crypto";
import type { Finding } from "../../contract/finding.ts";
import type { ScreenVolume } from "../../contract/inference-protocol.ts";
import type { OperatingPoint } from "../../contract/model.ts";
import { StationError } from "../../contract/station-error.ts";
import { WILDLIFE_CLASSES } from "../../contract/wildlife-class.ts";
import { breathe } from "../cancellation.ts";
import type { ReadyModel } from "../model-registry.ts";
import { findOccupancy } from "./dense-box.ts";
import { findForeground } from "./foreground.ts";
import { groupRegions, type ObjectCandidate } from "./group.ts";
import { kindOfIvory } from "./ivory-kind.ts";
import type { Placement } from "./level-zero.ts";
import { createMaskFile } from "./mask-file.ts";
import { refine, type Refined } from "./refine.ts";
import { findRegions } from "./regions.ts";
import { createResampler, type Grid, gridDims } from "./resample.ts";
import { type Field, segment } from "./segment.ts";
import { openVolumeFile, type VolumeFile } from "./volume-file.ts";

export type CtResult = { readonly findings: readonly Finding[]; readonly timingsMs: Readonly<Record<string, number>> };

type Hooks = { readonly signal: AbortSignal; readonly progress: (step: string, fraction: number) => void };

/** Voxels of the model's grid: 80 M are 0.64 m³ at 2 mm and take 320 MB, and four classes as much each. */
const MAX_GRID_VOXELS = 80_000_000;
/** Bytes read at once. */
const SLAB_BYTES = 4 * 1024 * 1024;
/** The mask has one byte per voxel. */
const MAX_FINDINGS = 255;
/** Share of the whole that has passed when a step ends; the network takes most of it. */
const PROGRESS = { read: 0.15, network: 0.8 } as const;

const createStopwatch = () => {
  const began = performance.now();
  const timings: Record<string, number> = {};
  return {
    /** Adds the time `work` takes to `step`. */
    time: async <T>(step: string, work: () => T | Promise<T>): Promise<T> => {
      const start = performance.now();
      try {
        return await work();
      } finally {
        timings[step] = (timings[step] ?? 0) + performance.now() - start;
      }
    },
    finish: (): Record<string, number> => {
      const rounded = Object.entries({ ...timings, total: performance.now() - began });
      return Object.fromEntries(rounded.map(([step, ms]) => [step, Math.round(ms * 10) / 10]));
    },
  };
};
type Stopwatch = ReturnType<typeof createStopwatch>;

const readGrid = async (
  file: VolumeFile,
  spacingMm: ScreenVolume["geometry"]["spacingMm"],
  targetMm: number,
  watch: Stopwatch,
  { signal, progress }: Hooks,
): Promise<Grid> => {
  const [nx, ny, nz] = file.dims;
  const [gx, gy, gz] = gridDims(file.dims, spacingMm, targetMm);
  if (gx * gy * gz > MAX_GRID_VOXELS) {
    throw new StationError("file.too-large", `${gx}x${gy}x${gz} voxels of ${targetMm} mm are more than ${MAX_GRID_VOXELS}`);
  }
  const resampler = createResampler(file.dims, spacingMm, targetMm);
  const plane = nx * ny;
  const slices = Math.min(nz, Math.max(1, Math.floor(SLAB_BYTES / 2 / plane)));
  const slab = new Int16Array(slices * plane);
  for (let k = 0; k < nz; k += slices) {
    const count = Math.min(slices, nz - k);
    await watch.time("read", () => file.readSlices(k, count, slab));
    await watch.time("resample", () => {
      for (let n = 0; n < count; n++) resampler.addSlice(slab.subarray(n * plane, (n + 1) * plane));
    });
    await breathe(signal);
    progress("read", (PROGRESS.read * (k + count)) / nz);
  }
  return watch.time("resample", () => resampler.finish(file.slope, file.intercept));
};

/** Objects that reach the operating point, the most probable first. */
const findCandidates = (field: Field, grid: Grid, { manifest }: ReadyModel, point: OperatingPoint): ObjectCandidate[] => {
  const regions = findRegions(findForeground(field, grid.dims, point.classes), field);
  const reaches = ({ classIndex, probability }: { classIndex: number; probability: number }): boolean => {
    const id = field.classes[classIndex]?.id;
    return id !== undefined && probability >= (point.classes[id]?.objectProbability ?? 1);
  };
  return groupRegions(regions.filter(reaches), field, manifest.input.spacingMm).toSorted(
    (a, b) => b.probability - a.probability || b.voxels.length - a.voxels.length,
  );
};

const toFinding = (
  jobId: string,
  label: number,
  candidate: ObjectCandidate,
  refined: Refined,
  field: Field,
  densityGCm3: number,
  spacingMm: ScreenVolume["geometry"]["spacingMm"],
): Finding => {
  const id = field.classes[candidate.classIndex]?.id ?? "ivory";
  const ivory = id === "ivory" && refined.mask !== null ? kindOfIvory(refined.mask, spacingMm, refined.volumeCm3) : null;
  const toMm = (corner: readonly [number, number, number]): [number, number, number] => [
    corner[0] * spacingMm[0],
    corner[1] * spacingMm[1],
    corner[2] * spacingMm[2],
  ];
  return {
    id: createHash("sha256").update(`${jobId}:${label}`).digest("hex").slice(0, 32),
    label,
    source: "model",
    class: id,
    title: WILDLIFE_CLASSES[id].label,
    kind: id === "ivory" ? (ivory?.kind ?? "tusk-or-piece") : null,
    beads: ivory?.beads ?? null,
    probability: Math.min(1, candidate.probability),
    boxVoxel: refined.box,
    boxMm: { min: toMm(refined.box.min), max: toMm(refined.box.max) },
    centreVoxel: refined.centre,
    volumeCm3: refined.volumeCm3,
    massG: refined.volumeCm3 * densityGCm3,
    meanHu: refined.meanHu,
  };
};

const refineAll = async (
  job: ScreenVolume,
  file: VolumeFile,
  field: Field,
  candidates: readonly ObjectCandidate[],
  { manifest }: ReadyModel,
  point: OperatingPoint,
  watch: Stopwatch,
  { signal, progress }: Hooks,
): Promise<Finding[]> => {
  const { dims, spacingMm } = job.geometry;
  const placement: Placement = { dims, spacingMm, cellMm: manifest.input.spacingMm };
  const maskFile = createMaskFile(job.maskPath, dims);
  const findings: Finding[] = [];
  try {
    for (const [done, candidate] of candidates.entries()) {
      if (findings.length === MAX_FINDINGS) break;
      const described = manifest.classes[candidate.classIndex];
      if (described === undefined) continue;
      const voxelProbability = point.classes[described.id]?.voxelProbability ?? 1;
      const refined = await watch.time("refine", () =>
        refine(candidate, voxelProbability, { file, field, placement, maskFile, signal }),
      );
      progress("refine", PROGRESS.network + ((1 - PROGRESS.network) * (done + 1)) / candidates.length);
      if (refined === null || refined.volumeCm3 < described.minVolumeCm3) continue;
      const label = findings.length + 1;
      await watch.time("write", () => refined.write(label));
      findings.push(
        await watch.time("refine", () =>
          toFinding(job.jobId, label, candidate, refined, field, described.densityGCm3, spacingMm),
        ),
      );
    }
    maskFile.close();
    if (findings.length === 0) maskFile.discard();
    return findings;
  } catch (thrown) {
    maskFile.close();
    maskFile.discard();
    throw thrown;
  }
};

/**
 * Screens `job` with a loaded model. Writes the mask where there are findings and leaves no file otherwise.
 * Throws StationError: of the files, `file.too-large`, `model.invalid`, `screening.cancelled`.
 */
export const screenCt = async (job: ScreenVolume, ready: ReadyModel, point: OperatingPoint, hooks: Hooks): Promise<CtResult> => {
  const { manifest, session } = ready;
  const watch = createStopwatch();
  const { dims, spacingMm } = job.geometry;
  await breathe(hooks.signal);
  const file = openVolumeFile(job.voxels, dims, manifest.input.padHu);
  try {
    const grid = await readGrid(file, spacingMm, manifest.input.spacingMm, watch, hooks);
    const occupancy = await watch.time("resample", () => findOccupancy(grid, manifest.airBelowHu));
    const { box } = occupancy;
    if (box === null) return { findings: [], timingsMs: watch.finish() };
    const field = await watch.time("network", () =>
      segment(grid, box, occupancy, manifest, session, {
        signal: hooks.signal,
        progress: (fraction) => hooks.progress("network", PROGRESS.read + (PROGRESS.network - PROGRESS.read) * fraction),
      }),
    );
    await breathe(hooks.signal);
    const candidates = await watch.time("regions", () => findCandidates(field, grid, ready, point));
    hooks.progress("regions", PROGRESS.network);
    if (candidates.length === 0) return { findings: [], timingsMs: watch.finish() };
    const findings = await refineAll(job, file, field, candidates, ready, point, watch, hooks);
    return { findings, timingsMs: watch.finish() };
  } finally {
    file.close();
  }
};
