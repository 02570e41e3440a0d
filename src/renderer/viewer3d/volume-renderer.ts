/** The GPU's side of the 3D view: programs, textures and the two pictures (motion and rest). Knows nothing of React. */
import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  GLSL3,
  Matrix4,
  Mesh,
  RawShaderMaterial,
  Scene,
  Vector3,
  WebGLRenderer,
  WebGLRenderTarget,
  type Data3DTexture,
  type DataTexture,
  type PerspectiveCamera,
} from "three";
import { transferTable } from "../../imaging/colour/transfer-function.ts";
import type { ShownFinding } from "../viewer2d/shown-findings.ts";
import type { ClipBox, TransferPresetId } from "../viewer2d/viewer-types.ts";
import type { PackedLabels } from "../workers/pack-labels.ts";
import { BLOCK_VOXELS, type PackedVolume } from "../workers/pack-volume.ts";
import { mergeRanges, skipField } from "./block-distance.ts";
import { shareToWorld, type Body } from "./body.ts";
import { COPY_FRAGMENT, MARCH_FRAGMENT, VERTEX } from "./volume-shader.ts";
import { byteTexture, findingTable, skipTexture, tableTexture, volumeTexture } from "./volume-textures.ts";

export type VolumeScene = {
  readonly body: Body;
  /** The level for motion, which also says how the volume is cut into blocks. */
  readonly motion: PackedVolume;
  /** A finer level for rest, where the graphics card can hold one. */
  readonly rest: PackedVolume | null;
  readonly labels: PackedLabels | null;
};

export type VolumeLook = {
  readonly preset: TransferPresetId;
  readonly clip: ClipBox;
  readonly findings: readonly ShownFinding[];
  readonly isolated: boolean;
};

export type PictureQuality = "motion" | "rest";

export type VolumeRenderer = {
  readonly setScene: (scene: VolumeScene) => void;
  readonly setLook: (look: VolumeLook) => void;
  /** Size of the canvas and of the picture at rest in pixels. Clears both. */
  readonly setSize: (width: number, height: number) => void;
  /** Longest side of the motion picture, at most that of the canvas. */
  readonly setMotionSide: (side: number) => void;
  /** Draws rows `from` to `to` (shares of the height, from the bottom) of a picture. Returns at once; the GPU works on. */
  readonly draw: (quality: PictureQuality, camera: PerspectiveCamera, from: number, to: number) => void;
  /** Puts the pictures on the canvas: the rest picture below `restRows`, the motion picture above. */
  readonly present: (restRows: number) => void;
  /** Resolves when the GPU has done what it was given. */
  readonly finished: () => Promise<void>;
  readonly dispose: () => void;
};

/** Opacity in the transfer tables is per this share of the volume's diagonal. */
const REFERENCE = 1 / 200;
const MOTION_STEPS = 128;
/** What is left of the bag's opacity round an isolated finding. */
const ISOLATED_SHARE = 0.12;

const triangle = (): BufferGeometry => {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3));
  return geometry;
};

const material = (fragmentShader: string, uniforms: Record<string, { value: unknown }>): RawShaderMaterial =>
  new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: VERTEX,
    fragmentShader,
    uniforms,
    depthTest: false,
    depthWrite: false,
  });

/** Throws when the canvas cannot have a WebGL 2 context. */
export const createVolumeRenderer = (canvas: HTMLCanvasElement): VolumeRenderer => {
  const renderer = new WebGLRenderer({
    canvas,
    antialias: false,
    alpha: false,
    depth: false,
    stencil: false,
    preserveDrawingBuffer: true,
  });
  renderer.autoClear = false;
  const context = renderer.getContext();
  if (!(context instanceof WebGL2RenderingContext)) throw new Error("the browser gave no WebGL 2");
  const motionTarget = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  const restTarget = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  const black = byteTexture(new Uint8Array(1), [1, 1, 1], "field");
  const noLabels = byteTexture(new Uint8Array(1), [1, 1, 1], "labels");

  const uniforms = {
    uVolume: { value: black },
    uSkip: { value: black },
    uLabels: { value: noLabels },
    uGlow: { value: black },
    uTransfer: { value: tableTexture(transferTable("bag"), "smooth") },
    uFindings: { value: tableTexture(findingTable([]), "exact") },
    uScreenToTexture: { value: new Matrix4() },
    uClipMin: { value: new Vector3(0, 0, 0) },
    uClipMax: { value: new Vector3(1, 1, 1) },
    uSizeMm: { value: new Vector3(1, 1, 1) },
    uBlockScale: { value: new Vector3(1, 1, 1) },
    uTexel: { value: new Vector3(1, 1, 1) },
    uStepMm: { value: 1 },
    uReferenceMm: { value: 1 },
    uBagShare: { value: 1 },
    uShaded: { value: false },
    uMip: { value: false },
  };
  const copyUniforms = { uMotion: { value: motionTarget.texture }, uRest: { value: restTarget.texture }, uRows: { value: 0 } };
  const march = material(MARCH_FRAGMENT, uniforms);
  const copy = material(COPY_FRAGMENT, copyUniforms);
  const geometry = triangle();
  const mesh = new Mesh(geometry, march);
  mesh.frustumCulled = false;
  const stage = new Scene();
  stage.add(mesh);
  const fixed = new Camera();

  let scene: VolumeScene | null = null;
  let look: VolumeLook | null = null;
  let textures: { readonly key: PackedVolume; readonly texture: Data3DTexture }[] = [];
  let labelsKey: PackedLabels | null = null;
  const worldFromTexture = new Matrix4();

  const replace = <T extends Data3DTexture | DataTexture>(uniform: { value: T }, texture: T): void => {
    if (uniform.value !== black && uniform.value !== noLabels) uniform.value.dispose();
    uniform.value = texture;
  };

  const textureOf = (packed: PackedVolume): Data3DTexture => {
    const found = textures.find(({ key }) => key === packed);
    if (found) return found.texture;
    const made = { key: packed, texture: volumeTexture(packed) };
    textures.push(made);
    return made.texture;
  };

  /** Must follow every change of levels, labels or preset. */
  const updateSkip = (): void => {
    if (!scene || !look) return;
    const ranges = scene.rest ? mergeRanges(scene.motion.blocks, scene.rest.blocks) : scene.motion.blocks;
    const { blockDims } = scene.motion;
    replace(
      uniforms.uSkip,
      skipTexture(skipField(ranges, blockDims, transferTable(look.preset), scene.labels?.blocks ?? null), blockDims),
    );
  };

  const setScene = (to: VolumeScene): void => {
    scene = to;
    const kept = [to.motion, to.rest];
    for (const { key, texture } of textures) if (!kept.includes(key)) texture.dispose();
    textures = textures.filter(({ key }) => kept.includes(key));
    if (to.labels !== labelsKey) {
      labelsKey = to.labels;
      replace(uniforms.uLabels, to.labels ? byteTexture(to.labels.labels, to.labels.dims, "labels") : noLabels);
      replace(uniforms.uGlow, to.labels ? byteTexture(to.labels.glow, to.labels.dims, "field") : black);
    }
    const { dims } = to.motion;
    uniforms.uSizeMm.value.set(...to.body.sizeMm);
    uniforms.uBlockScale.value.set(dims[0] / BLOCK_VOXELS, dims[1] / BLOCK_VOXELS, dims[2] / BLOCK_VOXELS);
    uniforms.uReferenceMm.value = to.body.diagonalMm * REFERENCE;
    // Columns: the volume's own axes in the world, over their whole length.
    const corner = new Vector3(...shareToWorld(to.body, [0, 0, 0]));
    const axis = (share: readonly [number, number, number]): Vector3 => new Vector3(...shareToWorld(to.body, share)).sub(corner);
    worldFromTexture.makeBasis(axis([1, 0, 0]), axis([0, 1, 0]), axis([0, 0, 1])).setPosition(corner);
    updateSkip();
  };

  const setLook = (to: VolumeLook): void => {
    const before = look;
    look = to;
    uniforms.uClipMin.value.set(...to.clip.min);
    uniforms.uClipMax.value.set(...to.clip.max);
    uniforms.uBagShare.value = to.isolated ? (to.preset === "mip" ? 0.35 : ISOLATED_SHARE) : 1;
    uniforms.uMip.value = to.preset === "mip";
    if (before?.findings !== to.findings) replace(uniforms.uFindings, tableTexture(findingTable(to.findings), "exact"));
    if (before?.preset === to.preset) return;
    replace(uniforms.uTransfer, tableTexture(transferTable(to.preset), "smooth"));
    updateSkip();
  };

  const draw = (quality: PictureQuality, camera: PerspectiveCamera, from: number, to: number): void => {
    if (!scene) return;
    const packed = quality === "rest" && scene.rest ? scene.rest : scene.motion;
    uniforms.uVolume.value = textureOf(packed);
    uniforms.uTexel.value.set(1 / packed.dims[0], 1 / packed.dims[1], 1 / packed.dims[2]);
    uniforms.uShaded.value = quality === "rest";
    const { sizeMm, diagonalMm } = scene.body;
    const voxelMm = Math.min(sizeMm[0] / packed.dims[0], sizeMm[1] / packed.dims[1], sizeMm[2] / packed.dims[2]);
    uniforms.uStepMm.value = quality === "rest" ? Math.max(voxelMm * 0.75, diagonalMm / 900) : diagonalMm / MOTION_STEPS;
    camera.updateMatrixWorld();
    const screenFromWorld = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    uniforms.uScreenToTexture.value.multiplyMatrices(screenFromWorld, worldFromTexture).invert();
    const target = quality === "rest" ? restTarget : motionTarget;
    const y0 = Math.round(from * target.height);
    target.scissorTest = true;
    target.scissor.set(0, y0, target.width, Math.round(to * target.height) - y0);
    mesh.material = march;
    renderer.setRenderTarget(target);
    renderer.render(stage, fixed);
    context.flush();
  };

  return {
    setScene,
    setLook,
    setSize: (width, height) => {
      renderer.setSize(width, height, false);
      restTarget.setSize(width, height);
    },
    setMotionSide: (side) => {
      const { width, height } = restTarget;
      const share = Math.min(1, side / Math.max(width, height));
      motionTarget.setSize(Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share)));
    },
    draw,
    present: (restRows) => {
      copyUniforms.uRows.value = restRows;
      mesh.material = copy;
      renderer.setRenderTarget(null);
      renderer.render(stage, fixed);
      context.flush();
    },
    finished: () =>
      new Promise((resolve) => {
        const fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
        context.flush();
        const poll = (): void => {
          if (!fence || context.isContextLost() || context.getSyncParameter(fence, context.SYNC_STATUS) === context.SIGNALED) {
            if (fence) context.deleteSync(fence);
            resolve();
          } else setTimeout(poll, 4);
        };
        setTimeout(poll, 0);
      }),
    dispose: () => {
      for (const { texture } of textures) texture.dispose();
      for (const { value } of [uniforms.uSkip, uniforms.uLabels, uniforms.uGlow, uniforms.uTransfer, uniforms.uFindings])
        value.dispose();
      motionTarget.dispose();
      restTarget.dispose();
      march.dispose();
      copy.dispose();
      geometry.dispose();
      renderer.dispose();
    },
  };
};
