"""Bring a dataset of annotated scans into training storage, parted into training, validation and test.

    python -m faunagate_training.agency.store --dataset runs/agency/dataset --out runs/agency/bags \\
        --test runs/agency/test

The dataset's layout is docs/formats/evaluation-dataset.md. Which set a case goes to follows from its name alone (or
from `group` in its truth.json: scans of the same object must share one), so that it never changes when scans are added.
Test cases are only linked, for `./faunagate evaluate`; nothing that chooses or trains ever reads them. `--with` adds
simulated bags (of data.generate) to the training set, so that what the model knew is not forgotten.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk

from ..classes import CLASS_NAMES
from ..data.store import complete_bags, write_bag
from .scans import mask_in_box, onto_grid, read_scan
from .segmentation import read_segmentation

SHARES = {"train": 0.6, "validation": 0.2, "test": 0.2}


def set_of(name: str, shares: dict[str, float] = SHARES) -> str:
    """The set of a case or group of cases."""
    at = int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") / 2**48
    for which, share in shares.items():
        if at < share:
            return which
        at -= share
    return "test"


def owner_of(folder: Path, truth: dict, scan: sitk.Image) -> np.ndarray:
    """uint16 [nz, ny, nx] of object numbers: of the label volume, or of masks found in the boxes."""
    for name in ("labels.nii.gz", "labels.nii", "labels.dcm"):
        path = folder / name
        if path.exists():
            image = read_segmentation(path)[0] if name.endswith(".dcm") else sitk.ReadImage(path)
            return sitk.GetArrayFromImage(onto_grid(image, scan))
    hu = sitk.GetArrayFromImage(scan)
    owner = np.zeros(hu.shape, np.uint16)
    for item in truth["objects"]:
        box = item["boxVoxel"]
        owner[mask_in_box(hu, box["min"][::-1], box["max"][::-1])] = item["number"]
    return owner


def store_case(folder: Path, out: Path) -> None:
    """Keep one case as a training scan. Only wildlife is known by name in it: the rest of the bag has no owner."""
    truth = json.loads((folder / "truth.json").read_text())
    scan = read_scan(folder / "scan")
    hu = np.clip(np.round(sitk.GetArrayFromImage(scan)), -32768, 32767).astype(np.int16)
    records = [
        {
            **item,
            "kind": item.get("kind", item["class"]),
            "label": CLASS_NAMES.index(item["class"]),
        }
        for item in truth["objects"]
    ]
    owner = owner_of(folder, truth, scan)
    known = [record["number"] for record in records]
    owner[~np.isin(owner, known)] = 0
    meta = {"case": f"{folder.parent.name}/{folder.name}", "scanner": truth.get("scanner"), "allObjectsKnown": False}
    write_bag(out, hu, owner, scan.GetSpacing()[::-1], records, meta)


def link_case(folder: Path, out: Path) -> None:
    """The same folder under another name."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if not out.exists():
        out.symlink_to(folder.resolve(), target_is_directory=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--with", dest="simulated", type=Path, help="folder of simulated training bags")
    parser.add_argument("--count", type=int, default=200, help="simulated bags at most")
    args = parser.parse_args()
    for folder in complete_bags(args.simulated)[: args.count] if args.simulated else []:
        link_case(folder, args.out / "train" / f"simulated-{folder.name}")
    for path in sorted(args.dataset.glob("*/*/truth.json")):
        folder, truth = path.parent, json.loads(path.read_text())
        which = set_of(str(truth.get("group", folder.name)))
        kind = "wild" if truth["objects"] else "everyday"
        if which == "test":
            link_case(folder, args.test / folder.parent.name / folder.name)
            continue
        out = args.out / ("train" if which == "train" else f"validation-{kind}") / f"agency-{folder.name}"
        if not (out / "meta.json").exists():
            store_case(folder, out)
        print(f"{folder}: {which}", flush=True)


if __name__ == "__main__":
    main()
