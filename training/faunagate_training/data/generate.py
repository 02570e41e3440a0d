"""Simulate bags and keep them on the model's grid.

    python -m faunagate_training.data.generate --split train --kind train --first 0 --count 400 --out runs/bags

Each bag becomes a folder <out>/<split>-<kind>/<seed> (see `store`). Bags that exist are left alone, so that the
command can be repeated, and shared between processes with --processes and between machines with --step.
"""

import argparse
import contextlib
import os
import time
import warnings
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch

from ..simulator.simulate import LabelledScan, simulate
from .seeds import add_seed_arguments, seeds_asked
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


def make(seed: int, kind: str, folder: Path, device: str) -> str:
    """Simulate and store one bag unless it is there; its name."""
    warnings.filterwarnings("ignore", message="Sparse")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    bag = folder / f"{seed:07d}"
    if not (bag / "meta.json").exists():
        keep(simulate(seed, kind, device), bag)
    return bag.name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_seed_arguments(parser)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("runs/bags"))
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    begin = time.time()
    seeds = seeds_asked(args)
    job = partial(make, kind=args.kind, folder=args.out / f"{args.split}-{args.kind}", device=args.device)
    with contextlib.ExitStack() as stack:
        if args.processes > 1:
            pool = stack.enter_context(get_context("spawn").Pool(args.processes))
            names = pool.imap_unordered(job, seeds)
        else:
            names = map(job, seeds)
        for made, name in enumerate(names, 1):
            print(f"{name} {made} bags, {(time.time() - begin) / made:.2f} s each", flush=True)


if __name__ == "__main__":
    main()
