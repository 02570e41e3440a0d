"""The voxels of a bag while it is packed: coefficients, and which object owns what."""

import numpy as np

from . import blend
from .items import Raster
from .materials import Material


class Stack:
    """Voxels [ny, nx, nz] (y up).

    `owner` holds 0 or the number of the object that fills most of the voxel, `owner_share` how much of it.
    """

    def __init__(self, shape: tuple[int, int, int]):
        self.kn = np.zeros(shape, np.float32)
        self.pe = np.zeros(shape, np.float32)
        self.cover = np.zeros(shape, np.float32)
        self.owner_share = np.zeros(shape, np.float32)
        self.owner = np.zeros(shape, np.uint16)

    def paste(self, raster: Raster, at: tuple[int, int, int], number: int, rest_number: int = 0) -> None:
        """Lay object `number` over the voxels with its corner at `at`; what sticks out is cut off.

        `rest_number` gets what is not the object itself: a wildlife object's mount, thread, packing.
        """
        src, dst = [], []
        for start, size, limit in zip(at, raster.cover.shape, self.cover.shape, strict=True):
            low, high = max(0, start), min(limit, start + size)
            if low >= high:
                return
            dst.append(slice(low, high))
            src.append(slice(low - start, high - start))
        s, d = tuple(src), tuple(dst)
        below = (getattr(self, name)[d] for name in ("kn", "pe", "cover", "owner", "owner_share"))
        blend.lay_over(*below, raster.kn[s], raster.pe[s], raster.cover[s], raster.own[s], number)
        if rest_number:
            blend.claim(self.owner[d], self.owner_share[d], raster.rest[s], rest_number)

    def add(
        self, where: tuple[slice, ...], share: np.ndarray, dense: np.ndarray, material: Material, number: int
    ) -> None:
        """Put matter of object `number` where there is room left; `dense`: share times density factor."""
        arrays = (getattr(self, name)[where] for name in ("kn", "pe", "cover", "owner", "owner_share"))
        blend.fill_in(*arrays, share, dense, material.kn, material.pe, number)
