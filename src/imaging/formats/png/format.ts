import type { Format } from "../format.ts";
import { planPictureFiles } from "../pictures/plan-pictures.ts";
import { decodePng, pngSamples } from "./decode.ts";
import { PNG_SIGNATURE, type PngHeader, readPngHeader } from "./header.ts";

/** X-ray projections as PNG: 16-bit grey, or pictures in grey or colour. See docs/formats/radiographs.md. */
export const pngFormat: Format<PngHeader, PngHeader> = {
  id: "png",
  label: "PNG picture of an X-ray projection",
  extensions: [".png"],
  sniff: (head) => PNG_SIGNATURE.every((byte, n) => head[n] === byte),
  index: (source) => ({ formatId: "png", name: source.name, size: source.size, header: readPngHeader(source) }),
  plan: (files) =>
    planPictureFiles(
      "png",
      [".png"],
      files.map(({ name, header }) => {
        const { width, height, bits, pixelMm } = header;
        return { name, pixelMm, planes: [{ width, height, samples: pngSamples(header.colour), bits, coding: header }] };
      }),
    ),
  decode: async (frame, source) => decodePng(frame.coding, source),
};
