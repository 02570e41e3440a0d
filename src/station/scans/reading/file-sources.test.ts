import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StationError } from "../../../contract/station-error.ts";
import { createFileSources, type FileSources } from "./file-sources.ts";
import { openFile, stampOf } from "./file-stamp.ts";

let folder = "";
let sources: FileSources = createFileSources();
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "faunagate-sources-")));
  sources = createFileSources();
});
afterEach(() => {
  sources.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof StationError ? thrown.code : String(thrown);
  }
  return "nothing";
};

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test("reads what is asked, less only at the end", () => {
  const source = sources.open(put("a", "0123456789"));
  expect([source.size, textOf(source.read(2, 3)), textOf(source.read(8, 9)), source.read(20, 5).length]).toEqual([
    10,
    "234",
    "89",
    0,
  ]);
});

test("siblings are found whatever the case of their name, and never outside the folder", () => {
  const header = put("in/a.mhd", "header");
  put("in/A.RAW", "voxels");
  put("in/sub/b.raw", "deeper");
  put("secret", "secret");
  symlinkSync(join(folder, "secret"), join(folder, "in", "link.raw"));
  const sibling = sources.siblingsOf(header);
  const read = (name: string): string | null => {
    const source = sibling(name);
    return source && textOf(source.read(0, 100));
  };
  expect([read("a.raw"), read("sub/b.raw"), read("sub\\b.raw")]).toEqual(["voxels", "deeper", "deeper"]);
  for (const name of ["../secret", "link.raw", join(folder, "secret"), "c:\\secret", "/etc/passwd", "gone", "", ".", "a\0b"])
    expect([name, read(name)]).toEqual([name, null]);
  expect(sources.openedSiblings().map(({ path }) => path)).toEqual([
    join(folder, "in", "A.RAW"),
    join(folder, "in", "sub", "b.raw"),
  ]);
});

test("more files than a system lets open at once", () => {
  const first = sources.open(put("0", "zero"));
  for (let n = 1; n < 100; n += 1) sources.open(put(`${n}`, `${n}`));
  expect(textOf(first.read(0, 4))).toBe("zero");
});

test("a file that was written to or vanished since it was found is told apart", () => {
  const path = put("a", "0123456789");
  const stamp = stampOf(path) ?? undefined;
  const open = sources.open(path, stamp);
  appendFileSync(path, "more");
  expect(codeOf(() => openFile(path, stamp))).toBe("file.changing");
  writeFileSync(path, "012");
  expect(codeOf(() => open.read(5, 5))).toBe("file.changing");
  writeFileSync(path, "0123456789");
  utimesSync(path, 1, 1);
  expect(codeOf(() => openFile(path, stamp))).toBe("file.changing");
  rmSync(path);
  expect(codeOf(() => openFile(path, stamp))).toBe("file.unreadable");
  expect(codeOf(() => openFile(path))).toBe("file.not-found");
  expect(codeOf(() => openFile(folder))).toBe("file.unreadable");
});
