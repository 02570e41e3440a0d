"""Simulate bags and keep them on the model's grid.

    python -m faunagate_training.data.generate --split train --kind train --first 0 --count 400 --out runs/data

Each bag becomes <out>/<split>-<kind>/<seed>.npz with hu (int16), instances (uint8) [D, H, W] and
meta (JSON). Bags that exist are left alone, so that the command can be repeated and shared
between processes with --step.
"""

import argparse
import json
import os
import time
import warnings
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from ..simulator.simulate import LabelledScan, simulate
from .resample import labels_to_grid, to_model_grid
from .seeds import seed_of


def meta_of(scan: LabelledScan) -> dict:
    return {
        "seed": scan.seed,
        "luggage": scan.luggage,
        "kvp": scan.kvp,
        "spacing": scan.spacing,
        "scanner": scan.scanner.settings(),
        "placed": [asdict(p) for p in scan.placed],
        "clutter": scan.clutter,
    }


def store(scan: LabelledScan, path: Path) -> None:
    """Write a scan atomically (temporary name, then rename)."""
    hu = np.round(to_model_grid(scan.hu, scan.spacing)).astype(np.int16)
    instances = labels_to_grid(scan.instances, scan.spacing)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        np.savez(file, hu=hu, instances=instances, meta=json.dumps(meta_of(scan)))
    temporary.rename(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", required=True, choices=["train", "validation", "test", "demo"])
    parser.add_argument("--kind", required=True, choices=["train", "wild", "everyday", "hard"])
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--step", type=int, default=1, help="take every n-th bag (for several processes)")
    parser.add_argument("--out", type=Path, default=Path("runs/data"))
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    warnings.filterwarnings("ignore", message="Sparse")
    folder = args.out / f"{args.split}-{args.kind}"
    folder.mkdir(parents=True, exist_ok=True)
    begin, made = time.time(), 0
    for index in range(args.first, args.first + args.count, args.step):
        seed = seed_of(args.split, args.kind, index)
        path = folder / f"{seed:07d}.npz"
        if path.exists():
            continue
        store(simulate(seed, args.kind, args.device), path)
        made += 1
        print(f"{path.name} {made} bags, {(time.time() - begin) / made:.2f} s each", flush=True)


if __name__ == "__main__":
    main()
