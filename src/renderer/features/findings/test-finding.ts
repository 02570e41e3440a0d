import type { Finding } from "../../../contract/finding.ts";

/** A finding for tests, plain where nothing is given. */
export const testFinding = (given: Partial<Finding> & { readonly id: string }): Finding => ({
  label: 1,
  source: "model",
  class: "ivory",
  title: "Ivory",
  kind: null,
  beads: null,
  probability: 0.9,
  boxVoxel: { min: [0, 0, 0], max: [10, 10, 10] },
  boxMm: { min: [0, 0, 0], max: [10, 10, 10] },
  centreVoxel: [5, 5, 5],
  volumeCm3: 1,
  massG: 1.8,
  meanHu: 1700,
  ...given,
});
