import type { Finding } from "../finding.ts";

/** A finding for tests: one ivory piece in a box of voxels 10 to 20. */
export const testFinding = (over: Partial<Finding> = {}): Finding => ({
  id: "finding-1",
  label: 1,
  source: "model",
  state: "alarm",
  class: "ivory",
  title: "Ivory",
  reason: null,
  kind: null,
  beads: null,
  probability: 0.9,
  boxVoxel: { min: [10, 10, 10], max: [20, 20, 20] },
  boxMm: { min: [10, 10, 10], max: [20, 20, 20] },
  centreVoxel: [15, 15, 15],
  volumeCm3: 1,
  massG: 1.8,
  meanHu: 1200,
  embedding: null,
  ...over,
});
