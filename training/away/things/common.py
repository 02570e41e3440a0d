"""Small helpers of the makers."""

from collections.abc import Callable

import numpy as np

from away.clay import Clay, Sculpture
from away.matter import draw_density

Maker = Callable[[np.random.Generator, float], Sculpture]


def pick(rng: np.random.Generator, *names: str) -> str:
    """One of the names."""
    return names[int(rng.integers(len(names)))]


def daub(clay: Clay, substance: str, item: bool = False, times: float = 1.0) -> int:
    """A colour of a substance at a density drawn from its range."""
    return clay.paint(substance, times * draw_density(clay.rng, substance), item)


def grade(clay: Clay, substance: str, low: float, high: float, steps: int, item: bool = False) -> list[int]:
    """Colours of one substance at `steps` densities from low to high times one drawn density."""
    density = draw_density(clay.rng, substance)
    return [clay.paint(substance, density * f, item) for f in np.linspace(low, high, steps)]


def shade(clay: Clay, mask: np.ndarray, field: np.ndarray, colours: list[int]) -> None:
    """Paints a mask in graded colours by the ranks of a field (of deviation about 1)."""
    level = np.clip(((np.broadcast_to(field, mask.shape)[mask] + 1.8) / 3.6 * len(colours)), 0, len(colours) - 1)
    clay.grid[mask] = np.asarray(colours, np.uint8)[level.astype(int)]


def polygon(clay: Clay, corners: np.ndarray, axes: tuple[str, str] = ("x", "y")) -> np.ndarray:
    """Prism mask (endless along the third axis) of a closed polygon [n, 2] mm, by crossing numbers."""
    a, b = (getattr(clay, name) for name in axes)
    inside = np.zeros(np.broadcast_shapes(a.shape, b.shape), bool)
    for (xa, ya), (xb, yb) in zip(corners, np.roll(corners, -1, 0), strict=True):
        if ya == yb:
            continue
        crosses = (ya > b) != (yb > b)
        inside ^= crosses & (a < (xb - xa) * (b - ya) / (yb - ya) + xa)
    return inside
