"""Candidates of the first network, by the station's rules (src/inference/ct: foreground, regions, group).

A voxel is foreground where the probabilities of all wildlife classes together reach the proposal threshold; it
belongs to the most probable of them. Regions of one class join across one empty voxel; a region that touches one of
another class at least four times its size becomes part of that one. The scales of a pile, the parts of an animal
and bead-sized pieces of ivory near one another are one candidate.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..classes import ANIMAL, BONE, CLASS_NAMES, IVORY, MARINE, SCALES
from .crops import Candidate

ABSORBED_BY_TIMES = 4
CUBE = np.ones((3, 3, 3), bool)
MIN_VOXELS = 3
MIN_PROBABILITY = 0.35
MAX_CANDIDATES = 60
PILE_GAP_MM = {SCALES: 12.0, ANIMAL: 6.0, MARINE: 12.0, BONE: 12.0}
BEAD_MAX_MM = 22.0


@dataclass(frozen=True)
class Proposal:
    """`label` the first network's class, `probability` the mean of all wildlife classes over the voxels."""

    candidate: Candidate
    label: int
    probability: float


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


def class_regions(owner: np.ndarray, label: int) -> tuple[np.ndarray, int]:
    """int32 [D, H, W] region numbers of a class, joined across one empty voxel."""
    mask = owner == label
    regions, count = ndimage.label(ndimage.binary_dilation(mask, CUBE), CUBE)
    regions[~mask] = 0
    return regions, count


def absorb(owner: np.ndarray) -> np.ndarray:
    """owner with small regions renamed to the class of a much larger one that they touch."""
    numbered = np.zeros(owner.shape, np.int32)
    classes, sizes = [0], [0]
    for label in np.unique(owner[owner > 0]):
        regions, count = class_regions(owner, int(label))
        numbered[regions > 0] = regions[regions > 0] + len(classes) - 1
        sizes.extend(np.bincount(regions.ravel(), minlength=count + 1)[1:].tolist())
        classes.extend([int(label)] * count)
    classes, sizes = np.array(classes), np.array(sizes)
    host = np.zeros(len(classes), int)
    for number, box in enumerate(ndimage.find_objects(numbered), start=1):
        if box is None:
            continue
        around = tuple(slice(max(0, s.start - 1), s.stop + 1) for s in box)
        part = numbered[around]
        near = np.unique(part[ndimage.binary_dilation(part == number, CUBE)])
        near = near[(near > 0) & (classes[near] != classes[number])]
        near = near[sizes[near] >= ABSORBED_BY_TIMES * sizes[number]]
        if len(near):
            host[number] = near[sizes[near].argmax()]
    last = np.arange(len(classes))
    for _ in range(len(CLASS_NAMES)):
        last = np.where(host[last] > 0, host[last], last)
    return classes[last][numbered].astype(np.uint8)


def propose(probabilities: np.ndarray, threshold: float) -> list[Proposal]:
    """Proposals of probabilities [C, D, H, W] on the 2 mm grid, the most probable first."""
    wild = probabilities[1:].sum(axis=0)
    owner = np.where(wild >= threshold, probabilities[1:].argmax(axis=0) + 1, 0).astype(np.uint8)
    box = ndimage.find_objects((owner > 0).astype(np.uint8))
    if not box:
        return []
    corner = np.array([s.start for s in box[0]])
    wild = wild[box[0]]
    owner = absorb(np.ascontiguousarray(owner[box[0]]))
    out = []
    for label in np.unique(owner[owner > 0]):
        regions, count = class_regions(owner, int(label))
        sizes = np.bincount(regions.ravel(), minlength=count + 1)[1:]
        groups = joined(ndimage.find_objects(regions), sizes.astype(float), int(label), 2.0)
        places = np.nonzero(regions)
        group_of = groups[regions[places] - 1]
        order = np.argsort(group_of, kind="stable")
        voxels, p = np.stack(places, axis=1)[order], wild[places][order]
        ends = np.flatnonzero(np.diff(group_of[order], append=-1)) + 1
        for start, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
            mean = float(p[start:end].mean())
            if end - start >= MIN_VOXELS and mean >= MIN_PROBABILITY:
                in_group = int((groups == group_of[order][start]).sum())
                out.append(Proposal(Candidate(voxels[start:end] + corner, in_group), int(label), mean))
    out.sort(key=lambda p: (-p.probability, -len(p.candidate.voxels)))
    return out[:MAX_CANDIDATES]
