"""Simulate bags and keep them on the model's grid.

    python -m faunagate_training.data.generate --split train --kind train --first 0 --count 400 --out runs/bags

Each bag becomes a folder <out>/<split>-<kind>/<seed> (see `store`). Bags that exist are left alone, so that the
command can be repeated and shared between processes with --step.
"""

import argparse
import os
import time
import warnings
from dataclasses import asdict
from pathlib import Path

import torch

from ..simulator.simulate import LabelledScan, simulate
from .seeds import KIND_OFFSET, SEEDS, seed_of
from .store import write_bag


def keep(scan: LabelledScan, folder: Path) -> None:
    """Store a simulated scan."""
    meta = {
        "seed": scan.seed,
        "luggage": scan.luggage,
        "kvp": scan.kvp,
        "scanner": scan.scanner.settings(),
    }
    write_bag(
        folder,
        scan.hu,
        scan.owner,
        scan.spacing,
        [asdict(o) for o in scan.objects],
        meta,
        scan.hu_low,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", required=True, choices=list(SEEDS))
    parser.add_argument("--kind", required=True, choices=list(KIND_OFFSET))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--step", type=int, default=1, help="take every n-th bag (for several processes)")
    parser.add_argument("--out", type=Path, default=Path("runs/bags"))
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    warnings.filterwarnings("ignore", message="Sparse")
    begin, made = time.time(), 0
    for index in range(args.first, args.first + args.count, args.step):
        seed = seed_of(args.split, args.kind, index)
        folder = args.out / f"{args.split}-{args.kind}" / f"{seed:07d}"
        if (folder / "meta.json").exists():
            continue
        keep(simulate(seed, args.kind, args.device), folder)
        made += 1
        print(f"{folder.name} {made} bags, {(time.time() - begin) / made:.2f} s each", flush=True)


if __name__ == "__main__":
    main()
