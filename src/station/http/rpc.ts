import { METHODS, type MethodName, type ParamsOf, type ResultOf, RPC_MAX_BYTES } from "../../contract/methods.ts";
import { StationError } from "../../contract/station-error.ts";
import { readBody } from "./read-body.ts";
import { json } from "./respond.ts";

export type Handler<M extends MethodName> = (params: ParamsOf<M>) => ResultOf<M> | Promise<ResultOf<M>>;

/** One handler for every method of the contract. */
export type Handlers = { readonly [M in MethodName]: Handler<M> };

const isMethod = (name: string): name is MethodName => Object.hasOwn(METHODS, name);

const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new StationError("request.invalid", "the body is not JSON", { cause });
  }
};

const call = async <M extends MethodName>(handlers: Handlers, name: M, body: unknown): Promise<Response> => {
  const { params: paramsSchema, result: resultSchema } = METHODS[name];
  const params = paramsSchema.safeParse(body);
  if (!params.success) throw new StationError("request.invalid", params.error.message);
  // the compiler does not connect the schema of METHODS[name] with ParamsOf<name>; the parse above is what makes it true
  const result = await handlers[name](params.data as ParamsOf<M>);
  const checked = resultSchema.safeParse(result);
  if (!checked.success)
    throw new StationError("internal", `${name} gave what the contract does not allow: ${checked.error.message}`);
  return json({ result: checked.data });
};

/** Answers `POST /rpc/<name>`. Throws StationError for everything but a result. */
export const answerRpc = async (handlers: Handlers, name: string, request: Request): Promise<Response> => {
  if (!isMethod(name)) throw new StationError("request.not-found", `no method ${name.slice(0, 100)}`);
  // a form of another site can send text, but not this type, without being asked first
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type))
    throw new StationError("request.invalid", `content type ${type.slice(0, 100) || "missing"}`);
  return call(handlers, name, parseJson(await readBody(request, RPC_MAX_BYTES)));
};
