"""Clothes: what folded and crumpled cloth looks like in voxels, and sheets that drape over things."""

from collections.abc import Callable

import numpy as np
from numba import njit
from scipy.ndimage import gaussian_filter, maximum_filter, zoom

from .materials import Material, draw_material

LATTICE = 32
PLIES = 64

Texture = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


@njit(cache=True, fastmath=True)
def _noise(lattice, x, y, z):
    """Periodic trilinear value noise at lattice coordinates."""
    fx, fy, fz = np.floor(x), np.floor(y), np.floor(z)
    i, j, k = int(fx) & (LATTICE - 1), int(fy) & (LATTICE - 1), int(fz) & (LATTICE - 1)
    i1, j1, k1 = (i + 1) & (LATTICE - 1), (j + 1) & (LATTICE - 1), (k + 1) & (LATTICE - 1)
    u, v, w = x - fx, y - fy, z - fz
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    a = lattice[i, j, k] * (1 - u) + lattice[i1, j, k] * u
    b = lattice[i, j1, k] * (1 - u) + lattice[i1, j1, k] * u
    c = lattice[i, j, k1] * (1 - u) + lattice[i1, j, k1] * u
    d = lattice[i, j1, k1] * (1 - u) + lattice[i1, j1, k1] * u
    return (a * (1 - v) + b * v) * (1 - w) + (c * (1 - v) + d * v) * w


@njit(cache=True, fastmath=True)
def _folds(x, y, z, lattice, strengths, ply, crumple, wave, width, floor, out):
    """Density factor of plies that lie across y, pushed about by noise of two wavelengths."""
    for i in range(x.size):
        a = _noise(lattice, x[i] / wave, y[i] / wave, z[i] / wave)
        b = _noise(lattice, x[i] / (wave * 0.37) + 7.3, y[i] / (wave * 0.37), z[i] / (wave * 0.37) + 3.1)
        f = y[i] / ply + crumple * (a + 0.45 * b)
        k = int(np.floor(f))
        off = (f - k - 0.5) / width
        loose = 1 + 0.5 * _noise(lattice, x[i] / (wave * 1.9) + 11.7, y[i] / (wave * 1.9), z[i] / (wave * 1.9))
        out[i] = max(0.0, (floor + strengths[k & (PLIES - 1)] * np.exp(-off * off)) * loose)


def folds(rng: np.random.Generator, ply_mm: float | None = None, crumple: float | None = None) -> Texture:
    """Texture of cloth: irregular plies about `ply_mm` apart (with the air between them) that lie across y,
    displaced by `crumple` plies; near 0: ironed and stacked, above 3: thrown in. The mean is about one."""
    lattice = rng.standard_normal((LATTICE,) * 3).astype(np.float32) * 0.8
    ply = np.float32(ply_mm or rng.uniform(2.5, 8.0))
    crumple = np.float32(rng.choice([rng.uniform(0.8, 2.0), rng.uniform(2.0, 6.0)]) if crumple is None else crumple)
    wave = np.float32(rng.uniform(18, 55))
    width, floor = np.float32(rng.uniform(0.22, 0.45)), np.float32(rng.uniform(0.35, 0.8))
    strengths = rng.lognormal(0, 0.5, PLIES)
    strengths = (strengths * (1 - floor) / (strengths.mean() * width * np.sqrt(np.pi))).astype(np.float32)

    def texture(x, y, z):
        x, y, z = np.broadcast_arrays(x, y, z)
        out = np.empty(x.size, np.float32)
        flat = [np.ascontiguousarray(v, np.float32).ravel() for v in (x, y, z)]
        _folds(*flat, lattice, strengths, ply, crumple, wave, width, floor, out)
        return out.reshape(x.shape)

    return texture


def sheet(
    tops: np.ndarray, free: np.ndarray, spacing: tuple[float, float, float], rng: np.random.Generator
) -> tuple[tuple[slice, ...], np.ndarray, np.ndarray] | None:
    """A garment laid over what is there: (where, share, density factor), or None where it has no room.

    tops [nx, nz]: first voxel above what lies in each column; free [ny, nx, nz]: room inside the bag.
    It bridges narrow gaps and follows the relief.
    """
    sy, sx, sz = spacing
    nx, nz = tops.shape
    wide, deep = (min(n, max(6, int(rng.uniform(0.35, 1.0) * n))) for n in (nx, nz))
    xa, za = int(rng.integers(0, nx - wide + 1)), int(rng.integers(0, nz - deep + 1))
    here = tops[xa : xa + wide, za : za + deep].astype(np.float32)
    reach = int(rng.uniform(10, 30) / min(sx, sz))
    bridge = gaussian_filter(maximum_filter(here, max(3, reach)), reach / 2)
    under = np.maximum(here, bridge - rng.uniform(0, 60) / sy)
    relief = zoom(rng.standard_normal((5, 6)).astype(np.float32), ((wide + 1) / 5, (deep + 1) / 6), order=1)
    thick = np.maximum(rng.uniform(6, 40) * (1 + 0.3 * relief[:wide, :deep]), 3) / sy
    along_x = np.minimum(np.arange(wide), np.arange(wide)[::-1]) * sx
    along_z = np.minimum(np.arange(deep), np.arange(deep)[::-1]) * sz
    thick *= np.clip((np.minimum(along_x[:, None], along_z[None]) + 4) / 16, 0.2, 1)
    low, high = int(here.min()), min(int(np.ceil((under + thick).max())) + 1, free.shape[0])
    if high <= low + 1:
        return None
    y = np.arange(low, high, dtype=np.float32)[:, None, None]
    where = (slice(low, high), slice(xa, xa + wide), slice(za, za + deep))
    share = np.clip((under + thick)[None] - y, 0, 1) * np.clip(y + 1 - under[None], 0, 1) * free[where]
    level = (y - under[None]) * sy
    x, z = (np.arange(wide) * sx)[None, :, None], (np.arange(deep) * sz)[None, None]
    dense = share * folds(rng)(np.float32(x), level, np.float32(z))
    return where, share.astype(np.float32), dense


def packed_cloth(rng: np.random.Generator) -> Material:
    """Cloth with the air between its layers as it is packed: thrown in loose (0.12 g/cm3) to pressed (0.5)."""
    cloth = draw_material("cloth", rng)
    return cloth.scaled(float(rng.uniform(0.12, 0.5)) / cloth.density)
