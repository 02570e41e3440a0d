/** Two drawings as SVG that need nothing else: the free-response curve and the reliability diagram. */
import type { Calibration, CurvePoint } from "../figures/curve.ts";
import { escapeHtml } from "../../reports/escape-html.ts";

const WIDTH = 640;
const HEIGHT = 360;
const PLOT = { left: 56, top: 16, right: 620, bottom: 310 } as const;
const COLOURS = ["#1f77b4", "#d95f02", "#7570b3", "#2a9d5c", "#8c564b"] as const;

type Scale = (value: number) => number;

const linear =
  (from: number, to: number, low: number, high: number): Scale =>
  (value) =>
    low + ((value - from) / (to - from)) * (high - low);

const onX = (from: number, to: number): Scale => linear(from, to, PLOT.left, PLOT.right);
const onY: Scale = linear(0, 1, PLOT.bottom, PLOT.top);

const text = (x: number, y: number, words: string, anchor: "middle" | "end", colour = "currentColor"): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="12" fill="${colour}">${escapeHtml(words)}</text>`;

const line = (points: readonly (readonly [number, number])[], colour: string, dashed = false): string =>
  `<polyline fill="none" stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="5 4"' : ""} points="${points
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(" ")}"/>`;

const frame = (xTicks: readonly (readonly [x: number, label: string])[], xName: string, inner: string): string => {
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const grid = [
    ...shares.map((share) => `<path d="M${PLOT.left} ${onY(share)}H${PLOT.right}" stroke="#8884"/>`),
    ...xTicks.map(([x]) => `<path d="M${x.toFixed(1)} ${PLOT.top}V${PLOT.bottom}" stroke="#8884"/>`),
  ];
  const labels = [
    ...shares.map((share) => text(PLOT.left - 8, onY(share) + 4, `${Math.round(100 * share)} %`, "end")),
    ...xTicks.map(([x, label]) => text(x, PLOT.bottom + 18, label, "middle")),
    text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 38, xName, "middle"),
  ];
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${grid.join("")}${inner}${labels.join("")}</svg>`;
};

/** False alarms below this are drawn at the left edge: the axis is logarithmic. */
const LEAST_FALSE = 0.001;
const DECADES = [0.001, 0.01, 0.1, 1, 10];

/** Share of objects found against false alarms per clean bag, one line per kind of clean bags. */
export const freeResponseChart = (curve: readonly CurvePoint[]): string => {
  const kinds = [...new Set(curve.flatMap(({ clean }) => clean.map(({ kind }) => kind)))];
  const log = onX(Math.log10(LEAST_FALSE), 1);
  const xOf = (falsePerBag: number): number => log(Math.log10(Math.min(10, Math.max(LEAST_FALSE, falsePerBag))));
  const lines = kinds.flatMap((kind, n) => {
    const colour = COLOURS[n % COLOURS.length] ?? "#000";
    const points = (share: (point: CurvePoint) => number | null): (readonly [number, number])[] =>
      curve.flatMap((point) => {
        const clean = point.clean.find((each) => each.kind === kind);
        const found = share(point);
        return clean === undefined || found === null ? [] : [[xOf(clean.falsePerBag), onY(found)] as const];
      });
    const legend = text(PLOT.right - 8, PLOT.bottom - 12 - 18 * n, kind, "end", colour);
    return [
      line(
        points(({ found }) => found),
        colour,
      ),
      line(
        points(({ foundLarger }) => foundLarger),
        colour,
        true,
      ),
      legend,
    ];
  });
  const ticks = DECADES.map((each) => [xOf(each), String(each)] as const);
  return frame(ticks, "false alarms per clean bag", lines.join(""));
};

/** Share of findings that are true against their probability; the diagonal is what it should be. */
export const reliabilityChart = ({ bins }: Calibration): string => {
  const xOf = onX(0, 1);
  const most = Math.max(1, ...bins.map(({ findings }) => findings));
  const dots = bins.map(
    ({ meanProbability, shareTrue, findings }) =>
      `<circle cx="${xOf(meanProbability).toFixed(1)}" cy="${onY(shareTrue).toFixed(1)}" r="${(3 + 7 * Math.sqrt(findings / most)).toFixed(1)}" fill="${COLOURS[0]}" fill-opacity="0.7"/>`,
  );
  const wanted = line(
    [
      [xOf(0), onY(0)],
      [xOf(1), onY(1)],
    ],
    "#888",
    true,
  );
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((each) => [xOf(each), String(each)] as const);
  return frame(ticks, "probability that the station gives", wanted + dots.join(""));
};
