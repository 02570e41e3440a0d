"""Findings from probabilities, by the station's definitions, for validation and threshold choice.

Reported figures come from the station itself (see station.py); this mirrors its rules: a voxel belongs to
the most probable class that reaches the class's voxel threshold; regions of one class join across one empty
voxel; scales, marine products and bones within 12 mm, animals within 6 mm and bead-sized pieces of ivory near
one another are one object; an object's probability is the mean class probability over its voxels.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..classes import ANIMAL, BONE, CLASS_NAMES, IVORY, MARINE, SCALES

PILE_GAP_MM = {SCALES: 12.0, ANIMAL: 6.0, MARINE: 12.0, BONE: 12.0}
BEAD_MAX_MM = 22.0


@dataclass(frozen=True)
class Finding:
    """`touches`: number of a wildlife object to how many of its voxels lie in the finding."""

    label: int
    probability: float
    voxels: int
    volume_cm3: float
    mean_hu: float
    low: tuple[int, ...]
    high: tuple[int, ...]
    touches: dict[int, int]


def box_gap(a, b) -> float:
    """Voxels between two boxes given as tuples of slices."""
    gaps = [max(0, p.start - q.stop, q.start - p.stop) for p, q in zip(a, b, strict=True)]
    return float(np.hypot(np.hypot(gaps[0], gaps[1]), gaps[2]))


def joined(boxes: list, sizes: np.ndarray, label: int, spacing: float) -> np.ndarray:
    """Group number per region (1-based regions in, 0-based array out)."""
    root = np.arange(len(boxes))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    diameter = (6 * sizes / np.pi) ** (1 / 3) * spacing
    edges = np.array([[s.stop - s.start for s in b] for b in boxes]).reshape(len(boxes), 3)
    fill = sizes / np.maximum(edges.prod(axis=1), 1)
    bead = (edges.max(axis=1) <= 2 * edges.min(axis=1)) & (fill >= 0.35) & (diameter <= BEAD_MAX_MM)
    order = np.argsort(-sizes)[:400]
    for x, i in enumerate(order):
        for j in order[x + 1 :]:
            gap = box_gap(boxes[i], boxes[j]) * spacing
            if label in PILE_GAP_MM:
                near = gap <= PILE_GAP_MM[label]
            else:
                near = (
                    label == IVORY
                    and bead[i]
                    and bead[j]
                    and (
                        gap <= max(diameter[i], diameter[j]) + 3
                        and max(diameter[i], diameter[j]) <= 1.8 * min(diameter[i], diameter[j])
                    )
                )
            if near:
                root[find(int(j))] = find(int(i))
    return np.array([find(i) for i in range(len(boxes))], int)


def find_objects(
    probabilities: np.ndarray,
    hu: np.ndarray,
    instances: np.ndarray,
    voxel_threshold: dict[int, float],
    spacing: float = 2.0,
) -> list[Finding]:
    """Findings of probabilities [C, D, H, W] on a grid of `spacing` mm, with hu and instances [D, H, W]."""
    best = np.zeros(hu.shape, np.float32)
    owner = np.zeros(hu.shape, np.uint8)
    for label in range(1, len(CLASS_NAMES)):
        p = probabilities[label]
        take = (p >= voxel_threshold[label]) & (p > best)
        owner[take], best[take] = label, p[take]
    out = []
    cube = np.ones((3, 3, 3), bool)
    for label in range(1, len(CLASS_NAMES)):
        mask = owner == label
        if not mask.any():
            continue
        regions, count = ndimage.label(ndimage.binary_dilation(mask, cube), cube)
        regions[~mask] = 0
        boxes = ndimage.find_objects(regions)
        sizes = np.bincount(regions.ravel(), minlength=count + 1)[1:]
        groups = joined(boxes, sizes.astype(float), label, spacing)
        places = np.nonzero(regions)
        group_of = groups[regions[places] - 1]
        p, h, inst = best[places], hu[places], instances[places]
        coordinates = np.stack(places, axis=1)
        for group in np.unique(groups):
            mine = group_of == group
            ids, counts = np.unique(inst[mine], return_counts=True)
            where = coordinates[mine]
            out.append(
                Finding(
                    label,
                    float(p[mine].mean()),
                    int(mine.sum()),
                    float(mine.sum()) * spacing**3 / 1000,
                    float(h[mine].mean()),
                    tuple(int(v) for v in where.min(axis=0)),
                    tuple(int(v) + 1 for v in where.max(axis=0)),
                    {int(i): int(c) for i, c in zip(ids, counts, strict=True) if i},
                )
            )
    return out
