"""Objects before they are placed: parts in an own frame, poses, and what they become in voxels."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import blend
from .materials import Material
from .shapes import Shape, random_rotation, rotation_about

EDGE = 0.5
MOSTLY = 0.7
"""A part that replaces an earlier one of at most this times less volume is what the object is made of."""

Vector = tuple[float, float, float]
Box = tuple[Vector, Vector]
"""Centre and half sizes in mm."""


@dataclass(frozen=True)
class Part:
    """One solid of one material. Later parts of an item replace what they overlap.

    `texture` (x, y, z in mm to a factor near 1) varies the density within the part.
    `label` is a wildlife class, or 0. `near`: a box that holds all of the part (saves time), or None.
    """

    shape: Shape
    material: Material
    label: int = 0
    texture: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray] | None = None
    near: Box | None = None


@dataclass(frozen=True)
class Content:
    """A liquid, powder or loose goods in a vessel: fills `full` (0..1) of `shape`, level as gravity wants."""

    shape: Shape
    material: Material
    full: float = 1.0
    near: Box | None = None


@dataclass(frozen=True)
class Solid:
    """An object of parts. `half` are half sizes in mm of a box that holds all of it.

    `pose`: 'any' (any rotation), 'flat' (stands as modelled, turned about the vertical),
    'lies' (one of its axes up, turned about the vertical, a little tilted).
    `hollow`: room in it where other things can be put; `fill`: what is poured around them.
    """

    kind: str
    parts: tuple[Part, ...]
    half: Vector
    pose: str = "lies"
    label: int = 0
    material: str = ""
    diameter_mm: float = 0.0
    count: int = 1
    contents: tuple[Content, ...] = ()
    hollow: Shape | None = None
    fill: Material | None = None


@dataclass(frozen=True)
class Pile:
    """Many small solids settled in a bowl, pouch or heap of the given inner size (y, x, z) in mm."""

    kind: str
    members: tuple[Solid, ...]
    size: Vector
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
    that has a label, of everything in one that has none. `material` is what most of it is made of;
    `hollow` marks the free room in it where other things can be put.
    """

    kn: np.ndarray
    pe: np.ndarray
    cover: np.ndarray
    wild: np.ndarray
    rho: np.ndarray
    label: int = 0
    material: str = ""
    hollow: np.ndarray | None = None

    @property
    def own(self) -> np.ndarray:
        """Share of each voxel that is the object itself: without a wildlife object's mount or thread."""
        return self.wild if self.label else self.cover

    @property
    def rest(self) -> np.ndarray:
        """Share of each voxel that is a wildlife object's mount, thread or wrapping."""
        return np.maximum(self.cover - self.own, 0)

    def paint(
        self,
        where: tuple[slice, ...],
        share: np.ndarray,
        dense: np.ndarray,
        material: Material,
        counts: bool,
        label: int,
    ) -> None:
        """Let `share` of the voxels `where` be of a material instead of what they held.

        `dense` is share times density factor, `counts` whether it is part of the object's mass.
        """
        arrays = (getattr(self, name)[where] for name in ("kn", "pe", "cover", "wild", "rho"))
        rho = material.density if counts else 0.0
        blend.paint(*arrays, share, dense, material.kn, material.pe, rho, 1.0 if label else 0.0)


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
    tilt = rotation_about(0, rng.normal(0, 0.08)) @ rotation_about(2, rng.normal(0, 0.08))
    return spin @ tilt @ turn


class Frame:
    """The voxels' centres of a raster in the object's own frame."""

    def __init__(self, half: Vector, spacing: Vector, pose: np.ndarray, rng: np.random.Generator):
        self.pose = pose.astype(np.float32)
        self.spacing = np.asarray(spacing)
        extent = (np.abs(pose) @ np.asarray(half))[[1, 0, 2]]
        self.shape = tuple(int(np.ceil(2 * e / s)) + 3 for e, s in zip(extent, spacing, strict=True))
        shift = rng.uniform(-0.5, 0.5, 3)
        self.axes = [
            ((np.arange(n) - (n - 1) / 2 + d) * s).astype(np.float32)
            for n, s, d in zip(self.shape, spacing, shift, strict=True)
        ]
        self.whole = tuple(slice(0, n) for n in self.shape)
        self._all: tuple[np.ndarray, ...] | None = None

    def around(self, near: Box | None) -> tuple[slice, ...]:
        """The voxels that may hold a box of the object's frame (centre, half sizes)."""
        if near is None:
            return self.whole
        centre = (self.pose @ np.asarray(near[0]))[[1, 0, 2]]
        reach = (np.abs(self.pose) @ np.asarray(near[1]))[[1, 0, 2]] + self.spacing
        return tuple(
            slice(int(np.searchsorted(a, c - r)), int(np.searchsorted(a, c + r)))
            for a, c, r in zip(self.axes, centre, reach, strict=True)
        )

    def coordinates(self, where: tuple[slice, ...]) -> tuple[np.ndarray, ...]:
        """(x, y, z) of the object's frame at the voxels `where`."""
        if where == self.whole and self._all is not None:
            return self._all
        y, x, z = (a[s] for a, s in zip(self.axes, where, strict=True))
        m = self.pose
        local = tuple(
            (m[1, i] * y)[:, None, None] + (m[0, i] * x)[None, :, None] + (m[2, i] * z)[None, None, :] for i in range(3)
        )
        if where == self.whole:
            self._all = local
        return local


def paint_parts(out: Raster, parts: tuple[Part, ...], frame: Frame, voxel: float) -> float:
    """Paint parts one after another and note what most of the object is; the voxels that it takes.

    Coverage of a voxel is clip(1/2 - distance / voxel, 0, 1): partial volume without
    supersampling, with the mean spacing as the voxel's size.
    """
    most = 0.0
    for part in parts:
        where = frame.around(part.near)
        at = frame.coordinates(where)
        if not at[0].size:
            continue
        share = np.clip(EDGE - part.shape(*at) / voxel, 0, 1).astype(np.float32)
        dense = share
        if part.texture is not None:
            hit = np.nonzero(share)
            dense = share.copy()
            dense[hit] *= part.texture(*(v[hit] for v in at))
        counts = bool(part.label or not out.label)
        out.paint(where, share, dense, part.material, counts, part.label)
        taken = float(share.sum())
        if counts and taken >= MOSTLY * most:
            most, out.material = max(most, taken), part.material.name
    return most


def rasterise(item: Solid, spacing: Vector, rng: np.random.Generator, pose: np.ndarray | None = None) -> Raster:
    """Paint a solid on a grid of `spacing` (y, x, z) mm that just holds it, in a random pose."""
    frame = Frame(item.half, spacing, draw_pose(item.pose, rng) if pose is None else pose, rng)
    voxel = float(np.prod(spacing) ** (1 / 3))
    out = empty_raster(frame.shape, item.label)
    most = paint_parts(out, item.parts, frame, voxel)
    for content in item.contents:
        taken = _pour(out, content, frame, voxel)
        if taken >= MOSTLY * most:
            most, out.material = max(most, taken), content.material.name
    out.material = item.material or out.material
    if item.hollow is not None:
        out.hollow = (item.hollow(*frame.coordinates(frame.whole)) < -voxel / 2) & (out.cover < EDGE)
    return out


def _pour(out: Raster, content: Content, frame: Frame, voxel: float) -> float:
    """Fill a vessel up to its level; the voxels it takes."""
    where = frame.around(content.near)
    inside = content.shape(*frame.coordinates(where))
    share = np.clip(EDGE - inside / voxel, 0, 1).astype(np.float32)
    rows = share.sum(axis=(1, 2))
    if rows.sum() <= 0:
        return 0.0
    below = np.cumsum(rows) / rows.sum()
    level = float(np.interp(content.full, np.concatenate([[0], below]), np.arange(len(rows) + 1)))
    share *= np.clip(level - np.arange(len(rows), dtype=np.float32), 0, 1)[:, None, None]
    out.paint(where, share, share, content.material, not out.label, 0)
    return float(share.sum())
