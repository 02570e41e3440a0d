/** Beads by diameter and voxel size, and whether the kind of ivory is right. */
import { IVORY_KINDS, type IvoryKind } from "../../../contract/wildlife-class.ts";
import { type Rate, rateOf } from "../statistics/clopper-pearson.ts";
import { BEAD_BANDS, bandNames, bandOf, VOXEL_BANDS } from "./bands.ts";
import { voxelMm } from "./detection.ts";
import type { JudgedObject } from "./judge.ts";

/** What a finding says of its kind. */
const saidKind = ({ holder }: JudgedObject): IvoryKind | null => holder?.kind ?? null;

const isBeads = ({ object }: JudgedObject): boolean => object.ivoryKind === "beads" && (object.diameterMm ?? 0) > 0;

const asBeads = (object: JudgedObject): boolean => object.found && saidKind(object) === "beads";

export type BeadCell = {
  readonly diameter: string;
  readonly voxel: string;
  readonly found: Rate;
  /** And called beads. */
  readonly asBeads: Rate;
};

const cellOf = (diameter: string, voxel: string, members: readonly JudgedObject[]): BeadCell => ({
  diameter,
  voxel,
  found: rateOf(members.filter(({ found }) => found).length, members.length),
  asBeads: rateOf(members.filter(asBeads).length, members.length),
});

/** One cell per pair of ranges that occurs, by diameter, then by voxel size. */
export const beadTable = (objects: readonly JudgedObject[]): readonly BeadCell[] => {
  const beads = objects.filter(isBeads);
  return bandNames(BEAD_BANDS).flatMap((diameter) =>
    bandNames(VOXEL_BANDS).flatMap((voxel) => {
      const members = beads.filter(
        ({ object, bag }) =>
          bandOf(BEAD_BANDS, object.diameterMm ?? 0) === diameter && bandOf(VOXEL_BANDS, voxelMm(bag)) === voxel,
      );
      return members.length === 0 ? [] : [cellOf(diameter, voxel, members)];
    }),
  );
};

/** Diameter from which, and voxel size up to which, beads are promised to be found. */
export const PROMISED_BEADS = { fromMm: 8, voxelMm: 1 } as const;

export const promisedBeads = (objects: readonly JudgedObject[]): BeadCell => {
  const members = objects.filter(
    (one) => isBeads(one) && (one.object.diameterMm ?? 0) >= PROMISED_BEADS.fromMm && voxelMm(one.bag) <= PROMISED_BEADS.voxelMm,
  );
  return cellOf(`from ${PROMISED_BEADS.fromMm} mm`, `up to ${PROMISED_BEADS.voxelMm} mm`, members);
};

export type IvoryKinds = {
  readonly right: Rate;
  /** Of the found ivory that is of kind `is`: how many are said to be of each kind. */
  readonly confusion: readonly { readonly is: IvoryKind; readonly said: Readonly<Record<IvoryKind, number>> }[];
};

/** Over found ivory whose kind is known. */
export const ivoryKinds = (objects: readonly JudgedObject[]): IvoryKinds => {
  const judged = objects.filter(({ found, object }) => found && object.class === "ivory" && object.ivoryKind !== null);
  const saidOf = (is: IvoryKind, said: IvoryKind): number =>
    judged.filter((one) => one.object.ivoryKind === is && saidKind(one) === said).length;
  return {
    right: rateOf(judged.filter((one) => saidKind(one) === one.object.ivoryKind).length, judged.length),
    confusion: IVORY_KINDS.map((is) => ({
      is,
      said: { "tusk-or-piece": saidOf(is, "tusk-or-piece"), worked: saidOf(is, "worked"), beads: saidOf(is, "beads") },
    })),
  };
};
