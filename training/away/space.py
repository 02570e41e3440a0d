"""The inside of the scanner as a grid of voxels, into which sculptures are rasterised with partial volume.

Axis order is [y, x, z]: y down (gravity), x across the belt, z along it. Positions are in mm from the grid's corner.
"""

import numpy as np
from numba import njit

from away.clay import Sculpture
from away.matter import COMPONENTS, coefficients


@njit(cache=True, fastmath=True)
def _raster(
    volume, room, label, held, grid, colours, items, inverse, centre, pixel, slices, step, sub, number, low, high
):
    nx, ny, nz = grid.shape
    fine = 1.0 / (sub * sub * sub)
    counts = np.zeros(len(items), np.float32)
    item_volume = 0.0
    kept = 0.0
    for y in range(low[0], high[0]):
        for x in range(low[1], high[1]):
            for z in range(low[2], high[2]):
                if room[y, x, z] < 0.02:
                    continue
                counts[:] = 0.0
                total = 0.0
                for i in range(sub):
                    qy = (y + (i + 0.5) / sub) * pixel - centre[1]
                    for j in range(sub):
                        qx = (x + (j + 0.5) / sub) * pixel - centre[0]
                        for k in range(sub):
                            qz = (z + (k + 0.5) / sub) * slices - centre[2]
                            a = int(
                                np.floor((inverse[0, 0] * qx + inverse[0, 1] * qy + inverse[0, 2] * qz) / step + nx / 2)
                            )
                            b = int(
                                np.floor((inverse[1, 0] * qx + inverse[1, 1] * qy + inverse[1, 2] * qz) / step + ny / 2)
                            )
                            c = int(
                                np.floor((inverse[2, 0] * qx + inverse[2, 1] * qy + inverse[2, 2] * qz) / step + nz / 2)
                            )
                            if a >= 0 and b >= 0 and c >= 0 and a < nx and b < ny and c < nz and grid[a, b, c] > 0:
                                counts[grid[a, b, c]] += fine
                                total += fine
                if total <= 0.0:
                    continue
                scale = min(1.0, room[y, x, z] / total)
                own = 0.0
                for n in range(1, len(items)):
                    if counts[n] > 0.0:
                        share = counts[n] * scale
                        for m in range(volume.shape[3]):
                            volume[y, x, z, m] += share * colours[n, m]
                        kept += share
                        if items[n]:
                            own += share
                room[y, x, z] -= total * scale
                item_volume += own
                if own > 0.35 and own > held[y, x, z]:
                    label[y, x, z] = number
                    held[y, x, z] = own
    return item_volume, kept


class Space:
    """The grid: attenuation components [ny, nx, nz, COMPONENTS], free part of each voxel, wildlife labels."""

    def __init__(self, ny: int, nx: int, nz: int, pixel_mm: float, slice_mm: float):
        self.pixel, self.slice = pixel_mm, slice_mm
        self.volume = np.zeros((ny, nx, nz, COMPONENTS), np.float32)
        self.room = np.ones((ny, nx, nz), np.float32)
        self.label = np.zeros((ny, nx, nz), np.uint16)
        self._held = np.zeros((ny, nx, nz), np.float32)
        self.spacing = np.array([pixel_mm, pixel_mm, slice_mm])

    def add(self, thing: Sculpture, turn: np.ndarray, centre: np.ndarray, number: int = 0) -> tuple[float, float]:
        """Rasterises a sculpture turned by `turn` (block to space, x y z) about its centre at `centre` mm (x, y, z).

        What is already there stays. number: of a wildlife item, 0 for clutter. Returns the volume of the item's own
        matter and of everything that found room, in cm³.
        """
        half = np.abs(turn) @ (thing.size_mm() / 2.0)
        low = np.floor((centre - half) / self.spacing).astype(int)
        high = np.ceil((centre + half) / self.spacing).astype(int)
        order = [1, 0, 2]
        shape = np.array(self.room.shape)
        low, high = np.clip(low[order], 0, shape), np.clip(high[order], 0, shape)
        colours = np.zeros((len(thing.palette) + 1, COMPONENTS), np.float32)
        items = np.zeros(len(thing.palette) + 1, np.bool_)
        for n, paint in enumerate(thing.palette, 1):
            colours[n] = coefficients(paint.substance, paint.density)
            items[n] = paint.item and number > 0
        sub = 2 if self.spacing.max() / thing.step_mm <= 2.2 else 3
        own, kept = _raster(
            self.volume, self.room, self.label, self._held, thing.grid, colours, items, np.ascontiguousarray(turn.T),
            np.asarray(centre, float), self.pixel, self.slice, thing.step_mm, sub, number, low, high,
        )  # fmt: skip
        voxel = self.spacing.prod() / 1000.0
        return own * voxel, kept * voxel

    def pour(self, where: np.ndarray, substance: str, density: float) -> None:
        """Fills the free part of the voxels of a mask or of shares [ny, nx, nz] with a substance."""
        share = np.minimum(where.astype(np.float32), self.room)
        self.volume += share[..., None] * coefficients(substance, density)
        self.room -= share
