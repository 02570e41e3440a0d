"""Choose operating points on validation bags, for both networks together.

    python -m faunagate_training.objects.validate --objects runs/objects/first/objects.pt \\
        --harvest runs/objects --out runs/objects/first

Reads the harvested validation bags <harvest>/validation-{wild,everyday,hard}. Writes <out>/operating-points.json,
chosen.json (what the points gave there), and appends the free-response curve to curve.jsonl.

An object is found by a candidate that reaches its class's threshold, has its class and covers a quarter of it.
An alarm is false where the object that owns most of it is no wildlife.
"""

import argparse
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..classes import BACKGROUND, CLASS_NAMES
from .network import ObjectNet
from .samples import read_samples
from .train import logits

KINDS = ("wild", "everyday", "hard")
ALARMING = {"sensitive": 0.10, "balanced": 0.03, "quiet": 0.005}
"""Wanted share of everyday clean bags that alarm."""

GRID = np.round(np.concatenate([np.arange(0.3, 0.9, 0.03), np.arange(0.9, 0.999, 0.006)]), 3)
COVERED = 0.25
SMALL_MM = 15.0
POSSIBLE_PER_BAG = 0.5
"""Findings called "possible" that an everyday clean bag may show on average."""
LEAST_POSSIBLE = 0.05


def around(balanced: float) -> dict[str, float]:
    """Wanted shares of alarming clean bags at all points, from that of the balanced one."""
    return {"sensitive": min(0.5, 4 * balanced), "balanced": balanced, "quiet": balanced / 4}


@dataclass
class Judged:
    """One bag: kind; candidates (class, score, true number, true label, covers); its wildlife objects."""

    kind: str
    name: np.ndarray
    score: np.ndarray
    label: np.ndarray
    number: np.ndarray
    covers: np.ndarray
    objects: list[dict]


def load_objects(path: Path) -> tuple[ObjectNet, dict]:
    """The averaged second network of a checkpoint and the checkpoint."""
    state = torch.load(path, map_location="cpu", weights_only=False)
    net = ObjectNet()
    net.load_state_dict(state["averaged"])
    return net.eval(), state


def judge(folder: Path, kind: str, net: ObjectNet, state: dict) -> list[Judged]:
    samples = read_samples([folder], state["kinds"])
    scores, _ = logits(net, samples)
    z = scores / state["temperature"]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    out = []
    for number, about in enumerate(samples.abouts):
        mine = samples.bag == number
        wild = p[mine][:, 1:]
        found = about["candidates"]
        objects = [o for o in about["objects"] if o["voxels"] >= 4]
        out.append(
            Judged(
                kind,
                wild.argmax(axis=1) + 1 if len(wild) else np.zeros(0, int),
                wild.max(axis=1) if len(wild) else np.zeros(0),
                samples.labels[mine],
                np.array([c["number"] for c in found], int),
                np.array([c["covers"] for c in found]),
                objects,
            )
        )
    return out


def extent_mm(item: dict) -> float:
    return 2.0 * max(h - low for low, h in zip(item["low"], item["high"], strict=True))


def measure(bags: list[Judged], thresholds: np.ndarray) -> dict:
    """Detection and false alarms where thresholds [C] apply to the candidates' classes."""
    by_class = {c: [0, 0] for c in CLASS_NAMES[1:]}
    by_kind: dict[str, list[int]] = {}
    large = [0, 0]
    clean = {k: {"bags": 0, "alarming": 0, "false": 0} for k in KINDS}
    for bag in bags:
        alarm = bag.score >= thresholds[bag.name]
        false = int((alarm & (bag.label == BACKGROUND)).sum())
        entry = clean[bag.kind]
        entry["bags"] += 1
        entry["alarming"] += false > 0
        entry["false"] += false
        for item in bag.objects:
            hits = alarm & (bag.number == item["number"]) & (bag.covers >= COVERED) & (bag.name == item["label"])
            hit = int(hits.any())
            tallies = [by_class[CLASS_NAMES[item["label"]]], by_kind.setdefault(item["kind"], [0, 0])]
            if extent_mm(item) > SMALL_MM:
                tallies.append(large)
            for tally in tallies:
                tally[0] += hit
                tally[1] += 1
    return {"large": large, "byClass": by_class, "byKind": by_kind, "clean": clean}


def everyday_share(bags: list[Judged], thresholds: np.ndarray) -> float:
    everyday = [b for b in bags if b.kind == "everyday"]
    return float(np.mean([(b.score >= thresholds[b.name]).any() for b in everyday]))


def choose(bags: list[Judged], wanted: float) -> np.ndarray:
    """Thresholds per class: from the strictest, always the step that finds most per everyday bag that it adds."""
    thresholds = np.full(len(CLASS_NAMES), GRID[-1])
    mean_found = lambda t: np.mean([h / max(1, n) for h, n in measure(bags, t)["byClass"].values()])  # noqa: E731
    found, share = mean_found(thresholds), everyday_share(bags, thresholds)
    while True:
        best = None
        for label in range(1, len(CLASS_NAMES)):
            for lower in GRID[GRID < thresholds[label]][::-1][:6]:
                trial = thresholds.copy()
                trial[label] = lower
                cost = everyday_share(bags, trial)
                gain = mean_found(trial) - found
                if cost <= wanted and gain > 0:
                    worth = gain / (cost - share + 1e-3)
                    if best is None or worth > best[0]:
                        best = (worth, trial, gain, cost)
        if best is None:
            return thresholds
        _, thresholds, gain, share = best
        found += gain


def unsure_from(bags: list[Judged]) -> float:
    """Probability from which on an object is shown as possible: the least that keeps POSSIBLE_PER_BAG."""
    everyday = [b for b in bags if b.kind == "everyday"]
    scores = np.sort(np.concatenate([b.score for b in everyday]))[::-1]
    allowed = int(POSSIBLE_PER_BAG * len(everyday))
    low = float(scores[allowed]) + 1e-3 if allowed < len(scores) else LEAST_POSSIBLE
    return round(min(0.99, max(LEAST_POSSIBLE, low)), 3)


def curve(bags: list[Judged]) -> list[dict]:
    """Free-response curve: one threshold for all classes."""
    out = []
    for t in GRID[::2].tolist():
        m = measure(bags, np.full(len(CLASS_NAMES), t))
        hits, items = (sum(v[i] for v in m["byClass"].values()) for i in (0, 1))
        e, h = m["clean"]["everyday"], m["clean"]["hard"]
        out.append(
            {
                "threshold": t,
                "detection": round(hits / max(1, items), 4),
                "large": round(m["large"][0] / max(1, m["large"][1]), 4),
                "everydayAlarming": round(e["alarming"] / max(1, e["bags"]), 4),
                "everydayFalsePerBag": round(e["false"] / max(1, e["bags"]), 4),
                "hardAlarming": round(h["alarming"] / max(1, h["bags"]), 4),
            }
        )
    return out


def proposed(bags: list[Judged]) -> dict:
    """Share of each kind's objects that any candidate covers: what the first network offers at all."""
    tallies: dict[str, list[int]] = {}
    for bag in bags:
        for item in bag.objects:
            tally = tallies.setdefault(item["kind"], [0, 0])
            tally[0] += bool(((bag.number == item["number"]) & (bag.covers >= COVERED)).any())
            tally[1] += 1
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--objects", type=Path, required=True)
    parser.add_argument("--harvest", type=Path, default=Path("runs/objects"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--patches", type=int, default=0, help="patches that the first network saw, for the curve")
    parser.add_argument("--alarming", type=float, help="wanted share of clean bags that alarm at the balanced point")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    wanted_at = ALARMING if args.alarming is None else around(args.alarming)
    net, state = load_objects(args.objects)
    bags = [b for kind in KINDS for b in judge(args.harvest / f"validation-{kind}", kind, net, state)]
    args.out.mkdir(parents=True, exist_ok=True)
    offered = proposed(bags)
    print(
        "offered", sum(v[0] for v in offered.values()), "of", sum(v[1] for v in offered.values()), json.dumps(offered)
    )
    points, chosen = [], {}
    for name, wanted in wanted_at.items():
        thresholds = choose(bags, wanted)
        chosen[name] = measure(bags, thresholds)
        print(name, thresholds[1:].tolist(), json.dumps(chosen[name]))
        points.append({"id": name, "thresholds": dict(zip(CLASS_NAMES[1:], thresholds[1:].tolist(), strict=True))})
    low = unsure_from(bags)
    about = {"points": points, "unsure": {"low": low, "high": low}}
    (args.out / "operating-points.json").write_text(json.dumps(about, indent=2))
    (args.out / "chosen.json").write_text(json.dumps(chosen))
    line = {"patches": args.patches, "samples": state["samples"], "bags": len(bags), "curve": curve(bags)}
    with (args.out / "curve.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    for point in line["curve"]:
        print(point)


if __name__ == "__main__":
    main()
