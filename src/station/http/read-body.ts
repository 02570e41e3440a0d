import { StationError } from "../../contract/station-error.ts";

/** The whole body as bytes. Errors: `request.too-large` as soon as it is known to pass `maxBytes`. */
export const readBody = async (request: Request, maxBytes: number): Promise<Uint8Array> => {
  const tooLarge = (): StationError => new StationError("request.too-large", `more than ${maxBytes} bytes`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
};
