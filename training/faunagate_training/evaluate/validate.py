"""Findings on validation bags, thresholds chosen on them, and a line for the learning curve.

    python -m faunagate_training.evaluate.validate --checkpoint runs/first/checkpoint.pt --out runs/first

Writes <out>/findings-<step>.json and operating-points.json, and appends to curve.jsonl. Only validation seeds.
"""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from ..classes import CLASS_NAMES
from ..train import load_net
from .findings import find_objects
from .predict import predict

KINDS = ("wild", "everyday", "hard")
VOXEL_THRESHOLD = 0.5
FALSE_ALARMS = {"sensitive": 0.60, "balanced": 0.15, "quiet": 0.03}
"""Wanted false alarms per everyday clean bag, all classes together."""

MIN_VOLUME = {"ivory": 0.3, "horn": 2.0, "scales": 1.0, "animal": 4.0}
"""cm3; smaller findings are dropped here as in the manifest."""


def gather(checkpoint: Path, data: Path, limit: int) -> list[dict]:
    """Per bag: kind, its wildlife objects and the findings."""
    net = load_net(checkpoint)
    bags = []
    for kind in KINDS:
        for path in sorted((data / f"validation-{kind}").glob("*.npz"))[:limit]:
            with np.load(path) as file:
                hu, instances, meta = file["hu"], file["instances"], json.loads(str(file["meta"]))
            found = find_objects(
                predict(net, hu), hu, instances, dict.fromkeys(range(1, len(CLASS_NAMES)), VOXEL_THRESHOLD)
            )
            sizes = np.bincount(instances.ravel(), minlength=256)
            objects = [{**p, "voxels": int(sizes[p["number"]])} for p in meta["placed"] if sizes[p["number"]] >= 8]
            bags.append(
                {"kind": kind, "seed": meta["seed"], "objects": objects, "findings": [asdict(f) for f in found]}
            )
    return bags


def kept(finding: dict, thresholds: dict[int, float]) -> bool:
    return (
        finding["probability"] >= thresholds[finding["label"]]
        and finding["volume_cm3"] >= MIN_VOLUME[CLASS_NAMES[finding["label"]]]
    )


def measure(bags: list[dict], thresholds: dict[int, float]) -> dict:
    """Detection and false alarms of findings that reach the object thresholds."""
    result: dict = {"items": 0, "found": 0, "found_any": 0, "by_kind": {}}
    clean = {k: {"bags": 0, "alarming": 0, "false": 0} for k in KINDS}
    for bag in bags:
        alarms = [f for f in bag["findings"] if kept(f, thresholds)]
        false = [f for f in alarms if not f["touches"]]
        clean[bag["kind"]]["bags"] += 1
        clean[bag["kind"]]["alarming"] += bool(false)
        clean[bag["kind"]]["false"] += len(false)
        for item in bag["objects"]:
            need = max(4, 0.1 * item["voxels"])
            touching = [
                f for f in alarms if {int(k): v for k, v in f["touches"].items()}.get(item["number"], 0) >= need
            ]
            right = any(f["label"] == item["label"] for f in touching)
            result["items"] += 1
            result["found"] += right
            result["found_any"] += bool(touching)
            entry = result["by_kind"].setdefault(item["kind"], [0, 0])
            entry[0] += right
            entry[1] += 1
    result["clean"] = clean
    return result


def choose(bags: list[dict], wanted: float) -> dict[int, float]:
    """Object thresholds per class that give a quarter of the wanted false alarms each on everyday bags
    (all clean bags count where a class has fewer than three false findings among them)."""
    thresholds = {}
    everyday = [b for b in bags if b["kind"] == "everyday"]
    for label in range(1, len(CLASS_NAMES)):
        scores = sorted(
            (
                f["probability"]
                for b in everyday
                for f in b["findings"]
                if f["label"] == label and f["volume_cm3"] >= MIN_VOLUME[CLASS_NAMES[label]]
            ),
            reverse=True,
        )
        allowed = int(wanted / 4 * len(everyday))
        limit = scores[allowed] + 0.005 if allowed < len(scores) else 0.55
        thresholds[label] = round(float(np.clip(limit, 0.55, 0.985)), 3)
    return thresholds


def curve(bags: list[dict]) -> list[dict]:
    """Free-response curve: one threshold for all classes, from 0.5 to 0.98."""
    out = []
    for t in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.94, 0.97):
        m = measure(bags, dict.fromkeys(range(1, 5), t))
        e, h = m["clean"]["everyday"], m["clean"]["hard"]
        out.append(
            {
                "threshold": t,
                "detection": round(m["found"] / max(1, m["items"]), 3),
                "any": round(m["found_any"] / max(1, m["items"]), 3),
                "everyday_false_per_bag": round(e["false"] / max(1, e["bags"]), 3),
                "hard_false_per_bag": round(h["false"] / max(1, h["bags"]), 3),
            }
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("runs/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=1000, help="bags per kind at most")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    state = torch.load(args.checkpoint, map_location="cpu", weights_only=False)
    bags = gather(args.checkpoint, args.data, args.limit)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / f"findings-{state['step']}.json").write_text(json.dumps(bags))
    points = []
    for name, wanted in FALSE_ALARMS.items():
        thresholds = choose(bags, wanted)
        m = measure(bags, thresholds)
        print(name, thresholds, json.dumps(m))
        points.append(
            {
                "id": name,
                **({"default": True} if name == "balanced" else {}),
                "classes": {
                    CLASS_NAMES[k]: {"voxelProbability": VOXEL_THRESHOLD, "objectProbability": v}
                    for k, v in thresholds.items()
                },
            }
        )
    (args.out / "operating-points.json").write_text(json.dumps(points, indent=2))
    with (args.out / "curve.jsonl").open("a") as file:
        file.write(json.dumps({"step": state["step"], "bags": len(state["bags"]), "curve": curve(bags)}) + "\n")
    for line in curve(bags):
        print(line)


if __name__ == "__main__":
    main()
