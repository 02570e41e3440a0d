"""Several of a kind: heaps in bags and boxes, tied bundles, layers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..items import Part, Pile, Solid
from ..materials import draw_one_of
from ._memo import Shift


def heap(
    kind: str,
    make: Callable[[np.random.Generator], Solid],
    n: tuple[int, int],
    rng: np.random.Generator,
    wraps: tuple[str, ...] = ("polyethylene", "cloth"),
    loose: float = 1.25,
    flat: bool = False,
) -> Pile:
    """n solids settled in a bag or box that is just wide enough for them; `flat`: each on its broad side."""
    members = tuple(make(rng) for _ in range(int(rng.integers(*n))))
    if flat:
        members = tuple(lying(m) for m in members)
    halves = [sorted(m.half) for m in members]
    longest = 2 * max(float(np.hypot(h[1], h[2])) for h in halves) + 4
    thickest = 2 * max(h[0 if flat else 1] for h in halves)
    bulk = sum(8 * float(np.prod(h)) for h in halves)
    side = max(longest, (bulk * loose * 1.2) ** (1 / 3)) * rng.uniform(1.02, 1.2)
    height = float(np.clip(bulk * loose * 3 / side**2, 1.3 * thickest + 8, 240))
    wrap = draw_one_of(wraps, rng) if wraps and rng.random() < 0.7 else None
    first = members[0]
    return Pile(
        kind,
        members,
        (height, side, side * rng.uniform(0.8, 1.1)),
        wrap,
        first.label,
        first.material,
        0.0,
        len(members),
    )


def lying(solid: Solid) -> Solid:
    """The solid with its thinnest axis up."""
    thin = int(np.argmin(solid.half))
    if thin == 1:
        return replace(solid, pose="flat")

    def stood(function):
        """As seen with the axes y and `thin` exchanged, mirrored to stay right-handed."""
        if function is None:
            return None
        if thin == 0:
            return lambda x, y, z: function(y, -x, z)
        return lambda x, y, z: function(x, -z, y)

    parts = tuple(replace(p, shape=stood(p.shape), texture=stood(p.texture), near=None) for p in solid.parts)
    half = list(solid.half)
    half[1], half[thin] = half[thin], half[1]
    return replace(solid, parts=parts, half=tuple(half), pose="flat")


def solid_of(
    kind: str,
    parts: Sequence[Part],
    bounds: np.ndarray,
    label: int,
    material: str,
    pose: str = "lies",
    margin: float = 1.5,
    count: int = 1,
) -> Solid:
    """Parts centred in a box of bounds [2, 3] (mm) as a solid; textures stay with their shapes."""
    shift = Shift(-bounds.mean(axis=0))
    shifted = tuple(shift.part(p) for p in parts)
    half = tuple(float(v) + margin for v in (bounds[1] - bounds[0]) / 2)
    return Solid(kind, shifted, half, pose, label, material, 0.0, count)


def extent(points: np.ndarray, radii: np.ndarray | float) -> np.ndarray:
    """Lowest and highest corner [2, 3] around points [n, 3] with radii [n]."""
    radii = np.broadcast_to(radii, len(points))[:, None]
    return np.stack([(points - radii).min(0), (points + radii).max(0)])
