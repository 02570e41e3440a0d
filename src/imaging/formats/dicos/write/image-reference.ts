import { StationError } from "../../../../contract/station-error.ts";
import type { ByteSource } from "../../format.ts";
import { readHeader } from "../../dicom/read-header.ts";
import { slicesOfFile } from "../../dicom/slice.ts";
import { stackSlices } from "../../dicom/stack.ts";

/** What a report has to know of an image file that it is about. */
export type ImageReference = {
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly studyUid: string;
  readonly frameOfReference: string;
  /** Positions in the file are left-handed: millimetres in the report have to be as well. */
  readonly leftHanded: boolean;
  /** The file's frames run against the scan's k: voxels in the report count as the file does. */
  readonly descending: boolean;
};

const isDescending = (header: ReturnType<typeof readHeader>, name: string): boolean => {
  if (header.frames.length < 2) return false;
  const { slices } = stackSlices(slicesOfFile({ formatId: "dicom", name, size: 0, header }).slices);
  return (slices[0]?.frame ?? 0) > (slices.at(-1)?.frame ?? 0);
};

/**
 * Reads from an original DICOM or DICOS file what a report about it needs. Throws StationError, also for a file that is no
 * image of a scan (a report, a directory).
 */
export const imageReference = (source: ByteSource): ImageReference => {
  const header = readHeader(source);
  if (header.notVolume !== null) throw new StationError(header.notVolume.code, header.notVolume.detail);
  const { sopClass, sopInstance, studyUid, frameOfReference } = header;
  const leftHanded = header.dicos?.leftHanded ?? false;
  return { sopClass, sopInstance, studyUid, frameOfReference, leftHanded, descending: isDescending(header, source.name) };
};
