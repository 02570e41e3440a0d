"""Objects before they are placed: parts in an own frame, poses, and what they become in voxels."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .materials import Material
from .shapes import Shape, random_rotation, rotation_about

EDGE = 0.5
MOSTLY = 0.7
"""A part that replaces an earlier one of at most this times less volume is what the object is made of."""


@dataclass(frozen=True)
class Part:
    """One solid of one material. Later parts of an item replace what they overlap.

    `texture` (x, y, z in mm to a factor near 1) varies the density within the part.
    `label` is a wildlife class, or 0.
    """

    shape: Shape
    material: Material
    label: int = 0
    texture: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray] | None = None


@dataclass(frozen=True)
class Solid:
    """An object of parts. `half` are half sizes in mm of a box that holds all of it.

    `pose`: 'any' (any rotation), 'flat' (stands as modelled, turned about the vertical),
    'lies' (one of its axes up, turned about the vertical, a little tilted).
    """

    kind: str
    parts: tuple[Part, ...]
    half: tuple[float, float, float]
    pose: str = "lies"
    label: int = 0
    material: str = ""
    diameter_mm: float = 0.0
    count: int = 1


@dataclass(frozen=True)
class Pile:
    """Many small solids settled in a bowl, pouch or heap of the given inner size in mm."""

    kind: str
    members: tuple[Solid, ...]
    size: tuple[float, float, float]
    wrap: Material | None = None
    label: int = 0
    material: str = ""
    diameter_mm: float = 0.0
    count: int = 1


Item = Solid | Pile


@dataclass
class Raster:
    """An object in voxels, all arrays [ny, nx, nz] with y upwards.

    kn, pe: coefficients in 1/cm times coverage; cover: share of the voxel taken, 0..1;
    wild: share of the voxel that is wildlife; rho: density times share, of the wildlife alone in an item
    that has a label, of everything in one that has none. `material` is what most of it is made of.
    """

    kn: np.ndarray
    pe: np.ndarray
    cover: np.ndarray
    wild: np.ndarray
    rho: np.ndarray
    label: int = 0
    material: str = ""

    @property
    def own(self) -> np.ndarray:
        """Share of each voxel that is the object itself: without a wildlife object's mount or thread."""
        return self.wild if self.label else self.cover


def empty_raster(shape: tuple[int, int, int], label: int) -> Raster:
    return Raster(*(np.zeros(shape, np.float32) for _ in range(5)), label=label)


def draw_pose(pose: str, rng: np.random.Generator) -> np.ndarray:
    """3x3 rotation for a named pose (see Solid)."""
    if pose == "any":
        return random_rotation(rng)
    spin = rotation_about(1, rng.uniform(0, 2 * np.pi))
    if pose == "flat":
        return spin
    turn = rotation_about(int(rng.choice([0, 2])), rng.integers(0, 4) * np.pi / 2)
    tilt = rotation_about(0, rng.normal(0, 0.12)) @ rotation_about(2, rng.normal(0, 0.12))
    return spin @ tilt @ turn


def rasterise(
    item: Solid, spacing: tuple[float, float, float], rng: np.random.Generator, pose: np.ndarray | None = None
) -> Raster:
    """Paint a solid on a grid of `spacing` (y, x, z) mm that just holds it, in a random pose.

    Coverage of a voxel is clip(1/2 - distance / voxel, 0, 1): partial volume without
    supersampling, with the mean spacing as the voxel's size.
    """
    m = draw_pose(item.pose, rng) if pose is None else pose
    extent = np.abs(m) @ np.asarray(item.half)
    sy, sx, sz = spacing
    counts = [int(np.ceil(2 * e / s)) + 3 for e, s in zip(extent[[1, 0, 2]], (sy, sx, sz), strict=True)]
    shift = rng.uniform(-0.5, 0.5, 3)
    axes = [
        ((np.arange(n) - (n - 1) / 2 + d) * s).astype(np.float32)
        for n, s, d in zip(counts, (sy, sx, sz), shift, strict=True)
    ]
    y, x, z = np.meshgrid(*axes, indexing="ij")
    m = m.astype(np.float32)
    lx = m[0, 0] * x + m[1, 0] * y + m[2, 0] * z
    ly = m[0, 1] * x + m[1, 1] * y + m[2, 1] * z
    lz = m[0, 2] * x + m[1, 2] * y + m[2, 2] * z
    voxel = float((sy * sx * sz) ** (1 / 3))
    out = empty_raster(tuple(counts), item.label)
    most = 0.0
    for part in item.parts:
        share = np.clip(EDGE - part.shape(lx, ly, lz) / voxel, 0, 1).astype(np.float32).ravel()
        hit = np.flatnonzero(share)
        share = share[hit]
        dense = share
        if part.texture is not None:
            dense = share * part.texture(*(v.ravel()[hit] for v in (lx, ly, lz))).astype(np.float32)
        for name, value in (
            ("kn", dense * part.material.kn),
            ("pe", dense * part.material.pe),
            ("cover", share),
            ("wild", share if part.label else 0),
            ("rho", dense * part.material.density if part.label or not item.label else 0),
        ):
            flat = getattr(out, name).ravel()
            flat[hit] = flat[hit] * (1 - share) + value
        if part.label or not item.label:
            taken = float(share.sum())
            if taken >= MOSTLY * most:
                most, out.material = max(most, taken), part.material.name
    out.material = item.material or out.material
    return out
