"""Simulated scans as an evaluation dataset (docs/formats/evaluation-dataset.md)."""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage

from ..classes import CLASS_NAMES, IVORY
from ..dicom_writer import write_series
from ..simulator.simulate import LabelledScan
from ..simulator.wildlife.ivory import IVORY_KIND_OF
from .nifti import write_labels

SWEEPS = 3
"""Times the farthest point is sought from the last one found; two find the longest diagonal of most shapes."""


def extent_mm(mask: np.ndarray, spacing: tuple[float, float, float]) -> float:
    """Greatest distance of two voxels of a mask [nz, ny, nx], from outer edge to outer edge along it."""
    surface = mask & ~ndimage.binary_erosion(mask)
    points = np.argwhere(surface) * np.asarray(spacing)
    at, longest = points[0], 0.0
    for _ in range(SWEEPS):
        distances = np.linalg.norm(points - at, axis=1)
        at, longest = points[distances.argmax()], float(distances.max())
    return longest + float(np.mean(spacing))


def truth_of(scan: LabelledScan, kind: str) -> dict:
    """What `truth.json` says of a simulated scan. Wildlife without a voxel is not in the scan."""
    boxes = ndimage.find_objects(scan.owner)
    present = {n + 1 for n, box in enumerate(boxes) if box is not None}
    objects = []
    for item in scan.placed:
        if item.number not in present:
            continue
        box = boxes[item.number - 1]
        objects.append(
            {
                "number": item.number,
                "class": CLASS_NAMES[item.label],
                "kind": item.kind,
                "ivoryKind": IVORY_KIND_OF[item.kind] if item.label == IVORY else None,
                "material": item.material,
                "diameterMm": round(item.diameter_mm, 1),
                "count": item.count,
                "volumeCm3": round(item.volume_cm3, 2),
                "massG": round(item.mass_g, 1),
                "maxExtentMm": round(extent_mm(scan.owner[box] == item.number, scan.spacing), 1),
                "concealment": item.concealment,
            }
        )
    clutter = [
        {
            "number": o.number,
            "kind": o.kind,
            "material": o.material,
            "mimics": CLASS_NAMES[o.mimics] if o.mimics else None,
        }
        for o in scan.objects
        if not o.label and o.number in present
    ]
    return {
        "seed": scan.seed,
        "kind": kind,
        "luggage": scan.luggage,
        "scanner": {"family": scan.scanner.family, "kvp": scan.kvp},
        "spacingMm": list(scan.spacing[::-1]),
        "objects": objects,
        "clutter": clutter,
    }


def write_case(scan: LabelledScan, kind: str, folder: Path, title: str) -> None:
    """Write scan, labels, clutter and, last, truth.json: a folder with it is complete."""
    truth = truth_of(scan, kind)
    wild = np.zeros(int(scan.owner.max()) + 1, bool)
    wild[[o["number"] for o in truth["objects"]]] = True
    labels = np.where(wild[scan.owner], scan.owner, 0)
    write_series(scan, folder / "scan", title, compressed=False)
    write_labels(labels, scan.spacing, folder / "labels.nii.gz")
    write_labels(scan.owner - labels, scan.spacing, folder / "clutter.nii.gz")
    temporary = folder / "truth.partial"
    temporary.write_text(json.dumps(truth, allow_nan=False))
    temporary.rename(folder / "truth.json")
