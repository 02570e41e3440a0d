import type { ErrorCode } from "../../../../contract/error-code.ts";
import type { Geometry } from "../../../../contract/scan.ts";
import type { BoxVoxel } from "../../../../contract/units.ts";
import type { Verdict } from "../../../../contract/screening.ts";
import type { ImageReference } from "./image-reference.ts";

/** One finding as it is to stand in the report. */
export type TdrFinding = {
  /** For people: "Ivory, worked". Written as "IVC …". */
  readonly label: string;
  /** Voxels of the scan (k along the normal), whole numbers, `max` exclusive. */
  readonly boxVoxel: BoxVoxel;
  /** Whether voxel (i, j, k) of the scan belongs to the finding; asked inside the box only. `null`: the whole box does. */
  readonly isInside: ((i: number, j: number, k: number) => boolean) | null;
  readonly probability: number | null;
  readonly massG: number | null;
  readonly densityGCm3: number | null;
  readonly volumeCm3: number | null;
};

export type TdrInput = {
  /** What makes this report this report (the screening's id): all of its UIDs are derived from it. */
  readonly id: string;
  readonly verdict: Verdict;
  /** Why it was aborted; `null` unless the verdict is `abort`. */
  readonly abortCode: ErrorCode | null;
  readonly findings: readonly TdrFinding[];
  readonly geometry: Geometry;
  /** Of the scan's files, where they are DICOM or DICOS (`imageReference`); empty for other formats. */
  readonly images: readonly ImageReference[];
  readonly objectId: string | null;
  readonly algorithm: { readonly name: string; readonly version: string };
  /** ISO 8601, UTC. */
  readonly decidedUtc: string;
  readonly processingMs: number;
  /** Name of the station that screened, and its software's version. */
  readonly station: string;
  readonly softwareVersion: string;
};
