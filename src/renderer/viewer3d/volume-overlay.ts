/** Lines and letters over the 3D picture: the bag's box, the clip box, the crosshair and a cube of directions. CSS pixels. */
import { Vector3, type PerspectiveCamera } from "three";
import type { Vec3 } from "../../contract/units.ts";
import { directionLetters } from "../../imaging/geometry/orientation.ts";
import type { Point } from "../../imaging/geometry/plane-view.ts";
import { FULL_CLIP, type ClipBox } from "../viewer2d/viewer-types.ts";
import { shareToWorld, type Body } from "./body.ts";
import { canvasSettings } from "./graphics.ts";

export type VolumeOverlay = {
  readonly body: Body;
  readonly camera: PerspectiveCamera;
  readonly size: Point;
  readonly clip: ClipBox;
  /** As a share of the volume. */
  readonly crosshair: Vec3;
  /** Boxes of findings, as shares of the volume. */
  readonly boxes: readonly { readonly box: ClipBox; readonly colour: string; readonly strength: number }[];
  /** Factor on the sizes of lines and texts. */
  readonly unit: number;
};

const scratch = new Vector3();

/** Where a share of the volume is on the screen; `null` behind the camera. */
export const projectShare = (body: Body, camera: PerspectiveCamera, size: Point, share: Vec3): Point | null => {
  scratch.set(...shareToWorld(body, share)).project(camera);
  if (scratch.z > 1) return null;
  return [((scratch.x + 1) / 2) * size[0], ((1 - scratch.y) / 2) * size[1]];
};

const AXES = [0, 1, 2] as const;

const corner = (box: ClipBox, which: number): Vec3 => {
  const on = (axis: 0 | 1 | 2): number => ((which >> axis) & 1 ? box.max[axis] : box.min[axis]);
  return [on(0), on(1), on(2)];
};

/** Does the face of the box at the low (0) or high (1) end of an axis look towards the camera? */
const faceIsNear = (body: Body, camera: PerspectiveCamera, box: ClipBox, axis: 0 | 1 | 2, end: 0 | 1): boolean => {
  const centre: [number, number, number] = [
    (box.min[0] + box.max[0]) / 2,
    (box.min[1] + box.max[1]) / 2,
    (box.min[2] + box.max[2]) / 2,
  ];
  centre[axis] = end ? box.max[axis] : box.min[axis];
  const at = new Vector3(...shareToWorld(body, centre));
  const outwards = new Vector3(...body.direction[axis]).multiplyScalar(end ? 1 : -1);
  return camera.position.clone().sub(at).dot(outwards) > 0;
};

const line = (context: CanvasRenderingContext2D, from: Point | null, to: Point | null): void => {
  if (!from || !to) return;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
};

const drawBox = (
  context: CanvasRenderingContext2D,
  { body, camera, size }: VolumeOverlay,
  box: ClipBox,
  colour: string,
  strength: number,
): void => {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  for (const axis of AXES) {
    const [b, c] = [(axis + 1) % 3, (axis + 2) % 3] as [0 | 1 | 2, 0 | 1 | 2];
    for (const [bEnd, cEnd] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const from = (bEnd << b) | (cEnd << c);
      const near = faceIsNear(body, camera, box, b, bEnd) || faceIsNear(body, camera, box, c, cEnd);
      context.globalAlpha = near ? strength : strength * 0.35;
      line(
        context,
        projectShare(body, camera, size, corner(box, from)),
        projectShare(body, camera, size, corner(box, from | (1 << axis))),
      );
    }
  }
  context.globalAlpha = 1;
};

const drawCrosshair = (context: CanvasRenderingContext2D, { body, camera, size, crosshair, clip }: VolumeOverlay): void => {
  context.strokeStyle = "#97b0cc";
  context.globalAlpha = 0.28;
  context.lineWidth = 1;
  for (const axis of AXES) {
    const from: [number, number, number] = [...crosshair];
    const to: [number, number, number] = [...crosshair];
    from[axis] = clip.min[axis];
    to[axis] = clip.max[axis];
    line(context, projectShare(body, camera, size, from), projectShare(body, camera, size, to));
  }
  context.globalAlpha = 1;
};

const CUBE_PX = 19;
const CUBE_MARGIN_PX = 42;

const drawCube = (context: CanvasRenderingContext2D, { body, camera, size, unit }: VolumeOverlay): void => {
  const middle: Point = [size[0] - CUBE_MARGIN_PX * unit, size[1] - CUBE_MARGIN_PX * unit];
  // Only the camera's turn counts: the cube is drawn without perspective.
  const seen = (world: Vector3): Vector3 => world.transformDirection(camera.matrixWorldInverse);
  const axes = AXES.map((axis) => seen(new Vector3(...body.direction[axis])));
  const at = (v: Vector3): Point => [middle[0] + v.x * CUBE_PX * unit, middle[1] - v.y * CUBE_PX * unit];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `600 ${12 * unit}px "Inter Variable", system-ui, sans-serif`;
  for (const axis of AXES) {
    for (const sign of [1, -1] as const) {
      const normal = axes[axis]?.clone().multiplyScalar(sign);
      const u = axes[(axis + 1) % 3];
      const v = axes[(axis + 2) % 3];
      if (!normal || !u || !v || normal.z < 0.02) continue;
      context.beginPath();
      for (const [a, b] of [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const) {
        context.lineTo(...at(normal.clone().addScaledVector(u, a).addScaledVector(v, b)));
      }
      context.closePath();
      context.fillStyle = `rgba(${26 + 26 * normal.z}, ${32 + 30 * normal.z}, ${40 + 36 * normal.z}, 0.92)`;
      context.fill();
      context.strokeStyle = "rgba(151, 176, 204, 0.5)";
      context.lineWidth = 1;
      context.stroke();
      const direction = body.direction[axis];
      const letters = directionLetters([direction[0] * sign, direction[1] * sign, direction[2] * sign]);
      context.fillStyle = `rgba(232, 239, 248, ${Math.min(1, 0.15 + normal.z)})`;
      context.fillText(letters, ...at(normal));
    }
  }
};

export const drawVolumeOverlay = (canvas: HTMLCanvasElement, overlay: VolumeOverlay, pixelRatio: number): void => {
  const { size, clip } = overlay;
  canvas.width = Math.round(size[0] * pixelRatio);
  canvas.height = Math.round(size[1] * pixelRatio);
  const context = canvas.getContext("2d", canvasSettings());
  if (!context) return;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  drawBox(context, overlay, FULL_CLIP, "#97b0cc", 0.3);
  const clipped = AXES.some((axis) => clip.min[axis] > 0 || clip.max[axis] < 1);
  if (clipped) drawBox(context, overlay, clip, "#dbe8f6", 0.55);
  for (const { box, colour, strength } of overlay.boxes) drawBox(context, overlay, box, colour, strength);
  drawCrosshair(context, overlay);
  drawCube(context, overlay);
};
