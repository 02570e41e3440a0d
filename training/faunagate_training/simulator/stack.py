"""A box of voxels that things are dropped into: they come to rest on what lies below."""

import numpy as np
from numba import njit

from .items import Item, Pile, Raster, draw_pose, empty_raster, rasterise
from .materials import Material

Spacing = tuple[float, float, float]
"""(y, x, z) in mm."""


class Stack:
    """Voxels [ny, nx, nz] (y up) with a height map [nx, nz] of the first free voxel.

    `taken` marks what is occupied on a grid of half the resolution, `floor` is the lowest voxel for things.
    `owner` holds 0 or the number of the object that fills most of the voxel, `owner_share` how much of it.
    """

    def __init__(self, shape: tuple[int, int, int]):
        self.kn = np.zeros(shape, np.float32)
        self.pe = np.zeros(shape, np.float32)
        self.cover = np.zeros(shape, np.float32)
        self.owner_share = np.zeros(shape, np.float32)
        self.owner = np.zeros(shape, np.uint16)
        self.height = np.zeros(shape[1:], np.int32)
        self.taken = np.zeros(tuple((n + 1) // 2 for n in shape), bool)
        self.floor = 0

    def paste(self, raster: Raster, at: tuple[int, int, int], number: int) -> None:
        """Lay object `number` over the voxels with its corner at `at`; what sticks out is cut off."""
        src, dst = [], []
        for start, size, limit in zip(at, raster.cover.shape, self.cover.shape, strict=True):
            low, high = max(0, start), min(limit, start + size)
            if low >= high:
                return
            dst.append(slice(low, high))
            src.append(slice(low - start, high - start))
        s, d = tuple(src), tuple(dst)
        keep = 1 - raster.cover[s]
        self.kn[d] = self.kn[d] * keep + raster.kn[s]
        self.pe[d] = self.pe[d] * keep + raster.pe[s]
        self.cover[d] = self.cover[d] * keep + raster.cover[s]
        self.owner_share[d] *= keep
        self.claim(d, raster.own[s], number)

    def claim(self, where: tuple[slice, ...], share: np.ndarray, number: int) -> None:
        """Give object `number` the voxels of which it fills more than their owner."""
        more = share > self.owner_share[where]
        self.owner[where][more] = number
        self.owner_share[where][more] = share[more]

    def drop(
        self,
        raster: Raster,
        region: tuple[int, int, int, int],
        ceiling: int,
        tries: int,
        rng: np.random.Generator,
        number: int,
    ) -> tuple[int, int, int] | None:
        """Put a raster at the lowest of `tries` resting places inside region (x0, x1, z0, z1).

        A resting place touches what is below it; hollows under other things count, as they were
        filled before those lay there. Returns the corner, or None where nothing fits under `ceiling`.
        """
        solid = raster.cover > 0.3
        if not solid.any():
            return None
        item = pooled(solid)
        x0, x1, z0, z1 = (v // 2 for v in region)
        room_x, room_z = x1 - x0 - item.shape[1], z1 - z0 - item.shape[2]
        if room_x < 0 or room_z < 0 or raster.cover.shape[0] > ceiling - self.floor:
            return None
        xs = x0 + rng.integers(0, room_x + 1, tries)
        zs = z0 + rng.integers(0, room_z + 1, tries)
        y, x, z = lowest_rest(self.taken, item, xs, zs, (self.floor + 1) // 2, ceiling // 2)
        if y < 0:
            return None
        at = (2 * y, 2 * x, 2 * z)
        self.paste(raster, at, number)
        here = self.taken[y : y + item.shape[0], x : x + item.shape[1], z : z + item.shape[2]]
        here |= item[: here.shape[0], : here.shape[1], : here.shape[2]]
        columns = solid.any(axis=0)
        top = solid.shape[0] - solid[::-1].argmax(axis=0)
        height = self.height[at[1] : at[1] + columns.shape[0], at[2] : at[2] + columns.shape[1]]
        cut = (slice(0, height.shape[0]), slice(0, height.shape[1]))
        height[...] = np.where(columns[cut], np.maximum(height, at[0] + top[cut]), height)
        return at


def pooled(solid: np.ndarray) -> np.ndarray:
    """Boolean voxels joined two by two by two (any)."""
    padded = np.pad(solid, [(0, n % 2) for n in solid.shape])
    ny, nx, nz = (n // 2 for n in padded.shape)
    return padded.reshape(ny, 2, nx, 2, nz, 2).any(axis=(1, 3, 5))


@njit(cache=True)
def lowest_rest(taken, item, xs, zs, floor, ceiling):
    """Lowest free (y, x, z) for `item` in `taken` (both boolean) among columns (xs, zs); y -1: none."""
    ny, nx, nz = item.shape
    best, best_x, best_z = ceiling + 1, -1, -1
    for k in range(xs.size):
        y = floor
        while y < best and y + ny <= ceiling:
            hit = -1
            for i in range(ny):
                for j in range(nx):
                    for m in range(nz):
                        if item[i, j, m] and taken[y + i, xs[k] + j, zs[k] + m]:
                            hit = i
                            break
                    if hit >= 0:
                        break
                if hit >= 0:
                    break
            if hit < 0:
                best, best_x, best_z = y, xs[k], zs[k]
                break
            y += 1
    if best_x < 0:
        return -1, -1, -1
    return best, best_x, best_z


def pile_raster(pile: Pile, spacing: Spacing, rng: np.random.Generator, height_mm: float = 1e9) -> Raster:
    """Settle the members of a pile; a wrap becomes a thin skin around the heap's box.

    In a pile that has a label only the members that have one are wildlife (ivory beads among glass ones).
    """
    sy, sx, sz = spacing
    shape = tuple(
        max(4, int(np.ceil(s / v)) + 2)
        for s, v in zip((min(pile.size[0], height_mm), *pile.size[1:]), spacing, strict=True)
    )
    stack = Stack(shape)
    ny, nx, nz = shape
    materials: dict[str, int] = {}
    for member in pile.members:
        raster = rasterise(member, spacing, rng)
        stack.drop(raster, (1, nx - 1, 1, nz - 1), ny, 6, rng, 1 if member.label or not pile.label else 2)
        materials[raster.material] = materials.get(raster.material, 0) + 1
    out = empty_raster(shape, pile.label)
    out.kn, out.pe, out.cover = stack.kn, stack.pe, stack.cover
    counted = np.where(stack.owner == 1, stack.owner_share, 0)
    if pile.label:
        out.wild = counted
    out.rho = counted * _mean_density(pile)
    out.material = pile.material or max(materials, key=materials.__getitem__, default="")
    if pile.wrap is not None:
        _wrap(out, pile.wrap, min(sy, sx, sz))
    return out


def _mean_density(pile: Pile) -> float:
    """Mean density in g/cm3 of what a pile's `rho` counts."""
    densities = [part.material.density for m in pile.members for part in m.parts if part.label or not pile.label]
    return float(np.mean(densities)) if densities else 0.0


def _wrap(raster: Raster, material: Material, voxel_mm: float) -> None:
    """A bag of 0.3 mm film around the box, painted as partial volume on its outer voxels."""
    share = np.float32(min(1.0, 0.3 / voxel_mm))
    skin = np.zeros(raster.cover.shape, bool)
    for axis in range(3):
        index = [slice(None)] * 3
        for end in (0, -1):
            index[axis] = end
            skin[tuple(index)] = True
    free = skin & (raster.cover < 0.5)
    raster.kn[free] += share * material.kn
    raster.pe[free] += share * material.pe
    raster.cover[free] += share * (1 - raster.cover[free])


def item_raster(
    item: Item, spacing: Spacing, rng: np.random.Generator, room_mm: tuple[float, float, float]
) -> Raster | None:
    """Voxels of any item, cut to what it covers; None where no pose tried fits room_mm (y, x, z).

    Of a few random poses that fit, the flattest is taken most of the time: people pack flat.
    """
    if isinstance(item, Pile):
        if item.size[1] > room_mm[1] or item.size[2] > room_mm[2]:
            return None
        raster = pile_raster(item, spacing, rng, room_mm[0] - 2 * spacing[0])
    else:
        poses = [draw_pose(item.pose, rng) for _ in range(8)]
        extents = [2 * (np.abs(m) @ np.asarray(item.half))[[1, 0, 2]] - 4 for m in poses]
        fitting = [i for i, e in enumerate(extents) if (e <= room_mm).all()]
        if not fitting:
            return None
        pick = min(fitting, key=lambda i: extents[i][0]) if rng.random() < 0.7 else fitting[0]
        raster = rasterise(item, spacing, rng, poses[pick])
    solid = raster.cover > 0.02
    if not solid.any():
        return raster
    cut = tuple(
        slice(int(hit.min()), int(hit.max()) + 1)
        for hit in (np.nonzero(solid.any(axis=a))[0] for a in ((1, 2), (0, 2), (0, 1)))
    )
    names = ("kn", "pe", "cover", "wild", "rho")
    return Raster(*(np.ascontiguousarray(getattr(raster, n)[cut]) for n in names), raster.label, raster.material)
