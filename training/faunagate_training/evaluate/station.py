"""Figures of the whole path: the station itself screens held-out test bags written as DICOM.

    python -m faunagate_training.evaluate.station make --kind wild --count 90      # bags to runs/test
    python -m faunagate_training.evaluate.station screen                           # ./faunagate screen --json
    python -m faunagate_training.evaluate.station report                           # runs/test/report.json

Only test seeds. A finding holds an object when its box holds a quarter of the object's labelled voxels; an
object is found when a finding of its class holds it. A false alarm is a finding whose box holds no voxel of any
wildlife object.
"""

import argparse
import json
import os
import subprocess
import warnings
from pathlib import Path

import numpy as np
import torch

from ..data.seeds import seed_of
from ..dicom_writer import write_series
from ..simulator.simulate import simulate
from ..truth import truth_of
from .statistics import clopper_pearson

ROOT = Path(__file__).resolve().parents[3]
HELD_SHARE = 0.25
SIZE_EDGES_CM3 = (0.0, 5.0, 20.0, 60.0, 1e9)
CHUNK = 20


def make(kind: str, first: int, count: int, out: Path) -> None:
    """Write test bags of a kind: <out>/<kind>/<seed>/ with scan/*.dcm, truth.json and objects.npz."""
    for index in range(first, first + count):
        seed = seed_of("test", kind, index)
        folder = out / kind / f"{seed}"
        if (folder / "truth.json").exists():
            continue
        scan = simulate(seed, kind)
        write_series(scan, folder / "scan", f"test {kind}", compressed=False)
        voxels = np.argwhere(scan.instances > 0)[:, ::-1].astype(np.int16)
        np.savez_compressed(folder / "objects.npz", ijk=voxels, number=scan.instances[scan.instances > 0])
        numbers = [p.number for p in scan.placed if (scan.instances == p.number).sum() >= 8]
        about = {
            "seed": seed,
            "kind": kind,
            "luggage": scan.luggage,
            "clutter": scan.clutter,
            "spacingMm": scan.spacing[::-1],
            "objects": truth_of(scan),
            "numbers": numbers,
        }
        (folder / "truth.json").write_text(json.dumps(about))
        print(folder, flush=True)


def screen(out: Path, command: list[str]) -> None:
    """Run the station over every bag; <out>/<kind>/<seed>/station.json gets its line."""
    folders = sorted(p.parent for p in out.glob("*/*/truth.json"))
    for at in range(0, len(folders), CHUNK):
        part = folders[at : at + CHUNK]
        done = subprocess.run(
            [*command, "screen", "--json", *(str(f / "scan") for f in part)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        by_path = {str(Path(line["path"]).resolve()): line for line in lines}
        for folder in part:
            line = by_path.get(str((folder / "scan").resolve()))
            if line is None:
                raise SystemExit(
                    f"the station said nothing about {folder}: exit {done.returncode}, {done.stderr[-500:]}"
                )
            (folder / "station.json").write_text(json.dumps(line))
        print(f"{at + len(part)} of {len(folders)}", flush=True)


def holds(finding: dict, ijk: np.ndarray) -> int:
    """How many of the voxels [n, 3] lie in the finding's box."""
    low, high = (np.asarray(finding["boxVoxel"][k]) for k in ("min", "max"))
    return int(((ijk >= low) & (ijk < high)).all(axis=1).sum())


def match(folder: Path) -> dict:
    """One bag's result: per object whether it was found, and the false alarms."""
    about = json.loads((folder / "truth.json").read_text())
    line = json.loads((folder / "station.json").read_text())
    with np.load(folder / "objects.npz") as file:
        ijk, number = file["ijk"], file["number"]
    findings = line.get("findings", [])
    objects = []
    for item, n in zip(about["objects"], about["numbers"], strict=True):
        mine = ijk[number == n]
        holding = [f for f in findings if holds(f, mine) >= HELD_SHARE * len(mine)]
        objects.append({**item, "found": any(f["class"] == item["class"] for f in holding), "foundAny": bool(holding)})
    false = [f for f in findings if holds(f, ijk) == 0]
    return {
        "seed": about["seed"],
        "kind": about["kind"],
        "verdict": line.get("verdict", "error"),
        "objects": objects,
        "false": [{"class": f["class"], "probability": f["probability"], "volumeCm3": f["volumeCm3"]} for f in false],
        "clutter": about["clutter"],
        "seconds": line.get("timingsMs", {}).get("total", 0) / 1000,
    }


def rate(hits: int, n: int) -> dict:
    low, high = clopper_pearson(hits, n)
    return {
        "hits": hits,
        "n": n,
        "rate": round(hits / n, 4) if n else None,
        "low95": round(low, 4),
        "high95": round(high, 4),
    }


def summarise(results: list[dict]) -> dict:
    """Rates by class, kind and size, and false alarms by kind of bag."""
    items = [o for r in results for o in r["objects"]]

    def of(group: list[dict]) -> dict:
        return {
            "found": rate(sum(o["found"] for o in group), len(group)),
            "foundAnyClass": rate(sum(o["foundAny"] for o in group), len(group)),
        }

    sizes = {}
    for low, high in zip(SIZE_EDGES_CM3[:-1], SIZE_EDGES_CM3[1:], strict=True):
        name = f"{low:g}-{high:g} cm3" if high < 1e8 else f"over {low:g} cm3"
        sizes[name] = of([o for o in items if low <= o["volumeCm3"] < high])
    bags = {}
    for kind in ("wild", "everyday", "hard"):
        mine = [r for r in results if r["kind"] == kind]
        false = [f for r in mine for f in r["false"]]
        bags[kind] = {
            "bags": len(mine),
            "alarming": rate(sum(bool(r["false"]) for r in mine), len(mine)),
            "falseAlarmsPerBag": round(len(false) / len(mine), 3) if mine else None,
            "falseByClass": {c: sum(f["class"] == c for f in false) for c in ("ivory", "horn", "scales", "animal")},
        }
    wild = [r for r in results if r["kind"] == "wild" and r["objects"]]
    return {
        "items": of(items),
        "byClass": {c: of([o for o in items if o["class"] == c]) for c in ("ivory", "horn", "scales", "animal")},
        "byKind": {k: of([o for o in items if o["kind"] == k]) for k in sorted({o["kind"] for o in items})},
        "bySize": sizes,
        "bags": bags,
        "wildlifeBagsAlarming": rate(sum(r["verdict"] == "alarm" for r in wild), len(wild)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "screen", "report"])
    parser.add_argument("--kind", choices=["wild", "everyday", "hard"], default="wild")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--out", type=Path, default=Path("runs/test"))
    parser.add_argument("--station", default=str(ROOT / "faunagate"), help="the station's command")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    warnings.filterwarnings("ignore", message="Sparse")
    if args.what == "make":
        make(args.kind, args.first, args.count, args.out)
    elif args.what == "screen":
        screen(args.out.resolve(), [args.station])
    else:
        results = [match(p.parent) for p in sorted(args.out.glob("*/*/station.json"))]
        (args.out / "results.json").write_text(json.dumps(results))
        report = summarise(results)
        (args.out / "report.json").write_text(json.dumps(report, indent=2))
        print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
