/** Radiographs that a JSON file beside them describes: raw line-scan dumps, and pictures of any kind joined to one scan. */
import { StationError } from "../../../contract/station-error.ts";
import { bmpFormat } from "../bmp/format.ts";
import { type ByteSource, eraseFormat, type Format, type IndexedFile, type OpenSibling, type PlanePlan } from "../format.ts";
import { jpegFormat } from "../jpeg/format.ts";
import { plainReading } from "../pictures/plan-pictures.ts";
import { pngFormat } from "../png/format.ts";
import { MAX_SIDECAR_BYTES } from "../raw/sidecar.ts";
import { tiffFormat } from "../tiff/format.ts";
import { baseName, titleOf } from "../voxels/names.ts";
import { SAMPLE_BYTES } from "../voxels/sample-type.ts";
import { checkRaw, decodeRaw, type RawLayout } from "./raw-plane.ts";
import { type DescribedPlane, parseRadiographSidecar, RADIOGRAPH_FORMAT, type RadiographSidecar } from "./sidecar.ts";

/** A plane is decoded as raw samples, or by the format of its own file. */
type Coding = { readonly by: "raw"; readonly layout: RawLayout } | { readonly by: string; readonly coding: unknown };

type Plane = { readonly plan: PlanePlan<Coding>; readonly bits: number };

export type DescribedHeader = {
  readonly sidecar: RadiographSidecar;
  /** Name of the description: the same whichever file led to it. */
  readonly describedBy: string;
  readonly views: readonly (readonly Plane[])[];
};

const RAW_ENDINGS = [".raw", ".bin"] as const;
const PICTURES: readonly Format[] = [
  eraseFormat(pngFormat),
  eraseFormat(bmpFormat),
  eraseFormat(jpegFormat),
  eraseFormat(tiffFormat),
];

const isJson = (name: string): boolean => name.toLowerCase().endsWith(".json");

const readSidecar = (source: ByteSource): RadiographSidecar | null => {
  if (source.size > MAX_SIDECAR_BYTES) return null;
  return parseRadiographSidecar(source.name, source.read(0, source.size));
};

const rawPlane = (source: ByteSource, { energy }: DescribedPlane, raw: NonNullable<DescribedPlane["raw"]>): Plane => {
  const layout: RawLayout = { ...raw, samples: energy === "colour" ? 3 : 1 };
  checkRaw(source, layout);
  const { width, height, samples } = layout;
  const frame = { kStart: 0, kCount: 1, name: source.name, coding: { by: "raw", layout } as const };
  return { plan: { energy, width, height, samples, frame }, bits: SAMPLE_BYTES[raw.type] * 8 };
};

const picturePlane = (source: ByteSource, { energy, page }: DescribedPlane): Plane => {
  const head = source.read(0, 64);
  const format = PICTURES.find((candidate) => candidate.sniff(head, source.name));
  if (format === undefined) throw new StationError("format.unknown", `${source.name}: neither a picture nor described as raw`);
  const { radiographs = [] } = format.plan([format.index(source, () => null)]);
  const view = radiographs[0]?.views[0];
  const plane = view?.planes[page];
  if (view === undefined || plane === undefined)
    throw new StationError("sidecar.invalid", `${source.name} has no page ${page} of a projection`);
  if ((plane.energy === "colour") !== (energy === "colour") && energy !== "single")
    throw new StationError("sidecar.invalid", `${source.name} is ${plane.energy === "colour" ? "" : "not "}in colour`);
  const frame = { ...plane.frame, name: source.name, coding: { by: format.id, coding: plane.frame.coding } };
  return { plan: { ...plane, energy: plane.energy === "colour" ? "colour" : energy, frame }, bits: view.reading.bits };
};

const index = (source: ByteSource, sibling: OpenSibling): IndexedFile<DescribedHeader> => {
  const { name, size } = source;
  const described = isJson(name) ? source : sibling(`${baseName(name)}.json`);
  const sidecar = described === null ? null : readSidecar(described);
  // another format's description, or none: that format says so
  if (described === null || sidecar === null) throw new StationError("format.unknown", name);
  const open = (file: string): ByteSource => {
    const found = file === baseName(name) ? source : sibling(file);
    if (found === null) throw new StationError("format.truncated", `${described.name}: ${file} is not beside it`);
    if (found.size === 0) throw new StationError("file.empty", found.name);
    return found;
  };
  const views = sidecar.views.map(({ planes }, n) => {
    const made = planes.map((plane) => {
      const data = open(plane.file);
      return plane.raw === undefined ? picturePlane(data, plane) : rawPlane(data, plane, plane.raw);
    });
    const [a, b] = made;
    if (a && b && (a.plan.width !== b.plan.width || a.plan.height !== b.plan.height))
      throw new StationError("sidecar.invalid", `${described.name}: the energies of view ${n + 1} differ in size`);
    return made;
  });
  const claims = [...new Set(views.flatMap((planes) => planes.map(({ plan }) => plan.frame.name)))].filter(
    (file) => file !== name,
  );
  return { formatId: "radiograph", name, size, header: { sidecar, describedBy: described.name, views }, claims };
};

type Planned = ReturnType<Format<DescribedHeader, Coding>["plan"]>;

const plan = (files: readonly IndexedFile<DescribedHeader>[]): Planned => {
  // a raw file and its description lead to the same scan
  const byDescription = new Map(files.map((file) => [file.header.describedBy, file]));
  const radiographs = [...byDescription.values()].map(({ name, header }) => {
    const { sidecar, describedBy, views } = header;
    const names = [
      ...new Set([name, describedBy, ...views.flatMap((planes) => planes.map(({ plan: made }) => made.frame.name))]),
    ];
    return {
      formatId: "radiograph" as const,
      kind: "radiograph" as const,
      title: sidecar.title ?? titleOf(titleOf(describedBy, [".json"]), RAW_ENDINGS),
      names,
      views: sidecar.views.map((said, n) => {
        const planes = views[n] ?? [];
        const { label, direction, belt, beltOffsetPx, pixelMm, values, scale, dark, air, logRange, channelOrder } = said;
        const bits = said.bits ?? Math.max(...planes.map((plane) => plane.bits));
        return {
          label: label ?? `View ${n + 1}`,
          direction,
          belt,
          beltOffsetPx,
          pixelMm,
          part: null,
          reading: { ...plainReading(bits), values, scale, dark, air, logRange, channelOrder },
          planes: planes.map((plane) => plane.plan),
        };
      }),
      notes: [],
      scannerFindings: [],
      scanner: sidecar.scanner === null ? null : { ...sidecar.scanner, kvp: null },
      acquiredUtc: null,
      objectId: sidecar.objectId,
    };
  });
  return { plans: [], radiographs, refused: [] };
};

export const describedFormat: Format<DescribedHeader, Coding> = {
  id: "radiograph",
  label: "X-ray projection with a JSON description",
  extensions: [".raw", ".bin"],
  sniff: (head, name) =>
    isJson(name)
      ? new TextDecoder("latin1").decode(head).includes(`"${RADIOGRAPH_FORMAT}"`)
      : RAW_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)),
  index,
  plan,
  decode: async (frame, source, sibling, dims) => {
    const { coding } = frame;
    if ("layout" in coding) return decodeRaw(source, coding.layout);
    const format = PICTURES.find(({ id }) => id === coding.by);
    if (format === undefined) throw new StationError("internal", `no format ${coding.by}`);
    return format.decode({ ...frame, coding: coding.coding }, source, sibling, dims);
  },
};
