/** What this machine's WebGL can do, asked once without starting the 3D view. */
export type Graphics = {
  readonly kind: "hardware" | "software" | "absent";
  /** The driver's own words. */
  readonly name: string;
  readonly max3dTexture: number;
};

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

const ask = (): Graphics => {
  const absent = { kind: "absent", name: "no WebGL 2", max3dTexture: 0 } as const;
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return absent;
  const extension = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  const max3dTexture = Number(context.getParameter(context.MAX_3D_TEXTURE_SIZE));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return { kind: SOFTWARE.test(name) ? "software" : "hardware", name, max3dTexture };
};

let known: Graphics | null = null;

/** A machine found without WebGL is asked again next time: drivers come back. */
export const graphics = (): Graphics => {
  if (!known || known.kind === "absent") known = ask();
  return known;
};

/**
 * For 2D canvases. Without a real graphics card they must stay in the processor's memory: a browser that draws them through
 * software WebGL takes five times as long.
 */
export const canvasSettings = (): CanvasRenderingContext2DSettings => ({ willReadFrequently: graphics().kind !== "hardware" });
