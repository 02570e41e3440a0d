"""Where the wildlife objects of a simulated scan are, in the words of the station's findings."""

import numpy as np

from .classes import CLASS_NAMES
from .simulator.simulate import LabelledScan

MIN_VOXELS = 8
"""Objects of fewer labelled voxels (buried, cut off) are not counted as present."""


def truth_of(scan: LabelledScan) -> list[dict]:
    """Per object: class, kind, boxVoxel {min, max} as [i, j, k] with max exclusive, a centre voxel inside
    the object, and what the simulator knows (cm3, g, mm, count)."""
    out = []
    for item in scan.placed:
        voxels = np.argwhere(scan.owner == item.number)
        if len(voxels) < MIN_VOXELS:
            continue
        low, high = voxels.min(axis=0), voxels.max(axis=0) + 1
        centre = voxels[np.argmin(((voxels - voxels.mean(axis=0)) ** 2).sum(axis=1))]
        out.append(
            {
                "class": CLASS_NAMES[item.label],
                "kind": item.kind,
                "boxVoxel": {"min": low[::-1].tolist(), "max": high[::-1].tolist()},
                "centreVoxel": centre[::-1].tolist(),
                "volumeCm3": round(item.volume_cm3, 2),
                "massG": round(item.mass_g, 1),
                "diameterMm": round(item.diameter_mm, 1),
                "count": item.count,
                "concealment": item.concealment,
            }
        )
    return out
