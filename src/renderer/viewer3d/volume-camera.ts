import { PerspectiveCamera, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { BoxVoxel, Vec3 } from "../../contract/units.ts";
import type { ViewCommand } from "../viewer2d/viewer-types.ts";
import { shareToWorld, VIEW_FROM, WORLD_UP, type Body } from "./body.ts";

const FIELD_OF_VIEW = 28;
/** The share of the view that a fitted bag may take. */
const ROOM = 0.9;

export type VolumeCamera = {
  readonly camera: PerspectiveCamera;
  readonly setAspect: (aspect: number) => void;
  /** Does what the store wishes: a standard view, or a finding's box in the middle. */
  readonly obey: (command: ViewCommand, body: Body, dims: Vec3) => void;
  readonly dispose: () => void;
};

const boxShare = ({ min, max }: BoxVoxel, dims: Vec3): Vec3 => [
  (min[0] + max[0]) / 2 / dims[0],
  (min[1] + max[1]) / 2 / dims[1],
  (min[2] + max[2]) / 2 / dims[2],
];

/** A camera that orbits when `element` is dragged: left turns, right or shift pans, wheel zooms. `onChange` after each move. */
export const volumeCamera = (element: HTMLElement, onChange: () => void): VolumeCamera => {
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 1, 10_000);
  camera.up.set(...WORLD_UP);
  const controls = new OrbitControls(camera, element);
  controls.enableDamping = false;
  controls.rotateSpeed = 0.9;
  controls.zoomSpeed = 1.2;
  controls.addEventListener("change", onChange);

  /** How far to go back along `from` so that the whole body, seen about the origin, just fits into the view. */
  const wholeDistance = (body: Body, from: Vector3): number => {
    const back = from.clone().normalize();
    const right = new Vector3(...WORLD_UP).cross(back).normalize();
    const up = back.clone().cross(right);
    const tall = Math.tan((FIELD_OF_VIEW * Math.PI) / 360) * ROOM;
    const wide = tall * camera.aspect;
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].map(
      (which) => new Vector3(...shareToWorld(body, [which & 1, (which >> 1) & 1, which >> 2])),
    );
    return Math.max(
      ...corners.map(
        (corner) => corner.dot(back) + Math.max(Math.abs(corner.dot(right)) / wide, Math.abs(corner.dot(up)) / tall),
      ),
    );
  };

  const place = (target: Vector3, from: Vector3, distance: number, body: Body): void => {
    camera.near = body.diagonalMm / 200;
    camera.far = body.diagonalMm * 12;
    camera.updateProjectionMatrix();
    controls.minDistance = body.diagonalMm * 0.08;
    controls.maxDistance = body.diagonalMm * 6;
    controls.target.copy(target);
    camera.position.copy(target).addScaledVector(from.normalize(), distance);
    controls.update();
    onChange();
  };

  /** The last wish, for as long as the officer has not moved the camera: another size of the view fits it again. */
  let fitted: (() => void) | null = null;
  const taken = (): void => {
    fitted = null;
  };
  controls.addEventListener("start", taken);

  const obey: VolumeCamera["obey"] = ({ view, boxVoxel }, body, dims) => {
    if (view !== "finding" || !boxVoxel) {
      const from = new Vector3(...VIEW_FROM[view === "finding" ? "home" : view]);
      fitted = () => place(new Vector3(0, 0, 0), from, wholeDistance(body, from), body);
    } else {
      const from = camera.position.clone().sub(controls.target);
      // The first wish of a scan may be a finding: then the camera has not been placed yet and looks nowhere.
      if (from.lengthSq() === 0) from.set(...VIEW_FROM.home);
      const share = Math.max(
        ...[0, 1, 2].map((axis) => ((boxVoxel.max[axis] ?? 0) - (boxVoxel.min[axis] ?? 0)) / (dims[axis] ?? 1)),
      );
      // A finding fills about half of the view, but the bag round it stays in sight.
      const closer = Math.min(1, Math.max(0.45, share * 1.6));
      const target = new Vector3(...shareToWorld(body, boxShare(boxVoxel, dims)));
      fitted = () => place(target, from, wholeDistance(body, from) * closer, body);
    }
    fitted();
  };

  return {
    camera,
    obey,
    setAspect: (aspect) => {
      camera.aspect = aspect;
      camera.updateProjectionMatrix();
      fitted?.();
      onChange();
    },
    dispose: () => {
      controls.removeEventListener("change", onChange);
      controls.removeEventListener("start", taken);
      controls.dispose();
    },
  };
};
