import { afterEach, describe, expect, it, vi } from "vitest";
import { labelOf, useImports } from "./import-store.ts";

const stationAnswers = (result: unknown): void => {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ result })));
};

afterEach(() => {
  vi.unstubAllGlobals();
  for (const { id } of useImports.getState().batches) useImports.getState().dismiss(id);
});

describe("imports", () => {
  it("names an import by its folder or its first file", () => {
    expect(labelOf(["bag/1.dcm", "bag/sub/2.dcm"])).toBe("bag");
    expect(labelOf(["a.nrrd"])).toBe("a.nrrd");
    expect(labelOf(["a.nrrd", "b.nrrd", "c.nrrd"])).toBe("a.nrrd and 2 more");
  });

  it("follows the station's work to its end", async () => {
    stationAnswers({ jobId: "job-a" });
    await useImports.getState().sendHandles("bag", ["path:1"]);
    useImports.getState().noteProgress("job-a", "decode", 0.5);
    expect(useImports.getState().batches[0]).toMatchObject({ phase: "reading", step: "decode", fraction: 0.5 });
    useImports.getState().noteDone("job-a", ["scan-0001"], 2);
    expect(useImports.getState().batches[0]).toMatchObject({ phase: "done", scanIds: ["scan-0001"], refused: 2 });
  });

  it("notices an end that was announced before the answer", async () => {
    stationAnswers({ jobId: "job-b" });
    useImports.getState().noteDone("job-b", ["scan-0002"], 0);
    await useImports.getState().sendHandles("bag", ["path:1"]);
    expect(useImports.getState().batches[0]).toMatchObject({ phase: "done", scanIds: ["scan-0002"] });
  });

  it("keeps an import that failed, with the reason", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("down")));
    await useImports.getState().sendHandles("bag", ["path:1"]);
    expect(useImports.getState().batches[0]).toMatchObject({ phase: "failed", failure: { code: null } });
  });

  it("does not wait for ever for an end that was missed", async () => {
    stationAnswers({ jobId: "job-c" });
    await useImports.getState().sendHandles("bag", ["path:1"]);
    useImports.getState().noteGap(true);
    expect(useImports.getState().batches[0]?.phase).toBe("done");
  });
});
