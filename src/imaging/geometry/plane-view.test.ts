import { describe, expect, it } from "vitest";
import { FITTED, mmToScreen, planeView, scaleBar, screenToMm, zoomAt, zoomToBox } from "./plane-view.ts";

describe("plane view", () => {
  it("fits the whole picture into the middle", () => {
    const view = planeView([300, 100], [628, 400], FITTED);
    expect(view.pxPerMm).toBeCloseTo(2);
    expect(mmToScreen(view, [150, 50])).toEqual([314, 200]);
    expect(mmToScreen(view, [0, 0])).toEqual([14, 100]);
  });

  it("goes to the screen and back", () => {
    const view = planeView([300, 100], [640, 400], { zoom: 3, panMm: [12, -7] });
    const [x, y] = screenToMm(view, mmToScreen(view, [33, 44]));
    expect(x).toBeCloseTo(33);
    expect(y).toBeCloseTo(44);
  });

  it("zooms about the pointer", () => {
    const extent = [300, 100] as const;
    const screen = [640, 400] as const;
    const before = screenToMm(planeView(extent, screen, FITTED), [500, 130]);
    const zoomed = zoomAt(extent, screen, FITTED, 2.5, [500, 130]);
    const after = screenToMm(planeView(extent, screen, zoomed), [500, 130]);
    expect(zoomed.zoom).toBe(2.5);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });

  it("never zooms beyond its limits", () => {
    expect(zoomAt([10, 10], [100, 100], FITTED, 1e9, [50, 50]).zoom).toBe(40);
    expect(zoomAt([10, 10], [100, 100], FITTED, 1e-9, [50, 50]).zoom).toBe(0.25);
  });

  it("brings a box to the middle without losing the bag", () => {
    const zoomed = zoomToBox([400, 200], [100, 40], [140, 60]);
    expect(zoomed.zoom).toBe(4);
    expect(mmToScreen(planeView([400, 200], [500, 500], zoomed), [120, 50])).toEqual([250, 250]);
    expect(zoomToBox([400, 200], [0, 0], [400, 200]).zoom).toBe(1);
  });
});

describe("scale bar", () => {
  it("is the longest round length that fits", () => {
    expect(scaleBar(2, 150)).toEqual({ mm: 50, px: 100, label: "5 cm" });
    expect(scaleBar(0.5, 150)).toEqual({ mm: 200, px: 100, label: "20 cm" });
    expect(scaleBar(30, 150)).toEqual({ mm: 5, px: 150, label: "5 mm" });
    expect(scaleBar(1000, 150).label).toBe("0.1 mm");
  });
});
