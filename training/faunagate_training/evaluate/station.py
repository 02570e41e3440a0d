"""Figures of the whole path: the station itself screens held-out test bags written as DICOM.

    python -m faunagate_training.evaluate.station make --kind wild --count 500      # bags to runs/test
    python -m faunagate_training.evaluate.station screen                            # ./faunagate evaluate runs/test

`make` takes test seeds only; bags that exist are left alone, and `--first 0 --step 2` beside `--first 1 --step 2`
shares the work between two processes. `screen` leaves the report in runs/test-evaluation; with `--share 1/2` beside
`--share 2/2` two processes do it. How findings are matched is said in docs/formats/evaluation-dataset.md.
"""

import argparse
import os
import subprocess
import warnings
from pathlib import Path

import torch

from ..data.seeds import seed_of
from ..simulator.simulate import simulate
from .dataset import write_case

ROOT = Path(__file__).resolve().parents[3]


def make(kind: str, indices: range, out: Path) -> None:
    """Write test bags of a kind to <out>/<kind>/<seed>."""
    for index in indices:
        seed = seed_of("test", kind, index)
        folder = out / kind / f"{seed}"
        if not (folder / "truth.json").exists():
            write_case(simulate(seed, kind), kind, folder, f"test {kind}")
            print(folder, flush=True)


def screen(dataset: Path, command: str, options: list[str]) -> Path:
    """Let the station evaluate a dataset; gives the folder of the report. CalledProcessError where the command fails.

    Cases that cannot be screened are named in the report, and are no failure of the command.
    """
    dataset = dataset.resolve()
    out = dataset.with_name(f"{dataset.name}-evaluation")
    done = subprocess.run([command, "evaluate", str(dataset), "--out", str(out), *options], cwd=ROOT, check=False)
    if done.returncode not in (0, 20):
        raise subprocess.CalledProcessError(done.returncode, done.args)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "screen"])
    parser.add_argument("--kind", choices=["wild", "everyday", "hard"], default="wild")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--step", type=int, default=1, help="take every n-th bag (for several processes)")
    parser.add_argument("--out", type=Path, default=Path("runs/test"), help="the dataset")
    parser.add_argument("--station", default=str(ROOT / "faunagate"), help="the station's command")
    parser.add_argument("--model", help="the model that screens, where several are installed")
    parser.add_argument("--point", help="the operating point; the model's default where not given")
    parser.add_argument("--share", default="1/1", help="of the dataset, for several processes")
    args = parser.parse_args()
    if args.what == "make":
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
        warnings.filterwarnings("ignore", message="Sparse")
        make(args.kind, range(args.first, args.first + args.count, args.step), args.out)
        return
    named = [("--model", args.model), ("--point", args.point), ("--share", args.share)]
    print(screen(args.out, args.station, [word for name, value in named if value for word in (name, value)]))


if __name__ == "__main__":
    main()
