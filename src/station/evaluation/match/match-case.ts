/** Lays a case's findings over its labels. */
import type { Finding } from "../../../contract/finding.ts";
import type { Geometry } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { BoxVoxel, Vec3 } from "../../../contract/units.ts";
import { readLabelVolume } from "../dataset/label-volume.ts";
import { layOver } from "../dataset/lay-over.ts";
import type { DatasetCase } from "../dataset/list-cases.ts";
import type { TrueObject } from "../dataset/truth.ts";
import { median } from "../statistics/quantile.ts";
import type { CaseResult, MatchedFinding, PresentObject } from "./case-result.ts";
import { countOverlaps, type Extent, extentsOf, nearestVoxels, type Overlaps } from "./count-voxels.ts";
import { isFalseAlarm } from "./rules.ts";

export type Screened = {
  readonly geometry: Geometry;
  readonly findings: readonly Finding[];
  /** `null` where the screening found nothing. */
  readonly maskPath: string | null;
};

type Matched = Pick<CaseResult, "objects" | "absentObjects" | "clutter" | "findings">;

const [WILDLIFE, CLUTTER] = [0, 1];

const sizesOf = ({ min, max }: BoxVoxel): Vec3 => [max[0] - min[0], max[1] - min[1], max[2] - min[2]];

const diagonalMm = (box: BoxVoxel, spacingMm: Vec3): number => {
  const [x, y, z] = sizesOf(box);
  return Math.hypot(x * spacingMm[0], y * spacingMm[1], z * spacingMm[2]);
};

const middleOf = ({ min, max }: BoxVoxel): Vec3 => [
  Math.floor((min[0] + max[0]) / 2),
  Math.floor((min[1] + max[1]) / 2),
  Math.floor((min[2] + max[2]) / 2),
];

/** Volume of what two boxes have in common, in voxels. */
const commonVoxels = (a: BoxVoxel, b: BoxVoxel): number => {
  const along = (axis: 0 | 1 | 2): number => Math.max(0, Math.min(a.max[axis], b.max[axis]) - Math.max(a.min[axis], b.min[axis]));
  return along(0) * along(1) * along(2);
};

const volumeOf = (box: BoxVoxel): number => sizesOf(box).reduce((product, size) => product * size, 1);

const describe = (
  object: TrueObject,
  place: Pick<PresentObject, "labelled" | "voxels" | "box" | "centre">,
  mm: Vec3,
): PresentObject => {
  const { number, kind, ivoryKind, material, diameterMm, count, volumeCm3, massG, concealment } = object;
  const maxExtentMm = object.maxExtentMm ?? diagonalMm(place.box, mm);
  return {
    number,
    class: object.class,
    kind,
    ivoryKind,
    material,
    diameterMm,
    count,
    volumeCm3,
    massG,
    maxExtentMm,
    concealment,
    ...place,
  };
};

const presentByVoxels = (
  objects: readonly TrueObject[],
  numbers: Uint16Array,
  extents: ReadonlyMap<number, Extent>,
  { dims, spacingMm }: Geometry,
): readonly PresentObject[] => {
  const aims = new Map(
    [...extents].map(([number, { voxels, box, sum }]) => [
      number,
      { box, at: [sum[0] / voxels, sum[1] / voxels, sum[2] / voxels] as const },
    ]),
  );
  const centres = nearestVoxels(numbers, dims, aims);
  return objects.flatMap((object) => {
    const extent = extents.get(object.number);
    if (extent === undefined) return [];
    const centre = centres.get(object.number) ?? middleOf(extent.box);
    return [describe(object, { labelled: "voxels", voxels: extent.voxels, box: extent.box, centre }, spacingMm)];
  });
};

const presentByBox = (objects: readonly TrueObject[], { spacingMm }: Geometry): readonly PresentObject[] =>
  objects.map((object) => {
    const { boxVoxel: box } = object;
    if (box === undefined) throw new StationError("sidecar.invalid", `object ${object.number} has neither labels nor boxVoxel`);
    return describe(object, { labelled: "box", voxels: volumeOf(box), box, centre: middleOf(box) }, spacingMm);
  });

/** Voxels of a label that lie in a box: counted through a volume that numbers the boxes' voxels where boxes do not overlap. */
const boxNumbers = (objects: readonly PresentObject[], [nx, ny, nz]: Vec3): Uint16Array => {
  const numbers = new Uint16Array(nx * ny * nz);
  for (const { number, box } of objects) {
    for (let k = Math.max(0, box.min[2]); k < Math.min(nz, box.max[2]); k += 1)
      for (let j = Math.max(0, box.min[1]); j < Math.min(ny, box.max[1]); j += 1) {
        const row = (k * ny + j) * nx;
        numbers.fill(number, row + Math.max(0, box.min[0]), row + Math.min(nx, box.max[0]));
      }
  }
  return numbers;
};

const overlapsOf = (
  finding: Finding,
  voxels: number,
  objects: readonly PresentObject[],
  counts: Overlaps,
): MatchedFinding["overlaps"] =>
  objects.flatMap((object) => {
    const common = counts.of(WILDLIFE, object.number, finding.label);
    if (common === 0) return [];
    const ofObject =
      object.labelled === "voxels"
        ? common / object.voxels
        : commonVoxels(finding.boxVoxel, object.box) / Math.max(1, object.voxels);
    return [{ object: object.number, voxels: common, ofObject, ofFinding: common / voxels }];
  });

/**
 * Matches the station's own findings with what is in the bag. Throws what reading the labels throws, and
 * `sidecar.invalid` where an object has neither voxels nor a box.
 */
export const matchCase = async (one: DatasetCase, { geometry, findings, maskPath }: Screened): Promise<Matched> => {
  const { truth, folder } = one;
  const { dims } = geometry;
  const read = async (stem: "labels" | "clutter"): Promise<Uint16Array | null> => {
    const volume = await readLabelVolume(folder, stem);
    return volume === null ? null : layOver(geometry, volume);
  };
  const labels = await read("labels");
  const extents = labels === null ? null : extentsOf(labels, dims);
  const objects =
    labels === null || extents === null
      ? presentByBox(truth.objects, geometry)
      : presentByVoxels(truth.objects, labels, extents, geometry);
  const numbers = labels ?? boxNumbers(objects, dims);
  const clutterNumbers = await read("clutter");
  const clutterExtents = clutterNumbers === null ? null : extentsOf(clutterNumbers, dims);
  const clutter = truth.clutter.filter(({ number }) => number === null || clutterExtents === null || clutterExtents.has(number));

  const own = findings.filter(({ label, class: id }) => label > 0 && id !== null);
  const volumes = clutterNumbers === null ? [numbers] : [numbers, clutterNumbers];
  const counts = maskPath === null ? null : countOverlaps(maskPath, numbers.length, volumes);

  const toMatched = (finding: Finding): readonly MatchedFinding[] => {
    if (finding.class === null || counts === null) return [];
    const voxels = counts.labelVoxels[finding.label] ?? 0;
    if (voxels === 0) return [];
    const overlaps = overlapsOf(finding, voxels, objects, counts);
    const shares = clutter.map(({ number }) => (number === null ? 0 : counts.of(CLUTTER, number, finding.label)));
    const most = Math.max(0, ...shares);
    const { beads } = finding;
    return [
      {
        alarm: finding.state === "alarm",
        class: finding.class,
        kind: finding.kind,
        beads: beads === null ? null : { count: beads.count, medianMm: median(beads.diametersMm) ?? 0 },
        probability: finding.probability ?? 1,
        voxels,
        volumeCm3: finding.volumeCm3,
        box: finding.boxVoxel,
        centre: finding.centreVoxel,
        overlaps,
        falseAlarm: isFalseAlarm(overlaps, labels === null ? "box" : "voxels"),
        mostly: most > 0 ? shares.indexOf(most) : null,
      },
    ];
  };

  return {
    objects: [...objects],
    absentObjects: truth.objects.length - objects.length,
    clutter: clutter.map(({ kind, material, mimics, number }) => ({
      kind,
      material,
      mimics,
      labelled: number !== null && clutterExtents !== null,
    })),
    findings: own.flatMap(toMatched),
  };
};
