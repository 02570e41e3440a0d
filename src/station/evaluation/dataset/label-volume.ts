/** A label volume as its file has it, before it is laid over a scan. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Geometry } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { readSegmentation } from "../../../imaging/formats/dicom/segmentation/read-segmentation.ts";
import type { DecodedFrame } from "../../../imaging/formats/format.ts";
import { niftiFormat } from "../../../imaging/formats/nifti/format.ts";
import { createFileSources } from "../../scans/reading/file-sources.ts";

/** Object number per voxel, i fastest. */
export type LabelVolume = { readonly geometry: Geometry; readonly numbers: Uint16Array };

/** Numbers are whole; what a program rounded through floating point is rounded back. */
const copyNumbers = (path: string, frame: DecodedFrame, into: Uint16Array, at: number): void => {
  const { samples, slope, intercept } = frame;
  for (let n = 0; n < samples.length; n += 1) {
    const value = (samples[n] ?? 0) * slope + intercept;
    const number = Math.round(value);
    if (!(number >= 0 && number <= 65_535) || Math.abs(value - number) > 0.01)
      throw new StationError("format.corrupt", `${path}: ${value} is no object number`);
    into[at + n] = number;
  }
};

const readNifti = async (path: string): Promise<LabelVolume> => {
  const sources = createFileSources();
  try {
    const source = sources.open(path);
    const sibling = sources.siblingsOf(path);
    const [plan] = niftiFormat.plan([niftiFormat.index(source, sibling)]).plans;
    if (plan === undefined) throw new StationError("format.corrupt", `${path}: no volume`);
    const { dims } = plan.geometry;
    const numbers = new Uint16Array(dims[0] * dims[1] * dims[2]);
    for (const frame of plan.channels.flatMap(({ frames }) => frames)) {
      const decoded = await niftiFormat.decode(frame, source, sibling, dims);
      copyNumbers(path, decoded, numbers, frame.kStart * dims[0] * dims[1]);
    }
    return { geometry: plan.geometry, numbers };
  } finally {
    sources.close();
  }
};

const readDicom = async (path: string): Promise<LabelVolume> => {
  const sources = createFileSources();
  try {
    return await readSegmentation(sources.open(path));
  } finally {
    sources.close();
  }
};

/**
 * The label volume `stem` of a case's folder, or `null` where there is none.
 * Throws what the readers throw, and `format.corrupt` where a voxel holds no object number.
 */
export const readLabelVolume = async (folder: string, stem: "labels" | "clutter"): Promise<LabelVolume | null> => {
  const found = [`${stem}.nii.gz`, `${stem}.nii`, `${stem}.dcm`]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (found === undefined) return null;
  return found.endsWith(".dcm") ? readDicom(found) : readNifti(found);
};
