"""Clothes and wrapping as warped layers that fill what the bodies leave free.

Each garment is a cell of a Voronoi partition; its layers are level surfaces of height and distance to the nearest body,
bent by noise, so that fabric lies flat in the open and wraps around things.
"""

import numpy as np
from numba import njit
from scipy import ndimage

from away.clay import lattice_noise
from away.matter import coefficients, draw_density
from away.space import Space

_FABRICS = ("cotton", "wool", "polyester cloth", "denim")
_PADDING = ("paper", "foam", "cotton", "cardboard")


@njit(cache=True, fastmath=True)
def _drape(volume, room, mask, phase, garment, fabric, period, wall, loft, half):
    ny, nx, nz = room.shape
    my, mx, mz = phase.shape
    for y in range(ny):
        cy = min(y / half, my - 1.001)
        y0 = int(cy)
        ty = cy - y0
        for x in range(nx):
            cx = min(x / half, mx - 1.001)
            x0 = int(cx)
            tx = cx - x0
            for z in range(nz):
                if not mask[y, x, z] or room[y, x, z] < 0.05:
                    continue
                cz = min(z / half, mz - 1.001)
                z0 = int(cz)
                tz = cz - z0
                low = (1 - tx) * phase[y0, x0, z0] + tx * phase[y0, x0 + 1, z0]
                low = (1 - ty) * low + ty * ((1 - tx) * phase[y0 + 1, x0, z0] + tx * phase[y0 + 1, x0 + 1, z0])
                top = (1 - tx) * phase[y0, x0, z0 + 1] + tx * phase[y0, x0 + 1, z0 + 1]
                top = (1 - ty) * top + ty * ((1 - tx) * phase[y0 + 1, x0, z0 + 1] + tx * phase[y0 + 1, x0 + 1, z0 + 1])
                at = (1 - tz) * low + tz * top
                g = garment[int(cy + 0.5), int(cx + 0.5), int(cz + 0.5)]
                turn = at / period[g]
                turn -= np.floor(turn)
                edge = min(turn, wall[g] - turn) * 6.0 + 0.5
                share = (loft[g] + (1.0 - loft[g]) * min(max(edge, 0.0), 1.0)) * room[y, x, z]
                for m in range(volume.shape[3]):
                    volume[y, x, z, m] += share * fabric[g, m]
                room[y, x, z] -= share


def drape(space: Space, inside: np.ndarray, level: float, rng: np.random.Generator, padding: bool) -> list[str]:
    """Fills the free voxels of `inside` up to a wavy surface with garments (or padding); the fabrics used.

    inside: bool [ny, nx, nz]. level: filled part of the height, 0 to 1.
    """
    half = 3
    coarse = inside[::half, ::half, ::half]
    if not coarse.any():
        return []
    full = ndimage.minimum_filter(space.room, 2)[::half, ::half, ::half] < 0.5
    step = space.pixel * half
    away = ndimage.distance_transform_edt(~full).astype(np.float32) * step
    rows = np.flatnonzero(coarse.any((1, 2)))
    top, bottom = rows[0], rows[-1] + 1
    height = (np.arange(coarse.shape[0], dtype=np.float32) * step)[:, None, None]
    period_cells = 70.0 / step
    bent = (
        height
        + 22.0 * lattice_noise(coarse.shape, period_cells, rng)
        + 5.0 * lattice_noise(coarse.shape, period_cells / 3, rng)
    )
    count = int(rng.integers(4, 12))
    seeds = np.argwhere(coarse)[rng.integers(0, np.count_nonzero(coarse), count)] + rng.normal(0, 2, (count, 3))
    stretch = np.array([2.0, 1.0, 1.0])
    grid = np.stack(np.meshgrid(*[np.arange(n) for n in coarse.shape], indexing="ij"), -1).astype(np.float32)
    grid[..., 0] += 8.0 / step * lattice_noise(coarse.shape, period_cells / 2, rng)
    best = np.full(coarse.shape, np.inf, np.float32)
    garment = np.zeros(coarse.shape, np.int64)
    for n, seed in enumerate(seeds):
        far = (((grid - seed.astype(np.float32)) * stretch.astype(np.float32)) ** 2).sum(-1)
        garment[far < best] = n
        best = np.minimum(best, far)
    lift = rng.uniform(0.0, 0.9, count).astype(np.float32)[garment]
    phase = bent * (1 - lift) + np.minimum(away, 25.0) * lift * 1.5
    kinds = _PADDING if padding else _FABRICS
    chosen = [str(rng.choice(kinds)) for _ in range(count)]
    density = [draw_density(rng, name) for name in chosen]
    fabric = np.stack(
        [coefficients(n, d * (1.0 if n in ("foam",) else 1.25)) for n, d in zip(chosen, density, strict=True)]
    )
    period = rng.uniform(2.5, 9.0, count) if not padding else rng.uniform(4.0, 20.0, count)
    wall = rng.uniform(0.45, 0.98, count) if not padding else rng.uniform(0.1, 0.8, count)
    loft = rng.uniform(0.1, 0.85, count)
    surface = top + (1.0 - level) * (bottom - top)
    wave = lattice_noise((1, *coarse.shape[1:]), period_cells, rng)[0] * (18.0 / step)
    mask = np.arange(coarse.shape[0])[:, None, None] >= (surface + wave)[None]
    mask = np.repeat(np.repeat(np.repeat(mask, half, 0), half, 1), half, 2)[tuple(slice(0, n) for n in inside.shape)]
    _drape(
        space.volume,
        space.room,
        inside & mask,
        phase.astype(np.float32),
        garment,
        fabric,
        period,
        wall,
        loft,
        float(half),
    )
    return sorted(set(chosen))
