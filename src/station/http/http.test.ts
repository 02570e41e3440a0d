import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StationEvent } from "../../contract/events.ts";
import { createAnnouncements } from "../announce.ts";
import { createIds, systemRandom } from "../ids.ts";
import { parseRange } from "./byte-range.ts";
import { createUploads, type Uploads } from "./create-uploads.ts";
import { createEventStreams } from "./event-stream.ts";
import { serveFile } from "./file-response.ts";
import { servePageFile } from "./page-files.ts";
import { safeNameParts } from "./upload-names.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-http-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const get = (url = "/x", headers: Record<string, string> = {}, method = "GET"): Request =>
  new Request(`http://station${url}`, { method, headers });

test("ranges: one range or the whole", () => {
  expect(parseRange("bytes=0-9", 100)).toEqual({ start: 0, end: 10 });
  expect(parseRange("bytes=90-", 100)).toEqual({ start: 90, end: 100 });
  expect(parseRange("bytes=90-1000", 100)).toEqual({ start: 90, end: 100 });
  expect(parseRange("bytes=-5", 100)).toEqual({ start: 95, end: 100 });
  expect(parseRange("bytes=-500", 100)).toEqual({ start: 0, end: 100 });
  for (const header of ["bytes=100-", "bytes=-0"]) expect(parseRange(header, 100)).toBe("unsatisfiable");
  for (const header of [null, "bytes=-", "bytes=5-4", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b"])
    expect(parseRange(header, 100)).toBeNull();
  expect(parseRange("bytes=0-", 0)).toBe("unsatisfiable");
});

test("a file is streamed in pieces of at most 1 MiB, whole or in part, and not at all when it is known", async () => {
  const bytes = Buffer.alloc(2_500_000).map((_, index) => index % 251);
  const path = join(folder, "volume");
  writeFileSync(path, bytes);
  const file = { path, type: "application/octet-stream", bytes: bytes.length, immutable: "scan-ct-0" };

  const whole = await serveFile(get(), file);
  expect([whole.status, whole.headers.get("content-length"), whole.headers.get("etag")]).toEqual([200, "2500000", '"scan-ct-0"']);
  expect(whole.headers.get("cache-control")).toContain("immutable");
  const sizes: number[] = [];
  for await (const chunk of whole.body ?? []) sizes.push(chunk.length);
  expect(sizes).toEqual([1048576, 1048576, 402848]);

  const part = await serveFile(get("/x", { range: "bytes=1000000-2200000" }), file);
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 1000000-2200000/2500000"]);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1_000_000, 2_200_001))).toBe(true);

  const beyond = await serveFile(get("/x", { range: "bytes=2500000-" }), file);
  expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */2500000"]);
  expect((await serveFile(get("/x", { "if-none-match": '"scan-ct-0"' }), file)).status).toBe(304);
  const changed = await serveFile(get("/x", { range: "bytes=0-1", "if-range": '"other"' }), file);
  expect([changed.status, (await changed.bytes()).length]).toEqual([200, bytes.length]);
  const head = await serveFile(get("/x", {}, "HEAD"), file);
  expect([head.headers.get("content-length"), head.body]).toEqual(["2500000", null]);

  await expect(serveFile(get(), { ...file, bytes: 7 })).rejects.toThrow("storage.damaged");
  await expect(serveFile(get(), { ...file, path: join(folder, "none") })).rejects.toThrow("request.not-found");
});

const openFiles = (): number => readdirSync("/proc/self/fd").length;

test("a reader that goes away half-way closes the file", async () => {
  const path = join(folder, "volume");
  writeFileSync(path, Buffer.alloc(8_000_000));
  if (process.platform !== "linux") return;
  const before = openFiles();
  for (let n = 0; n < 20; n += 1) {
    const response = await serveFile(get(), { path, type: "x/y", bytes: null, immutable: null });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  expect(openFiles()).toBeLessThanOrEqual(before + 2);
});

test("the page's files, and nothing beside them", async () => {
  const pageDir = join(folder, "page");
  mkdirSync(join(pageDir, "assets"), { recursive: true });
  writeFileSync(join(pageDir, "index.html"), "<!doctype html>");
  writeFileSync(join(pageDir, "assets", "app-1a2b.js"), "export {};");
  writeFileSync(join(pageDir, "stamp"), "no type");
  writeFileSync(join(folder, "secret.js"), "secret");
  symlinkSync(join(folder, "secret.js"), join(pageDir, "linked.js"));

  const index = await servePageFile(pageDir, get("/"), "/");
  expect(await index.text()).toBe("<!doctype html>");
  expect(index.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
  expect(index.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(index.headers.get("x-content-type-options")).toBe("nosniff");
  expect(index.headers.get("referrer-policy")).toBe("no-referrer");
  const script = await servePageFile(pageDir, get(), "/assets/app-1a2b.js");
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");

  const refused = [
    "/../secret.js",
    "/assets/../../secret.js",
    "/%2e%2e/secret.js",
    "/..%2fsecret.js",
    "/linked.js",
    "/stamp",
    "/assets",
    "/none.js",
    "//secret.js",
    "/assets/",
    "/.hidden.js",
    "/a\\b.js",
    "/a\0.js",
  ];
  for (const path of refused) await expect(servePageFile(pageDir, get(), path), path).rejects.toThrow("request.not-found");
});

test("names of uploads never lead anywhere", () => {
  expect(safeNameParts("bag 17/IM_0001.dcm")).toEqual(["bag 17", "IM_0001.dcm"]);
  expect(safeNameParts("../../etc/passwd")).toEqual(["_", "_", "etc", "passwd"]);
  expect(safeNameParts("C:\\Windows\\con.txt")).toEqual(["C_", "Windows", "_con.txt"]);
  expect(safeNameParts("/./a/\u0000b/\u202Egpj.exe")).toEqual(["a", "_b", "_gpj.exe"]);
  expect(safeNameParts("")).toEqual(["_"]);
  expect(safeNameParts("...")).toEqual(["_"]);
  expect(safeNameParts(".hidden")).toEqual(["_hidden"]);
  const [long = ""] = safeNameParts(`${"é".repeat(300)}.nii.gz`);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(120);
  expect(long.endsWith(".gz")).toBe(true);
  expect(safeNameParts("a/".repeat(50)).length).toBe(16);
});

const uploads = (maxFileBytes?: number): Uploads =>
  createUploads({ folder: join(folder, "uploads"), newId: createIds(Date.now, systemRandom), maxFileBytes });

const put = (body: string | ReadableStream, headers: Record<string, string> = {}): Request =>
  new Request("http://station/upload/x", { method: "PUT", body, headers, duplex: "half" });

test("uploads keep their names and places, each handle works once", async () => {
  const room = uploads();
  const names = ["bag/a.nhdr", "bag/a.raw", "a.nhdr", "bag/A.RAW", "../../x"];
  const handles: string[] = [];
  for (const name of names) handles.push((await room.receive(name, put(`bytes of ${name}`))).handle);
  const { folder: gathered, paths } = await room.gather(handles);
  expect(paths.map((path) => path.slice(gathered.length + 1))).toEqual([
    "bag/a.nhdr",
    "bag/a.raw",
    "a.nhdr",
    "2/bag/A.RAW",
    "_/_/x",
  ]);
  expect(paths.map((path) => readFileSync(path, "utf8"))).toEqual(names.map((name) => `bytes of ${name}`));
  await expect(room.gather(handles)).rejects.toThrow("request.invalid");
  await expect(room.gather(["upload:../../etc"])).rejects.toThrow("request.invalid");
  await room.discard(gathered);
  expect(readdirSync(join(folder, "uploads"))).toEqual(["parts"]);
});

test("an upload that breaks off, lies or is too large leaves nothing behind", async () => {
  const room = uploads(10);
  await expect(room.receive("x", put("12345678901"))).rejects.toThrow("request.too-large");
  await expect(room.receive("x", put("123", { "content-length": "11" }))).rejects.toThrow("request.too-large");
  await expect(room.receive("x", put("123", { "content-length": "4" }))).rejects.toThrow("request.invalid");
  const broken = new ReadableStream({
    pull: (controller) => controller.error(new Error("the page went away")),
  });
  await expect(room.receive("x", put(broken))).rejects.toThrow("request.invalid");
  expect(readdirSync(join(folder, "uploads", "parts"))).toEqual([]);
});

const progress = (jobId: string, fraction: number): StationEvent => ({
  type: "progress",
  jobId,
  scanId: null,
  step: "reading",
  fraction,
});

test("events: hello first, newest state only for a slow reader, an end for one that reads nothing", async () => {
  const bus = createAnnouncements(() => undefined);
  const streams = createEventStreams({ version: "1.2.3", subscribe: bus.subscribe });
  const reader = streams.open().body?.getReader();
  const read = async (): Promise<string[]> => {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    return done ? ["end"] : new TextDecoder().decode(value).trim().split("\n");
  };
  expect(await read()).toEqual(['{"type":"hello","version":"1.2.3"}']);
  await new Promise((resolve) => setImmediate(resolve));
  for (const fraction of [0.1, 0.2, 0.3]) bus.announce(progress("job-a", fraction));
  bus.announce(progress("job-b", 1));
  const lines = (await read()).map((line) => JSON.parse(line) as { jobId: string; fraction: number });
  expect(lines).toMatchObject([
    { jobId: "job-a", fraction: 0.3 },
    { jobId: "job-b", fraction: 1 },
  ]);
  for (let n = 0; n < 10_000; n += 1) bus.announce({ type: "import-done", jobId: `job-${n}`, scanIds: [], refused: 0 });
  const rest = await read();
  expect(rest.length < 10_000 ? await read() : ["end"]).toEqual(["end"]);
  streams.close();
});
