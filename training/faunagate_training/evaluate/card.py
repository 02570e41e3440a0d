"""Writes the model's card and the measured figures of its manifest from the station's reports.

    python -m faunagate_training.evaluate.card --home runs/test-evaluation --away runs/away-evaluation \\
        --real runs/real.json --curve runs/objects/first/curve.jsonl --notes runs/notes.md

The reports are those of `faunagate evaluate`; `--real` is what `evaluate.real` wrote. `--notes` is Markdown on what the
model is and learned from. Pictures come from `evaluate.pictures`.
"""

import argparse
import json
from pathlib import Path

from ..export import MODEL_ID, ROOT
from .card_tables import (
    bead_table,
    clean_alarms,
    confusion_table,
    curve_table,
    false_alarm_table,
    learning_table,
    look_alike_table,
    number,
    percent,
    rate_text,
    side_by_side,
    target_table,
)
from .charts import draw_curves, draw_reliability
from .real import real_table

GROUPS = (
    ("class", "class"),
    ("kind", "kind"),
    ("greatest length", "extent"),
    ("longest edge of a voxel", "voxel"),
    ("objects in the bag", "clutter"),
    ("scanner", "scanner"),
    ("hidden by", "concealment"),
)


def thresholds(manifest: dict) -> str:
    """The default operating point in words."""
    point = next((p for p in manifest["operatingPoints"] if p.get("default")), manifest["operatingPoints"][0])
    values = ", ".join(f"{c} {t['objectProbability']:g}" for c, t in point["classes"].items())
    return f'operating point "{point["id"]}": an alarm from a probability of {values}'


def gap(home: dict, away: dict) -> str:
    found = [r["objects"]["larger"]["found"]["rate"] for r in (home, away)]
    if None in found:
        return ""
    return (
        f"From home to away, detection of objects from 15 mm goes from {percent(found[0], 1)} to {percent(found[1], 1)}: "
        "this is the gap to expect, at least, on bags and scanners that neither generator knows."
    )


def calibration(report: dict) -> str:
    error = report["calibration"]["expectedError"]
    return f"{percent(error, 1)} over {report['calibration']['findings']} findings"


def card(home: dict, away: dict, manifest: dict, real: list[dict], curve: list[dict], notes: str) -> str:
    sizes = manifest["bytes"] + manifest.get("objectModel", {}).get("bytes", 0)
    where = {"home": home, "away": away}
    groups = "\n".join(side_by_side(title, by, home, away) for title, by in GROUPS)
    return f"""# {MODEL_ID} {manifest["version"]}

Finds wildlife products in baggage CT: ivory, keratin horn, scales and scutes, animals, marine products, shell and coral,
big-cat teeth, claws and bone. {sizes / 1e6:.1f} MB; runs on two CPU cores. **It has learned from simulated bags only.**

## What it is for, and what not

For trying the station end to end, for laboratories that measure it on their own scans, and as a start for training on
them (`training/README.md`). It must not be used to clear baggage, as evidence, or to say what species or age an object is.
CT at one energy cannot tell ivory from other dentine or dense bone by its CT number, nor rhino horn from other keratin or
hard plastics: where shape and texture do not decide, the finding says so.

## In short

The station itself (`./faunagate evaluate`) screened {home["bags"]["screened"]} bags of the simulator that taught the model, with
seeds and families of shapes that training never saw ("home"), and {away["bags"]["screened"]} bags of a second generator with other
geometry, packing and reconstruction ("away"). Intervals are exact (Clopper and Pearson, 95 %).
{thresholds(manifest)[0].upper() + thresholds(manifest)[1:]}.

{target_table(home, away)}
{gap(home, away)}

## What it learned from

{manifest["trainedOn"]}

{notes.strip()}

## How it was tested

Findings are held against the labelled voxels: an object is found when an alarm of its class holds a quarter of its voxels
(of a string or pile: when such alarms hold a quarter together); an alarm is false when it holds no wildlife, or less than
a tenth of every object while less than a tenth of it is wildlife. "Any class" leaves the class out. All rules:
`docs/formats/evaluation-dataset.md`. Thresholds were chosen on validation bags, never on these.

Bags with wildlife that alarm, be it for the wrong reason: home {rate_text(home["wildlifeBagsAlarming"])}, away
{rate_text(away["wildlifeBagsAlarming"])}.

{groups}
What objects are taken for, at home (rows: what they are) and away:

{confusion_table(home)}
{confusion_table(away)}
## Beads by diameter and voxel size

Strings and heaps of ivory beads, by the beads' diameter and the longest edge of a voxel; home, then away:

{bead_table(home)}
{bead_table(away)}
Kind of ivory right (tusk or piece, worked, beads), where the ivory is found: home {rate_text(home["ivoryKinds"]["right"])}, away
{rate_text(away["ivoryKinds"]["right"])}.

## False alarms

{false_alarm_table(where)}
What share of each look-alike alarms (home, all bags; look-alikes of which there were at least three):

{look_alike_table(home)}
## Found against false alarms

![free-response curves](curves.png)

One threshold for all classes, moved; the model's own operating points have one per class.

{curve_table(home, away)}
## Can the probabilities be believed?

![reliability](reliability.png)

Expected calibration error: home {calibration(home)}, away {calibration(away)}. It holds for bags mixed as in these tests; where wildlife
is rarer, fewer findings of the same probability are true.

## Real scans

{real_table(real)}
## Best, median and worst cases

Picked by rule, not by eye: of each class the found objects with the highest, median and lowest Dice; then the largest objects
that were missed and the false alarms of clean bags with the highest probability. Outlines are true objects, boxes findings.

![found at home](home-found.png)
![missed at home](home-missed.png)
![false alarms at home](home-false.png)
![found away](away-found.png)
![missed away](away-missed.png)
![false alarms away](away-false.png)

## Does more training help?

On validation bags; most objects found while no more than a share of everyday clean bags alarms:

{learning_table(curve)}
## Time

Screening one scan in the station (median {number(home["timing"]["medianMillionVoxels"])} million voxels): median
{number(home["timing"]["medianS"])} s, 95 % within {number(home["timing"]["p95S"])} s, while other work ran on the machine;
`docs/performance.md` has figures of a quiet one.

## What nobody knows yet

How it does on any real scanner, on real clutter, on real wildlife. Everyday bags that alarm at home:
{rate_text(clean_alarms(home, "everyday"))}; nobody has counted them at a border. An agency must measure it on its own scanners, with its
own clean bags and test objects, before any use beyond trying; `./faunagate evaluate` does that.
"""


def measured(home: dict, away: dict) -> dict:
    """Figures of the default operating point for its manifest; null where there is nothing to measure."""
    everyday = next((b for b in home["byBag"] if b["kind"] == "everyday"), None)
    return {
        "detectionRate": home["objects"]["all"]["found"]["rate"],
        "detectionRateFrom15mm": home["objects"]["larger"]["found"]["rate"],
        "detectionRateAway": away["objects"]["all"]["found"]["rate"],
        "falseAlarmsPerBag": everyday["falseAlarmsPer100"] / 100 if everyday else None,
        "cleanBagsAlarming": clean_alarms(home, "everyday")["rate"],
        "cleanBagsAlarmingAway": clean_alarms(away, "everyday")["rate"],
        "nItems": home["objects"]["all"]["found"]["n"],
        "nCleanBags": clean_alarms(home, "everyday")["n"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("runs/test-evaluation"))
    parser.add_argument("--away", type=Path, default=Path("runs/away-evaluation"))
    parser.add_argument("--real", type=Path, default=Path("runs/real.json"))
    parser.add_argument("--curve", type=Path, nargs="*", default=[], help="curve.jsonl of validations, in order")
    parser.add_argument("--notes", type=Path, help="Markdown on what the model is and learned from")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / MODEL_ID, help="the model's folder")
    args = parser.parse_args()
    home, away = (json.loads((folder / "report.json").read_text()) for folder in (args.home, args.away))
    manifest = json.loads((args.model / "manifest.json").read_text())
    for report in (home, away):
        if report["model"]["sha256"] != manifest["sha256"]:
            raise SystemExit(f"the report on {report['dataset']} is of another model")
    real = json.loads(args.real.read_text()) if args.real.exists() else []
    curve = [json.loads(line) for path in args.curve for line in path.read_text().splitlines()]
    for point in manifest["operatingPoints"]:
        if point["id"] == home["operatingPoint"]:
            point["measured"] = measured(home, away)
    draw_curves({"home": home, "away": away}, args.model / "curves.png")
    draw_reliability({"home": home, "away": away}, args.model / "reliability.png")
    (args.model / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (args.model / "card.md").write_text(
        card(home, away, manifest, real, curve, args.notes.read_text() if args.notes else "")
    )


if __name__ == "__main__":
    main()
