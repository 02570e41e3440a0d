"""Simulate line scans and keep them.

    python -m faunagate_training.xray.generate --split train --kind train --first 0 --count 100 --out runs/xray

Each scan becomes a folder <out>/<split>-<kind>/<seed> (see `store`; further --scans of the same load <seed>-1, ...).
Scans that exist are left alone, so that the command can be repeated and shared between processes with --step. With
--files each folder also gets what a machine would save: 16-bit TIFF pairs and coloured pictures (see `files`).
"""

import argparse
import time
from pathlib import Path

from ..data.seeds import add_seed_arguments, seeds_asked
from .files import write_files
from .scan import pack_load, scan_again
from .store import write_scan


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_seed_arguments(parser)
    parser.add_argument("--scans", type=int, default=1, help="scans of each load, by other machines and turned anew")
    parser.add_argument("--out", type=Path, default=Path("runs/xray"))
    parser.add_argument("--raw", action="store_true", help="keep the transmissions too")
    parser.add_argument("--files", action="store_true", help="write TIFF pairs and coloured pictures too")
    args = parser.parse_args()
    begin, used, made = time.time(), time.process_time(), 0
    for seed in seeds_asked(args):
        base = args.out / f"{args.split}-{args.kind}"
        folders = [base / (f"{seed:07d}-{n}" if n else f"{seed:07d}") for n in range(args.scans)]
        if all((folder / "meta.json").exists() for folder in folders):
            continue
        load = pack_load(seed, args.kind)
        for number, folder in enumerate(folders):
            scan = scan_again(load, seed, args.kind, number)
            if args.files:
                write_files(folder, scan)
            write_scan(folder, scan, args.raw)
        made += args.scans
        each, busy = (time.time() - begin) / made, (time.process_time() - used) / made
        print(
            f"{folder.name} {scan.luggage}: {made} scans, {each:.2f} s each ({busy:.2f} s of the processor)", flush=True
        )


if __name__ == "__main__":
    main()
