/**
 * Sharpens one object from the model's grid to the scan's own voxels.
 *
 * A voxel belongs to the object when the network says so (its grid cell is in the region, or lies next to it and the
 * interpolated probability agrees or the object visibly ends there) and its material agrees: HU at least half-way from
 * the surroundings to the object's core, and not those of something denser. Half-way is where the edge of a blurred
 * object truly lies. The volume counts voxels of the surface by their share of material (partial volume), so that it
 * is right within a few percent even for objects of a few voxels. What touches the object and has its CT numbers is
 * kept out by the network alone, to within half a grid voxel.
 */
import type { WildlifeClass } from "../../contract/wildlife-class.ts";
import { breathe } from "../cancellation.ts";
import type { ObjectCandidate } from "./group.ts";
import { CELL, labelSlab, type SlabInput, type SlabSums, sumSlab } from "./label-slab.ts";
import { boxOfMask, cellsOfAxis, createProbabilityAt, type Placement } from "./level-zero.ts";
import { deepestCell, growInto, type LocalMask, markDeep, toLocalMask } from "./local-mask.ts";
import type { MaskFile } from "./mask-file.ts";
import { createHuHistogram, describeMaterial, type HuHistogram, type Material } from "./material.ts";
import type { Field } from "./segment.ts";
import type { VolumeFile, VoxelBox } from "./volume-file.ts";

/** A mask of level 0 in a box of its own; 1 inside. */
export type BoxMask = { readonly box: VoxelBox; readonly inside: Uint8Array };

export type Refined = {
  /** Voxels of level 0, `max` exclusive: the tight box of the mask. */
  readonly box: VoxelBox;
  /** The mask's voxel that is nearest to the deepest point of the region. */
  readonly centre: readonly [number, number, number];
  readonly volumeCm3: number;
  /** Over voxels whose six neighbours all belong to the object, or over all where there are few such. */
  readonly meanHu: number;
  /** For the study of its shape; `null` when the object is too large to hold. */
  readonly mask: (BoxMask & { readonly hu: Float32Array }) | null;
  readonly write: (label: number) => void;
};

/** What the object is taken for, the field's probability of it, and from which one a voxel belongs to it. */
export type Suspicion = {
  readonly id: WildlifeClass;
  readonly probability: Float32Array;
  readonly voxelProbability: number;
};

export type RefineContext = {
  readonly file: VolumeFile;
  readonly field: Field;
  readonly placement: Placement;
  readonly maskFile: MaskFile;
  readonly signal: AbortSignal;
};

/** Cells around the region: its ring, its shell, and one so that nothing touches the local mask's border. */
const MARGIN = 3;
/** Voxels worked on at once (24 M of HU are 96 MB). Larger objects are done slab by slab. */
const SLAB_VOXELS = 24_000_000;
/** A voxel next to the region joins it from this share of the class's own threshold. */
const RING_SHARE = 0.5;
/** Deep voxels needed before the mean leaves out the surface. */
const ENOUGH_DEEP = 8;

const deepestOf = (candidate: ObjectCandidate, field: Field): readonly [number, number, number] => {
  const local = toLocalMask(candidate, field, 1);
  const { cell } = deepestCell(local);
  return [local.origin[0] + cell[0], local.origin[1] + cell[1], local.origin[2] + cell[2]];
};

/** Slices [from, to) of the box, at most `SLAB_VOXELS` voxels each. */
const cutSlabs = (box: VoxelBox): (readonly [from: number, to: number])[] => {
  const plane = (box.max[0] - box.min[0]) * (box.max[1] - box.min[1]);
  const slices = Math.max(1, Math.floor(SLAB_VOXELS / plane));
  const count = Math.ceil((box.max[2] - box.min[2]) / slices);
  return Array.from(
    { length: count },
    (_, n) => [box.min[2] + n * slices, Math.min(box.max[2], box.min[2] + (n + 1) * slices)] as const,
  );
};

const countHu = (slab: SlabInput, into: { deep: HuHistogram; all: HuHistogram; shell: HuHistogram }): void => {
  const { box, hu, cellI, cellJ, cellK, cells } = slab;
  let p = 0;
  for (let k = 0; k < box.max[2] - box.min[2]; k++) {
    for (let j = 0; j < box.max[1] - box.min[1]; j++) {
      const row = (cellK[k] ?? 0) + (cellJ[j] ?? 0);
      for (let i = 0; i < cellI.length; i++, p++) {
        const cell = cells[row + (cellI[i] ?? 0)];
        if (cell === CELL.outside || cell === CELL.ring) continue;
        const value = hu[p] ?? 0;
        if (cell === CELL.shell) into.shell.add(value);
        else into.all.add(value);
        if (cell === CELL.deep) into.deep.add(value);
      }
    }
  }
};

/** The voxel of the mask nearest (in mm) to the centre of a grid cell, and its squared distance. */
const nearestTo = (cell: readonly [number, number, number], mask: BoxMask, { spacingMm, cellMm }: Placement) => {
  const { box, inside } = mask;
  const squares = ([0, 1, 2] as const).map((axis) =>
    Float64Array.from(
      { length: box.max[axis] - box.min[axis] },
      (_, n) => ((box.min[axis] + n + 0.5) * spacingMm[axis] - (cell[axis] + 0.5) * cellMm) ** 2,
    ),
  );
  const [sx, sy, sz] = squares;
  let square = Infinity;
  let voxel: readonly [number, number, number] = box.min;
  let p = 0;
  for (let k = 0; k < (sz?.length ?? 0); k++) {
    for (let j = 0; j < (sy?.length ?? 0); j++) {
      const rest = (sz?.[k] ?? 0) + (sy?.[j] ?? 0);
      for (let i = 0; i < (sx?.length ?? 0); i++, p++) {
        if (inside[p] === 0 || rest + (sx?.[i] ?? 0) >= square) continue;
        square = rest + (sx?.[i] ?? 0);
        voxel = [box.min[0] + i, box.min[1] + j, box.min[2] + k];
      }
    }
  }
  return { voxel, square };
};

const addSums = (sums: readonly SlabSums[]): SlabSums & { readonly box: VoxelBox } => {
  const boxes = sums.flatMap(({ box }) => (box === null ? [] : [box]));
  const low = (axis: 0 | 1 | 2): number => Math.min(...boxes.map((box) => box.min[axis]));
  const high = (axis: 0 | 1 | 2): number => Math.max(...boxes.map((box) => box.max[axis]));
  const total = (key: "count" | "filled" | "deepCount" | "deepHu" | "allHu"): number => sums.reduce((sum, s) => sum + s[key], 0);
  return {
    count: total("count"),
    filled: total("filled"),
    deepCount: total("deepCount"),
    deepHu: total("deepHu"),
    allHu: total("allHu"),
    box: { min: [low(0), low(1), low(2)], max: [high(0), high(1), high(2)] },
  };
};

/** The slices of a slab without its halo. */
const partOf = ({ slab, inside, k }: { slab: SlabInput; inside: Uint8Array; k: readonly [number, number] }): BoxMask => {
  const { min, max } = slab.box;
  const plane = (max[0] - min[0]) * (max[1] - min[1]);
  return {
    box: { min: [min[0], min[1], min[2] + k[0]], max: [max[0], max[1], min[2] + k[1]] },
    inside: inside.subarray(k[0] * plane, k[1] * plane),
  };
};

/** `null` when no voxel of level 0 agrees, which happens for specks. Throws what the files throw, or `screening.cancelled`. */
export const refine = async (
  candidate: ObjectCandidate,
  { id, probability, voxelProbability }: Suspicion,
  { file, field, placement, maskFile, signal }: RefineContext,
): Promise<Refined | null> => {
  const local: LocalMask = toLocalMask(candidate, field, MARGIN);
  growInto(local, CELL.inside, CELL.ring);
  growInto(local, CELL.ring, CELL.shell);
  markDeep(local, CELL.deep);
  const whole = boxOfMask(local, placement);
  const { spacingMm, cellMm } = placement;
  const reachOf = (axis: 0 | 1 | 2): number => Math.ceil(cellMm / spacingMm[axis]);
  const reach = [reachOf(0), reachOf(1), reachOf(2)] as const;
  const slabs = cutSlabs(whole);
  const single = slabs.length === 1;

  const readSlab = (from: number, to: number, material: Material): SlabInput => {
    const box: VoxelBox = { min: [whole.min[0], whole.min[1], from], max: [whole.max[0], whole.max[1], to] };
    const cellsOf = (axis: 0 | 1 | 2, stride: number): Int32Array =>
      cellsOfAxis(box.min[axis], box.max[axis], axis, local, placement).map((cell) => cell * stride);
    return {
      box,
      hu: file.readBoxHu(box),
      cellI: cellsOf(0, 1),
      cellJ: cellsOf(1, local.dims[0]),
      cellK: cellsOf(2, local.dims[0] * local.dims[1]),
      cells: local.cells,
      material,
      probabilityAt: createProbabilityAt(box, field, probability, placement),
      ringProbability: RING_SHARE * voxelProbability,
      reach,
      taken: maskFile.readBox(box),
    };
  };

  // First what the object is made of, then which voxels are.
  const unknown: Material = { coreHu: 0, backgroundHu: 0, halfHu: 0, upperHu: 0 };
  const histograms = { deep: createHuHistogram(), all: createHuHistogram(), shell: createHuHistogram() };
  let kept: SlabInput | null = null;
  for (const [from, to] of slabs) {
    await breathe(signal);
    kept = readSlab(from, to, unknown);
    countHu(kept, histograms);
  }
  const material = describeMaterial(id, histograms.deep, histograms.all, histograms.shell);

  const labelled = (from: number, to: number): { slab: SlabInput; inside: Uint8Array; k: readonly [number, number] } => {
    // An object's surface needs its neighbours in the next slices, and their edges' reach.
    const halo = reach[2] + 1;
    const [low, high] = [Math.max(whole.min[2], from - halo), Math.min(whole.max[2], to + halo)];
    const slab = single && kept !== null ? { ...kept, material } : readSlab(low, high, material);
    return { slab, inside: labelSlab(slab), k: [from - low, to - low] };
  };

  const deepest = deepestOf(candidate, field);
  const sums: SlabSums[] = [];
  let nearest = { voxel: whole.min, square: Infinity };
  let mask: Refined["mask"] = null;
  for (const [from, to] of slabs) {
    await breathe(signal);
    const { slab, inside, k } = labelled(from, to);
    sums.push(sumSlab(slab, inside, k[0], k[1]));
    const found = nearestTo(deepest, { box: slab.box, inside }, placement);
    if (found.square < nearest.square) nearest = found;
    if (single) mask = { box: slab.box, inside, hu: slab.hu };
  }
  const { count, filled, deepCount, deepHu, allHu, box } = addSums(sums);
  if (count === 0) return null;

  const voxelCm3 = (spacingMm[0] * spacingMm[1] * spacingMm[2]) / 1000;
  return {
    box,
    centre: nearest.voxel,
    volumeCm3: filled * voxelCm3,
    meanHu: deepCount >= ENOUGH_DEEP ? deepHu / deepCount : allHu / count,
    mask,
    write: (label) => {
      for (const [from, to] of slabs) {
        const part = mask ?? partOf(labelled(from, to));
        maskFile.writeBox(part.box, part.inside, label);
      }
    },
  };
};
