/** Everything that reading workers do, by name. Runs in the worker; the host sees the types only. */
import type { FormatId } from "../../../contract/scan.ts";
import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { ValueRange, WrittenRange } from "../../../imaging/formats/assemble.ts";
import { FORMATS } from "../../../imaging/formats/registry.ts";
import { makeLevelSlab, type LevelCommon, type LevelItem } from "../levels/make-level-slab.ts";
import { makeThumbnail, type ThumbnailItem } from "../levels/make-thumbnail.ts";
import { sealFolder, type SealItem } from "../levels/seal-folder.ts";
import { makeViewThumbnail, type ViewThumbnailItem } from "../views/make-view-thumbnail.ts";
import { type OpenedView, openView, type ViewItem } from "../views/open-view.ts";
import { keepObject, type KeepCommon, type KeepItem, type KeptObject, verifyObject } from "../objects/keep-object.ts";
import { type FrameItem, type MeasureCommon, measureOne, type WriteCommon, writeOne } from "./decode-frame.ts";
import { type FileIndex, indexFile } from "./index-file.ts";
import { type PlannedFiles, planScans } from "./plan-scans.ts";
import { type Walked, type WalkedFile, type WalkLimits, walkFiles } from "./walk-files.ts";

type Task<Common, Item, Result> = { readonly common: Common; readonly item: Item; readonly result: Result };

type Tasks = {
  walk: Task<WalkLimits, readonly string[], Walked>;
  /** `null`: a file found in a folder that is no scan and does not claim to be one. */
  index: Task<null, WalkedFile, FileIndex | null>;
  plan: Task<readonly ScannerProfile[], readonly Uint8Array[], PlannedFiles>;
  measure: Task<MeasureCommon, FrameItem, ValueRange>;
  write: Task<WriteCommon, FrameItem, WrittenRange>;
  level: Task<LevelCommon, LevelItem, null>;
  thumbnail: Task<null, ThumbnailItem, null>;
  view: Task<{ readonly formatId: FormatId }, ViewItem, OpenedView>;
  "view-thumbnail": Task<null, ViewThumbnailItem, null>;
  seal: Task<null, SealItem, null>;
  keep: Task<KeepCommon, KeepItem, KeptObject>;
  /** SHA-256 of a file, or its absence as an error. */
  verify: Task<null, string, string>;
};

export type TaskKind = keyof Tasks;
export type CommonOf<K extends TaskKind> = Tasks[K]["common"];
export type ItemOf<K extends TaskKind> = Tasks[K]["item"];
export type ResultOf<K extends TaskKind> = Tasks[K]["result"];

/** A folder's readme or picture is not a refused scan; a file without extension or with one of ours is. */
const claimsToBeScan = (path: string): boolean => {
  const name = path.toLowerCase();
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  return !last.includes(".") || FORMATS.some(({ extensions }) => extensions.some((extension) => last.endsWith(extension)));
};

const indexOrIgnore = (file: WalkedFile): FileIndex | null => {
  try {
    return indexFile(FORMATS, file);
  } catch (thrown) {
    const ignored =
      thrown instanceof StationError && thrown.code === "format.unknown" && !file.given && !claimsToBeScan(file.path);
    if (ignored) return null;
    throw thrown;
  }
};

export const TASKS: { readonly [K in TaskKind]: (common: CommonOf<K>, item: ItemOf<K>) => ResultOf<K> | Promise<ResultOf<K>> } = {
  walk: (limits, paths) => walkFiles(paths, limits),
  index: (_, file) => indexOrIgnore(file),
  plan: (profiles, packed) => planScans(FORMATS, packed, profiles),
  measure: (common, item) => measureOne(FORMATS, common, item),
  write: (common, item) => writeOne(FORMATS, common, item),
  level: makeLevelSlab,
  thumbnail: (_, item) => makeThumbnail(item),
  view: (common, item) => openView(FORMATS, common, item),
  "view-thumbnail": (_, item) => makeViewThumbnail(item),
  seal: (_, item) => sealFolder(item),
  keep: keepObject,
  verify: (_, path) => verifyObject(path),
};
