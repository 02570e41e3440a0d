import { PerspectiveCamera, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { BoxVoxel, Vec3 } from "../../contract/units.ts";
import type { ViewCommand } from "../viewer2d/viewer-types.ts";
import { shareToWorld, VIEW_FROM, WORLD_UP, type Body } from "./body.ts";

const FIELD_OF_VIEW = 28;

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

  /** From where the whole of a body, seen from any side, just fills the view. */
  const wholeDistance = (body: Body): number => {
    const half = (FIELD_OF_VIEW * Math.PI) / 360;
    const narrow = Math.atan(Math.tan(half) * Math.min(1, camera.aspect));
    return (body.diagonalMm / 2 / Math.sin(narrow)) * 0.97;
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

  return {
    camera,
    setAspect: (aspect) => {
      camera.aspect = aspect;
      camera.updateProjectionMatrix();
      onChange();
    },
    obey: ({ view, boxVoxel }, body, dims) => {
      if (view !== "finding" || !boxVoxel) {
        place(new Vector3(0, 0, 0), new Vector3(...VIEW_FROM[view === "finding" ? "home" : view]), wholeDistance(body), body);
        return;
      }
      const from = camera.position.clone().sub(controls.target);
      const share = Math.max(
        ...[0, 1, 2].map((axis) => ((boxVoxel.max[axis] ?? 0) - (boxVoxel.min[axis] ?? 0)) / (dims[axis] ?? 1)),
      );
      // A finding fills about half of the view, but the bag round it stays in sight.
      const closer = Math.min(1, Math.max(0.45, share * 1.6));
      place(new Vector3(...shareToWorld(body, boxShare(boxVoxel, dims))), from, wholeDistance(body) * closer, body);
    },
    dispose: () => {
      controls.removeEventListener("change", onChange);
      controls.dispose();
    },
  };
};
