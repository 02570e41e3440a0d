/** One view from its decoded planes: attenuation, material index where it can be known, and validity. */
import { StationError } from "../../contract/station-error.ts";
import type { DecodedFrame, PlaneEnergy, PlanePlan, ViewPlan } from "../formats/format.ts";
import { mendDeadLines } from "./dead-lines.ts";
import type { MadeView } from "./made-view.ts";
import { cropped } from "./plane-codes.ts";
import { viewFromColour } from "./view-from-colour.ts";
import { viewFromPair } from "./view-from-pair.ts";
import { viewFromSingle } from "./view-from-single.ts";

export type DecodedPlane = {
  readonly energy: PlaneEnergy;
  readonly width: number;
  readonly samples: 1 | 3;
  readonly frame: DecodedFrame;
};

type ViewExtent = Pick<ViewPlan, "part"> & { readonly planes: readonly Pick<PlanePlan, "width" | "height">[] };

/** Pixels of a view: those of its planes, or of the part of them that it is. */
export const sizeOfView = ({ part, planes }: ViewExtent): readonly [width: number, height: number] =>
  part === null ? [planes[0]?.width ?? 0, planes[0]?.height ?? 0] : [part.width, part.height];

const rawView = (
  plan: Pick<ViewPlan, "part" | "reading">,
  planes: readonly DecodedPlane[],
  width: number,
  height: number,
): MadeView => {
  const frames = new Map<PlaneEnergy, DecodedFrame>();
  for (const { energy, frame, samples, width: whole } of planes)
    frames.set(energy, { ...frame, samples: cropped(frame.samples, whole, samples, plan.part) });
  const [low, high, single] = [frames.get("low"), frames.get("high"), frames.get("single")];
  if (low && high) return viewFromPair(low, high, width, height, plan.reading);
  const colour = frames.get("colour");
  if (colour) return viewFromColour(colour, width, height, plan.reading);
  const only = single ?? low ?? high;
  if (only) return viewFromSingle(only, width, height, plan.reading);
  throw new StationError("internal", "a view without planes");
};

const named = (lines: readonly number[]): string => lines.slice(0, 8).join(", ") + (lines.length > 8 ? ", …" : "");

/** Memory: the planes and about five bytes per pixel. */
export const makeView = (plan: Pick<ViewPlan, "reading"> & ViewExtent, planes: readonly DecodedPlane[]): MadeView => {
  const [width, height] = sizeOfView(plan);
  const made = rawView(plan, planes, width, height);
  // in a picture for the eye, a black line was drawn
  if (made.origin !== "dual-energy" && made.origin !== "single-energy") return made;
  const { rows, columns } = mendDeadLines(made.attenuation, made.validity, width, height);
  if (rows.length + columns.length === 0) return made;
  const said = [rows.length > 0 ? `rows ${named(rows)}` : "", columns.length > 0 ? `columns ${named(columns)}` : ""];
  const detail = `filled in from their neighbours: ${said.filter((text) => text !== "").join("; ")}`;
  return { ...made, notes: [...made.notes, { note: "dead-lines", detail }] };
};
