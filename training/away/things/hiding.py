"""Concealment of wildlife: wrapped in foil, film or cloth, in a tin, a box or a plaster, or painted."""

import numpy as np
from scipy import ndimage

from away.clay import Paint, Sculpture
from away.matter import draw_density

_WRAPS = {
    "foil": ("aluminium", 0.35, 1),
    "film": ("polyethylene", 1.0, 1),
    "newspaper": ("paper", 0.5, 3),
    "cloth": ("cotton", 1.0, 4),
    "tape": ("PVC", 0.9, 1),
    "paint": ("polyester resin", 1.0, 1),
}


def conceal(thing: Sculpture, rng: np.random.Generator) -> Sculpture:
    """The item, in three of five cases hidden; its truth says how."""
    way = str(rng.choice(["none", "wrap", "tin", "box"], p=[0.42, 0.33, 0.1, 0.15]))
    if way == "none":
        return thing
    if way == "wrap":
        name = str(rng.choice(list(_WRAPS)))
        substance, times, layers = _WRAPS[name]
        thing.about["concealment"] = name
        return _wrapped(thing, Paint(substance, times * draw_density(rng, substance)), layers)
    thing.about["concealment"] = way
    metal = str(rng.choice(["steel", "aluminium"]))
    wall = Paint(metal, draw_density(rng, metal) * (0.3 if metal == "steel" else 0.7)) if way == "tin" else None
    other = str(rng.choice(["wood", "cardboard", "ABS", "polypropylene"]))
    wall = wall or Paint(other, draw_density(rng, other))
    return _boxed(thing, wall, Paint("cotton", 0.12), 1.2 if way == "tin" else rng.uniform(2, 5))


def _wrapped(thing: Sculpture, paint: Paint, layers: int) -> Sculpture:
    """One or more voxel layers of wrapping around the closed outline of the item."""
    grid = np.pad(thing.grid, layers + 3)
    outline = ndimage.binary_closing(grid > 0, iterations=2)
    thick = max(1, round(layers * 0.6 / thing.step_mm))
    shell = ndimage.binary_dilation(outline, iterations=thick) & ~outline
    thing.palette.append(paint)
    grid[shell & (grid == 0)] = len(thing.palette)
    thing.grid = grid
    return thing


def _boxed(thing: Sculpture, wall: Paint, padding: Paint, wall_mm: float) -> Sculpture:
    """The item in a box with loose padding around it."""
    thick = max(1, round(wall_mm / thing.step_mm))
    gap = max(2, round(4.0 / thing.step_mm))
    grid = np.pad(thing.grid, gap + thick)
    thing.palette += [padding, wall]
    grid[grid == 0] = len(thing.palette) - 1
    inside = np.zeros(grid.shape, bool)
    inside[thick:-thick, thick:-thick, thick:-thick] = True
    grid[~inside] = len(thing.palette)
    thing.grid = grid
    return thing
