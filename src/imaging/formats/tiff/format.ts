/** TIFF: grey pages of 8, 16 or 32 bits or floats. Stacks, in one file or in numbered files, and X-ray projections of one or two pages. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, Format, IndexedFile } from "../format.ts";
import { checkBytes } from "../voxels/limits.ts";
import { decodeContiguous, decodePage } from "./decode-page.ts";
import { readDirectories, recogniseTiff } from "./directory.ts";
import { isSecondary, PACKING_RATIO, pageBytes, readPage } from "./page.ts";
import { planTiff, TIFF_ENDINGS, type TiffCoding, type TiffHeader } from "./plan.ts";
import { scaleOf } from "./scale.ts";

const index = (source: ByteSource): IndexedFile<TiffHeader> => {
  const { name, size } = source;
  if (size === 0) throw new StationError("file.empty", name);
  const layout = recogniseTiff(source.read(0, 16));
  if (layout === null) throw new StationError("format.corrupt", `${name}: no TIFF header`);
  const all = readDirectories(source, layout);
  const directories = all.filter((directory) => !isSecondary(source, directory, layout));
  const [first] = directories;
  if (first === undefined) throw new StationError("format.not-an-image", `${name}: no page`);
  const pages = directories.map((directory) => readPage(source, directory, layout));
  const [page] = pages;
  const odd = pages.find((other) => other.width !== page?.width || other.height !== page.height || other.type !== page.type);
  if (page === undefined || odd !== undefined) {
    throw new StationError(
      "format.unsupported",
      `${name}: pages of different size or type (${odd?.width} × ${odd?.height} ${odd?.type})`,
    );
  }
  const scale = scaleOf(source, first, layout);
  const slices = pages.length === 1 && page.packing === "none" ? scale.slices : null;
  const packed = pages.some((other) => other.packing !== "none");
  const ratio = Math.max(...new Set(pages.map((other) => PACKING_RATIO[other.packing])));
  checkBytes(name, pageBytes(page) * (slices ?? pages.length), size, packed, ratio);
  return { formatId: "tiff", name, size, header: { pages, scale: { ...scale, slices }, namesSlices: scale.slices !== null } };
};

export const tiffFormat: Format<TiffHeader, TiffCoding> = {
  id: "tiff",
  label: "TIFF stack or X-ray projection",
  extensions: [...TIFF_ENDINGS],
  sniff: (head, name) => recogniseTiff(head) !== null || TIFF_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)),
  index,
  plan: planTiff,
  decode: async (frame, source) => {
    const { page, slice, slope, intercept } = frame.coding;
    return { samples: slice === null ? decodePage(page, source) : decodeContiguous(page, source, slice), slope, intercept };
  },
};
