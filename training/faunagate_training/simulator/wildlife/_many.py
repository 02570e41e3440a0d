"""Several of a kind: heaps in bags and boxes, tied bundles, layers."""

from collections.abc import Callable, Sequence

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
) -> Pile:
    """n solids settled in a bag or box that is just wide enough for them."""
    members = tuple(make(rng) for _ in range(int(rng.integers(*n))))
    longest = max(2 * sorted(m.half)[2] for m in members)
    bulk = sum(8 * float(np.prod(m.half)) for m in members)
    side = max(longest * 1.05, (bulk * loose * 1.2) ** (1 / 3)) * rng.uniform(1.0, 1.25)
    height = float(np.clip(bulk * loose * 2.2 / side**2, 25, 160))
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
    shifted = tuple(Part(shift(p.shape), p.material, p.label, shift(p.texture)) for p in parts)
    half = tuple(float(v) + margin for v in (bounds[1] - bounds[0]) / 2)
    return Solid(kind, shifted, half, pose, label, material, 0.0, count)


def extent(points: np.ndarray, radii: np.ndarray | float) -> np.ndarray:
    """Lowest and highest corner [2, 3] around points [n, 3] with radii [n]."""
    radii = np.broadcast_to(radii, len(points))[:, None]
    return np.stack([(points - radii).min(0), (points + radii).max(0)])
