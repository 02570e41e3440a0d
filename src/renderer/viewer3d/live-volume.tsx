import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from "react";
import { Matrix4, Vector3, type PerspectiveCamera } from "three";
import type { Finding } from "../../contract/finding.ts";
import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { Point } from "../../imaging/geometry/plane-view.ts";
import type { ShownFinding } from "../viewer2d/shown-findings.ts";
import { useSize } from "../viewer2d/use-size.ts";
import { useViewerStore, viewerState } from "../viewer2d/viewer-store.ts";
import { FindingMarkers, type ScreenRect } from "../viewer2d/finding-markers.tsx";
import type { ClipBox } from "../viewer2d/viewer-types.ts";
import { bodyOf, shareToWorld, voxelToShare, type Body } from "./body.ts";
import { framePacer, type FramePacer, type PacerState } from "./frame-pacer.ts";
import { graphics } from "./graphics.ts";
import { pickLabel, rayThroughBox, type ShareRay } from "./ray-pick.ts";
import { volumeCamera, type VolumeCamera } from "./volume-camera.ts";
import { drawVolumeOverlay, projectShare } from "./volume-overlay.ts";
import { createVolumeRenderer, type VolumeRenderer } from "./volume-renderer.ts";
import styles from "./volume-pane.module.css";

export type LiveVolumeProps = {
  readonly geometry: Geometry;
  readonly findings: readonly ShownFinding[];
  readonly isolated: boolean;
  readonly onPick: (findingId: string | null) => void;
  readonly onState: (state: PacerState, frameMs: number | null) => void;
  /** The context is gone; nothing more is drawn until this is mounted anew. */
  readonly onLost: (why: string) => void;
};

type Parts = { readonly renderer: VolumeRenderer; readonly camera: VolumeCamera; readonly pacer: FramePacer };

/** Longest side of the motion picture in pixels: where it starts and its limits, and between how many ms it shall take; and of the picture at rest the
 * most to draw in one go. */
const MOTION = {
  software: { start: 256, min: 128, max: 384, slow: 190, quick: 60, largestBand: 1 / 8 },
  hardware: { start: 640, min: 256, max: 2048, slow: 24, quick: 9, largestBand: 1 },
} as const;
/** Software draws the picture at rest no larger than this and stretches it. */
const SOFTWARE_REST_SIDE = 900;
const CLICK_PX = 4;

const rayUnder = (body: Body, camera: PerspectiveCamera, size: Point, at: Point): ShareRay => {
  const corner = new Vector3(...shareToWorld(body, [0, 0, 0]));
  const axis = (share: Vec3): Vector3 => new Vector3(...shareToWorld(body, share)).sub(corner);
  const toShare = new Matrix4()
    .makeBasis(axis([1, 0, 0]), axis([0, 1, 0]), axis([0, 0, 1]))
    .setPosition(corner)
    .invert();
  const [x, y] = [(at[0] / size[0]) * 2 - 1, 1 - (at[1] / size[1]) * 2];
  const near = new Vector3(x, y, -1).unproject(camera).applyMatrix4(toShare);
  const far = new Vector3(x, y, 1).unproject(camera).applyMatrix4(toShare);
  return { origin: [near.x, near.y, near.z], direction: [far.x - near.x, far.y - near.y, far.z - near.z] };
};

const BOX_STRENGTH = { selected: 0.75, normal: 0.6, dimmed: 0.15 } as const;

/** A finding's box from outer edge to outer edge, as shares of the volume. */
const findingShare = (dims: Vec3, { boxVoxel: { min, max } }: Finding): ClipBox => ({
  min: [min[0] / dims[0], min[1] / dims[1], min[2] / dims[2]],
  max: [max[0] / dims[0], max[1] / dims[1], max[2] / dims[2]],
});

/** The smallest rectangle on the screen round a finding's box; `null` when some of it is behind the camera. */
const screenBounds = (
  body: Body,
  camera: PerspectiveCamera,
  size: Point,
  dims: Vec3,
  { finding }: ShownFinding,
): ScreenRect | null => {
  const { min, max } = finding.boxVoxel;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((which) => {
    const on = (axis: 0 | 1 | 2): number => ((which >> axis) & 1 ? max[axis] : min[axis]) - 0.5;
    return projectShare(body, camera, size, voxelToShare(dims, [on(0), on(1), on(2)]));
  });
  const seen = corners.filter((at) => at !== null);
  if (seen.length < corners.length) return null;
  const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

/** The 3D picture itself, while WebGL works. */
export const LiveVolume = (props: LiveVolumeProps): ReactElement => {
  const { geometry, findings, isolated, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const parts = useRef<Parts | null>(null);
  const motionSide = useRef(0);
  const latest = useRef(props);
  const pressed = useRef<readonly [number, number] | null>(null);
  const { size, pixelRatio, unit } = useSize(box);
  // A new object for each move of the one camera, so that lines and markers follow it.
  const [eye, setEye] = useState<{ readonly camera: PerspectiveCamera } | null>(null);
  const motion = useViewerStore((s) => s.solid.motion);
  const rest = useViewerStore((s) => s.solid.rest);
  const labels = useViewerStore((s) => s.mask?.packed ?? null);
  const preset = useViewerStore((s) => s.transferPreset);
  const clip = useViewerStore((s) => s.clip);
  const crosshair = useViewerStore((s) => s.crosshair);
  const command = useViewerStore((s) => s.viewCommand);
  const body = useMemo(() => bodyOf(geometry), [geometry]);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const host = box.current;
    if (!host) return undefined;
    // The canvas belongs to this mounting alone: a context once given up cannot be had again on the same canvas.
    const canvas = document.createElement("canvas");
    canvas.className = styles.canvas ?? "";
    host.prepend(canvas);
    const lost = (event: Event): void => {
      event.preventDefault();
      latest.current.onLost("The graphics card was reset.");
    };
    canvas.addEventListener("webglcontextlost", lost);
    let renderer: VolumeRenderer;
    try {
      renderer = createVolumeRenderer(canvas);
    } catch (thrown) {
      canvas.remove();
      latest.current.onLost(thrown instanceof Error ? thrown.message : String(thrown));
      return undefined;
    }
    const limits = MOTION[graphics().kind === "hardware" ? "hardware" : "software"];
    motionSide.current = limits.start;
    let frameMs: number | null = null;
    const pacer = framePacer({
      largestBand: limits.largestBand,
      drawMotion: () => {
        // The motion picture changes its size only here: it lies under the picture at rest until that is complete.
        renderer.setMotionSide(motionSide.current);
        renderer.draw("motion", camera.camera, 0, 1);
      },
      drawRest: (from, to) => renderer.draw("rest", camera.camera, from, to),
      present: renderer.present,
      finished: renderer.finished,
      onMotionTime: (ms) => {
        frameMs = ms;
        const wanted =
          ms > limits.slow ? motionSide.current * 0.8 : ms < limits.quick ? motionSide.current * 1.25 : motionSide.current;
        motionSide.current = Math.round(Math.min(limits.max, Math.max(limits.min, wanted)));
      },
      onState: (state) => latest.current.onState(state, frameMs),
    });
    const camera = volumeCamera(host, () => {
      setEye({ camera: camera.camera });
      pacer.invalidate();
    });
    parts.current = { renderer, camera, pacer };
    return () => {
      parts.current = null;
      pacer.stop();
      camera.dispose();
      canvas.removeEventListener("webglcontextlost", lost);
      renderer.dispose();
      canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
      canvas.remove();
    };
  }, []);

  useEffect(() => {
    const now = parts.current;
    const side = Math.max(...size);
    if (!now || side === 0) return;
    const scale = graphics().kind === "software" ? Math.min(1, SOFTWARE_REST_SIDE / side) : pixelRatio;
    now.renderer.setSize(Math.round(size[0] * scale), Math.round(size[1] * scale));
    now.camera.setAspect(size[0] / size[1]);
  }, [size, pixelRatio]);

  useEffect(() => {
    if (!parts.current) return;
    parts.current.camera.obey(command, body, geometry.dims);
  }, [command, body, geometry]);

  useEffect(() => {
    if (!parts.current || !motion || size[0] === 0) return;
    parts.current.renderer.setLook({ preset, clip, findings, isolated });
    parts.current.renderer.setScene({ body, motion, rest, labels });
    parts.current.pacer.invalidate();
  }, [body, motion, rest, labels, preset, clip, findings, isolated, size]);

  useEffect(() => {
    if (!overlay.current || !eye || size[0] === 0) return;
    eye.camera.updateMatrixWorld();
    const crosshairShare = voxelToShare(geometry.dims, crosshair);
    const boxes = findings
      .filter(({ finding, emphasis }) => emphasis === "selected" || finding.label === 0 || !labels)
      .map(({ finding, colour, emphasis }) => ({
        box: findingShare(geometry.dims, finding),
        colour,
        strength: BOX_STRENGTH[emphasis],
      }));
    drawVolumeOverlay(
      overlay.current,
      { body, camera: eye.camera, size, clip, crosshair: crosshairShare, boxes, unit },
      pixelRatio,
    );
  }, [body, geometry, size, pixelRatio, clip, crosshair, eye, unit, findings, labels]);

  const click = (at: Point): void => {
    if (!eye) return;
    const { mask, setCrosshair } = viewerState();
    const ray = rayUnder(body, eye.camera, size, at);
    const shown = new Map(findings.map(({ finding }) => [finding.label, finding]));
    const hit = mask ? pickLabel(mask.labels, mask.dims, ray, clip, (label) => shown.has(label)) : null;
    if (mask && hit) {
      const { factor } = mask;
      const [i, j, k] = hit.voxel;
      setCrosshair([(i + 0.5) * factor[0] - 0.5, (j + 0.5) * factor[1] - 0.5, (k + 0.5) * factor[2] - 0.5]);
      onPick(shown.get(hit.label)?.id ?? null);
      return;
    }
    // What has no mask is picked by its box.
    const boxed = findings.find(
      ({ finding }) => (!mask || finding.label === 0) && rayThroughBox(ray, findingShare(geometry.dims, finding)),
    );
    if (!boxed) return;
    setCrosshair(boxed.finding.centreVoxel);
    onPick(boxed.finding.id);
  };

  const marked = findings.flatMap((shown) => {
    const bounds = eye && size[0] > 0 ? screenBounds(body, eye.camera, size, geometry.dims, shown) : null;
    return bounds ? [{ shown, box: bounds, at: [(bounds[0] + bounds[2]) / 2 - 40 * unit, bounds[1] - 4] as const }] : [];
  });
  return (
    <div
      ref={box}
      className={styles.live}
      data-testid="volume-canvas"
      data-camera={
        eye
          ? eye.camera.position
              .toArray()
              .map((x) => x.toFixed(1))
              .join(",")
          : undefined
      }
      onContextMenu={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        pressed.current = event.button === 0 ? [event.clientX, event.clientY] : null;
      }}
      onPointerUp={(event) => {
        const from = pressed.current;
        pressed.current = null;
        if (!from || Math.hypot(event.clientX - from[0], event.clientY - from[1]) > CLICK_PX) return;
        const bounds = event.currentTarget.getBoundingClientRect();
        click([event.clientX - bounds.left, event.clientY - bounds.top]);
      }}
    >
      <canvas ref={overlay} className={styles.overlay} style={{ width: size[0], height: size[1] }} />
      <FindingMarkers pane="volume" size={size} unit={unit} marked={marked} onPick={onPick} />
    </div>
  );
};
