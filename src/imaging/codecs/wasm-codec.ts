import { StationError } from "../../contract/station-error.ts";
import { requireShape, sampleCount, type CodedImage, type ExpectedImage } from "./coded-image.ts";

/** The parts of an Emscripten decoder that all four codecs share. */
export type WasmDecoder = {
  readonly getEncodedBuffer: (length: number) => Uint8Array;
  readonly getDecodedBuffer: () => Uint8Array;
  readonly decode: () => void;
  readonly getFrameInfo: () => {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  };
  readonly delete: () => void;
};

export type WasmCodec = (bytes: Uint8Array, expected: ExpectedImage) => Promise<CodedImage>;

/** Options of a build that keeps it from printing. A new object each time: the build makes it its own module object. */
export const silent = (): { print: () => void; printErr: () => void } => ({ print: () => {}, printErr: () => {} });

/** What the builds throw: numbers (C++ exception pointers), strings, errors of the WebAssembly machine. */
const describe = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const decodeWith = (decoder: WasmDecoder, bytes: Uint8Array, expected: ExpectedImage): CodedImage => {
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  const info = decoder.getFrameInfo();
  const shape = { columns: info.width, rows: info.height, components: info.componentCount, precision: info.bitsPerSample };
  requireShape(shape, expected);
  // A view of the codec's own memory, which the next frame overwrites: copied before the decoder goes.
  const decoded = decoder.getDecodedBuffer();
  const out = Uint8Array.from(decoded);
  const count = sampleCount(expected);
  if (info.bitsPerSample <= 8 && out.length >= count) return { samples: out.subarray(0, count), precision: info.bitsPerSample };
  if (out.length < count * 2)
    throw new StationError("format.truncated", `the codec gave ${out.length} bytes for ${count} samples`);
  return { samples: new Uint16Array(out.buffer, 0, count), precision: info.bitsPerSample };
};

/**
 * Makes a codec of an Emscripten build: loaded once per thread, its exceptions turned into `format.corrupt`, its memory
 * freed after each frame, and the whole build loaded afresh after an abort, which leaves it unusable.
 */
export const wasmCodec = (name: string, create: () => Promise<() => WasmDecoder>): WasmCodec => {
  let loading: Promise<() => WasmDecoder> | null = null;
  return async (bytes, expected) => {
    loading ??= create();
    const make = await loading.catch((thrown: unknown) => {
      loading = null;
      throw new StationError("internal", `the ${name} codec could not be loaded: ${describe(thrown)}`);
    });
    let decoder: WasmDecoder | null = null;
    try {
      decoder = make();
      return decodeWith(decoder, bytes, expected);
    } catch (thrown) {
      if (thrown instanceof StationError) throw thrown;
      if (thrown instanceof Error && thrown.name === "RuntimeError") {
        decoder = null;
        loading = null;
      }
      throw new StationError("format.corrupt", `${name}: ${describe(thrown)}`);
    } finally {
      decoder?.delete();
    }
  };
};
