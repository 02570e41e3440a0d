import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { tiffFile } from "../../../fixtures/generate/tiff.ts";
import { TILE, VALIDITY, viewChannel, viewLevelBytes } from "../../contract/radiograph.ts";
import { type Scan, scanSchema } from "../../contract/scan.ts";
import { createReadingPool } from "./reading/create-reading-pool.ts";
import { openRoom, removeFolder, type Room, temporaryFolder } from "./testing/open-room.ts";

const pool = createReadingPool({ size: 2 });
afterAll(() => pool.close());

let data = "";
let files = "";
let room: Room;
beforeEach(() => {
  data = temporaryFolder();
  files = temporaryFolder();
  room = openRoom(data, { pool });
});
afterEach(async () => {
  await room.close();
  removeFolder(data);
  removeFolder(files);
});

const [WIDTH, HEIGHT] = [700, 300];

/** Air of 60,000 and a box of 22,073 (attenuation 1) in [100, 300) × [100, 200). */
const page = (box = 22_073): readonly number[] =>
  Array.from({ length: WIDTH * HEIGHT }, (_, n) => {
    const [x, y] = [n % WIDTH, Math.floor(n / WIDTH)];
    return x >= 100 && x < 300 && y >= 100 && y < 200 ? box : 60_000;
  });

const importOne = async (): Promise<Scan> => {
  const { scans, refused } = await room.scans.importPaths([files]);
  expect(refused).toEqual([]);
  expect(scans).toHaveLength(1);
  const scan = scans[0]?.scan;
  if (!scan) throw new Error("no scan");
  return scan;
};

test("a single 16-bit page is a radiograph: stored in tiles, with a thumbnail, and found again", async () => {
  writeFileSync(join(files, "bag.tif"), tiffFile([page()], { type: "uint16", width: WIDTH, height: HEIGHT }));
  const scan = await importOne();
  expect(scanSchema.parse(scan)).toEqual(scan);
  expect(scan).toMatchObject({ kind: "radiograph", state: "queued", geometry: null, channels: [], levels: [], title: "bag" });
  const [view] = scan.views;
  if (!view) throw new Error("no view");
  expect(view).toMatchObject({ id: "view-1", width: WIDTH, height: HEIGHT, origin: "single-energy", bits: 16, pixelMm: null });
  expect(view.channels.map(({ id }) => id)).toEqual(["view-1-attenuation", "view-1-validity"]);
  expect(view.levels).toEqual([
    { level: 0, width: 700, height: 300 },
    { level: 1, width: 350, height: 150 },
  ]);
  const attenuation = viewChannel(view, "attenuation");
  const validity = viewChannel(view, "validity");
  if (!attenuation || !validity) throw new Error("no channels");
  for (const level of view.levels) {
    const bytes = readFileSync(room.scans.levelPath(scan.id, attenuation.id, level.level));
    expect(bytes.length).toBe(viewLevelBytes(attenuation, level));
    const stored = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const scale = 2 ** level.level;
    const value = (stored[(150 / scale) * TILE + 200 / scale] ?? 0) * attenuation.slope + attenuation.intercept;
    expect(value).toBeCloseTo(1, 3);
  }
  const codes = readFileSync(room.scans.levelPath(scan.id, validity.id, 0));
  // the second tile is 700 − 512 pixels wide
  expect([codes[0], codes[TILE * TILE + 187], codes[TILE * TILE + 188]]).toEqual([VALIDITY.ok, VALIDITY.ok, VALIDITY.outside]);
  const png = readFileSync(room.scans.thumbnailPath(scan.id));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 110]);
  const again = await room.scans.importPaths([files]);
  expect(again.scans.map(({ already }) => already)).toEqual([true]);
});

test("two pages are two energies of one view", async () => {
  // water: low 1.148 and high 0.8743 in the ratio 1.313
  const pages = [page(60_000 * Math.exp(-1.148)), page(60_000 * Math.exp(-0.8743))];
  writeFileSync(join(files, "bag.tif"), tiffFile(pages, { type: "uint16", width: WIDTH, height: HEIGHT }));
  const [view] = (await importOne()).views;
  expect(view?.origin).toBe("dual-energy");
  expect(view?.channels.map(({ role }) => role)).toEqual(["attenuation", "material", "validity"]);
});
