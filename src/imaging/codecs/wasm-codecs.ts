import createCharls from "@cornerstonejs/codec-charls/decodewasmjs";
import createTurbo from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import createOpenJpeg from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import createOpenJph from "@cornerstonejs/codec-openjph/wasmjs";
import { silent, wasmCodec } from "./wasm-codec.ts";

export const decodeJpegLs = wasmCodec("JPEG-LS", async () => {
  const build = await createCharls(silent());
  return () => new build.JpegLSDecoder();
});

/** 8-bit DCT JPEG, sequential and progressive. */
export const decodeJpeg8 = wasmCodec("JPEG", async () => {
  const build = await createTurbo(silent());
  return () => new build.JPEGDecoder();
});

export const decodeJpeg2000 = wasmCodec("JPEG 2000", async () => {
  const build = await createOpenJpeg(silent());
  return () => new build.J2KDecoder();
});

export const decodeHtj2k = wasmCodec("HTJ2K", async () => {
  const build = await createOpenJph(silent());
  return () => new build.HTJ2KDecoder();
});
