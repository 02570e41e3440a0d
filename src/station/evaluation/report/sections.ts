/** What an evaluation says, section by section, for a customs laboratory. */
import { WILDLIFE_CLASSES, wildlifeClassSchema } from "../../../contract/wildlife-class.ts";
import type { Group } from "../figures/detection.ts";
import type { Evaluation } from "../figures/evaluation.ts";
import { freeResponseChart, reliabilityChart } from "./charts.ts";
import type { Block, Document, Section, Table } from "./document.ts";
import { number, percent, rateText } from "./words.ts";

const text = (words: string): Block => ({ type: "text", text: words });
const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({ type: "table", head, rows });

const DETECTION_HEAD = [
  "found, right class",
  "found, any class",
  "missed, but shown as possible",
  "Dice (median)",
  "IoU (median)",
];

const detectionCells = ({ found, anyClass, possible, dice, iou }: Omit<Group, "name">): readonly string[] => [
  rateText(found),
  rateText(anyClass),
  String(possible),
  number(dice),
  number(iou),
];

const groups = (title: string, list: readonly Group[]): readonly Block[] =>
  list.length === 0
    ? []
    : [
        table(
          [title, ...DETECTION_HEAD],
          list.map((group) => [group.name, ...detectionCells(group)]),
        ),
      ];

const summary = ({
  bags,
  model,
  operatingPoint,
  objects,
  wildlifeBagsAlarming,
  byBag,
  beads,
  ivoryKinds,
}: Evaluation): Section => ({
  title: "In short",
  blocks: [
    text(
      `${model.id} ${model.version} (SHA-256 ${model.sha256.slice(0, 16)}…) at its operating point “${operatingPoint}”, on ${bags.screened} of ${bags.given} scans. Intervals are exact (Clopper and Pearson, 95 %). Each finding is held against the labelled voxels, not against boxes, where the data set has labels.`,
    ),
    table(
      ["", "figure"],
      [
        ["objects found, all sizes", rateText(objects.all.found)],
        [`objects found, from ${objects.larger.fromMm} mm`, rateText(objects.larger.found)],
        ["Dice of found objects (median)", number(objects.all.dice)],
        ["bags with wildlife that alarm, be it for the wrong reason", rateText(wildlifeBagsAlarming)],
        ...byBag
          .filter(({ clean }) => clean)
          .map(({ kind, alarming, falseAlarmsPer100 }) => [
            `clean bags that alarm: ${kind}`,
            `${rateText(alarming)}; ${number(falseAlarmsPer100)} false alarms per 100 bags`,
          ]),
        [
          `ivory beads ${beads.promised.diameter}, voxels ${beads.promised.voxel}: found as beads`,
          rateText(beads.promised.asBeads),
        ],
        ["kind of ivory right", rateText(ivoryKinds.right)],
      ],
    ),
    ...(bags.failed.length === 0
      ? []
      : [
          text(`${bags.failed.length} scans could not be screened or matched and are in no figure:`),
          table(
            ["scan", "reason"],
            bags.failed.slice(0, 50).map(({ kind, id, error }) => [`${kind}/${id}`, error]),
          ),
        ]),
  ],
});

const detection = ({ objects }: Evaluation): Section => ({
  title: "What is found",
  blocks: [
    text(
      `An object is found when an alarm of its class holds at least a quarter of its voxels; a string or pile when such alarms hold a quarter together.${objects.absent > 0 ? ` ${objects.absent} objects that the data set lists have no voxel in their scan and are not counted.` : ""}`,
    ),
    ...groups("class", objects.by.class),
    ...groups("kind", objects.by.kind),
    ...groups("greatest length", objects.by.extent),
    ...groups("longest edge of a voxel", objects.by.voxel),
    ...groups("objects in the bag", objects.by.clutter),
    ...groups("scanner", objects.by.scanner),
    ...groups("hidden by", objects.by.concealment),
  ],
});

const confusion = ({ objects }: Evaluation): Section => {
  const columns = [...wildlifeClassSchema.options, "missed"];
  return {
    title: "What objects are taken for",
    blocks: [
      table(
        ["is", ...columns.map((id) => (id === "missed" ? id : WILDLIFE_CLASSES[wildlifeClassSchema.parse(id)].label))],
        objects.confusion.map(({ is, takenFor }) => [
          WILDLIFE_CLASSES[is].label,
          ...columns.map((id) => (takenFor[id] === undefined ? "" : String(takenFor[id]))),
        ]),
      ),
    ],
  };
};

const ivory = ({ beads, ivoryKinds }: Evaluation): Section => {
  const diameters = [...new Set(beads.table.map(({ diameter }) => diameter))];
  const voxels = [...new Set(beads.table.map(({ voxel }) => voxel))];
  const rows = diameters.map((diameter) => [
    diameter,
    ...voxels.map((voxel) => {
      const cell = beads.table.find((each) => each.diameter === diameter && each.voxel === voxel);
      return cell === undefined ? "" : `${rateText(cell.found)}; as beads ${cell.asBeads.hits}`;
    }),
  ]);
  return {
    title: "Ivory: beads and kinds",
    blocks: [
      text("Bead strings found, by diameter of the beads and longest edge of a voxel, and how many of them are called beads."),
      table(["diameter", ...voxels.map((voxel) => `voxels ${voxel}`)], rows),
      text(`Kind of ivory right, where the ivory is found: ${rateText(ivoryKinds.right)}.`),
      table(
        ["is", "said: tusk or piece", "said: worked", "said: beads"],
        ivoryKinds.confusion.map(({ is, said }) => [is, ...[said["tusk-or-piece"], said.worked, said.beads].map(String)]),
      ),
    ],
  };
};

const falseAlarms = ({ byBag }: Evaluation): Section => ({
  title: "False alarms",
  blocks: [
    text(
      "A false alarm holds no wildlife, or less than a tenth of every object while less than a tenth of it is wildlife. Bags with wildlife are counted too, for the alarms in them that are false.",
    ),
    table(
      ["bags", "number", "with a false alarm", "false alarms per 100 bags", "of class", "shown as possible, per 100 bags"],
      byBag.map(({ kind, bags, clean, alarming, falseAlarmsPer100, byClass, possiblePer100 }) => [
        clean ? `${kind} (clean)` : kind,
        String(bags),
        rateText(alarming),
        number(falseAlarmsPer100),
        Object.entries(byClass)
          .map(([id, count]) => `${id} ${count}`)
          .join(", ") || "none",
        number(possiblePer100),
      ]),
    ),
  ],
});

const lookAlikes = ({ lookAlikes: sorts }: Evaluation): Section => {
  const mimics = sorts.filter(({ mimics: id }) => id !== null);
  const others = sorts.filter(({ mimics: id, alarms }) => id === null && alarms.hits > 0);
  const rows = (list: typeof sorts): Table["rows"] =>
    list.map(({ kind, material, mimics: id, alarms }) => [kind, material ?? "", id ?? "", rateText(alarms)]);
  return {
    title: "What look-alikes alarm",
    blocks: [
      text("Of all look-alikes of a sort, those that a false alarm is mostly about."),
      table(["look-alike", "of", "like", "alarms"], rows(mimics)),
      ...(others.length === 0
        ? []
        : [text("Other things that false alarms are mostly about:"), table(["thing", "of", "like", "alarms"], rows(others))]),
    ],
  };
};

/** Every fifth point and the last are enough to read. */
const thinned = <T>(points: readonly T[]): readonly T[] => points.filter((_, n) => n % 5 === 0 || n === points.length - 1);

const curve = ({ curve: points, objects }: Evaluation): Section => {
  const kinds = [...new Set(points.flatMap(({ clean }) => clean.map(({ kind }) => kind)))];
  return {
    title: "Found against false alarms",
    blocks: [
      {
        type: "chart",
        svg: freeResponseChart(points),
        caption: `Free-response curve over one threshold for all classes; broken lines: objects from ${objects.larger.fromMm} mm. It begins at the least probable finding that the station shows.`,
        table: {
          head: [
            "threshold",
            "found",
            `found, from ${objects.larger.fromMm} mm`,
            ...kinds.map((kind) => `false alarms per ${kind} bag`),
          ],
          rows: thinned(points).map((point) => [
            number(point.threshold),
            percent(point.found, 1),
            percent(point.foundLarger, 1),
            ...kinds.map((kind) => number(point.clean.find((each) => each.kind === kind)?.falsePerBag ?? null)),
          ]),
        },
      },
    ],
  };
};

const calibration = ({ calibration: figures }: Evaluation): Section => ({
  title: "Can the probabilities be believed?",
  blocks: [
    text(
      `Expected calibration error over ${figures.findings} findings, alarms or not: ${percent(figures.expectedError, 1)}. It holds for bags mixed as in this data set; where wildlife is rarer, fewer findings of the same probability are true.`,
    ),
    {
      type: "chart",
      svg: reliabilityChart(figures),
      caption: "Share of findings that are true against the probability given; larger dots stand for more findings.",
      table: {
        head: ["probability", "findings", "mean probability", "true"],
        rows: figures.bins.map(({ from, to, findings, meanProbability, shareTrue }) => [
          `${from.toFixed(1)}–${to.toFixed(1)}`,
          String(findings),
          number(meanProbability),
          percent(shareTrue),
        ]),
      },
    },
  ],
});

const timing = ({ timing: figures }: Evaluation): Section => ({
  title: "Time",
  blocks: [
    text(
      `Screening one scan (median ${number(figures.medianMillionVoxels)} million voxels): median ${number(figures.medianS)} s, 95 % within ${number(figures.p95S)} s, the slowest ${number(figures.slowestS)} s, on the machine that evaluated.`,
    ),
    table(
      ["step", "median, s"],
      Object.entries(figures.stepsMedianS).map(([step, seconds]) => [step, number(seconds)]),
    ),
  ],
});

export const toDocument = (evaluation: Evaluation): Document => ({
  title: `${evaluation.model.id} ${evaluation.model.version} on ${evaluation.dataset}`,
  sections: [
    summary(evaluation),
    detection(evaluation),
    confusion(evaluation),
    ivory(evaluation),
    falseAlarms(evaluation),
    lookAlikes(evaluation),
    curve(evaluation),
    calibration(evaluation),
    timing(evaluation),
  ],
});
