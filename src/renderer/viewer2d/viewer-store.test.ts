import { beforeEach, describe, expect, it } from "vitest";
import type { Geometry } from "../../contract/scan.ts";
import type { LoadedVolume } from "../workers/volume.ts";
import { testFinding } from "../../contract/testing/test-finding.ts";
import { handleViewerKey, VIEWER_KEYS } from "./viewer-keys.ts";
import { useViewerStore } from "./viewer-store.ts";

const geometry: Geometry = {
  dims: [100, 80, 60],
  spacingMm: [1, 1, 2],
  originMm: [0, 0, 0],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  space: "lps",
};

const volume = (units: "HU" | "uncalibrated", level = 0): LoadedVolume => ({
  key: `scan-0001/hu/${level}`,
  scanId: "scan-0001",
  channelId: "hu",
  level,
  dims: geometry.dims,
  spacingMm: geometry.spacingMm,
  fullExtentMm: [100, 80, 120],
  factor: [1, 1, 1],
  voxels: new Int16Array(0),
  slope: 1,
  intercept: 0,
  units,
  minStored: 0,
  maxStored: 4000,
  padding: undefined,
  summary: { low: 0, background: 10, high: 1000, top: 4000 },
  packed: null,
});

const key = (name: string, over: Partial<KeyboardEvent> = {}): boolean =>
  handleViewerKey({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...over });
const state = () => useViewerStore.getState();

beforeEach(() => {
  state().open("scan-0001", geometry, "hu");
  state().setActivePane("axial");
});

describe("viewer store", () => {
  it("opens in the middle, fitted, without anything of the last scan", () => {
    state().setVolume(volume("HU"));
    state().setCrosshair([1, 2, 3]);
    state().open("scan-0002", { ...geometry, dims: [10, 10, 10] }, "low");
    expect(state().crosshair).toEqual([5, 5, 5]);
    expect(state().volume).toBeNull();
    expect(state().channelId).toBe("low");
    expect(state().load.state).toBe("empty");
  });

  it("keeps the crosshair inside the volume", () => {
    state().setCrosshair([-5, 1000, 30.4]);
    expect(state().crosshair).toEqual([0, 79, 30]);
  });

  it("sets the window once per channel, not again for the finer level", () => {
    state().setVolume(volume("uncalibrated", 1));
    expect(state().window).toEqual({ centre: 500, width: 1000 });
    state().setWindow({ centre: 1, width: 2 });
    state().setVolume(volume("uncalibrated", 0));
    expect(state().window).toEqual({ centre: 1, width: 2 });
  });

  it("refuses HU windows for numbers that are not HU", () => {
    state().setVolume(volume("uncalibrated"));
    const before = state().window;
    state().applyWindowPreset("bone");
    expect(state().window).toEqual(before);
    state().applyWindowPreset("auto");
    expect(state().window).toEqual({ centre: 500, width: 1000 });
  });

  it("flies all views to a finding and leaves its box in sight", () => {
    const finding = testFinding({ boxVoxel: { min: [80, 10, 50], max: [90, 30, 58] }, centreVoxel: [84.6, 20, 54] });
    const serial = state().viewCommand.serial;
    state().flyTo(finding);
    expect(state().crosshair).toEqual([85, 20, 54]);
    const { axial, coronal } = state().planes;
    expect(axial.zoom).toBeGreaterThan(1);
    // Its middle lies 35 mm right of and 20 mm above the picture's middle; in the coronal plane H is up.
    expect(axial.panMm).toEqual([35, -20]);
    expect(coronal.panMm[1]).toBe(-48);
    expect(state().viewCommand).toMatchObject({ view: "finding", boxVoxel: finding.boxVoxel, serial: serial + 1 });
  });

  it("asks the 3D view anew each time for the same view", () => {
    state().setStandardView("top");
    const first = state().viewCommand;
    state().setStandardView("top");
    expect(state().viewCommand.serial).toBe(first.serial + 1);
  });
});

describe("viewer keys", () => {
  it("choose windows by number", () => {
    state().setVolume(volume("HU"));
    expect(key("2")).toBe(true);
    expect(state().window).toEqual({ centre: 900, width: 2200 });
  });

  it("step through the active plane's slices and stop at the ends", () => {
    key("ArrowDown");
    expect(state().crosshair).toEqual([50, 40, 31]);
    key("PageUp");
    expect(state().crosshair).toEqual([50, 40, 21]);
    key("End");
    expect(state().crosshair).toEqual([50, 40, 59]);
    state().setActivePane("sagittal");
    key("Home");
    expect(state().crosshair).toEqual([0, 40, 59]);
  });

  it("leave alone what is not theirs", () => {
    for (const name of ["c", "s", "n", "h", "Enter", "9", "Tab"]) expect(key(name)).toBe(false);
    expect(key("2", { ctrlKey: true })).toBe(false);
    state().setActivePane("volume");
    expect(key("ArrowDown")).toBe(false);
  });

  it("zoom, lay out and fit", () => {
    key("+");
    expect(state().planes.axial.zoom).toBeCloseTo(1.25);
    key("m");
    expect(state().maximised).toBe("axial");
    key("m");
    expect(state().maximised).toBeNull();
    key("g");
    expect(state().layout).toBe("row");
    key("g");
    key("z");
    expect(state().planes.axial.zoom).toBe(1);
  });

  it("are all told", () => {
    expect(VIEWER_KEYS.length).toBeGreaterThan(10);
  });
});
