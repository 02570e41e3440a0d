import type { ByteSource } from "../format.ts";
import { windowOnSource } from "./byte-window.ts";
import { parseElements } from "./data-set.ts";
import { locateDataSet } from "./locate-data-set.ts";
import { itemsOf, textsOf } from "./values.ts";
import { walkDataSet } from "./walk-data-set.ts";

/**
 * Names of the files that a DICOMDIR lists, relative to its folder, with `/`. It is a hint only: it may be stale, so
 * whoever imports reads the files themselves. Throws StationError when the file is no readable DICOMDIR.
 */
export const filesOfDicomdir = (source: ByteSource): readonly string[] => {
  const window = windowOnSource(source);
  const { start, encoding } = locateDataSet(window);
  const dataSet = parseElements(walkDataSet(window, start, encoding).elements, encoding);
  const names = itemsOf(dataSet, "x00041220").map((item) => textsOf(item, "x00041500").filter((part) => part !== ""));
  return [...new Set(names.filter((parts) => parts.length > 0 && !parts.includes("..")).map((parts) => parts.join("/")))];
};
