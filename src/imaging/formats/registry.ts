import { describedFormat } from "./described/format.ts";
import { dicomFormat } from "./dicom/format.ts";
import { dicosFormat } from "./dicos/format.ts";
import { eraseFormat, type Format } from "./format.ts";
import { metaimageFormat } from "./metaimage/format.ts";
import { niftiFormat } from "./nifti/format.ts";
import { nrrdFormat } from "./nrrd/format.ts";
import { rawFormat } from "./raw/format.ts";
import { bmpFormat } from "./bmp/format.ts";
import { jpegFormat } from "./jpeg/format.ts";
import { pngFormat } from "./png/format.ts";
import { tiffFormat } from "./tiff/format.ts";

/** Every format the station opens, in the order in which they are asked. */
export const FORMATS: readonly Format[] = [
  eraseFormat(dicosFormat),
  eraseFormat(dicomFormat),
  eraseFormat(niftiFormat),
  eraseFormat(nrrdFormat),
  eraseFormat(metaimageFormat),
  eraseFormat(tiffFormat),
  eraseFormat(pngFormat),
  eraseFormat(bmpFormat),
  eraseFormat(jpegFormat),
  // before raw: a description says which of the two its file is
  eraseFormat(describedFormat),
  eraseFormat(rawFormat),
];
