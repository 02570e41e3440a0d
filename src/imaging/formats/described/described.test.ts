import { describe, expect, test } from "vitest";
import { latin1, numbers } from "../../../../fixtures/generate/bytes.ts";
import { BAG, bagCounts, pngFile } from "../../../../fixtures/generate/pictures.ts";
import { ATTENUATION_ENCODING } from "../../../contract/radiograph.ts";
import type { MadeView } from "../../radiograph/made-view.ts";
import { readInThread } from "../read-in-thread.ts";
import { memorySource } from "../sibling.ts";

const { width, height } = BAG;
const ORGANIC = 24 * width + 20;
const low = bagCounts(0, 60_000);
const high = bagCounts(1, 50_000);

const read = (files: Readonly<Record<string, Uint8Array>>) =>
  readInThread(Object.entries(files).map(([name, bytes]) => memorySource(name, bytes)));
const json = (value: unknown): Uint8Array => latin1(JSON.stringify(value));
const attenuationAt = (view: MadeView | undefined, n: number): number =>
  (view?.attenuation[n] ?? 0) * ATTENUATION_ENCODING.slope + ATTENUATION_ENCODING.intercept;
const transposed = (values: readonly number[]): readonly number[] =>
  Array.from({ length: values.length }, (_, n) => values[(n % height) * width + Math.floor(n / height)] ?? 0);

const codes = async (files: Readonly<Record<string, Uint8Array>>) => (await read(files)).refused.map(({ error }) => error.code);

const RAW = { width, height, type: "uint16", byteOrder: "big" } as const;
const sidecar = (views: readonly unknown[], over: object = {}): Uint8Array =>
  json({ format: "faunagate-radiograph", schema: 1, views, ...over });

describe("a raw line-scan dump", () => {
  test("column by column, two energies sample by sample, behind 16 bytes", async () => {
    const [a, b] = [transposed(low), transposed(high)];
    const woven = a.flatMap((value, n) => [value, b[n] ?? 0]);
    const data = new Uint8Array([...new Uint8Array(16), ...numbers(woven, "uint16", false)]);
    const raw = { ...RAW, lines: "columns", step: 2 };
    const described = sidecar(
      [
        {
          direction: "side",
          belt: "left",
          pixelMm: [1.2, 0.8],
          planes: [
            { energy: "low", file: "x.raw", raw: { ...raw, offset: 16 } },
            { energy: "high", file: "x.raw", raw: { ...raw, offset: 18 } },
          ],
        },
      ],
      { objectId: "P-17", scanner: { maker: "Old", model: "Linescan", station: "3" } },
    );
    const { radiographs, refused } = await read({ "d/x.raw": data, "d/x.raw.json": described });
    expect(refused.map(({ error }) => error.message)).toEqual([]);
    expect(radiographs.map(({ plan }) => [plan.title, plan.objectId, plan.scanner?.maker])).toEqual([["x", "P-17", "Old"]]);
    expect(radiographs[0]?.plan.views[0]).toMatchObject({ direction: "side", belt: "left", pixelMm: [1.2, 0.8] });
    const view = radiographs[0]?.views[0];
    expect(view?.origin).toBe("dual-energy");
    expect(attenuationAt(view, ORGANIC)).toBeCloseTo(-Math.log((Math.exp(-0.5806) + Math.exp(-0.431)) / 2), 3);
  });

  test("alone, either of the two leads to it only with the other", async () => {
    const planes = [{ energy: "single", file: "x.raw", raw: RAW }];
    const described = sidecar([{ planes }]);
    expect(await codes({ "x.raw.json": described })).toEqual(["format.truncated"]);
    expect(await codes({ "x.raw": numbers(high, "uint16", false) })).toEqual(["sidecar.missing"]);
    expect(await codes({ "x.raw.json": described, "x.raw": new Uint8Array(100) })).toEqual([
      "format.truncated",
      "format.truncated",
    ]);
    const lying = sidecar([{ planes: [{ ...planes[0], raw: { ...RAW, width: 30_000, height: 30_000 } }] }]);
    expect(new Set(await codes({ "x.raw.json": lying, "x.raw": new Uint8Array(100) }))).toEqual(new Set(["format.lying-header"]));
    const odd = sidecar([{ planes: [planes[0], planes[0]] }]);
    expect(new Set(await codes({ "x.raw.json": odd, "x.raw": numbers(high, "uint16", false) }))).toEqual(
      new Set(["sidecar.invalid"]),
    );
  });
});

test("pictures of any names become the energies and views of one scan, and none of their own", async () => {
  const grey = { width, height, samples: 1, bits: 16 } as const;
  const described = sidecar([
    {
      label: "A",
      direction: "top",
      planes: [
        { energy: "low", file: "a.png" },
        { energy: "high", file: "b.png" },
      ],
    },
    {
      label: "B",
      direction: "side",
      values: "transmission",
      scale: "linear",
      dark: 0,
      air: 50_000,
      planes: [{ energy: "single", file: "c.png" }],
    },
  ]);
  const files = { "a.png": pngFile(low, grey), "b.png": pngFile(high, grey), "c.png": pngFile(high, grey) };
  const { radiographs, refused } = await read({ ...files, "scan.json": described });
  expect([radiographs.length, refused.length]).toEqual([1, 0]);
  expect(radiographs[0]?.views.map(({ origin }) => origin)).toEqual(["dual-energy", "single-energy"]);
  // everything was said of the second view
  expect(radiographs[0]?.views[1]?.notes).toEqual([]);
});
