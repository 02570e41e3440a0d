/** One CT scan from its file to findings and a mask: the order of the steps, and how long each took. */
import type { Finding } from "../../contract/finding.ts";
import type { ScreenVolume } from "../../contract/inference-protocol.ts";
import type { ModelManifest, OperatingPoint } from "../../contract/model.ts";
import { StationError } from "../../contract/station-error.ts";
import { breathe } from "../cancellation.ts";
import type { ReadyModel } from "../model-registry.ts";
import type { ObjectInput } from "../object-session.ts";
import type { BeadSearch } from "./beads/propose-beads.ts";
import { judgeBeads, judgeRegions, proposeObjects, withBeads } from "./candidates.ts";
import { findOccupancy } from "./dense-box.ts";
import type { ObjectCandidate } from "./group.ts";
import type { HuSource } from "./hu-source.ts";
import { byProbability, type Judged } from "./judge.ts";
import type { Placement } from "./level-zero.ts";
import { createMaskFile } from "./mask-file.ts";
import { cutCrops } from "./objects/crops.ts";
import { featuresOf } from "./objects/features.ts";
import { judgeObjects } from "./objects/judge-objects.ts";
import { refine, type Suspicion } from "./refine.ts";
import { createResampler, type Grid, gridDims, toHuSource } from "./resample.ts";
import { type Field, segment } from "./segment.ts";
import { toFinding } from "./to-finding.ts";
import { openVolumeFile, type VolumeFile } from "./volume-file.ts";

export type CtResult = { readonly findings: readonly Finding[]; readonly timingsMs: Readonly<Record<string, number>> };

type Hooks = { readonly signal: AbortSignal; readonly progress: (step: string, fraction: number) => void };

/** Voxels of the model's grid: 80 M are 0.64 m³ at 2 mm and take 320 MB, and each class of the model as much again. */
const MAX_GRID_VOXELS = 80_000_000;
/** Bytes read at once. */
const SLAB_BYTES = 4 * 1024 * 1024;
/** The mask has one byte per voxel. */
const MAX_FINDINGS = 255;
const PROPOSAL_PROBABILITY = 0.35;
/** Share of the whole that has passed when a step ends; the network takes most of it. */
const PROGRESS = { read: 0.15, network: 0.8 } as const;

/** Of any wildlife; where the manifest names none, as the study of the first stage's regions found usable. */
const proposalProbabilityOf = (point: OperatingPoint): number => point.proposalProbability ?? PROPOSAL_PROBABILITY;

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

/** What is shown of the field's regions: by the object model where there is one, else by the field alone. */
const judge = async (
  search: BeadSearch,
  { manifest, objects }: ReadyModel,
  point: OperatingPoint,
  watch: Stopwatch,
): Promise<Judged[]> => {
  const { objectModel, unsure, input } = manifest;
  const { field, grid, native } = search;
  if (objectModel === undefined || objects === null) {
    const judged = await watch.time("regions", () => judgeRegions(field, grid, point, unsure));
    return [...judged, ...(await watch.time("beads", () => judgeBeads(judged, search)))];
  }
  const proposed = await watch.time("regions", () => proposeObjects(field, grid, proposalProbabilityOf(point)));
  const candidates = await watch.time("beads", () => withBeads(proposed, search));
  const gridSource = toHuSource(grid);
  const inputOf = (candidate: ObjectCandidate): ObjectInput => ({
    crops: cutCrops(candidate, field, gridSource, native, input.padHu),
    features: featuresOf(candidate, field, grid, native.spacingMm, objectModel.features.order),
  });
  const judged = await watch.time("objects", () => judgeObjects(candidates, inputOf, objectModel, objects, point, unsure));
  return judged.toSorted(byProbability);
};

/** What a candidate looks like to the refinement: a renamed one is of any wildlife, as it was proposed. */
const suspicionOf = ({ candidate, id }: Judged, field: Field, manifest: ModelManifest, point: OperatingPoint): Suspicion =>
  manifest.objectModel === undefined
    ? {
        id,
        probability: field.classes[candidate.classIndex]?.probability ?? field.wildlife,
        voxelProbability: point.classes[id]?.voxelProbability ?? 1,
      }
    : { id, probability: field.wildlife, voxelProbability: proposalProbabilityOf(point) };

const refineAll = async (
  job: ScreenVolume,
  file: VolumeFile,
  field: Field,
  shown: readonly Judged[],
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
    for (const [done, judged] of shown.entries()) {
      if (findings.length === MAX_FINDINGS) break;
      const described = manifest.classes.find(({ id }) => id === judged.id);
      if (described === undefined) continue;
      const suspicion = suspicionOf(judged, field, manifest, point);
      const refined = await watch.time("refine", () =>
        refine(judged.candidate, suspicion, { file, field, placement, maskFile, signal }),
      );
      progress("refine", PROGRESS.network + ((1 - PROGRESS.network) * (done + 1)) / shown.length);
      if (refined === null || refined.volumeCm3 < described.minVolumeCm3) continue;
      const label = findings.length + 1;
      await watch.time("write", () => refined.write(label));
      findings.push(
        await watch.time("refine", () => toFinding(job.jobId, label, judged, refined, described.densityGCm3, spacingMm)),
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
    const native: HuSource = { dims, spacingMm, readBoxHu: file.readBoxHu };
    const shown = await judge({ field, grid, box, native }, ready, point, watch);
    hooks.progress("regions", PROGRESS.network);
    if (shown.length === 0) return { findings: [], timingsMs: watch.finish() };
    const findings = await refineAll(job, file, field, shown, ready, point, watch, hooks);
    return { findings, timingsMs: watch.finish() };
  } finally {
    file.close();
  }
};
