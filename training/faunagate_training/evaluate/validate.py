"""Findings on validation bags, thresholds chosen on them, and a line for the learning curve.

    python -m faunagate_training.evaluate.validate --checkpoint runs/first/checkpoint.pt --out runs/first

Writes <out>/findings-<patches>.json and operating-points.json, chosen.json (what they gave), and appends to
curve.jsonl. Only validation seeds.
"""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from ..classes import CLASS_NAMES
from ..export import MIN_VOLUME
from ..train import load_net
from .findings import find_objects
from .predict import predict

KINDS = ("wild", "everyday", "hard")
VOXEL_THRESHOLD = 0.5
FALSE_ALARMS = {"sensitive": 1.2, "balanced": 0.4, "quiet": 0.08}
"""Wanted false alarms per everyday clean bag, all classes together."""

GRID = np.round(np.arange(0.56, 0.985, 0.02), 3)
"""Object thresholds that are tried."""


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


def per_class(bags: list[dict], label: int) -> tuple[np.ndarray, np.ndarray]:
    """(share of the class's objects found, false alarms per everyday bag) at each threshold of GRID."""
    found, false = [], []
    for t in GRID:
        thresholds = dict.fromkeys(range(1, len(CLASS_NAMES)), 2.0) | {label: float(t)}
        result = measure([{**b, "objects": [o for o in b["objects"] if o["label"] == label]} for b in bags], thresholds)
        found.append(result["found"] / max(1, result["items"]))
        false.append(result["clean"]["everyday"]["false"] / max(1, result["clean"]["everyday"]["bags"]))
    return np.array(found), np.array(false)


def choose(bags: list[dict], wanted: float) -> dict[int, float]:
    """Object thresholds per class with the best mean detection over the classes among all combinations
    of GRID that give at most `wanted` false alarms per everyday bag; of equals, the strictest."""
    tables = [per_class(bags, label) for label in range(1, len(CLASS_NAMES))]
    found = sum(np.ix_(*(f + 1e-4 * GRID for f, _ in tables)))
    false = sum(np.ix_(*(a for _, a in tables)))
    best = np.unravel_index(np.where(false <= wanted, found, -1).argmax(), found.shape)
    return {label: float(GRID[i]) for label, i in enumerate(best, start=1)}


def curve(bags: list[dict]) -> list[dict]:
    """Free-response curve: one threshold for all classes, from 0.5 to 0.98 in steps of 0.01."""
    out = []
    for t in np.round(np.arange(0.5, 0.985, 0.01), 2).tolist():
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
    parser.add_argument("--before", type=int, default=0, help="patches seen by the run it was warm-started from")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    state = torch.load(args.checkpoint, map_location="cpu", weights_only=False)
    patches = args.before + state["step"] * state["recipe"]["batch"]
    bags = gather(args.checkpoint, args.data, args.limit)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / f"findings-{patches}.json").write_text(json.dumps(bags))
    points, chosen = [], {}
    for name, wanted in FALSE_ALARMS.items():
        thresholds = choose(bags, wanted)
        chosen[name] = measure(bags, thresholds)
        print(name, thresholds, json.dumps(chosen[name]))
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
    (args.out / "chosen.json").write_text(json.dumps(chosen))
    with (args.out / "curve.jsonl").open("a") as file:
        file.write(json.dumps({"patches": patches, "bags": len(bags), "curve": curve(bags)}) + "\n")
    for line in curve(bags)[::5]:
        print(line)


if __name__ == "__main__":
    main()
