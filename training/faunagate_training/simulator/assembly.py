"""Putting objects together from many small parts, each painted only where it is."""

from collections.abc import Callable

import numpy as np

from .family import Family
from .items import Content, Item, Part, Solid
from .materials import Material
from .shapes import Shape, box, cylinder, moved, rotation_about, sphere, turned

Vector = tuple[float, float, float]

MIDDLE = (0.0, 0.0, 0.0)
LYING_X = rotation_about(2, np.pi / 2)
"""Turns what stands along y to lie along x."""
LYING_Z = rotation_about(0, np.pi / 2)
"""Turns what stands along y to lie along z."""


def at(
    shape: Shape,
    reach: Vector,
    material: Material,
    centre: Vector = MIDDLE,
    turn: np.ndarray | None = None,
    texture: Callable | None = None,
    room: float = 1.5,
) -> Part:
    """A part whose shape lies within `reach` (half sizes, mm) of its own origin, turned and moved to a centre.

    It is painted as far as its reach and `room` mm about it, for voxels that it fills in part.
    """
    if turn is not None:
        shape, reach = turned(shape, turn), tuple(np.abs(turn) @ np.asarray(reach))
    if any(centre):
        shape = moved(shape, *centre)
    return Part(shape, material, 0, texture, (centre, tuple(float(r) + room for r in reach)))


def brick(hx: float, hy: float, hz: float, material: Material, centre: Vector = MIDDLE, round_by: float = 0.0) -> Part:
    """A box of half sizes."""
    return at(box(hx, hy, hz, round_by), (hx, hy, hz), material, centre)


def rod(r: float, half: float, material: Material, centre: Vector = MIDDLE, turn: np.ndarray | None = None) -> Part:
    """A cylinder along y, or turned."""
    return at(cylinder(r, half), (r, half, r), material, centre, turn)


def ball(r: float, material: Material, centre: Vector = MIDDLE) -> Part:
    return at(sphere(r), (r, r, r), material, centre)


def assemble(kind: str, parts: list[Part], pose: str = "lies", contents: tuple[Content, ...] = (), **more) -> Solid:
    """A solid that is as large as its parts reach."""
    boxes = [part.near for part in parts if part.near is not None]
    half = np.max([np.abs(centre) + np.asarray(reach) for centre, reach in boxes], axis=0)
    return Solid(kind, tuple(parts), tuple(float(h) for h in half), pose, contents=contents, **more)


def bundle(kind: str, groups: list[list[Part]], pitch: float, pose: str = "lies") -> Solid:
    """Slim things side by side (pens in a case): groups of parts that each stand along y."""
    across = int(np.ceil(np.sqrt(len(groups) * 1.6)))
    parts = []
    for i, group in enumerate(groups):
        dx, dz = (i % across - (across - 1) / 2) * pitch, (i // across) * pitch
        for part in group:
            (x, y, z), reach = part.near
            near = ((x + dx, y, z + dz), reach)
            parts.append(Part(moved(part.shape, dx, 0.0, dz), part.material, part.label, part.texture, near))
    return assemble(kind, parts, pose)


def families(
    kind: str,
    plain: tuple[Callable[[np.random.Generator], Item], ...],
    kept: tuple[Callable[[np.random.Generator], Item], ...],
    weight: float = 1.0,
) -> tuple[Family, ...]:
    """Families of one kind: `plain` for training, `kept` for tests; each set together has the weight."""
    made = [Family(f"{kind}.{m.__name__}", kind, m, weight / len(plain)) for m in plain]
    made += [Family(f"{kind}.{m.__name__}", kind, m, weight / len(kept), held_out=True) for m in kept]
    return tuple(made)
