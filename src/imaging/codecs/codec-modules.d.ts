/** The Emscripten builds ship no types; these are the parts the station calls. */
type EmscriptenOptions = { print?: (line: string) => void; printErr?: (line: string) => void };

type FrameInfo = { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned?: boolean };

type WasmDecoder = {
  getEncodedBuffer: (length: number) => Uint8Array;
  getDecodedBuffer: () => Uint8Array;
  decode: () => void;
  getFrameInfo: () => FrameInfo;
  delete: () => void;
};

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  const create: (options: EmscriptenOptions) => Promise<{ JpegLSDecoder: new () => WasmDecoder }>;
  export default create;
}
declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  const create: (options: EmscriptenOptions) => Promise<{ JPEGDecoder: new () => WasmDecoder }>;
  export default create;
}
declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  const create: (options: EmscriptenOptions) => Promise<{ J2KDecoder: new () => WasmDecoder }>;
  export default create;
}
declare module "@cornerstonejs/codec-openjph/wasmjs" {
  type Encoder = {
    getDecodedBuffer: (info: FrameInfo & { isUsingColorTransform: boolean }) => Uint8Array;
    getEncodedBuffer: () => Uint8Array;
    setQuality: (lossless: boolean, step: number) => void;
    encode: () => void;
    delete: () => void;
  };
  const create: (options: EmscriptenOptions) => Promise<{ HTJ2KDecoder: new () => WasmDecoder; HTJ2KEncoder: new () => Encoder }>;
  export default create;
}
