import type { Scan, ScannerFinding, ScanState } from "../../contract/scan.ts";

/** What screening needs of the scans room. */
export type ScreeningScans = {
  /** Errors: `scan.not-found`. */
  readonly get: (scanId: string) => Scan;
  /** Writes the state and tells everybody that the scan has changed. */
  readonly setState: (scanId: string, state: ScanState) => void;
  /** What a threat detection report beside the scan said. */
  readonly scannerFindings: (scanId: string) => readonly ScannerFinding[];
  /** The file with a level's voxels. */
  readonly voxelFile: (scanId: string, channelId: string, level: number) => string;
};
