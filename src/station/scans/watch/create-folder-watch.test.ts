import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { ImportResult } from "../import/create-importer.ts";
import { createReadingPool } from "../reading/create-reading-pool.ts";
import { WALK_LIMITS, walkFiles } from "../reading/walk-files.ts";
import { niftiBytes, writeSeries } from "../testing/make-files.ts";
import { openRoom, removeFolder, type Room, temporaryFolder } from "../testing/open-room.ts";
import { createFolderWatch, type FolderWatch } from "./create-folder-watch.ts";
import { openLedger } from "./open-ledger.ts";

const pool = createReadingPool({ size: 2 });
afterAll(() => pool.close());

let data = "";
let root = "";
let room: Room;
let nowMs = 0;
let announced: string[] = [];
let imports: (readonly string[])[] = [];
/** Takes the place of an import's result where a test says so. */
let pretend: (() => ImportResult) | null = null;

const openWatch = (): FolderWatch =>
  createFolderWatch({
    root,
    walk: async (path) => walkFiles([path], { ...WALK_LIMITS, given: false }),
    importPaths: async (paths, options) => {
      imports.push(paths.map((path) => path.slice(root.length + 1)));
      return pretend ? pretend() : room.scans.importPaths(paths, options);
    },
    announce: ({ path, error }) => announced.push(`${path.slice(root.length)} ${error.code}`),
    ledger: openLedger(join(data, "watched"), root),
    clock: () => nowMs,
    stableMs: 2000,
    log: (line) => announced.push(line),
    closing: () => false,
  });

beforeEach(() => {
  data = temporaryFolder();
  root = temporaryFolder();
  room = openRoom(data, { pool });
  nowMs = 1_000_000;
  announced = [];
  imports = [];
  pretend = null;
});
afterEach(async () => {
  await room.close();
  removeFolder(data);
  removeFolder(root);
});

/** Looks now and again after each of the waits. */
const look = async (watch: FolderWatch, ...waitsMs: readonly number[]): Promise<void> => {
  await watch.look();
  for (const waitMs of waitsMs) {
    nowMs += waitMs;
    await watch.look();
  }
};

const refused = (): readonly string[] =>
  room.told.filter((line) => line.startsWith("refused")).map((line) => line.replace(`${root}/`, ""));
const states = (): readonly unknown[] =>
  room.store.db.all("select state, document ->> '$.geometry.dims[2]' as slices from scans order by seq");

test("a dropped folder is imported once, when nothing in it has changed for two seconds", async () => {
  const watch = openWatch();
  await look(watch);
  const [first = ""] = writeSeries(join(root, "bag-1"), { slices: 3 });
  await look(watch, 1900);
  expect(imports).toEqual([]);
  appendFileSync(first, "0");
  await look(watch, 1900);
  rmSync(first);
  writeSeries(join(root, "bag-1"), { slices: 4 });
  await look(watch, 1999);
  expect(imports).toEqual([]);
  await look(watch, 1, 5000, 5000);
  expect([imports, states()]).toEqual([[["bag-1"]], [{ state: "queued", slices: 4 }]]);
});

test("a restart imports nothing twice, and a folder that grows is imported again", async () => {
  writeSeries(join(root, "bag-1"), { slices: 3 });
  await look(openWatch(), 2000);
  const watch = openWatch();
  await look(watch, 2000, 2000);
  expect(imports).toEqual([["bag-1"]]);
  writeSeries(join(root, "bag-1", "more"), { series: "1.2.3.77", slices: 2 });
  await look(watch, 2000, 2000);
  expect(imports).toEqual([["bag-1"], ["bag-1"]]);
  expect(states()).toEqual([
    { state: "queued", slices: 3 },
    { state: "queued", slices: 2 },
  ]);
});

test("a bad file among good ones is refused once, also when its folder is looked at again", async () => {
  writeSeries(join(root, "bag-1"), { slices: 3 });
  writeFileSync(join(root, "bag-1", "bad.dcm"), "no image");
  writeFileSync(join(root, "bag-1", "readme.txt"), "about");
  const watch = openWatch();
  await look(watch, 2000, 2000, 2000);
  expect([refused(), states()]).toEqual([["refused format.unknown bag-1/bad.dcm"], [{ state: "queued", slices: 3 }]]);
  writeSeries(join(root, "bag-1"), { series: "1.2.3.77", slices: 2, nameOf: (k) => `b${k}` });
  await look(watch, 2000, 2000);
  expect(refused()).toHaveLength(1);
});

test("files still under a temporary name do not count, and the folder waits for their real one", async () => {
  writeSeries(join(root, "bag-1"), { slices: 3 });
  renameSync(join(root, "bag-1", "slice-2.dcm"), join(root, "bag-1", "slice-2.dcm.part"));
  const watch = openWatch();
  await look(watch, 1500);
  renameSync(join(root, "bag-1", "slice-2.dcm.part"), join(root, "bag-1", "slice-2.dcm"));
  await look(watch, 1500, 500);
  expect([imports, states()]).toEqual([[["bag-1"]], [{ state: "queued", slices: 3 }]]);
});

test("loose files that arrive together are one import, and later ones another", async () => {
  const volume = niftiBytes([2, 2, 2], Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7]));
  writeFileSync(join(root, "a.nii"), volume);
  writeFileSync(join(root, "notes.txt"), "about");
  const watch = openWatch();
  await look(watch, 2000);
  writeFileSync(join(root, "b.nii"), niftiBytes([1, 2, 2], Float32Array.from([0, 1, 2, 3])));
  await look(watch, 2000, 2000);
  expect([imports, refused(), states().length]).toEqual([[["a.nii", "notes.txt"], ["b.nii"]], [], 2]);
});

test("the same bytes copied in again are recognised, not imported twice", async () => {
  const [path = ""] = writeSeries(join(root, "bag-1"), { slices: 1 });
  const watch = openWatch();
  await look(watch, 2000);
  mkdirSync(join(root, "bag-2"));
  writeFileSync(join(root, "bag-2", "x.dcm"), readFileSync(path));
  utimesSync(path, 1, 1);
  await look(watch, 2000, 2000);
  expect([imports, states().length, room.queued.length]).toEqual([[["bag-1"], ["bag-1"], ["bag-2"]], 1, 1]);
});

test("a disk that goes away is announced once, and taken up again when it is back", async () => {
  const away = `${root}-away`;
  writeSeries(join(root, "bag-1"), { slices: 2 });
  const watch = openWatch();
  await look(watch, 2000);
  renameSync(root, away);
  await look(watch, 2000, 2000);
  expect(announced).toEqual([" file.not-found"]);
  writeSeries(join(away, "bag-2"), { series: "1.2.3.77", slices: 3 });
  renameSync(away, root);
  await look(watch, 2000, 2000);
  expect([imports, states().length, announced.length]).toEqual([[["bag-1"], ["bag-2"]], 2, 1]);
  renameSync(root, away);
  await look(watch, 2000);
  expect(announced).toHaveLength(2);
  renameSync(away, root);
});

test("what cannot be read at the moment is tried again, three times", async () => {
  writeSeries(join(root, "bag-1"), { slices: 2 });
  const error = { code: "file.unreadable", message: "", next: "", detail: "" } as const;
  pretend = () => ({ scans: [], refused: [{ path: join(root, "bag-1", "slice-0.dcm"), error }] });
  const watch = openWatch();
  await look(watch, 2000, 1000, 1000);
  expect(imports).toHaveLength(2);
  pretend = null;
  await look(watch, 2000, 2000, 2000);
  expect([imports.length, states()]).toEqual([3, [{ state: "queued", slices: 2 }]]);
});

test("an import that fails as a whole is logged and not repeated until something changes", async () => {
  const [path = ""] = writeSeries(join(root, "bag-1"), { slices: 2 });
  pretend = () => {
    throw new Error("the reader is broken");
  };
  const watch = openWatch();
  await look(watch, 2000, 2000, 2000);
  expect([imports.length, announced]).toEqual([1, [expect.stringContaining("the reader is broken")]]);
  pretend = null;
  utimesSync(path, 5, 5);
  await look(watch, 2000);
  expect(states()).toEqual([{ state: "queued", slices: 2 }]);
});
