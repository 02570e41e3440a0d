"""Line scans on disk: one folder per scan with `views.npz` and `meta.json`.

    views.npz   for view k = 0, 1:
      attenuation_k  uint16 [rows, lines]  attenuation times 6000 (noise below 0 is cut off)
      material_k     uint8  [rows, lines]  (index + 0.25) / 1.5 times 255; all 0 where the machine has one energy
      validity_k     uint8  [rows, lines]  bits: see `material`
      runs_k         uint32 [n]            run lengths of the objects' masks, one object after the other
      high_k, low_k  uint16 [rows, lines]  transmission between the dark and air levels (only with `raw`)
    meta.json   seed, kind, luggage, machine, dualEnergy, views: source, rowMm, lineMm, firstLineMm, calibration and
      objects (see `object_record`); what an object's number stands for is under objects at the top

A folder is complete when it has meta.json, which is written last.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ..classes import CLASS_NAMES
from .material import INDEX_HIGH, INDEX_LOW
from .scan import LineScan, ViewScan
from .truth import Seen, mask_from, run_lengths

STEPS_PER_UNIT = 6000
"""Of stored attenuation."""


@dataclass(frozen=True)
class StoredView:
    """attenuation, material float32 and validity uint8 [rows, lines]; `objects` as in meta.json, without masks."""

    attenuation: np.ndarray
    material: np.ndarray
    validity: np.ndarray
    objects: list[dict]
    runs: np.ndarray
    about: dict

    def mask(self, item: dict) -> np.ndarray:
        """The mask bool [rows, lines] of one of the objects, within its box."""
        first, count = item["runs"]
        top, left, bottom, right = item["box"]
        return mask_from(self.runs[first : first + count], (bottom - top, right - left))


def object_record(seen: Seen, first: int, count: int) -> dict:
    """An object in a view: number, box [first row, first line, end row, end line], runs [first, count] in runs_k (the
    mask within the box, row by row, outside first), pixels, sizeMm [across the fan, along the belt], own, share,
    visible, contrastToNoise (see `truth.Seen`)."""
    return {
        "number": seen.number,
        "box": list(seen.box),
        "runs": [first, count],
        "pixels": int(seen.mask.sum()),
        "sizeMm": [round(v, 1) for v in seen.size_mm],
        "own": round(seen.own, 4),
        "share": round(seen.share, 4),
        "visible": round(seen.visible, 4),
        "contrastToNoise": round(seen.contrast_to_noise, 2),
    }


def _arrays(k: int, view: ViewScan, runs: list[int], raw: bool) -> dict[str, np.ndarray]:
    index = (view.material - INDEX_LOW) / (INDEX_HIGH - INDEX_LOW) * 255
    arrays = {
        f"attenuation_{k}": np.clip(np.round(view.attenuation * STEPS_PER_UNIT), 0, 65535).astype(np.uint16),
        f"material_{k}": np.zeros(index.shape, np.uint8) if view.low is None else np.round(index).astype(np.uint8),
        f"validity_{k}": view.validity,
        f"runs_{k}": np.array(runs, np.uint32),
    }
    if raw:
        arrays[f"high_{k}"] = view.high
        if view.low is not None:
            arrays[f"low_{k}"] = view.low
    return arrays


def write_scan(folder: Path, scan: LineScan, raw: bool = False) -> None:
    """Store a scan; `raw` keeps the transmissions too."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays, views = {}, []
    for k, view in enumerate(scan.views):
        runs, objects = [], []
        for seen in view.seen:
            lengths = run_lengths(seen.mask)
            objects.append(object_record(seen, len(runs), len(lengths)))
            runs += lengths
        arrays |= _arrays(k, view, runs, raw)
        views.append(
            {
                "source": view.view.name,
                "rowMm": view.row_mm,
                "lineMm": scan.machine.belt.line_mm,
                "firstLineMm": float(view.line_z[0]),
                "firstRow": view.first_row,
                "calibration": {
                    "attenuation": np.round(view.calibration.attenuation, 4).tolist(),
                    "low": np.round(view.calibration.low, 4).tolist(),
                },
                "objects": objects,
            }
        )
    np.savez_compressed(folder / "views.npz", **arrays)
    shown = {seen.number for view in scan.views for seen in view.seen}
    meta = {
        "seed": scan.seed,
        "kind": scan.kind,
        "luggage": scan.luggage,
        "dualEnergy": scan.machine.beam.sandwich,
        "machine": scan.machine.settings(),
        "views": views,
        "objects": [{**asdict(o), "class": CLASS_NAMES[o.label]} for o in scan.objects if o.number in shown],
        "clutter": sorted({o.kind for o in scan.objects if o.number not in shown}),
    }
    temporary = folder / "meta.tmp"
    temporary.write_text(json.dumps(meta))
    temporary.rename(folder / "meta.json")


def read_scan(folder: Path) -> tuple[list[StoredView], dict]:
    """The views of a stored scan, and its meta.json."""
    meta = json.loads((folder / "meta.json").read_text())
    views = []
    with np.load(folder / "views.npz") as arrays:
        for k, about in enumerate(meta["views"]):
            material = arrays[f"material_{k}"].astype(np.float32) * ((INDEX_HIGH - INDEX_LOW) / 255) + INDEX_LOW
            views.append(
                StoredView(
                    arrays[f"attenuation_{k}"].astype(np.float32) / STEPS_PER_UNIT,
                    material if meta["dualEnergy"] else np.zeros_like(material),
                    arrays[f"validity_{k}"],
                    about["objects"],
                    arrays[f"runs_{k}"],
                    about,
                )
            )
    return views, meta


def complete_scans(data: Path) -> list[Path]:
    """Folders of complete scans below `data`, by name."""
    return sorted(p.parent for p in data.glob("*/meta.json"))
