"""Evaluates compiled distances block by block: what is far from a block is looked at once, not per voxel."""

from collections.abc import Callable

import numpy as np
from numba import njit

from ..shapes import Shape

SIDE = 7
"""Voxels along the side of a block."""


@njit(cache=True)
def block_count(grid):
    """How many blocks an array of shape `grid` (three numbers) is cut into."""
    nx, ny, nz = grid
    return -(-nx // SIDE) * -(-ny // SIDE) * -(-nz // SIDE)


@njit(cache=True)
def block_bounds(number, grid):
    """The voxels lo..hi (three indices each, hi excluded) of a block, numbered from 0 with the last axis fastest."""
    nx, ny, nz = grid
    rows, columns = -(-ny // SIDE), -(-nz // SIDE)
    i, j, k = number // columns // rows * SIDE, number // columns % rows * SIDE, number % columns * SIDE
    return (i, j, k), (min(i + SIDE, nx), min(j + SIDE, ny), min(k + SIDE, nz))


@njit(cache=True, fastmath=True)
def block_ball(x, y, z, lo, hi):
    """Centre and radius of a sphere around the voxels lo..hi (three indices each, hi excluded)."""
    a, b, c = hi[0] - 1, hi[1] - 1, hi[2] - 1
    cx = 0.5 * (x[lo[0], lo[1], lo[2]] + x[a, b, c])
    cy = 0.5 * (y[lo[0], lo[1], lo[2]] + y[a, b, c])
    cz = 0.5 * (z[lo[0], lo[1], lo[2]] + z[a, b, c])
    far = 0.0
    for i in range(lo[0], hi[0]):
        for j in range(lo[1], hi[1]):
            for k in range(lo[2], hi[2]):
                far = max(far, (x[i, j, k] - cx) ** 2 + (y[i, j, k] - cy) ** 2 + (z[i, j, k] - cz) ** 2)
    return cx, cy, cz, np.sqrt(far)


def evaluated(kernel: Callable, *tables) -> Shape:
    """The shape of a kernel(x, y, z, *tables, out) that works on 3D arrays."""

    def distance(x, y, z):
        grid = x.shape if x.ndim == 3 else (1, 1, x.size)
        out = np.empty(grid, np.float32)
        kernel(*(np.ascontiguousarray(v, np.float32).reshape(grid) for v in (x, y, z)), *tables, out)
        return out.reshape(x.shape)

    return distance
