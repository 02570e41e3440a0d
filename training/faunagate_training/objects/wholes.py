"""Objects of stored bags as candidates that found them would be, before there is a first network.

    python -m faunagate_training.objects.wholes --data runs/bags/train-train --out runs/objects/wholes

All wildlife, all look-alikes and some other things of each bag, in the files that `harvest` writes. What a first
network would have said is unknown (NaN). The masks are the true voxels, now and then a part of them, thinner or
thicker, as candidates are.
"""

import argparse
import json
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy import ndimage

from ..data.store import MIN_VOXELS, StoredBag, StoredObject, complete_bags, read_bag
from .crops import Candidate, crops, features
from .harvest import CUBE_SHAPE, as_arrays, write_harvest

OTHERS = 12
"""Objects of each bag that are neither wildlife nor look-alikes."""


def rough_mask(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A mask as a network might find it: a part, thinner or thicker; the mask itself where nothing would be left."""
    rough = mask
    if rng.random() < 0.4:
        places = np.argwhere(mask)
        along = (places - places.mean(axis=0)) @ rng.normal(0, 1, 3)
        kept = places[along <= np.quantile(along, rng.uniform(0.35, 0.95))]
        rough = np.zeros_like(mask)
        rough[tuple(kept.T)] = True
    change = rng.random()
    if change < 0.3:
        rough = ndimage.binary_erosion(rough)
    elif change < 0.6:
        rough = ndimage.binary_dilation(rough)
    return rough if rough.sum() >= MIN_VOXELS else mask


def as_candidate(bag: StoredBag, item: StoredObject, rng: np.random.Generator) -> Candidate:
    """The object's voxels, roughened, as one candidate."""
    low = np.maximum(np.array(item.low) - 1, 0)
    box = tuple(slice(a, b + 1) for a, b in zip(low, item.high, strict=True))
    rough = rough_mask(np.asarray(bag.owner[box]) == item.number, rng)
    regions = int(ndimage.label(rough, np.ones((3, 3, 3)))[1])
    return Candidate(np.argwhere(rough) + low, regions)


def chosen(bag: StoredBag, rng: np.random.Generator) -> list[StoredObject]:
    """All wildlife and look-alikes, and OTHERS of the rest."""
    usable = [o for o in bag.objects if o.voxels >= MIN_VOXELS]
    first = [o for o in usable if o.label or o.mimics]
    rest = [o for o in usable if not (o.label or o.mimics)]
    return first + [rest[i] for i in rng.permutation(len(rest))[:OTHERS]]


def wholes(bag: StoredBag, rng: np.random.Generator) -> dict:
    """The arrays of a bag, as `harvest` gives them."""
    native, spacing = bag.native(), tuple(bag.meta["spacing"])
    cubes, facts, truths = [np.zeros((0, *CUBE_SHAPE), np.float32)], [], []
    for item in chosen(bag, rng):
        candidate = as_candidate(bag, item, rng)
        cubes.append(crops(bag.hu, native, spacing, candidate)[None])
        facts.append(features(bag.hu, None, spacing, candidate))
        about = {"label": item.label, "kind": item.kind, "ivoryKind": item.about.get("ivoryKind")}
        truths.append({**about, "number": item.number, "share": 1.0, "covers": 1.0})
    about = {"name": bag.name, "folder": bag.path.parent.name, "spacing": spacing, "objects": [], "candidates": truths}
    return {**as_arrays(np.concatenate(cubes), facts), "about": json.dumps(about)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of bags")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    for folder in (folder for data in args.data for folder in complete_bags(data)):
        path = args.out / f"{folder.name}.npz"
        if not path.exists():
            write_harvest(
                path, wholes(read_bag(folder), np.random.default_rng([args.seed, crc32(folder.name.encode())]))
            )


if __name__ == "__main__":
    main()
