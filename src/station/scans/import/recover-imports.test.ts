import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { textOf } from "../../store/row.ts";
import { writeSeries } from "../testing/make-files.ts";
import { createReadingPool } from "../reading/create-reading-pool.ts";
import { openRoom as openRoomWith, removeFolder, type Room, type RoomOptions, temporaryFolder } from "../testing/open-room.ts";

// each test starts a station in a process of its own, which a busy machine takes its time for
vi.setConfig({ testTimeout: 180_000 });

const pool = createReadingPool({ size: 2 });
afterAll(() => pool.close());
const openRoom = (dataFolder: string, options: RoomOptions = {}): Room => openRoomWith(dataFolder, { pool, ...options });

let data = "";
let files = "";
let room: Room | null = null;

beforeEach(() => {
  data = temporaryFolder();
  files = temporaryFolder();
});
afterEach(async () => {
  await room?.close();
  room = null;
  removeFolder(data);
  removeFolder(files);
});

const idOf = ({ store }: Room): string => {
  const row = store.db.get("select id from scans");
  return row ? textOf(row, "id") : "";
};

/** Imports `files` in a process of its own and kills it (SIGKILL) at the first event of the kind. */
const killAt = async (state: "arriving" | "opening" | "queued"): Promise<void> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "..", "testing", "import-and-hold.ts"), data, files, state], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
};

test.each(["arriving", "opening", "queued"] as const)(
  "a station killed while a scan is %s takes it up under the same id",
  async (state) => {
    writeSeries(files, { slices: 5 });
    await killAt(state);
    room = openRoom(data, { seed: 2 });
    const id = idOf(room);
    expect(room.scans.get(id).state).toBe(state);
    await room.scans.recover();
    const scan = room.scans.get(id);
    expect([scan.state, scan.error, scan.path]).toEqual(["queued", null, files]);
    expect(readdirSync(join(data, "scans"))).toEqual([id]);
    for (const { sha256 } of scan.originals) await room.scans.verifyOriginal(sha256);
    expect(room.store.db.all("select count(*) as n, internal ->> '$.originals' as originals from scans")).toEqual([
      { n: 1, originals: "kept" },
    ]);
    expect(room.queued).toEqual(state === "queued" ? [] : [id]);
  },
);

test("where the files are gone or changed the scan fails with the reason, and a half-made folder is removed", async () => {
  const paths = writeSeries(files, { slices: 3 });
  await killAt("opening");
  appendFileSync(paths[1] ?? "", "more");
  room = openRoom(data, { seed: 2 });
  const id = idOf(room);
  await room.scans.recover();
  expect(room.scans.get(id)).toMatchObject({ state: "failed", error: { code: "file.changing" }, levels: [] });
  expect(existsSync(join(data, "scans", `.opening-${id}`))).toBe(false);
  await room.close();
  rmSync(join(data, "station.db"));
  await killAt("opening");
  removeFolder(files);
  room = openRoom(data, { seed: 3 });
  await room.scans.recover();
  expect(room.scans.get(idOf(room))).toMatchObject({ state: "failed", error: { code: "file.not-found" } });
});

test("closing while a scan is opened leaves it for the next start", async () => {
  writeSeries(files, { slices: 5 });
  let closing: Promise<void> | null = null;
  room = openRoom(data, {
    publish: (event) => {
      if (event.type === "scan" && event.scan.state === "opening") closing = room?.close() ?? null;
    },
  });
  await expect(room.scans.importPaths([files])).rejects.toMatchObject({ code: "job.cancelled" });
  await closing;
  room = openRoom(data, { seed: 2 });
  const id = idOf(room);
  expect(room.scans.get(id).state).toBe("opening");
  await room.scans.recover();
  expect(room.scans.get(id).state).toBe("queued");
});
