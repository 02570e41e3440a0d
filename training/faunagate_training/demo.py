"""Makes the demo scans in fixtures/demo.

    python -m faunagate_training.demo

The bags are chosen, not random: seeds were picked so that the object is easy to see and the shipped
model finds it. They show the station; they say nothing about detection rates (see the model's card).
"""

import argparse
import json
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

from .classes import ANIMAL, IVORY, SCALES
from .data.seeds import SEEDS
from .dicom_writer import write_enhanced, write_series
from .simulator.bag import BagPlan
from .simulator.simulate import LabelledScan, simulate
from .truth import truth_of

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Demo:
    """`number` counts from the start of the demo seeds."""

    folder: str
    title: str
    number: int
    plan: BagPlan
    enhanced: bool = False


DEMOS = (
    Demo(
        "tusk-in-suitcase",
        "Suitcase with a tusk and a bangle",
        104,
        BagPlan(((IVORY, "tusk"), (IVORY, "bangle")), 1, 60),
    ),
    Demo("bead-string-in-bag", "Parcel with a string of beads", 203, BagPlan(((IVORY, "bead string"),), 1, 50)),
    Demo(
        "turtle-and-scales",
        "Backpack with a turtle and scales",
        300,
        BagPlan(((ANIMAL, "turtle"), (SCALES, "pangolin scales")), 0, 40),
        True,
    ),
    Demo("clean-with-look-alikes", "Suitcase with look-alikes and no wildlife", 402, BagPlan((), 4, 60)),
)


def make(demo: Demo) -> LabelledScan:
    return simulate(SEEDS["demo"].start + demo.number, "demo", plan=demo.plan)


README = """# Demo scans

Four simulated bags for the station's worklist and its end-to-end tests. Nothing here is a real scan: every
file says SIMULATED in its series description. `training/` makes them again byte for byte:
`python -m faunagate_training.demo`.

**The bags are chosen.** Their seeds were picked so that the objects are plain to see and the shipped model
finds them. They are not held-out test data and say nothing about detection rates; those are in the model's card.

`demo.json` lists for each folder what the simulator put in: class, kind, box and a centre voxel as column,
row and slice (slices along the normal; `max` is exclusive).

| folder | what | form |
|---|---|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "fixtures" / "demo")
    args = parser.parse_args()
    warnings.filterwarnings("ignore", message="Sparse")
    listing, readme = [], README
    for demo in DEMOS:
        scan = make(demo)
        folder = args.out / demo.folder
        shutil.rmtree(folder, ignore_errors=True)
        if demo.enhanced:
            write_enhanced(scan, folder / "volume.dcm", demo.title)
        else:
            write_series(scan, folder, demo.title)
        truth = truth_of(scan)
        nz, ny, nx = scan.hu.shape
        listing.append(
            {
                "folder": demo.folder,
                "title": demo.title,
                "dims": [nx, ny, nz],
                "spacingMm": [scan.spacing[2], scan.spacing[1], scan.spacing[0]],
                "truth": truth,
            }
        )
        form = "one enhanced multi-frame CT, JPEG-LS" if demo.enhanced else f"{nz} CT slices, JPEG-LS lossless"
        readme += f"| `{demo.folder}` | {demo.title} | {form} |\n"
        size = sum(f.stat().st_size for f in folder.iterdir())
        print(demo.folder, scan.hu.shape, f"{size / 1e6:.1f} MB", [(t["class"], t["kind"]) for t in truth], flush=True)
    (args.out / "demo.json").write_text(json.dumps(listing, indent=2) + "\n")
    (args.out / "README.md").write_text(readme)


if __name__ == "__main__":
    main()
