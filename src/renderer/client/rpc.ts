import { METHODS, rpcErrorSchema, type MethodName, type ParamsInputOf, type ResultOf } from "../../contract/methods.ts";
import { fromErrorBody, StationError } from "../../contract/station-error.ts";
import { stationUnreachable } from "./failure.ts";

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new StationError("internal", `HTTP ${response.status}, not JSON: ${text.slice(0, 200)}`);
  }
};

/** The station's error in a body, or `null` when the body is not one. */
export const errorOf = (body: unknown): StationError | null => {
  const parsed = rpcErrorSchema.safeParse(body);
  return parsed.success ? fromErrorBody(parsed.data.error) : null;
};

/**
 * Calls one method of the station. Throws a `StationError` with the station's own code when it refuses, with `internal`
 * when its answer does not fit the contract, and `stationUnreachable` when there is no answer.
 */
export const call = async <M extends MethodName>(
  method: M,
  params: ParamsInputOf<M>,
  signal?: AbortSignal,
): Promise<ResultOf<M>> => {
  let response: Response;
  try {
    response = await fetch(`/rpc/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(params),
      signal: signal ?? null,
    });
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    throw stationUnreachable(`${method}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  const body = await readJson(response);
  const refused = errorOf(body);
  if (refused) throw refused;
  const result = typeof body === "object" && body !== null && "result" in body ? body.result : undefined;
  const parsed = METHODS[method].result.safeParse(result);
  if (!parsed.success) throw new StationError("internal", `${method} answered outside its contract: ${parsed.error.message}`);
  // The schema was looked up by the same name as the type; TypeScript cannot follow that through the union.
  return parsed.data as ResultOf<M>;
};
