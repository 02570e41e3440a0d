"""Voxels of any item: solids in poses that people pack, piles that have settled."""

import numpy as np

from .items import Item, Pile, Raster, draw_pose, empty_raster, rasterise
from .occupancy import Room
from .wrap import wrap

Spacing = tuple[float, float, float]
"""(y, x, z) in mm."""

SOLID = 0.3
"""Voxels filled to at least this share keep other things out."""


def solid_of(raster: Raster) -> np.ndarray:
    """The voxels that nothing else can be in: those filled, and the hollow of a closed container."""
    solid = raster.cover > SOLID
    return solid if raster.hollow is None else solid | raster.hollow


def pile_raster(pile: Pile, spacing: Spacing, rng: np.random.Generator, height_mm: float) -> Raster:
    """Settle the members of a pile one after another.

    In a pile that has a label only the members that have one are wildlife (ivory beads among glass ones).
    """
    size = (min(pile.size[0], height_mm), *pile.size[1:])
    shape = tuple(max(4, int(np.ceil(s / v)) + 2) for s, v in zip(size, spacing, strict=True))
    room = Room(np.ones(shape, bool))
    out = empty_raster(shape, pile.label)
    materials: dict[str, int] = {}
    for member in pile.members:
        raster = trimmed(rasterise(member, spacing, rng))
        solid = solid_of(raster)
        at = room.rest(solid, 6, rng) if solid.any() else None
        if at is None:
            continue
        room.mark(solid, at)
        if pile.label and not raster.label:
            raster.rho[:] = 0
        where = tuple(slice(a, a + n) for a, n in zip(at, solid.shape, strict=True))
        for name in ("kn", "pe", "cover", "wild", "rho"):
            array = getattr(out, name)[where]
            array *= 1 - raster.cover
            array += getattr(raster, name)
        materials[raster.material] = materials.get(raster.material, 0) + 1
    out.material = pile.material or max(materials, key=materials.__getitem__, default="")
    return out


def trimmed(raster: Raster) -> Raster:
    """The raster cut to what it covers."""
    solid = raster.cover > 0.02
    if raster.hollow is not None:
        solid |= raster.hollow
    if not solid.any():
        return raster
    cut = tuple(
        slice(int(hit.min()), int(hit.max()) + 1)
        for hit in (np.nonzero(solid.any(axis=a))[0] for a in ((1, 2), (0, 2), (0, 1)))
    )
    arrays = (np.ascontiguousarray(getattr(raster, n)[cut]) for n in ("kn", "pe", "cover", "wild", "rho"))
    hollow = None if raster.hollow is None else raster.hollow[cut]
    return Raster(*arrays, raster.label, raster.material, hollow)


def item_raster(
    item: Item, spacing: Spacing, rng: np.random.Generator, room_mm: tuple[float, float, float]
) -> Raster | None:
    """Voxels of any item, cut to what it covers; None where no pose tried fits room_mm (y, x, z).

    Of a few random poses that fit, the flattest is taken most of the time: people pack flat, and what
    stands tips over.
    """
    if isinstance(item, Pile):
        if item.size[1] > room_mm[1] or item.size[2] > room_mm[2]:
            return None
        raster = pile_raster(item, spacing, rng, room_mm[0] - 2 * spacing[0])
        if item.wrap is not None:
            inner, skin = wrap(trimmed(raster), "film", spacing, rng)
            return merged(inner, skin)
        return trimmed(raster)
    poses = [draw_pose(item.pose, rng) for _ in range(8)]
    extents = [2 * (np.abs(m) @ np.asarray(item.half))[[1, 0, 2]] - 4 for m in poses]
    fitting = [i for i, e in enumerate(extents) if (e <= room_mm).all()]
    if not fitting:
        return None
    pick = min(fitting, key=lambda i: extents[i][0]) if rng.random() < 0.8 else fitting[0]
    return trimmed(rasterise(item, spacing, rng, poses[pick]))


def merged(raster: Raster, skin: Raster) -> Raster:
    """Two rasters on the same voxels as one; the second takes nothing of the first's place."""
    for name in ("kn", "pe", "cover"):
        getattr(raster, name)[...] += getattr(skin, name)
    if not raster.label:
        raster.rho += skin.rho
    return raster
