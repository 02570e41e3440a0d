import type { Finding } from "../../contract/finding.ts";
import type { Geometry, ScannerFinding } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";

/** A finding of the scanner's own algorithm as the officer sees it beside the model's: it has no mask and no class. */
export const toFinding = (found: ScannerFinding, id: string, geometry: Geometry): Finding => {
  const { min, max } = found.boxVoxel;
  const mm = (corner: Vec3): [number, number, number] => [
    corner[0] * geometry.spacingMm[0],
    corner[1] * geometry.spacingMm[1],
    corner[2] * geometry.spacingMm[2],
  ];
  const middle = (axis: 0 | 1 | 2): number =>
    Math.min(geometry.dims[axis] - 1, Math.max(0, Math.floor((min[axis] + max[axis]) / 2)));
  return {
    id,
    label: 0,
    source: "scanner",
    state: "alarm",
    class: null,
    title: found.label,
    reason: null,
    kind: null,
    beads: null,
    probability: found.probability,
    boxVoxel: found.boxVoxel,
    boxMm: { min: mm(min), max: mm(max) },
    centreVoxel: [middle(0), middle(1), middle(2)],
    volumeCm3: found.volumeCm3,
    massG: found.massG,
    meanHu: null,
    embedding: null,
  };
};
