import { afterEach, describe, expect, it, vi } from "vitest";
import { ERROR_CODES } from "../../contract/error-code.ts";
import { StationError } from "../../contract/station-error.ts";
import { describeFailure, isUnreachable } from "./failure.ts";
import { call } from "./rpc.ts";

/** The station is not part of this test: only what the page makes of an answer is. */
const stationAnswers = (status: number, body: string): void => {
  vi.stubGlobal("fetch", async () => new Response(body, { status }));
};

afterEach(() => vi.unstubAllGlobals());

const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe("call", () => {
  it("gives the validated result", async () => {
    stationAnswers(200, JSON.stringify({ result: { jobId: "job-00000001" } }));
    expect(await call("scan.import", { handles: ["a"] })).toEqual({ jobId: "job-00000001" });
  });

  it("throws the station's own error", async () => {
    const [message, next] = ERROR_CODES["scan.not-found"];
    stationAnswers(404, JSON.stringify({ error: { code: "scan.not-found", message, next, detail: "no row" } }));
    const error = await failureOf(call("scan.get", { scanId: "scan-0000001" }));
    expect(error).toBeInstanceOf(StationError);
    expect(describeFailure(error)).toEqual({ code: "scan.not-found", message, next, detail: "no row" });
  });

  it("refuses an answer outside the contract", async () => {
    stationAnswers(200, JSON.stringify({ result: { jobId: 7 } }));
    expect(describeFailure(await failureOf(call("scan.import", { handles: ["a"] }))).code).toBe("internal");
  });

  it("says when it is no JSON at all", async () => {
    stationAnswers(502, "<html>");
    expect(describeFailure(await failureOf(call("profile.list", {}))).detail).toContain("HTTP 502");
  });

  it("tells an unreachable station from a refusal", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    const error = await failureOf(call("profile.list", {}));
    expect(isUnreachable(error)).toBe(true);
    expect(describeFailure(error).code).toBeNull();
  });
});
