import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StationError } from "../../contract/station-error.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { openStore } from "./open-store.ts";
import { numberOf, textOf, textOrNullOf } from "./row.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOfThrown = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof StationError ? thrown.code : `not a StationError: ${String(thrown)}`;
  }
  return "nothing thrown";
};

const addScan = (db: ReturnType<typeof openStore>["db"], id: string): number =>
  db.run("insert into scans (id, imported_utc, state, document) values (?, ?, 'ready', '{}')", [id, "2026-01-01T00:00:00.000Z"]);

test("what is committed is there after reopening, with the durability that records need", () => {
  const first = openStore(folder);
  expect(addScan(first.db, "scan-0001")).toBe(1);
  expect(first.db.get("pragma journal_mode")).toEqual({ journal_mode: "wal" });
  expect(first.db.get("pragma synchronous")).toEqual({ synchronous: 2 });
  expect(first.db.get("pragma foreign_keys")).toEqual({ foreign_keys: 1 });
  first.close();
  first.close();
  const second = openStore(folder);
  const row = second.db.get("select id, fingerprint, demo from scans where id = :id", { id: "scan-0001" });
  expect(row && [textOf(row, "id"), textOrNullOf(row, "fingerprint"), numberOf(row, "demo")]).toEqual(["scan-0001", null, 0]);
  expect(codeOfThrown(() => row && textOf(row, "demo"))).toBe("storage.damaged");
  second.close();
});

test("a transaction is all or nothing, also when nested", () => {
  const { db, close } = openStore(folder);
  expect(() =>
    db.transaction(() => {
      addScan(db, "scan-0001");
      db.transaction(() => addScan(db, "scan-0002"));
      throw new StationError("storage.full", "test");
    }),
  ).toThrow("storage.full");
  expect(db.all("select id from scans")).toEqual([]);
  db.transaction(() => {
    addScan(db, "scan-0001");
    expect(codeOfThrown(() => db.transaction(() => addScan(db, "scan-0001")))).toBe("internal");
  });
  expect(db.all("select id from scans")).toEqual([{ id: "scan-0001" }]);
  close();
});

test("references hold, decisions cannot fork, and what people said cannot be changed or removed", () => {
  const { db, close } = openStore(folder);
  addScan(db, "scan-0001");
  const decide = (id: string, scan: string, previous: string | null): number =>
    db.run("insert into decisions (id, scan_id, previous_id, document) values (?, ?, ?, '{}')", [id, scan, previous]);
  expect(codeOfThrown(() => decide("decision-1", "scan-nowhere", null))).toBe("internal");
  decide("decision-1", "scan-0001", null);
  expect(codeOfThrown(() => decide("decision-2", "scan-0001", null))).toBe("internal");
  decide("decision-2", "scan-0001", "decision-1");
  expect(codeOfThrown(() => decide("decision-3", "scan-0001", "decision-1"))).toBe("internal");
  expect(codeOfThrown(() => db.run("delete from decisions"))).toBe("internal");
  expect(codeOfThrown(() => db.run("update decisions set document = '{\"a\":1}'"))).toBe("internal");
  expect(db.all("select id from decisions order by seq")).toEqual([{ id: "decision-1" }, { id: "decision-2" }]);
  close();
});

test("a second station on the folder is refused, until the first has ended, however it ended", async () => {
  const first = openStore(folder);
  expect(codeOfThrown(() => openStore(folder))).toBe("station.in-use");
  first.close();
  const holder = spawn(
    process.execPath,
    ["--input-type=module", "-e", HOLDER, folder, join(import.meta.dirname, "open-store.ts")],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(holder.stdout, "data");
  expect(codeOfThrown(() => openStore(folder))).toBe("station.in-use");
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const again = openStore(folder);
  expect(again.db.all("select id from scans")).toEqual([{ id: "scan-0001" }]);
  again.close();
});

const HOLDER = `
const { openStore } = await import(process.argv[2]);
const { db } = openStore(process.argv[1]);
db.run("insert into scans (id, imported_utc, state, document) values ('scan-0001', '2026-01-01T00:00:00.000Z', 'ready', '{}')");
console.log("holds");
setInterval(() => {}, 1000);
`;

test("data of a newer station, of another program, and damaged data are told apart, and none is changed", () => {
  openStore(folder).close();
  const file = join(folder, "station.db");
  const set = (pragma: string): void => {
    const driver = new Database(file);
    driver.pragma(pragma);
    driver.close();
  };
  set(`user_version = ${MIGRATIONS.length + 1}`);
  expect(codeOfThrown(() => openStore(folder))).toBe("station.newer-data");
  set(`user_version = ${MIGRATIONS.length}`);
  set("application_id = 7");
  expect(codeOfThrown(() => openStore(folder))).toBe("storage.damaged");
  const bytes = readFileSync(file).fill(0x5a, 0, 100);
  writeFileSync(file, bytes);
  expect(codeOfThrown(() => openStore(folder))).toBe("storage.damaged");
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test("a damaged page is found at the start, not on the day the record is needed", () => {
  const { db, close } = openStore(folder);
  for (let n = 0; n < 400; n += 1) addScan(db, `scan-${String(n).padStart(6, "0")}`);
  close();
  const file = join(folder, "station.db");
  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length - 4096 * 3, bytes.length - 4096);
  writeFileSync(file, bytes);
  expect(codeOfThrown(() => openStore(folder))).toBe("storage.damaged");
});

test("migrations are numbered without gaps", () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});
