"""python -m away.generate --kind wild --first 0 --count 100 --out runs/away: bags of one kind, resumable."""

import argparse
import json
import shutil
from pathlib import Path

from away.bag import KINDS, Bag, make_bag
from away.series import write_labels, write_series


def write_bag(bag: Bag, folder: Path) -> None:
    """Writes scan/*.dcm, labels.nii.gz and truth.json into `folder`, which appears only when it is complete."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    kind = bag.truth["kind"]
    write_series(partial / "scan", bag.hu, bag.machine, bag.truth["seed"], kind, KINDS.index(kind) + 1)
    write_labels(partial / "labels.nii.gz", bag.labels, bag.machine)
    (partial / "truth.json").write_text(json.dumps(bag.truth, indent=1) + "\n")
    partial.rename(folder)


def main(arguments: list[str] | None = None) -> None:
    """Makes the bags that do not exist yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    for seed in range(given.first, given.first + given.count):
        folder = given.out / given.kind / str(seed)
        if (folder / "truth.json").exists():
            continue
        bag = make_bag(seed, given.kind)
        write_bag(bag, folder)
        print(
            given.kind,
            seed,
            bag.hu.shape,
            len(bag.truth["clutter"]),
            [o["kind"] for o in bag.truth["objects"]],
            flush=True,
        )


if __name__ == "__main__":
    main()
