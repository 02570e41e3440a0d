/**
 * The closed list of everything that can be refused or can fail, each with the sentence an officer reads
 * and what to do next. The engineer's part travels beside it as `detail`.
 */
import { z } from "zod";

export const ERROR_CODES = {
  // Files in
  "file.not-found": ["The file or folder is not there.", "Check the path or the cable to the scanner's disk, then import again."],
  "file.unreadable": [
    "The file could not be read from its disk.",
    "Check that the disk or share is still connected, then import again.",
  ],
  "file.changing": ["The file is still being written.", "Wait until the scanner has finished, then import again."],
  "file.too-large": [
    "The file is larger than this station accepts.",
    "Ask your supervisor to raise the limit or to split the scan.",
  ],
  "file.link-loop": ["The folder contains a link that leads back to itself.", "Import the folder that really holds the scans."],
  "file.empty": ["The file or folder is empty.", "Export the scan again from the scanner."],
  "format.unknown": [
    "This kind of file is not one the station can open.",
    "See `faunagate formats` or the user guide for what can be opened.",
  ],
  "format.unsupported": [
    "The station knows this kind of file but not this variant of it.",
    "Export the scan in another variant, for example uncompressed DICOM.",
  ],
  "format.not-an-image": [
    "The file holds no image.",
    "Nothing to do: reports and directories are read together with their images.",
  ],
  "format.not-ct": [
    "The file is an image but neither a CT volume nor an X-ray projection.",
    "Open it with the program that made it.",
  ],
  "format.truncated": ["The file ends before its image does.", "Export or copy the scan again."],
  "format.corrupt": ["The file is damaged and cannot be opened.", "Export or copy the scan again."],
  "format.lying-header": [
    "The file describes an image that cannot be in it.",
    "Export the scan again; if it happens again, tell the scanner's maker.",
  ],
  "format.bomb": [
    "The compressed file unpacks to far more than it should.",
    "Do not open it elsewhere; report it to your supervisor.",
  ],
  "geometry.invalid": [
    "The scan's positions or distances make no sense.",
    "Export the scan again, or describe the scanner in a scanner profile.",
  ],
  "geometry.incomplete": ["Slices of the scan are missing.", "Copy the whole series and import again."],
  "sidecar.missing": [
    "A raw file needs a description beside it.",
    "Put the JSON description next to the file (see docs/formats/raw.md).",
  ],
  "sidecar.invalid": ["The description beside the file has an error.", "Correct the JSON description (see docs/formats/raw.md)."],
  "profile.invalid": ["The scanner profile has an error.", "Correct the profile; the last valid one stays in use."],
  // Station
  "scan.not-found": ["The station does not have this scan.", "Refresh the worklist."],
  "scan.not-ready": ["The scan is still being opened.", "Wait a moment and try again."],
  "finding.not-found": ["The scan has no such finding.", "Refresh the worklist."],
  "record.not-found": ["The station does not have this record.", "Refresh the list."],
  "decision.reason-needed": ["A decision was taken already.", "Give the reason for changing it."],
  "decision.conflict": [
    "Somebody else has decided or edited this in the meantime.",
    "Look at the newer version, then try again.",
  ],
  "storage.full": ["The disk of this station is full.", "Free some space; the scan is still on the scanner."],
  "storage.failed": ["The station could not write to its disk.", "Check the disk; nothing that was decided before is lost."],
  "storage.damaged": [
    "A stored file no longer matches its fingerprint.",
    "Import the scan again from the scanner; tell your supervisor.",
  ],
  "station.in-use": [
    "Another station is already running on this data folder.",
    "Use the station that is open, or start with another --data folder.",
  ],
  "station.newer-data": ["This data folder was written by a newer station.", "Start the newer version of Faunagate."],
  // Screening
  "model.unavailable": [
    "No detector is available: the scan was not screened.",
    "Inspect by eye. See `faunagate doctor` for the reason.",
  ],
  "model.damaged": [
    "The detector's file is not the one that was approved.",
    "Install the model again; do not use results of this model.",
  ],
  "model.invalid": ["The detector's description has an error.", "Install the model again."],
  "screening.crashed": [
    "The detector stopped unexpectedly while it looked at this scan.",
    "It was started again: screen the scan once more.",
  ],
  "screening.timeout": ["The detector took too long on this scan.", "Inspect by eye or screen once more."],
  "screening.cancelled": ["Screening was cancelled.", "Screen again when you are ready."],
  "screening.no-detector": ["No detector for X-ray projections is installed: the scan was not screened.", "Inspect by eye."],
  "screening.uncalibrated": [
    "The scan has no trustworthy CT numbers, so the detector did not judge it.",
    "Calibrate the scan against air and tray, or inspect by eye.",
  ],
  // Wire
  "request.invalid": ["The station did not understand the request.", "Reload the page; if it happens again, report it."],
  "request.too-large": ["The request is too large.", "Use the import dialog for files."],
  "request.not-found": ["There is nothing at this address.", "Go back to the worklist."],
  "request.forbidden": ["This page may not use the station.", "Open the address that the station printed when it started."],
  "job.cancelled": ["The work was cancelled.", "Start it again when you are ready."],
  "job.not-found": ["This work has already ended.", "Refresh the worklist."],
  internal: ["Something went wrong inside the station.", "Try again; if it happens again, send the log to your administrator."],
} as const satisfies Record<string, readonly [sentence: string, next: string]>;

export type ErrorCode = keyof typeof ERROR_CODES;

export const errorCodeSchema = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);

export const errorBodySchema = z.object({
  code: errorCodeSchema,
  /** For the officer: what happened. */
  message: z.string(),
  /** For the officer: what to do next. */
  next: z.string(),
  /** For the engineer. */
  detail: z.string(),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
