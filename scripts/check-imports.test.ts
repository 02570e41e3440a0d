import { describe, expect, test } from "vitest";
import { breachOf, cyclesOf, importsOf } from "./check-imports.ts";

describe("import rules between rooms", () => {
  test.each([
    ["station/http/fetch.ts", "../../imaging/x.ts", "imaging/x.ts"],
    ["cli/main.ts", "../station/create-station.ts", "station/create-station.ts"],
    ["renderer/viewer2d/a.ts", "../../imaging/geometry/b.ts", "imaging/geometry/b.ts"],
    ["main/main.ts", "electron", null],
    ["station/store/open-store.ts", "better-sqlite3", null],
  ])("%s may import %s", (from, specifier, target) => {
    expect(breachOf(from, specifier, target)).toBeNull();
  });

  test.each([
    ["contract/scan.ts", "../imaging/x.ts", "imaging/x.ts"],
    ["contract/scan.ts", "lodash", null],
    ["imaging/x.ts", "node:fs", null],
    ["station/scans/a.ts", "better-sqlite3", null],
    ["station/store/a.ts", "../jobs/b.ts", "station/jobs/b.ts"],
    ["cli/main.ts", "../station/records/a.ts", "station/records/a.ts"],
    ["renderer/app.tsx", "../station/create-station.ts", "station/create-station.ts"],
    ["renderer/app.tsx", "../imaging/formats/registry.ts", "imaging/formats/registry.ts"],
    ["web/main.ts", "electron", null],
    ["station/a.ts", "onnxruntime-node", null],
    ["renderer/viewer2d/a.ts", "three", null],
    ["renderer/features/a.ts", "cornerstone-core", null],
  ])("%s may not import %s", (from, specifier, target) => {
    expect(breachOf(from, specifier, target)).toEqual(expect.any(String));
  });

  test("sees type imports, re-exports and dynamic imports", () => {
    const text = `import type { A } from "./a.ts"; export { b } from "./b.ts"; export * from "./c.ts"; const d = await import("./d.ts");`;
    expect(importsOf({ path: "x.ts", text }).map((entry) => entry.specifier)).toEqual(["./a.ts", "./b.ts", "./c.ts", "./d.ts"]);
  });

  test("finds cycles and leaves diamonds alone", () => {
    const diamond = new Map([
      ["a", ["b", "c"]],
      ["b", ["d"]],
      ["c", ["d"]],
      ["d", []],
    ]);
    expect(cyclesOf(diamond)).toEqual([]);
    expect(
      cyclesOf(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["a"]],
        ]),
      ),
    ).toEqual([["a", "b", "c", "a"]]);
  });
});
