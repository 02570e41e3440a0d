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
_COARSE = 3
"""Voxels of the scanner per voxel of the coarse grid on which layers and garments are laid out."""

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


def _garments(coarse: np.ndarray, step: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Number of the garment in each voxel of a coarse grid: cells of a warped Voronoi partition, flatter than wide."""
    seeds = np.argwhere(coarse)[rng.integers(0, np.count_nonzero(coarse), count)] + rng.normal(0, 2, (count, 3))
    stretch = np.array([2.0, 1.0, 1.0], np.float32)
    grid = np.stack(np.meshgrid(*[np.arange(n) for n in coarse.shape], indexing="ij"), -1).astype(np.float32)
    grid[..., 0] += 8.0 / step * lattice_noise(coarse.shape, 35.0 / step, rng)
    best = np.full(coarse.shape, np.inf, np.float32)
    garment = np.zeros(coarse.shape, np.int64)
    for n, seed in enumerate(seeds):
        far = (((grid - seed.astype(np.float32)) * stretch) ** 2).sum(-1)
        garment[far < best] = n
        best = np.minimum(best, far)
    return garment


def _filled(space: Space, inside: np.ndarray, full: np.ndarray, level: float, rng: np.random.Generator) -> np.ndarray:
    """Where cloth may be: below a wavy surface, and everywhere under a body, which must lie on something."""
    ny, nx, nz = inside.shape
    rows = np.flatnonzero(inside.any((1, 2)))
    wave = lattice_noise((1, nx, nz), 70.0 / space.pixel, rng)[0] * (18.0 / space.pixel)
    surface = rows[0] + (1.0 - level) * (rows[-1] + 1 - rows[0]) + wave
    under = np.logical_or.accumulate(full, axis=0)
    under = np.repeat(np.repeat(np.repeat(under, _COARSE, 0), _COARSE, 1), _COARSE, 2)[:ny, :nx, :nz]
    return inside & (under | (np.arange(ny)[:, None, None] >= surface[None]))


def drape(space: Space, inside: np.ndarray, level: float, rng: np.random.Generator, padding: bool) -> list[str]:
    """Fills the free voxels of `inside` up to a wavy surface with garments (or padding); the fabrics used.

    inside: bool [ny, nx, nz]. level: filled part of the height, 0 to 1.
    """
    coarse = inside[::_COARSE, ::_COARSE, ::_COARSE]
    if not coarse.any():
        return []
    full = space.room[::_COARSE, ::_COARSE, ::_COARSE] < 0.5
    step = space.pixel * _COARSE
    away = ndimage.distance_transform_edt(~full).astype(np.float32) * step
    height = (np.arange(coarse.shape[0], dtype=np.float32) * step)[:, None, None]
    bent = height + 22.0 * lattice_noise(coarse.shape, 70.0 / step, rng)
    bent += 5.0 * lattice_noise(coarse.shape, 24.0 / step, rng)
    count = int(rng.integers(4, 12))
    garment = _garments(coarse, step, count, rng)
    lift = rng.uniform(0.0, 0.9, count).astype(np.float32)[garment]
    phase = (bent * (1 - lift) + np.minimum(away, 25.0) * lift * 1.5).astype(np.float32)
    chosen = [str(rng.choice(_PADDING if padding else _FABRICS)) for _ in range(count)]
    fabric = np.stack([coefficients(name, 1.25 * draw_density(rng, name)) for name in chosen])
    period = rng.uniform(4.0, 20.0, count) if padding else rng.uniform(2.5, 9.0, count)
    wall = rng.uniform(0.1, 0.8, count) if padding else rng.uniform(0.45, 0.98, count)
    loft = rng.uniform(0.1, 0.85, count)
    mask = _filled(space, inside, full & coarse, level, rng)
    _drape(space.volume, space.room, mask, phase, garment, fabric, period, wall, loft, float(_COARSE))
    return sorted(set(chosen))
