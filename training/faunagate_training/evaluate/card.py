"""Writes the model's card and the measured figures of its manifest from the reports of an evaluation.

python -m faunagate_training.evaluate.card --run runs/first --test runs/test
"""

import argparse
import json
from pathlib import Path

from ..export import MODEL_ID, ROOT

CLASSES = ("ivory", "horn", "scales", "animal")


def text_of(rate: dict) -> str:
    if not rate["n"]:
        return "none"
    return (
        f"{rate['hits']}/{rate['n']} ({100 * rate['rate']:.0f} %, {100 * rate['low95']:.0f}-{100 * rate['high95']:.0f})"
    )


def table(head: tuple[str, ...], rows: list[tuple]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows])


def rates(entries: dict) -> list[tuple]:
    return [(name, text_of(e["found"]), text_of(e["foundAnyClass"])) for name, e in entries.items() if e["found"]["n"]]


def learning_curve(run: Path) -> str:
    rows = []
    for line in (run / "curve.jsonl").read_text().splitlines():
        entry = json.loads(line)
        for want in (0.3, 1.0, 3.0):
            fitting = [p for p in entry["curve"] if p["everyday_false_per_bag"] <= want]
            best = max(fitting, key=lambda p: p["detection"]) if fitting else None
            if best:
                rows.append(
                    (
                        entry["patches"],
                        entry["bags"],
                        f"{want:g}",
                        f"{100 * best['detection']:.0f} %",
                        f"{100 * best['any']:.0f} %",
                        f"{best['everyday_false_per_bag']:.2f}",
                        f"{best['hard_false_per_bag']:.2f}",
                    )
                )
    head = (
        "patches seen",
        "validation bags",
        "false alarms allowed per everyday bag",
        "found, right class",
        "found, any class",
        "false per everyday bag",
        "false per hard bag",
    )
    return table(head, rows)


def against_validation(run: Path) -> str:
    """What the same thresholds gave where they were chosen, so that the gap to the test is seen."""
    chosen = json.loads((run / "chosen.json").read_text())["balanced"]
    everyday = chosen["clean"]["everyday"]
    return (
        f"There, in PyTorch, they gave {chosen['found']} of {chosen['items']} items and {everyday['false']} false alarms in "
        f"{everyday['bags']} everyday bags: a choice on so few clean bags is optimistic, and the test below shows by how much."
    )


def card(report: dict, manifest: dict, run: Path, notes: str) -> str:
    bags = report["bags"]
    point = next(p for p in manifest["operatingPoints"] if p.get("default"))
    thresholds = ", ".join(f"{c} {t['objectProbability']}" for c, t in point["classes"].items())
    bag_rows = [
        (
            name,
            b["bags"],
            text_of(b["alarming"]),
            b["falseAlarmsPerBag"],
            ", ".join(f"{c} {n}" for c, n in b["falseByClass"].items() if n) or "none",
        )
        for name, b in bags.items()
        if b["bags"]
    ]
    head = ("", "found, right class (95 %)", "found, any class (95 %)")
    return f"""# {MODEL_ID} {manifest["version"]}

A first 3D segmentation network for four classes in baggage CT: ivory, keratin horn, scales, live animals.
It is small ({manifest["bytes"] / 1e6:.1f} MB), runs on two CPU cores, and is **an honest beginning, not a detector to rely on**.

## What it is for, and what not

For trying the station end to end, and as a start for training on real scans. It must not be used to clear baggage,
as evidence, or to say what species or age an object is. CT cannot tell ivory from other dentine or dense bone
by its CT number, nor rhino horn from other keratin: read "ivory" as "ivory or bone-like worked object".

## What it learned from

{manifest["trainedOn"]} The simulator (`training/`) packs bags and scans them with physics drawn anew for
each: 100 to 180 kV, noise, scatter, beam hardening, metal streaks, rings, kernels, CT-number errors, voxels of 1.6 to 2.4 mm.
Look-alikes (carvings, bangles, beads, horns and plates in other materials; bones in meat, fish, plush) are part of it.
{notes}

## How it was tested

The station itself (`./faunagate screen --json`) screened {sum(b["bags"] for b in bags.values())} simulated bags written as DICOM.
Their seeds are disjoint from those of training and of threshold choice, **but they come from the same simulator and the same
families of shapes**: these figures say how well it learned the simulator, not how it does at a border. Intervals are exact
(Clopper-Pearson, 95 %). An object counts as found when the box of a finding of its class holds a quarter of its
voxels; a false alarm is a finding that touches no wildlife object. Thresholds ("{point["id"]}" point: {thresholds}) were chosen
on validation bags only. {against_validation(run)}

All items: **{text_of(report["items"]["found"])}** found with the right class, {text_of(report["items"]["foundAnyClass"])} with any class.
Bags that hold wildlife and alarm, be it for the wrong reason: {text_of(report["wildlifeBagsAlarming"])}.

{table(head, rates(report["byClass"]))}

{table(head, rates(report["byKind"]))}

By true volume of the object:

{table(head, rates(report["bySize"]))}

False alarms. "Everyday" bags are clean, with a look-alike in one bag of twenty; "hard" bags are clean and hold two to five
look-alikes each; "wild" bags hold wildlife (only findings that touch none count):

{table(("bags", "number", "bags with a false alarm (95 %)", "false alarms per bag", "of class"), bag_rows)}

![median objects found, one per class](found.png)
![missed objects](missed.png)
![false alarms in clean bags](false.png)

Red crosses are the true objects (or the false alarms), boxes the findings. Cases were picked by rule, not by eye.

## Does more training help?

On validation bags, PyTorch, one threshold for all classes; best point that keeps the false alarms allowed:

{learning_curve(run)}

## What nobody knows yet

How it does on any real scanner, on real clutter, on real wildlife; with voxels under 1.6 or over 2.4 mm; with other luggage
than the simulator's; with objects hidden in metal, electronics or other containers; how its probabilities relate to the
truth (they are not calibrated). An agency must validate it on its own scanners, with its own clean bags and test objects,
before any use beyond trying.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/first"))
    parser.add_argument("--test", type=Path, default=Path("runs/test"))
    parser.add_argument("--notes", default="")
    args = parser.parse_args()
    folder = ROOT / "models" / MODEL_ID
    report = json.loads((args.test / "report.json").read_text())
    manifest = json.loads((folder / "manifest.json").read_text())
    everyday = report["bags"]["everyday"]
    for point in manifest["operatingPoints"]:
        if point.get("default"):
            point["measured"] = {
                "detectionRate": report["items"]["found"]["rate"],
                "falseAlarmsPerBag": everyday["falseAlarmsPerBag"],
                "cleanBagsAlarming": everyday["alarming"]["rate"],
                "nItems": report["items"]["found"]["n"],
                "nCleanBags": everyday["bags"],
            }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (folder / "card.md").write_text(card(report, manifest, args.run, args.notes))


if __name__ == "__main__":
    main()
