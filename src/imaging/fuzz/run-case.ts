/** Runs one case: it must end in volumes that keep the contract, or in errors of the closed list. */
import { VALIDITY } from "../../contract/radiograph.ts";
import { geometrySchema, scanNoteSchema, scannerFindingSchema, valueUnitsSchema } from "../../contract/scan.ts";
import { readInThread, type ReadRadiograph, type ReadVolume } from "../formats/read-in-thread.ts";
import { sizeOfView } from "../radiograph/make-view.ts";
import { memorySource } from "../formats/sibling.ts";
import type { FuzzCase } from "./corpus.ts";

export type CaseResult = {
  /** Volumes and radiographs read. */
  readonly volumes: number;
  /** Codes of refusals. */
  readonly refused: readonly string[];
  /** What broke a rule, or `null`. */
  readonly failure: string | null;
};

/** Why a volume that was read breaks the contract, or `null`. */
const breachOf = ({ plan, channels }: ReadVolume): string | null => {
  const geometry = geometrySchema.safeParse(plan.geometry);
  if (!geometry.success) return `geometry: ${geometry.error.message}`;
  const { dims, spacingMm, originMm, direction } = plan.geometry;
  if (!spacingMm.every((mm) => mm > 0 && mm < 1e4) || !originMm.every((mm) => Math.abs(mm) < 1e9))
    return `spacing ${spacingMm.join()}, origin ${originMm.join()}`;
  if (!direction.every((axis) => Math.abs(Math.hypot(...axis) - 1) < 0.02)) return `direction ${direction.join(" ")}`;
  for (const note of plan.notes) if (!scanNoteSchema.safeParse(note).success) return `note ${JSON.stringify(note)}`;
  for (const finding of plan.scannerFindings)
    if (!scannerFindingSchema.safeParse(finding).success) return `finding ${JSON.stringify(finding)}`;
  if (channels.length === 0) return "no channel";
  for (const { plan: channel, encoding, voxels, minStored, maxStored } of channels) {
    if (!/^[a-z0-9-]{1,32}$/.test(channel.id) || !valueUnitsSchema.safeParse(channel.units).success)
      return `channel ${channel.id}`;
    if (!Number.isFinite(encoding.slope) || encoding.slope === 0 || !Number.isFinite(encoding.intercept))
      return `encoding ${encoding.slope}, ${encoding.intercept}`;
    if (voxels.length !== dims[0] * dims[1] * dims[2]) return `${voxels.length} voxels for ${dims.join(" × ")}`;
    if (!(minStored >= -32_768 && minStored <= maxStored && maxStored <= 32_767)) return `stored ${minStored} to ${maxStored}`;
  }
  return null;
};

/** Why a radiograph that was read breaks the contract, or `null`. */
const viewBreachOf = ({ plan, views }: ReadRadiograph): string | null => {
  for (const note of [...plan.notes, ...views.flatMap(({ notes }) => notes)])
    if (!scanNoteSchema.safeParse(note).success) return `note ${JSON.stringify(note)}`;
  if (views.length === 0 || views.length !== plan.views.length) return `${views.length} of ${plan.views.length} views`;
  for (const [n, made] of views.entries()) {
    const view = plan.views[n];
    if (view === undefined) return "a view without a plan";
    const [width, height] = sizeOfView(view);
    const samples = [made.attenuation, made.validity, ...(made.material === null ? [] : [made.material])];
    if (samples.some(({ length }) => length !== width * height)) return `a view of ${width} × ${height}`;
    if (view.pixelMm?.some((mm) => !(mm > 0 && mm < 1e4))) return `pixels of ${view.pixelMm.join()} mm`;
    if (made.validity.some((code) => code > VALIDITY.outside)) return "an unknown validity";
  }
  return null;
};

export const runCase = async ({ files }: FuzzCase): Promise<CaseResult> => {
  try {
    const read = await readInThread(files.map(({ name, bytes }) => memorySource(name, bytes)));
    const { volumes, radiographs, refused } = read;
    const breach = [...volumes.map(breachOf), ...radiographs.map(viewBreachOf)].find((found) => found !== null) ?? null;
    return {
      volumes: volumes.length + radiographs.length,
      refused: refused.map(({ error }) => error.code),
      failure: breach === null ? null : `contract: ${breach}`,
    };
  } catch (thrown) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : `not an Error: ${String(thrown)}`;
    return { volumes: 0, refused: [], failure: text.split("\n").slice(0, 6).join("\n") };
  }
};
