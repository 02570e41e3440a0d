"""What lies on the belt: a packed piece of luggage, turned as people put it there, without the CT's belt."""

from dataclasses import dataclass, replace

import numpy as np

from ..data.seeds import split_of
from ..simulator.bag import BagPlan, pack_bag
from ..simulator.luggage import LuggagePlan, draw_plan, voxel_count
from ..simulator.packer import Bag, ObjectRecord

VOXELS = 3_500_000
"""A bag is packed on voxels as fine as this number of them allows."""

FINEST_MM, COARSEST_MM = 0.8, 2.6


@dataclass(frozen=True)
class Load:
    """Voxels [ny, nx, nz] with y up, coefficients in 1/cm; spacing (y, x, z) in mm; `owner` as in the simulator's Bag.

    The lowest voxels lie on the belt."""

    kn: np.ndarray
    pe: np.ndarray
    owner: np.ndarray
    spacing: tuple[float, float, float]
    objects: list[ObjectRecord]
    luggage: str

    @property
    def size_mm(self) -> tuple[float, float, float]:
        """(height, width, length)."""
        return tuple(n * s for n, s in zip(self.kn.shape, self.spacing, strict=True))


def cubic(plan: LuggagePlan) -> LuggagePlan:
    """The plan on cubic voxels whose size follows from VOXELS."""
    side = (voxel_count(plan.half, (1.0, 1.0, 1.0)) / VOXELS) ** (1 / 3)
    side = round(float(np.clip(side, FINEST_MM, COARSEST_MM)), 2)
    return replace(plan, spacing=(side, side, side))


def pack(seed: int, kind: str, rng: np.random.Generator, plan: BagPlan | None = None) -> Load:
    """A piece of luggage of a kind ('train', 'wild', 'everyday', 'hard') for a seed's set, as it was packed."""
    return without_belt(pack_bag(kind, split_of(seed), cubic(draw_plan(rng)), rng, plan))


def without_belt(bag: Bag) -> Load:
    """The bag without the CT's belt, which a line scanner has in its air calibration."""
    belt = next(o.number for o in bag.objects if o.kind == "belt")
    rest = bag.owner == belt
    kn, pe, owner = (np.where(rest, v.dtype.type(0), v) for v in (bag.kn, bag.pe, bag.owner))
    objects = [o for o in bag.objects if o.number != belt]
    return Load(kn, pe, owner, bag.spacing, objects, bag.luggage)


def turned(load: Load, rng: np.random.Generator) -> Load:
    """The load as people put it on the belt: either end first, one in three across the belt, one piece of luggage in
    eight on its side."""
    turns = [(1, 2)] * (2 * int(rng.integers(2)) + int(rng.random() < 1 / 3))
    turns += [(0, 1)] * int(rng.random() < 1 / 8 and load.luggage != "pallet")
    kn, pe, owner, spacing = load.kn, load.pe, load.owner, load.spacing
    for axes in turns:
        kn, pe, owner = (np.rot90(a, axes=axes) for a in (kn, pe, owner))
        spacing = tuple(spacing[{axes[0]: axes[1], axes[1]: axes[0]}.get(i, i)] for i in range(3))
    bottom = int(np.argmax((kn > 1e-3).any(axis=(1, 2))))
    kn, pe, owner = (np.ascontiguousarray(a[bottom:]) for a in (kn, pe, owner))
    return replace(load, kn=kn, pe=pe, owner=owner, spacing=spacing)
