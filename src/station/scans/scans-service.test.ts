import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Scan } from "../../contract/scan.ts";
import { scanSchema } from "../../contract/scan.ts";
import type { ImportResult } from "./import/create-importer.ts";
import { niftiBytes, sliceOf, voxelAt, writeSeries } from "./testing/make-files.ts";
import { createReadingPool } from "./reading/create-reading-pool.ts";
import {
  openRoom as openRoomWith,
  removeFolder,
  type Room,
  type RoomOptions,
  START_MS,
  temporaryFolder,
} from "./testing/open-room.ts";

// one pool for the whole file: starting its threads costs far more than anything done here
const pool = createReadingPool({ size: 2 });
afterAll(() => pool.close());
const openRoom = (dataFolder: string, options: RoomOptions = {}): Room => openRoomWith(dataFolder, { pool, ...options });

let data = "";
let files = "";
let room: Room;

beforeEach(() => {
  data = temporaryFolder();
  files = temporaryFolder();
  room = openRoom(data);
});
afterEach(async () => {
  await room.close();
  removeFolder(data);
  removeFolder(files);
});

const onlyScan = ({ scans }: ImportResult): Scan => {
  expect(scans).toHaveLength(1);
  const [first] = scans;
  if (!first) throw new Error("no scan");
  return first.scan;
};

const voxelsOf = (scan: Scan, level = 0, channel = 0): Int16Array => {
  const bytes = readFileSync(room.scans.levelPath(scan.id, scan.channels[channel]?.id ?? "", level));
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
};

const refusals = (result: ImportResult): readonly string[] =>
  result.refused.map(({ path, error }) => `${path.slice(files.length + 1)} ${error.code}`);

describe("a scan's way in", () => {
  test("a CT series under any names and in any order becomes one scan, with its voxels where positions say", async () => {
    writeSeries(files, { columns: 140, rows: 10, slices: 7, nameOf: (k) => `${(k * 5) % 7}/file-${(k * 3) % 7}` });
    const steps: string[] = [];
    const result = await room.scans.importPaths([files], {
      jobId: "job-1",
      onProgress: (step, fraction) => steps.push(`${step} ${fraction >= 0 && fraction <= 1}`),
    });
    const scan = onlyScan(result);
    expect(scanSchema.parse(scan)).toEqual(scan);
    expect(scan).toMatchObject({
      state: "queued",
      path: files,
      demo: false,
      format: "dicom",
      importedUtc: new Date(START_MS).toISOString(),
      error: null,
    });
    expect(scan.geometry).toMatchObject({ dims: [140, 10, 7], spacingMm: [1.5, 1.5, 2], originMm: [0, 0, 0] });
    expect(scan.levels.map(({ dims }) => dims)).toEqual([
      [140, 10, 7],
      [70, 5, 4],
    ]);
    const expected = Int16Array.from(Array.from({ length: 7 }, (_, k) => [...sliceOf(140, 10, k)]).flat());
    expect(voxelsOf(scan)).toEqual(expected);
    expect(scan.channels).toEqual([
      expect.objectContaining({ units: "HU", slope: 1, intercept: -1024, minStored: 0, maxStored: voxelAt(139, 9, 6) }),
    ]);
    // the mean of eight neighbours of a linear ramp lies half a voxel further along each axis; the last slice has no neighbour
    expect(voxelsOf(scan, 1)[0]).toBe(Math.round(0.5 + 10 + 150));
    expect(voxelsOf(scan, 1).at(-1)).toBe(Math.round(voxelAt(138.5, 8.5, 6)));
    expect(readFileSync(room.scans.thumbnailPath(scan.id)).subarray(1, 4).toString()).toBe("PNG");
    expect(room.told.map((line) => line.split(" ")[0])).toEqual(["arriving", "opening", "queued", "done"]);
    expect(room.queued).toEqual([scan.id]);
    expect(new Set(steps)).toEqual(new Set(["reading files true", "opening scans true", "done true"]));
    expect(room.scans.get(scan.id)).toEqual(scan);
    expect(readdirSync(join(data, "scans"))).toEqual([scan.id]);
  });

  test("values without a known range are measured first", async () => {
    const values = Float32Array.from({ length: 4 * 3 * 5 }, (_, n) => n / 8 - 2);
    const path = join(files, "volume.nii");
    writeFileSync(path, niftiBytes([4, 3, 5], values));
    const scan = onlyScan(await room.scans.importPaths([path]));
    const [channel] = scan.channels;
    expect(scan).toMatchObject({ path, format: "nifti", state: "queued" });
    expect(channel?.units).toBe("uncalibrated");
    const stored = [...voxelsOf(scan)].map((x) => x * (channel?.slope ?? 0) + (channel?.intercept ?? 0));
    for (const [n, value] of stored.entries())
      expect(Math.abs(value - (values[n] ?? 0))).toBeLessThanOrEqual((channel?.slope ?? 0) / 2 + 1e-9);
  });

  test("series that lie mixed in one folder become a scan each", async () => {
    writeSeries(files, { series: "1.2.3.1", slices: 4, nameOf: (k) => `${k}-a` });
    writeSeries(files, { series: "1.2.3.2", slices: 5, nameOf: (k) => `${k}-b` });
    const { scans, refused } = await room.scans.importPaths([files]);
    expect([scans.map(({ scan }) => scan.geometry?.dims[2]).toSorted(), refused]).toEqual([[4, 5], []]);
  });

  test("a scanner profile says how its values become HU", async () => {
    await room.close();
    room = openRoom(data, {
      profileList: [
        {
          schema: 1,
          id: "lane-one",
          title: "Lane 1",
          match: { format: "nifti" },
          units: "linear",
          linear: { slope: 2, intercept: -1000 },
        },
      ],
    });
    writeFileSync(join(files, "bag.nii"), niftiBytes([2, 2, 2], Float32Array.from([0, 1, 2, 3, 4, 5, 6, 700])));
    const scan = onlyScan(await room.scans.importPaths([files]));
    const [channel] = scan.channels;
    expect([scan.profileId, channel?.units]).toEqual(["lane-one", "HU"]);
    expect([...voxelsOf(scan)].map((x) => x * (channel?.slope ?? 0) + (channel?.intercept ?? 0))).toEqual([
      -1000, -998, -996, -994, -992, -990, -988, 400,
    ]);
  });
});

describe("what goes wrong", () => {
  test("bad files among good ones are refused, each with its own code, and the series opens", async () => {
    const paths = writeSeries(files, { slices: 5 });
    writeFileSync(join(files, "noise.dcm"), "this is no image");
    writeFileSync(join(files, "nothing"), "");
    writeFileSync(join(files, "readme.txt"), "about these scans");
    writeFileSync(join(files, "cut.dcm"), readFileSync(paths[4] ?? "").subarray(0, 700));
    rmSync(paths[4] ?? "");
    symlinkSync(files, join(files, "round"));
    const result = await room.scans.importPaths([files, join(files, "gone")]);
    expect(onlyScan(result).geometry?.dims).toEqual([12, 10, 4]);
    expect(refusals(result).toSorted()).toEqual([
      "cut.dcm format.truncated",
      "gone file.not-found",
      "noise.dcm format.unknown",
      "nothing file.empty",
      "round file.link-loop",
    ]);
    expect(room.told.filter((line) => line.startsWith("refused"))).toHaveLength(5);
  });

  test("a file that nobody can read as a scan is said when it was named, passed over when it was found", async () => {
    writeFileSync(join(files, "readme.txt"), "about these scans");
    expect(refusals(await room.scans.importPaths([join(files, "readme.txt")]))).toEqual(["readme.txt format.unknown"]);
    expect((await room.scans.importPaths([files])).refused.map(({ path, error }) => [path, error.code])).toEqual([
      [files, "format.unknown"],
    ]);
    expect((await room.scans.importPaths([files], { found: true })).refused).toEqual([]);
  });

  test("an unreadable file is refused", async (context) => {
    if (process.getuid?.() === 0 || process.platform === "win32") return context.skip("root can read everything");
    const [path = ""] = writeSeries(files, { slices: 1 });
    chmodSync(path, 0);
    expect(refusals(await room.scans.importPaths([files]))).toEqual(["slice-0.dcm file.unreadable"]);
  });

  test("a file that changes between its headers and its pixels fails the scan, and nothing of it is left", async () => {
    const paths = writeSeries(files, { slices: 4 });
    await room.close();
    room = openRoom(data, {
      publish: (event) =>
        void (event.type === "scan" && event.scan.state === "arriving" && appendFileSync(paths[2] ?? "", "more")),
    });
    const scan = onlyScan(await room.scans.importPaths([files]));
    expect([scan.state, scan.error?.code, scan.levels, scan.channels]).toEqual(["failed", "file.changing", [], []]);
    expect(readdirSync(join(data, "scans"))).toEqual([]);
    expect(() => room.scans.levelPath(scan.id, "ct", 0)).toThrow("scan.not-ready");
  });

  test("a disk that vanishes while a scan is opened fails that scan, and its return opens it under the same id", async () => {
    writeSeries(files, { slices: 4 });
    const away = `${files}-away`;
    await room.close();
    room = openRoom(data, {
      publish: (event) => void (event.type === "scan" && event.scan.state === "opening" && renameSync(files, away)),
    });
    const failed = onlyScan(await room.scans.importPaths([files]));
    expect([failed.state, failed.error?.code]).toEqual(["failed", "file.unreadable"]);
    await room.close();
    renameSync(away, files);
    room = openRoom(data, { seed: 2 });
    const { scans } = await room.scans.importPaths([files]);
    expect(scans).toMatchObject([{ already: false, scan: { id: failed.id, state: "queued", error: null } }]);
  });

  test("a scan larger than the station takes is refused before anything is written", async () => {
    writeSeries(files, { slices: 4 });
    await room.close();
    room = openRoom(data, { maxVolumeBytes: 100 });
    expect(onlyScan(await room.scans.importPaths([files]))).toMatchObject({ state: "failed", error: { code: "file.too-large" } });
  });

  test("a cancelled import rejects with the reason and leaves no scan half open", async () => {
    writeSeries(files, { slices: 4 });
    await room.close();
    const abort = new AbortController();
    const reason = new Error("enough");
    room = openRoom(data, {
      publish: (event) => void (event.type === "scan" && event.scan.state === "opening" && abort.abort(reason)),
    });
    await expect(room.scans.importPaths([files], { signal: abort.signal })).rejects.toBe(reason);
    expect(room.store.db.all("select state from scans")).toEqual([{ state: "failed" }]);
    expect(readdirSync(join(data, "scans"))).toEqual([]);
  });
});

describe("the same files again", () => {
  test("are the same scan, under other names and in another folder too", async () => {
    writeSeries(files, { slices: 4 });
    const first = onlyScan(await room.scans.importPaths([files]));
    const again = await room.scans.importPaths([files]);
    expect(again.scans).toEqual([{ scan: first, already: true }]);
    mkdirSync(join(files, "copy"));
    for (const [k, name] of readdirSync(files)
      .filter((entry) => entry.endsWith(".dcm"))
      .entries())
      renameSync(join(files, name), join(files, "copy", `x${9 - k}`));
    expect((await room.scans.importPaths([files])).scans).toEqual([{ scan: first, already: true }]);
    expect(room.queued).toHaveLength(1);
  });

  test("at the same time are opened once", async () => {
    writeSeries(files, { slices: 4 });
    const both = await Promise.all([room.scans.importPaths([files]), room.scans.importPaths([files])]);
    expect(both.map((result) => onlyScan(result).state)).toEqual(["queued", "queued"]);
    expect(room.queued).toHaveLength(1);
    expect(room.store.db.all("select count(*) as n from scans")).toEqual([{ n: 1 }]);
  });

  test("are opened anew where the voxels are gone, under the same id", async () => {
    writeSeries(files, { slices: 4 });
    const first = onlyScan(await room.scans.importPaths([files]));
    truncateSync(room.scans.levelPath(first.id, "ct", 0), 10);
    expect((await room.scans.importPaths([files])).scans).toMatchObject([
      { already: false, scan: { id: first.id, state: "queued" } },
    ]);
    expect(voxelsOf(first)).toHaveLength(12 * 10 * 4);
  });
});

describe("originals", () => {
  test("are kept under their own SHA-256, once, and damage is found", async () => {
    const [path = ""] = writeSeries(files, { slices: 2 });
    writeFileSync(join(files, "same-as-0"), readFileSync(path));
    const scan = onlyScan(await room.scans.importPaths([files]));
    const [original] = scan.originals;
    expect(scan.originals.map(({ bytes }) => bytes)).toContain(readFileSync(path).length);
    for (const { sha256 } of scan.originals) await room.scans.verifyOriginal(sha256);
    const stored = room.scans.originalPath(original?.sha256 ?? "");
    expect(stored).toBe(join(data, "objects", original?.sha256.slice(0, 2) ?? "", original?.sha256 ?? ""));
    writeFileSync(stored, "not it");
    await expect(room.scans.verifyOriginal(original?.sha256 ?? "")).rejects.toMatchObject({ code: "storage.damaged" });
    await expect(room.scans.verifyOriginal("0".repeat(64))).rejects.toMatchObject({ code: "file.not-found" });
  });

  test("are not copied where nobody wants them", async () => {
    await room.close();
    room = openRoom(data, { keepOriginals: false });
    writeSeries(files, { slices: 2 });
    expect(onlyScan(await room.scans.importPaths([files])).originals).toHaveLength(2);
    expect(readdirSync(join(data, "objects"))).toEqual([]);
  });
});
