import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BAG, bagColours, bagCounts, jpegFile, pngFile } from "../../fixtures/generate/pictures.ts";
import { DICOS_DX_CLASS, projectionFile } from "../../fixtures/generate/projections.ts";
import { tiffFile } from "../../fixtures/generate/tiff.ts";
import { blobUrl } from "../contract/blob-url.ts";
import { TILE, tileRange, VIEW_PADDING } from "../contract/radiograph.ts";
import type { ScannerProfile } from "../contract/scanner-profile.ts";
import { StationError } from "../contract/station-error.ts";
import { openTestStation, removeFolder, temporaryFolder, type TestStation } from "./testing/test-station.ts";

// every test starts threads and a process; the machine may be busy with others
vi.setConfig({ testTimeout: 240_000 });

let folder = "";
let opened: TestStation;
beforeEach(() => {
  folder = temporaryFolder();
  opened = openTestStation(folder);
});
afterEach(async () => {
  await opened.station.close();
  removeFolder(folder);
});

const { width, height } = BAG;
const tiff = (values: readonly number[]): Uint8Array => tiffFile([values], { type: "uint16", width, height });

test("a legacy folder: pictures, a pair of energies and a DICOS DX become radiographs, each ends in abort and can be decided", async () => {
  const { bring, screened, call, get } = opened;
  const { scanIds, refused } = await bring({
    "old/1.jpg": await jpegFile(bagColours(), width, height),
    "old/2_low.tif": tiff(bagCounts(0, 60_000)),
    "old/2_high.tif": tiff(bagCounts(1, 50_000)),
    "old/3.dcs": projectionFile(bagCounts(1, 50_000), { sopClass: DICOS_DX_CLASS }),
  });
  expect([scanIds.length, refused]).toEqual([3, 0]);
  const origins: string[] = [];
  for (const scanId of scanIds) {
    const { scan, screening } = await screened(scanId);
    origins.push(scan.views[0]?.origin ?? "");
    expect([scan.kind, scan.state, screening?.verdict, screening?.error?.code]).toEqual([
      "radiograph",
      "ready",
      "abort",
      "screening.no-detector",
    ]);
    const [view] = scan.views;
    const [channel] = view?.channels ?? [];
    const [level] = view?.levels ?? [];
    if (!view || !channel || !level) throw new Error("no picture");
    const [from, to] = tileRange(channel, level, 0, 0);
    const part = await get(blobUrl.voxels(scanId, channel.id, 0), { range: `bytes=${from}-${to - 1}` });
    const tile = new Int16Array(await part.arrayBuffer());
    expect([part.status, tile.length]).toEqual([206, TILE * TILE]);
    // air is nothing, and beyond the picture there is none
    expect((tile[0] ?? 0) * channel.slope + channel.intercept).toBeCloseTo(0, 1);
    expect(tile[width]).toBe(VIEW_PADDING);
    expect((await get(blobUrl.thumbnail(scanId))).headers.get("content-type")).toBe("image/png");
    expect((await get(blobUrl.voxels(scanId, "view-9-attenuation", 0))).status).toBe(404);
    await call("decision.take", { scanId, outcome: "search", timeOnImageMs: 900, previousDecisionId: null });
  }
  expect(origins.toSorted()).toEqual(["colour-picture", "dual-energy", "single-energy"]);
  const proposal = call("scan.calibration-proposal", { scanId: scanIds[0] ?? "" });
  await expect(proposal).rejects.toBeInstanceOf(StationError);
});

test("a profile splits one picture into its views and says what they are", async () => {
  const { bring, screened, call } = opened;
  const profile: ScannerProfile = {
    schema: 1,
    id: "old-twin",
    title: "Old twin",
    match: { format: "png", path: "twin" },
    units: "uncalibrated",
    radiograph: {
      values: "transmission",
      scale: "linear",
      dark: 0,
      air: 50_000,
      pixelMm: [1.5, 1.5],
      belt: "left",
      views: [
        { direction: "top", label: "Top", part: { x: 0, y: 0, width: 0.5, height: 1 } },
        { direction: "side", part: { x: 0.5, y: 0, width: 0.5, height: 1 }, beltOffsetPx: 20 },
      ],
    },
  };
  await call("profile.save", { profile });
  const { scanIds } = await bring({ "twin.png": pngFile(bagCounts(1, 50_000), { width, height, samples: 1, bits: 16 }) });
  const { scan } = await screened(scanIds[0] ?? "");
  expect(scan.profileId).toBe("old-twin");
  expect(scan.views).toMatchObject([
    { id: "view-1", label: "Top", direction: "top", width: 32, height, pixelMm: [1.5, 1.5], belt: "left", beltOffsetPx: 0 },
    { id: "view-2", label: "View 2", direction: "side", width: 32, height, belt: "left", beltOffsetPx: 20 },
  ]);
  // everything was said, so nothing was assumed
  expect(scan.notes).toEqual([]);
});
