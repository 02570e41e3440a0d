"""Simulated or annotated scans on disk: one folder per scan, arrays that can be mapped into memory.

    hu.npy       int16  [D, H, W]     CT numbers on the model's grid
    owner.npy    uint16 [D, H, W]     number of the object that each voxel of that grid belongs to, 0: none
    low.npy      int16  [D, H, W]     CT numbers at the lower energy (dual-energy scans only)
    native.npy   int16  [nz, ny, nx]  CT numbers on the scan's own grid; may be missing where that is the model's
    meta.json    seed, spacing (z, y, x) in mm, scanner, objects (see `StoredObject`), allObjectsKnown (absent: true)

A folder is complete when it has meta.json, which is written last.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from .resample import labels_to_grid, to_model_grid

MIN_VOXELS = 6
"""Objects with fewer voxels on the model's grid are not aimed at in training."""


@dataclass(frozen=True)
class StoredObject:
    """An object that has voxels on the model's grid: low, high (exclusive) are its box there."""

    number: int
    kind: str
    label: int
    mimics: int
    voxels: int
    low: tuple[int, int, int]
    high: tuple[int, int, int]
    about: dict


@dataclass(frozen=True)
class StoredBag:
    """The arrays of a folder, mapped copy-on-write (files never change); see the module's text."""

    name: str
    hu: np.ndarray
    owner: np.ndarray
    low: np.ndarray | None
    objects: tuple[StoredObject, ...]
    meta: dict
    path: Path

    def native(self) -> np.ndarray:
        own = self.path / "native.npy"
        return np.load(own, mmap_mode="r") if own.exists() else self.hu

    def labels(self) -> np.ndarray:
        """uint8 lookup: object number -> class."""
        table = np.zeros(max([o.number for o in self.objects], default=0) + 1, np.uint8)
        for item in self.objects:
            table[item.number] = item.label
        return table


def objects_on_grid(owner: np.ndarray, records: list[dict]) -> list[StoredObject]:
    """The records (number, kind, label, mimics, ...) whose numbers occur in owner, with their boxes."""
    counts = np.bincount(owner.ravel())
    boxes = ndimage.find_objects(owner)
    out = []
    for record in records:
        number = record["number"]
        if number >= len(counts) or counts[number] == 0 or boxes[number - 1] is None:
            continue
        box = boxes[number - 1]
        out.append(
            StoredObject(
                number,
                record["kind"],
                record["label"],
                record.get("mimics", 0),
                int(counts[number]),
                tuple(int(s.start) for s in box),
                tuple(int(s.stop) for s in box),
                record,
            )
        )
    return out


def write_bag(
    folder: Path,
    hu: np.ndarray,
    owner: np.ndarray,
    spacing: tuple[float, float, float],
    records: list[dict],
    meta: dict,
    hu_low: np.ndarray | None = None,
) -> None:
    """Store a scan: hu, hu_low and owner [nz, ny, nx] on its own grid of `spacing` (z, y, x) mm."""
    folder.mkdir(parents=True, exist_ok=True)
    on_grid = labels_to_grid(owner, spacing)
    whole = lambda a: np.round(to_model_grid(a, spacing)).astype(np.int16)  # noqa: E731
    np.save(folder / "hu.npy", whole(hu))
    np.save(folder / "owner.npy", on_grid)
    np.save(folder / "native.npy", hu.astype(np.int16))
    if hu_low is not None:
        np.save(folder / "low.npy", whole(hu_low))
    objects = [asdict(o) for o in objects_on_grid(on_grid, records)]
    temporary = folder / "meta.tmp"
    temporary.write_text(json.dumps({**meta, "spacing": list(spacing), "objects": objects}))
    temporary.rename(folder / "meta.json")


def read_bag(folder: Path) -> StoredBag:
    meta = json.loads((folder / "meta.json").read_text())
    objects = tuple(StoredObject(**{**o, "low": tuple(o["low"]), "high": tuple(o["high"])}) for o in meta["objects"])
    low = folder / "low.npy"
    return StoredBag(
        folder.name,
        np.load(folder / "hu.npy", mmap_mode="c"),
        np.load(folder / "owner.npy", mmap_mode="c"),
        np.load(low, mmap_mode="c") if low.exists() else None,
        objects,
        meta,
        folder,
    )


def complete_bags(data: Path) -> list[Path]:
    """Folders of complete scans below `data`, by name."""
    return sorted(p.parent for p in data.glob("*/meta.json"))
