import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { Geometry, Scan } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import { toLevelVoxel, voxelToPlaneMm } from "../../imaging/geometry/coordinates.ts";
import { planeExtentMm, planeFrames, type PlaneId } from "../../imaging/geometry/plane.ts";
import { mmToScreen, planeView } from "../../imaging/geometry/plane-view.ts";
import { voxelAt } from "../../imaging/geometry/reslice.ts";
import { FindingMarkers } from "./finding-markers.tsx";
import { PlaneTexts } from "./plane-texts.tsx";
import { drawPlaneOverlay, findingScreenBox, type OverlayScene } from "./plane-overlay.ts";
import type { ShownFinding } from "./shown-findings.ts";
import { openSliceCanvas, type SliceCanvas } from "./slice-canvas.ts";
import { usePlanePointer } from "./use-plane-pointer.ts";
import { useSize } from "./use-size.ts";
import { useViewerStore, viewerState } from "./viewer-store.ts";
import styles from "./plane-pane.module.css";

type PlanePaneProps = {
  readonly plane: PlaneId;
  readonly scan: Scan;
  readonly findings: readonly ShownFinding[];
  readonly isolated: boolean;
  readonly onPick: (findingId: string | null) => void;
};

const NAMES: Readonly<Record<PlaneId, string>> = { axial: "Axial", sagittal: "Sagittal", coronal: "Coronal" };

const boxSize = ({ finding: { boxVoxel } }: ShownFinding): number =>
  boxVoxel.max.reduce((product, x, axis) => product * (x - (boxVoxel.min[axis] ?? 0)), 1);

/** The finding whose mask holds a voxel of level 0, else the smallest one without a mask whose box does. */
const findingAt = (findings: readonly ShownFinding[], voxel: Vec3): string | null => {
  const { mask } = viewerState();
  const label = mask ? voxelAt(mask.labels, mask.dims, toLevelVoxel(voxel, mask.factor, mask.dims)) : 0;
  const masked = findings.find(({ finding }) => finding.label > 0 && finding.label === label);
  if (masked) return masked.finding.id;
  const inBox = findings.filter(({ finding: { boxVoxel, label: own } }) => {
    const unmasked = mask === null || own === 0;
    return unmasked && voxel.every((x, axis) => x >= (boxVoxel.min[axis] ?? 0) - 0.5 && x < (boxVoxel.max[axis] ?? 0) - 0.5);
  });
  return inBox.toSorted((a, b) => boxSize(a) - boxSize(b))[0]?.finding.id ?? null;
};

const valueUnder = (voxel: Vec3 | null): number | null => {
  const { volume } = viewerState();
  if (!volume || !voxel) return null;
  const { fullExtentMm, spacingMm, factor } = volume;
  const rounded: Vec3 = [Math.round(voxel[0]), Math.round(voxel[1]), Math.round(voxel[2])];
  const outside = rounded.some((x, axis) => {
    const full = ((fullExtentMm[axis] ?? 0) / (spacingMm[axis] ?? 1)) * (factor[axis] ?? 1);
    return x < 0 || x >= Math.round(full);
  });
  if (outside) return null;
  const stored = voxelAt(volume.voxels, volume.dims, toLevelVoxel(rounded, factor, volume.dims));
  return stored === null || stored === volume.padding ? null : stored * volume.slope + volume.intercept;
};

const Pane = ({
  plane,
  scan,
  geometry,
  findings,
  isolated,
  onPick,
}: PlanePaneProps & { readonly geometry: Geometry }): ReactElement => {
  const box = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<SliceCanvas | null>(null);
  const { size, pixelRatio, unit } = useSize(box);
  const volume = useViewerStore((s) => s.volume);
  const mask = useViewerStore((s) => s.mask);
  const crosshair = useViewerStore((s) => s.crosshair);
  const window = useViewerStore((s) => s.window);
  const planeZoom = useViewerStore((s) => s.planes[plane]);
  const active = useViewerStore((s) => s.activePane === plane);
  const load = useViewerStore((s) => s.load.state);
  const [probe, setProbe] = useState<number | null>(null);

  const frame = useMemo(() => planeFrames(geometry)[plane], [geometry, plane]);
  const { dims, spacingMm } = geometry;
  const view = useMemo(
    () => planeView(planeExtentMm(frame, dims, spacingMm), size, planeZoom),
    [frame, dims, spacingMm, size, planeZoom],
  );
  const slice = crosshair[frame.normal];
  const scene = useMemo(
    (): OverlayScene => ({ frame, dims, spacingMm, view, size, crosshair, mask, findings, isolated, unit, pixelRatio }),
    [frame, dims, spacingMm, view, size, crosshair, mask, findings, isolated, unit, pixelRatio],
  );
  const latest = useRef(scene);
  useLayoutEffect(() => {
    latest.current = scene;
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const opened = openSliceCanvas(element, (ms) => {
      if (!overlay.current || !box.current) return;
      const now = latest.current;
      drawPlaneOverlay(overlay.current, now);
      box.current.dataset.drawn = String(now.crosshair[now.frame.normal]);
      box.current.dataset.drawMs = ms.toFixed(1);
    });
    canvas.current = opened;
    return () => {
      canvas.current = null;
      opened.close();
    };
  }, []);

  useEffect(() => {
    canvas.current?.resize(size, pixelRatio);
  }, [size, pixelRatio]);

  // Whatever changes in the scene is drawn together with the slice, so that lines and picture never part.
  useEffect(() => {
    if (!volume || scene.size[0] === 0) return;
    const levelSlice = toLevelVoxel(scene.crosshair, volume.factor, volume.dims)[scene.frame.normal];
    canvas.current?.show(volume, scene.frame, levelSlice, window, scene.view);
  }, [volume, window, scene]);

  const pointer = usePlanePointer(
    box,
    () => (volume ? latest.current : null),
    (voxel) => {
      const picked = findingAt(findings, [Math.round(voxel[0]), Math.round(voxel[1]), Math.round(voxel[2])]);
      if (picked) onPick(picked);
    },
    (voxel) => setProbe(valueUnder(voxel)),
  );

  const centre = mmToScreen(view, voxelToPlaneMm(frame, dims, spacingMm, crosshair));
  const marked = findings.flatMap((shown) => {
    const { min, max, onSlice } = findingScreenBox(scene, shown);
    return onSlice && size[0] > 0 ? [{ shown, box: [...min, ...max] as const, at: [min[0] - 6, min[1] - 10] as const }] : [];
  });
  return (
    <div
      ref={box}
      className={styles.pane}
      role="img"
      aria-label={`${NAMES[plane]} plane`}
      data-testid={`plane-${plane}`}
      data-active={active}
      data-state={load}
      data-level={volume?.level}
      data-slice={slice}
      data-slices={dims[frame.normal]}
      data-voxel={crosshair.join(",")}
      data-window={`${window.centre}/${window.width}`}
      data-px-per-mm={view.pxPerMm}
      data-origin={view.origin.join(",")}
      data-crosshair-px={centre.map((px) => px.toFixed(1)).join(",")}
      onContextMenu={(event) => event.preventDefault()}
      onDoubleClick={() => viewerState().toggleMaximised(plane)}
      {...pointer}
    >
      <div ref={host} className={styles.slice} />
      <canvas
        ref={overlay}
        className={styles.overlay}
        style={{ width: size[0], height: size[1] }}
        data-testid={`overlay-${plane}`}
      />
      <FindingMarkers pane={plane} size={size} unit={unit} marked={marked} onPick={onPick} />
      <PlaneTexts
        name={NAMES[plane]}
        scan={scan}
        geometry={geometry}
        frame={frame}
        slice={slice}
        window={window}
        volume={volume}
        probe={probe}
      />
    </div>
  );
};

/** One plane with its findings, crosshair, texts and mouse. Empty and black until the scan's geometry is known. */
export const PlanePane = (props: PlanePaneProps): ReactElement => {
  // The store's and not the scan's: that one is a new object with every event of the station.
  const geometry = useViewerStore((s) => s.geometry);
  return geometry ? (
    <Pane {...props} geometry={geometry} />
  ) : (
    <div className={styles.pane} data-testid={`plane-${props.plane}`} data-state="empty" />
  );
};
