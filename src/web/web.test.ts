import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { METHODS, type MethodName, type ParamsInputOf, type ResultOf } from "../contract/methods.ts";
import { createStation } from "../station/create-station.ts";
import { smallNifti } from "../station/testing/small-nifti.ts";
import { serve } from "./serve.ts";
import { readStartOptions } from "./start-options.ts";

/** Milliseconds for tests that start whole programs, on a machine that is busy with others. */
const PROGRAMS_MS = 240_000;
const WAIT = { timeout: 30_000 };

let folder = "";
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-web-"));
  running = [];
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

type Started = { readonly child: ChildProcess; readonly url: string };

const spawnMain = (args: readonly string[]): { readonly child: ChildProcess; readonly output: () => string } => {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, "main.ts"),
    "--data",
    folder,
    "--no-open",
    "--no-demo",
    ...args,
  ]);
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
  return { child, output: () => output };
};

const startMain = async (args: readonly string[] = ["--port", "0"]): Promise<Started> => {
  const { child, output } = spawnMain(args);
  for (;;) {
    const url = /^Faunagate is ready at (http:\S+)$/m.exec(output())?.[1];
    if (url !== undefined) return { child, url };
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const endOf = async (args: readonly string[]): Promise<[code: number | null, output: string]> => {
  const { child, output } = spawnMain(args);
  await once(child, "close");
  return [child.exitCode, output()];
};

/** Speaks raw HTTP, because `fetch` would not send a wrong Host or Origin. */
const raw = (
  url: string,
  headers: Record<string, string> = {},
  method = "GET",
  body = "",
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text += chunk));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

const openSession = async (url: string): Promise<{ readonly base: string; readonly cookie: string }> => {
  const answer = await fetch(url, { redirect: "manual" });
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  expect(cookie).toMatch(/^faunagate-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  return { base: new URL(url).origin, cookie: cookie.split(";")[0] ?? "" };
};

const INFO = { "content-type": "application/json" };

const call = async <M extends MethodName>(
  at: { base: string; cookie: string },
  method: M,
  params: ParamsInputOf<M>,
): Promise<ResultOf<M>> => {
  const answer = await fetch(`${at.base}/rpc/${method}`, {
    method: "POST",
    headers: { ...INFO, cookie: at.cookie },
    body: JSON.stringify(params),
  });
  const body = (await answer.json()) as { result: unknown };
  // looked up by the same name as the type
  return METHODS[method].result.parse(body.result) as ResultOf<M>;
};

test("only the browser that opened the printed address gets in, and that address works once", async () => {
  const station = createStation({
    dataFolder: folder,
    modelsDir: folder,
    pageDir: null,
    demoDir: null,
    host: "web",
    inference: join(import.meta.dirname, "..", "station", "testing", "faulty-inference.ts"),
  });
  const host = await serve({ fetch: station.fetch, ports: [0], log: () => undefined });
  try {
    const base = `http://127.0.0.1:${host.port}`;
    const info = (headers: Record<string, string>): ReturnType<typeof raw> =>
      raw(`${base}/rpc/station.info`, { ...INFO, ...headers }, "POST", "{}");
    expect((await info({})).status).toBe(403);
    expect(JSON.parse((await info({})).text)).toMatchObject({ error: { code: "request.forbidden" } });
    expect((await raw(`${base}/`, { accept: "text/html" })).text).toContain("Open the address that the station printed");
    expect((await raw(`${base}/?token=guessed`)).status).toBe(403);
    expect((await raw(host.url, { host: "evil.example" })).status).toBe(403);

    const { cookie } = await openSession(host.url);
    expect((await raw(host.url)).status).toBe(403);
    expect((await raw(host.url, { cookie })).status).toBe(303);

    expect((await info({ cookie })).status).toBe(200);
    expect((await info({ cookie, origin: base, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await info({ cookie: `${cookie}x` })).status).toBe(403);
    expect((await info({ cookie, host: "evil.example" })).status).toBe(403);
    expect((await info({ cookie, host: `evil.example:${host.port}` })).status).toBe(403);
    expect((await info({ cookie, origin: "http://evil.example" })).status).toBe(403);
    expect((await info({ cookie, origin: "null" })).status).toBe(403);
    expect((await info({ cookie, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await raw(`${base}/upload/x`, { cookie, origin: "http://evil.example" }, "PUT", "x")).status).toBe(403);
    expect((await raw(`${base}/events`)).status).toBe(403);

    const parts = join(folder, "uploads", "parts");
    const cutOff = request(`${base}/upload/large.nii`, { method: "PUT", headers: { cookie, "content-length": "1000000" } });
    cutOff.on("error", () => undefined);
    cutOff.write(Buffer.alloc(70_000));
    await vi.waitFor(() => expect(readdirSync(parts)).toHaveLength(1), WAIT);
    cutOff.destroy();
    await vi.waitFor(() => expect(readdirSync(parts)).toEqual([]), WAIT);
    expect((await raw(`${base}/blob/original/${"0".repeat(64)}`, { cookie })).status).toBe(404);
  } finally {
    await host.close();
    await station.close();
  }
});

test("events reach the page, and a page that leaves ends its stream", async () => {
  let cancelled = false;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("first\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  const host = await serve({ fetch: () => Promise.resolve(new Response(body)), ports: [0], log: () => undefined });
  try {
    const { base, cookie } = await openSession(host.url);
    const leave = new AbortController();
    const stream = await fetch(`${base}/events`, { headers: { cookie }, signal: leave.signal });
    const reader = stream.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first\n");
    leave.abort();
    await vi.waitFor(() => expect(cancelled).toBe(true), WAIT);
  } finally {
    await host.close();
  }
});

test(
  "a decision survives kill -9, with its record, and the station starts again as if nothing had happened",
  async () => {
    const first = await startMain();
    const session = await openSession(first.url);
    const upload = await fetch(`${session.base}/upload/bag.nii`, {
      method: "PUT",
      headers: { cookie: session.cookie },
      body: Buffer.from(smallNifti([8, 8, 8], (i) => i)),
    });
    const { handle } = (await upload.json()) as { handle: string };
    await call(session, "scan.import", { handles: [handle] });
    let scanId = "";
    while (scanId === "") {
      const { entries } = await call(session, "worklist.list", {});
      scanId = entries.find(({ scan }) => scan.levels.length > 0)?.scan.id ?? "";
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const taken = await call(session, "decision.take", {
      scanId,
      outcome: "search",
      timeOnImageMs: 900,
      previousDecisionId: null,
    });
    // the answer has come: from here on nothing may undo it
    first.child.kill("SIGKILL");
    await once(first.child, "exit");

    const second = await startMain();
    const again = await openSession(second.url);
    const detail = await call(again, "scan.get", { scanId });
    expect(detail.decisions).toEqual([taken.decision]);
    expect(detail.seizure).toEqual(taken.seizure);
    expect(taken.seizure?.caseNo).toMatch(/-000001$/);

    const [code, said] = await endOf(["--port", "0"]);
    expect([code, said]).toEqual([
      3,
      `Faunagate is already running on ${folder}: use that one, or start with another --data folder.\n`,
    ]);
    expect((await call(again, "scan.get", { scanId })).decisions).toHaveLength(1);

    second.child.kill("SIGTERM");
    const [exitCode] = (await once(second.child, "exit")) as [number | null];
    expect(exitCode).toBe(0);
  },
  PROGRAMS_MS,
);

test(
  "a port that is taken and arguments that make no sense are said in a sentence",
  async () => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const [code, said] = await endOf(["--port", String(port)]);
    other.close();
    expect([code, said]).toEqual([1, expect.stringContaining(`cannot use port ${port} of 127.0.0.1`)]);
    expect(await endOf(["--colour"])).toEqual([2, expect.stringContaining("Usage: npm start")]);
  },
  PROGRAMS_MS,
);

test("options: folders are absolute, ports a list to try", () => {
  expect(() => readStartOptions(["--port", "http"])).toThrow("--port http is no port");
  expect(() => readStartOptions(["--port", "65536"])).toThrow("is no port");
  const options = readStartOptions(["--data", "here"], "linux", {});
  expect(options).toMatchObject({ dataFolder: join(process.cwd(), "here"), open: true, demo: true });
  expect(options.ports.length).toBeGreaterThan(1);
  expect(readStartOptions(["--no-demo", "--no-open", "--port", "80"], "linux", { XDG_DATA_HOME: "/data" })).toEqual({
    dataFolder: "/data/faunagate",
    ports: [80],
    open: false,
    demo: false,
  });
});
