import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WALK_LIMITS, type Walked, walkFiles } from "./walk-files.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "faunagate-walk-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text = "x"): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const names = ({ files }: Walked): readonly string[] => files.map(({ path }) => relative(folder, path));
const codes = ({ refused }: Walked): readonly string[] =>
  refused.map(({ path, error }) => `${relative(folder, path)} ${error.code}`);

test("finds files in an order that does not depend on how they were given, each once, without clutter", () => {
  for (const name of ["b/2", "b/1", "a.dcm", "c/d/e", ".hidden", "b/Thumbs.db", "x.part", "y.tmp", "~lock", "z~"]) put(name);
  const expected = ["a.dcm", "b/1", "b/2", "c/d/e"];
  expect(names(walkFiles([folder]))).toEqual(expected);
  expect(names(walkFiles([join(folder, "c"), join(folder, "b", "2"), join(folder, "a.dcm"), join(folder, "b")]))).toEqual(
    expected,
  );
});

test("a file is taken under any name when it is given itself, and marked as given", () => {
  const path = put("x.tmp");
  put("y");
  expect(walkFiles([path]).files.map(({ given }) => given)).toEqual([true]);
  expect(walkFiles([join(folder, "y"), folder]).files.map(({ given }) => given)).toEqual([true]);
  expect(walkFiles([folder]).files.map(({ given }) => given)).toEqual([false]);
  expect(walkFiles([path], { ...WALK_LIMITS, given: false }).files.map(({ given }) => given)).toEqual([false]);
});

test("a link back to a folder above is refused, and the rest of the folder is read", () => {
  put("scans/1");
  symlinkSync(folder, join(folder, "scans", "again"));
  symlinkSync(join(folder, "scans"), join(folder, "scans", "self"));
  symlinkSync(join(folder, "nowhere"), join(folder, "scans", "dead"));
  symlinkSync("turn", join(folder, "scans", "turn"));
  const walked = walkFiles([folder]);
  expect(names(walked)).toEqual(["scans/1"]);
  expect(codes(walked)).toEqual([
    "scans/again file.link-loop",
    "scans/dead file.not-found",
    "scans/self file.link-loop",
    "scans/turn file.link-loop",
  ]);
});

test("a folder that is linked to from beside it is read once", () => {
  put("a/1");
  symlinkSync(join(folder, "a"), join(folder, "b"));
  expect(names(walkFiles([folder]))).toEqual(["a/1"]);
});

test("says what is missing, what is empty, and what is too much", () => {
  mkdirSync(join(folder, "empty"));
  expect(codes(walkFiles([join(folder, "gone"), join(folder, "empty")]))).toEqual(["gone file.not-found", "empty file.empty"]);
  put("deep/1/2/3/file");
  expect(codes(walkFiles([join(folder, "deep")], { ...WALK_LIMITS, maxDepth: 2 }))).toEqual(["deep/1/2/3 file.too-large"]);
  for (let n = 0; n < 5; n += 1) put(`many/${n}`);
  const many = walkFiles([join(folder, "many")], { ...WALK_LIMITS, maxFiles: 3 });
  expect([many.files.length, codes(many)]).toEqual([3, ["many file.too-large"]]);
});

test("a DICOMDIR stands for its folder", () => {
  const path = put("study/DICOMDIR");
  put("study/IM/1");
  expect(names(walkFiles([path]))).toEqual(["study/DICOMDIR", "study/IM/1"]);
});
