import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { blobUrl } from "../contract/blob-url.ts";
import type { ScannerProfile } from "../contract/scanner-profile.ts";
import { StationError } from "../contract/station-error.ts";
import type { StationOptions } from "./create-station.ts";
import { smallNifti } from "./testing/small-nifti.ts";
import { openTestStation, removeFolder, temporaryFolder, type TestStation } from "./testing/test-station.ts";

/** NIfTI says nothing about units; this says that here it holds HU. */
const NIFTI_IS_HU: ScannerProfile = {
  schema: 1,
  id: "nifti-is-hu",
  title: "NIfTI in HU",
  match: { format: "nifti" },
  units: "trust-file",
};

// every test starts threads and a process; the machine may be busy with others
vi.setConfig({ testTimeout: 240_000 });

let folder = "";
let open: TestStation[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  open = [];
});
afterEach(async () => {
  for (const { station } of open) await station.close();
  removeFolder(folder);
});

const start = (options: Partial<StationOptions> = {}): TestStation => {
  const opened = openTestStation(folder, options);
  open.push(opened);
  return opened;
};

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (thrown: unknown) => (thrown instanceof StationError ? thrown.code : String(thrown)),
  );

const codeAndStatus = async (response: Response): Promise<unknown[]> => {
  const body = (await response.json()) as { error: { code: string } };
  return [response.status, body.error.code];
};

const volume = (dims: readonly [number, number, number] = [12, 10, 9], add = 0): Uint8Array =>
  smallNifti(dims, (i, j, k) => -1000 + i + 20 * j + 300 * k + add);

const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error(`one expected, ${list.length} found`);
  return first;
};

test("from a dropped file to voxels, verdict, mask, decision and record, over HTTP alone", async () => {
  const { call, get, bring, screened } = start();
  await call("profile.save", { profile: NIFTI_IS_HU });
  const { scanIds, refused } = await bring({ "bag 17.nii": volume() });
  expect(refused).toBe(0);
  const scanId = only(scanIds);
  const { scan, screening } = await screened(scanId);
  expect([scan.path, scan.state, screening?.verdict]).toEqual(["bag 17.nii", "ready", "alarm"]);
  expect(scan.channels.map(({ units }) => units)).toEqual(["HU"]);

  const channel = only(scan.channels);
  const level0 = await get(blobUrl.voxels(scanId, channel.id, 0));
  const voxels = new Int16Array(await level0.arrayBuffer());
  expect(level0.headers.get("content-length")).toBe(String(12 * 10 * 9 * 2));
  const hu = [...voxels].map((stored) => stored * channel.slope + channel.intercept);
  expect([Math.min(...hu), Math.max(...hu)]).toEqual([-1000, -1000 + 11 + 180 + 2400]);
  const part = await get(blobUrl.voxels(scanId, channel.id, 0), { range: "bytes=2-5" });
  expect([part.status, new Int16Array(await part.arrayBuffer())]).toEqual([206, voxels.slice(1, 3)]);
  for (const level of scan.levels) {
    const mask = await get(blobUrl.mask(screening?.id ?? "", level.level));
    expect((await mask.bytes()).length, `mask level ${level.level}`).toBe(level.bytes / 2);
  }
  expect((await get(blobUrl.thumbnail(scanId))).headers.get("content-type")).toBe("image/png");
  const original = await get(blobUrl.original(only((await call("scan.get", { scanId })).entry.scan.originals).sha256));
  expect(Buffer.from(await original.bytes()).equals(volume())).toBe(true);
  for (const path of [
    blobUrl.voxels(scanId, "other", 0),
    blobUrl.voxels(scanId, channel.id, 9),
    blobUrl.mask("none-such", 0),
    "/blob/voxels/../../x",
  ]) {
    expect((await get(path)).status, path).toBe(404);
  }
  expect(readdirSync(join(folder, "uploads"))).toEqual(["parts"]);

  const finding = only(screening?.findings ?? []);
  const review = { scanId, findingId: finding.id, verdict: "dismissed", reason: null } as const;
  expect(await codeOf(call("finding.review", review))).toBe("request.invalid");
  expect(await codeOf(call("finding.review", { ...review, findingId: "no-such-finding" }))).toBe("finding.not-found");
  await call("finding.review", { ...review, reason: "look-alike" });
  await call("finding.review", { ...review, verdict: "confirmed" });

  const decision = { scanId, timeOnImageMs: 4200, previousDecisionId: null } as const;
  const first = await call("decision.take", { ...decision, outcome: "hold" });
  expect(first.seizure).toMatchObject({ version: 1, scanIds: [scanId], decisionId: first.decision.id, officer: "A. Officer" });
  expect(first.seizure?.caseNo).toMatch(/^FG-[2-9A-Z]{4}-000001$/);
  expect(only(first.seizure?.fields.items ?? [])).toMatchObject({
    termCode: "IJW",
    pieces: 3,
    massG: 1.8,
    massEstimated: true,
    findingId: finding.id,
  });
  expect(first.seizure?.fields).toMatchObject({ status: "draft", concealment: "" });

  expect(await codeOf(call("decision.take", { ...decision, outcome: "clear" }))).toBe("decision.conflict");
  const change = { ...decision, previousDecisionId: first.decision.id };
  expect(await codeOf(call("decision.take", { ...change, outcome: "search" }))).toBe("decision.reason-needed");
  const second = await call("decision.take", { ...change, outcome: "search", reason: "owner present" });
  expect(second.seizure?.id).toBe(first.seizure?.id);
  const { decisions, reviews, seizure, entry } = await call("scan.get", { scanId });
  expect(decisions.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["hold", ""],
    ["search", "owner present"],
  ]);
  expect(reviews.map(({ verdict }) => verdict)).toEqual(["dismissed", "confirmed"]);
  expect([entry.seizureId, entry.decision?.id]).toEqual([seizure?.id, second.decision.id]);

  const { id: seizureId = "", fields } = seizure ?? {};
  if (!fields) throw new Error("no record");
  const saved = await call("seizure.save", { seizureId, baseVersion: 1, fields: { ...fields, location: "Hall B" } });
  expect(saved.version).toBe(2);
  expect((await call("seizure.save", { seizureId, baseVersion: 2, fields: saved.fields })).version).toBe(2);
  expect(await codeOf(call("seizure.save", { seizureId, baseVersion: 1, fields }))).toBe("decision.conflict");
  expect((await call("seizure.history", { seizureId })).versions.map((each) => each.fields.location)).toEqual(["", "Hall B"]);
  expect((await call("seizure.get", { seizureId, version: 1 })).fields.location).toBe("");
  expect((await call("seizure.list", {})).seizures.map(({ version }) => version)).toEqual([2]);
  expect(await codeOf(call("seizure.get", { seizureId: "no-such-record" }))).toBe("record.not-found");
});

test("the worklist: alarms that wait on top, then the newest; pages go back in time", async () => {
  let now = Date.UTC(2026, 5, 1);
  const { call, bring, screened } = start({ clock: () => (now += 1000) });
  const ids: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    // from the third on NIfTI holds HU, so these alarm; the first two are uncalibrated and abort
    if (n === 3) await call("profile.save", { profile: NIFTI_IS_HU });
    if (n === 4) await call("profile.remove", { profileId: NIFTI_IS_HU.id });
    const scanId = only((await bring({ [`${n}.nii`]: volume([8, 8, 8], n) })).scanIds);
    await screened(scanId);
    ids.push(scanId);
  }
  const [one = "", two = "", three = "", four = ""] = ids;
  const order = async (params = {}): Promise<string[]> =>
    (await call("worklist.list", params)).entries.map(({ scan }) => scan.id);
  expect(await order()).toEqual([three, four, two, one]);
  expect(await order({ limit: 2 })).toEqual([three, four]);
  const { entries, total } = await call("worklist.list", { limit: 2 });
  expect([total, entries.map(({ scan }) => scan.originals)]).toEqual([4, [[], []]]);
  expect(await order({ before: entries[1]?.scan.importedUtc })).toEqual([three, two, one]);
  await call("decision.take", { scanId: three, outcome: "clear", timeOnImageMs: 1, previousDecisionId: null });
  expect(await order()).toEqual([four, three, two, one]);
});

test("a scan without units is not judged; calibrated from air and a reference, it is", async () => {
  const { call, bring, screened, station } = start();
  // air 0, "tray" 900: as a scanner with attenuation values would give
  const scanId = only(
    (await bring({ "legacy.nii": smallNifti([16, 16, 16], (i, _j, k) => (k > 12 ? 900 + (i % 2) : i % 3)) })).scanIds,
  );
  const before = await screened(scanId);
  expect([before.screening?.verdict, before.screening?.error?.code]).toEqual(["abort", "screening.uncalibrated"]);
  const proposal = await call("scan.calibration-proposal", { scanId });
  expect(proposal.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(16 ** 3);
  const bad = { by: "air-and-reference", air: 900, reference: 1, referenceHu: -100 } as const;
  expect(await codeOf(call("scan.calibrate", { scanId, how: bad }))).toBe("request.invalid");
  const scan = await call("scan.calibrate", {
    scanId,
    how: { by: "air-and-reference", air: 1, reference: 900, referenceHu: -100 },
  });
  const channel = only(scan.channels);
  expect(channel.units).toBe("HU");
  expect((900 - 1) * channel.slope).toBeCloseTo(900);
  const after = await screened(scanId, before.screening?.id);
  expect([after.screening?.verdict, after.scan.notes.map(({ note }) => note)]).toEqual([
    "alarm",
    expect.arrayContaining(["calibrated-from-air-and-tray"]),
  ]);
  expect(station.services.screenings.newestOf(scanId)?.id).toBe(after.screening?.id);
});

test("a crash, a hang and a refusal of the detector end in abort with the reason, and the next scan is screened", async () => {
  const { call, bring, screened } = start({
    inferenceLimits: { screenMs: (voxels) => (voxels === 8 * 8 * 12 ? 300 : 60_000), backOffMs: () => 10 },
  });
  await call("profile.save", { profile: NIFTI_IS_HU });
  const verdictOf = async (slices: number): Promise<unknown[]> => {
    const { screening } = await screened(only((await bring({ [`${slices}.nii`]: volume([8, 8, slices]) })).scanIds));
    return [screening?.verdict, screening?.error?.code, screening?.hasMask];
  };
  expect(await verdictOf(11)).toEqual(["abort", "screening.crashed", false]);
  expect(await verdictOf(12)).toEqual(["abort", "screening.timeout", false]);
  expect(await verdictOf(14)).toEqual(["abort", "model.damaged", false]);
  expect(await verdictOf(9)).toEqual(["alarm", undefined, true]);
  expect(readdirSync(join(folder, "screenings")).length).toBe(1);
});

test("without a detector every scan ends in abort, and the page is told why", async () => {
  const { call, bring, screened } = start({ modelsDir: "none" });
  await call("profile.save", { profile: NIFTI_IS_HU });
  const { screening } = await screened(only((await bring({ "a.nii": volume() })).scanIds));
  expect([screening?.verdict, screening?.error?.code]).toEqual(["abort", "model.unavailable"]);
  expect((await call("station.info", {})).models).toMatchObject([{ state: "unavailable", reason: "No model is installed." }]);
});

test("a screening can be cancelled, and asked for again", async () => {
  const { call, bring, screened, heard } = start();
  await call("profile.save", { profile: NIFTI_IS_HU });
  const scanId = only((await bring({ "slow.nii": volume([8, 8, 13]) })).scanIds);
  const jobId = await heard((event) => event.type === "progress" && event.scanId === scanId && event.jobId);
  expect((await call("screening.start", { scanId })).jobId).toBe(jobId);
  await call("job.cancel", { jobId });
  const { screening } = await screened(scanId);
  expect([screening?.verdict, screening?.error?.code]).toEqual(["abort", "screening.cancelled"]);
  expect(await codeOf(call("job.cancel", { jobId }))).toBe("job.not-found");
  expect((await call("screening.start", { scanId })).jobId).not.toBe(jobId);
});

test("a station that is closed in the middle of a screening takes it up at the next start", async () => {
  const first = start();
  await first.call("profile.save", { profile: NIFTI_IS_HU });
  const scanId = only((await first.bring({ "slow.nii": volume([8, 8, 13]) })).scanIds);
  await first.heard((event) => event.type === "progress" && event.scanId === scanId);
  expect(() => openTestStation(folder)).toThrow("station.in-use");
  await first.station.close();
  const second = start({ modelsDir: "none" });
  const { screening } = await second.screened(scanId);
  expect(screening?.error?.code).toBe("model.unavailable");
});

test("demonstration scans come once and are marked", async () => {
  const demoDir = temporaryFolder();
  try {
    for (const name of ["a", "b"]) {
      mkdirSync(join(demoDir, name));
      writeFileSync(join(demoDir, name, "bag.nii"), volume([8, 8, name === "a" ? 8 : 9]));
    }
    const first = start({ demoDir });
    await first.heard((event) => event.type === "import-done");
    const { entries } = await first.call("worklist.list", {});
    expect(entries.map(({ scan }) => scan.demo)).toEqual([true, true]);
    expect((await first.call("station.info", {})).demo).toBe(true);
    await first.station.close();
    const second = start({ demoDir });
    expect((await second.call("worklist.list", {})).total).toBe(2);
    // closing waits until everything that a start sets going has come to its end
    await second.station.close();
    expect(second.events.filter(({ type }) => type === "import-done")).toEqual([]);
  } finally {
    removeFolder(demoDir);
  }
});

test("what is not for the page is refused with the right code and status", async () => {
  const { station, call, get } = start();
  const post = (path: string, body: string, type = "application/json"): Promise<Response> =>
    station.fetch(new Request(`http://station${path}`, { method: "POST", headers: { "content-type": type }, body }));
  expect(await codeAndStatus(await post("/rpc/station.nothing", "{}"))).toEqual([404, "request.not-found"]);
  expect(await codeAndStatus(await post("/rpc/constructor", "{}"))).toEqual([404, "request.not-found"]);
  expect(await codeAndStatus(await post("/rpc/station.info", "{"))).toEqual([400, "request.invalid"]);
  expect(await codeAndStatus(await post("/rpc/station.info", '{"x":1}'))).toEqual([400, "request.invalid"]);
  expect(await codeAndStatus(await post("/rpc/station.info", "{}", "text/plain"))).toEqual([400, "request.invalid"]);
  expect(await codeAndStatus(await post("/rpc/station.info", `"${"x".repeat(1024 * 1024)}"`))).toEqual([
    413,
    "request.too-large",
  ]);
  expect(await codeAndStatus(await get("/somewhere"))).toEqual([404, "request.not-found"]);
  expect(await codeAndStatus(await get("/rpc/station.info"))).toEqual([404, "request.not-found"]);
  expect(await codeOf(call("scan.import", { handles: ["path:/etc"] }))).toBe("request.forbidden");
  expect(await codeOf(call("scan.import", { handles: ["upload:none"] }))).toBe("request.invalid");
  expect(await codeOf(call("scan.get", { scanId: "no-such-scan" }))).toBe("scan.not-found");
  expect(await codeOf(call("screening.start", { scanId: "no-such-scan" }))).toBe("scan.not-found");
  expect(
    await codeOf(call("decision.take", { scanId: "no-such-scan", outcome: "clear", timeOnImageMs: 0, previousDecisionId: null })),
  ).toBe("scan.not-found");
  const info = await post("/rpc/station.info", "{}");
  expect(info.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(info.headers.get("cache-control")).toBe("no-store");
});

test("a folder is imported together, and a bad file in it does not harm the others", async () => {
  const { call, bring, events } = start();
  const done = await bring({
    "drop/good.nii": volume(),
    "drop/cut.nii": volume([20, 20, 20]).subarray(0, 3000),
    "drop/other.txt": new Uint8Array([104, 105]),
  });
  expect(done.scanIds.length + done.refused).toBeGreaterThanOrEqual(2);
  const refusals = events.flatMap((event) => (event.type === "import-refused" ? [[event.path, event.error.code]] : []));
  expect(
    refusals.filter(([path]) => path === "drop/cut.nii").length +
      (await call("worklist.list", {})).entries.filter(({ scan }) => scan.state === "failed").length,
  ).toBe(1);
  expect(refusals.every(([path]) => path?.startsWith("drop/"))).toBe(true);
});

test("settings are kept", async () => {
  const first = start();
  await first.call("station.settings", { officer: "B. Officer", watchedFolders: [join(folder, "watched-here")] });
  await first.station.close();
  expect(await start().call("station.info", {})).toMatchObject({
    officer: "B. Officer",
    watchedFolders: [join(folder, "watched-here")],
    host: "web",
  });
});
