"""Candidates of stored bags with what they truly are, for training and judging the second network.

    python -m faunagate_training.objects.harvest --checkpoint runs/first/checkpoint.pt \\
        --data runs/bags/train-train --out runs/objects/train

Writes one <bag>.npz per bag: hu int16 and masks uint8 [n, 2, 32, 32, 32] (both cubes), features [n, F], and about: JSON
of the bag with all its wildlife objects, found or not, and for each candidate what it truly is.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np
import torch

from ..classes import BACKGROUND
from ..data.store import StoredBag, complete_bags, read_bag
from ..evaluate.predict import predict
from ..network import WildlifeNet
from ..train import load_net
from .candidates import Proposal, propose
from .crops import SIZE, crops, features

THRESHOLD = 0.35
MIN_SHARE = 0.3
"""A candidate is an object's when that object owns this share of its voxels."""
UNCLEAR_SHARE = 0.1
CUBE_SHAPE = (4, SIZE, SIZE, SIZE)


def truth_of(bag: StoredBag, owner: np.ndarray, class_of: np.ndarray, proposal: Proposal) -> dict:
    """What the candidate is: label (-1: unclear), and the object that owns most of it."""
    mine = owner[tuple(proposal.candidate.voxels.T)]
    counts = np.bincount(mine, minlength=1)
    classes = class_of[mine]
    wild = float((classes != BACKGROUND).mean())
    among = np.where(classes == BACKGROUND, 0, mine) if wild >= MIN_SHARE else mine
    numbers = np.bincount(among)
    numbers[0] = 0
    number = int(numbers.argmax()) if numbers.any() else 0
    item = next((o for o in bag.objects if o.number == number), None)
    label = BACKGROUND if item is None else item.label
    if label == BACKGROUND and wild >= UNCLEAR_SHARE:
        label = -1
    nothing = "air" if bag.meta.get("allObjectsKnown", True) else None
    return {
        "label": label,
        "number": number,
        "kind": item.kind if item else nothing,
        "ivoryKind": item.about.get("ivoryKind") if item else None,
        "share": float(counts[number] / len(mine)) if number else 0.0,
        "covers": float(counts[number] / item.voxels) if item else 0.0,
    }


def harvest(net: WildlifeNet, bag: StoredBag, threshold: float = THRESHOLD) -> dict:
    """Everything about a bag's candidates; see the module's text."""
    probabilities = predict(net, np.asarray(bag.hu))
    proposals = propose(probabilities, threshold)
    native, spacing = bag.native(), tuple(bag.meta["spacing"])
    owner, class_of = np.asarray(bag.owner), bag.labels()
    truths = [truth_of(bag, owner, class_of, p) for p in proposals]
    cut = [crops(bag.hu, native, spacing, p.candidate) for p in proposals]
    facts = [features(bag.hu, probabilities, spacing, p.candidate) for p in proposals]
    about = {
        "name": bag.name,
        "folder": bag.path.parent.name,
        "spacing": spacing,
        "objects": [{**o.about, "voxels": o.voxels, "low": o.low, "high": o.high} for o in bag.objects if o.label],
        "candidates": [
            {
                **t,
                "stageOneLabel": p.label,
                "stageOne": p.probability,
                "voxels": len(p.candidate.voxels),
                "low": p.candidate.voxels.min(axis=0).tolist(),
                "high": (p.candidate.voxels.max(axis=0) + 1).tolist(),
            }
            for t, p in zip(truths, proposals, strict=True)
        ],
    }
    stack = np.stack(cut) if cut else np.zeros((0, *CUBE_SHAPE), np.float32)
    return {**as_arrays(stack, facts), "about": json.dumps(about)}


def as_arrays(stack: np.ndarray, facts: list[np.ndarray]) -> dict:
    """What is kept of cubes [n, 4, 32, 32, 32] and their features."""
    return {
        "hu": np.clip(np.round(stack[:, ::2]), -32768, 32767).astype(np.int16),
        "masks": stack[:, 1::2].astype(np.uint8),
        "features": np.stack(facts) if facts else np.zeros((0, 0), np.float32),
    }


def write_harvest(path: Path, found: dict) -> None:
    """Keep a bag's candidates; the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        np.savez(file, **found)
    temporary.rename(path)
    print(path.name, len(found["hu"]), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--step", type=int, default=1, help="take every n-th bag (for several processes)")
    parser.add_argument("--limit", type=int, default=1_000_000)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    net = load_net(args.checkpoint)
    for folder in complete_bags(args.data)[args.first : args.limit : args.step]:
        path = args.out / f"{folder.name}.npz"
        if not path.exists():
            write_harvest(path, harvest(net, read_bag(folder), args.threshold))


if __name__ == "__main__":
    main()
