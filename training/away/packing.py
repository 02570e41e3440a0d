"""Packing: bodies come to rest where they lie lowest.

Every body is tried in rest poses (its flat sides down, as its moments of inertia say). The collisions of all positions
at once are one product of Fourier transforms of coarse occupancy grids; of the positions without collision the body
takes one of the lowest that touches others, and then sinks until it lies on what is below it.
"""

import numpy as np
from scipy import fft, ndimage
from scipy.spatial.transform import Rotation

from away.clay import Sculpture
from away.space import Space


def cloud(thing: Sculpture, rng: np.random.Generator, most: int = 6000) -> np.ndarray:
    """Random points of its matter, [n, 3] mm from the centre of its block."""
    filled = np.flatnonzero(thing.grid)
    if len(filled) > most:
        filled = rng.choice(filled, most, replace=False)
    places = np.stack(np.unravel_index(filled, thing.grid.shape), 1)
    return (places + rng.random(places.shape) - np.array(thing.grid.shape) / 2.0) * thing.step_mm


def rest_pose(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Rotation (block to space) of a likely rest pose: mostly the thinnest principal axis upright."""
    _, axes = np.linalg.eigh(np.cov(points.T) + 1e-9 * np.eye(3))
    upright = int(rng.choice(3, p=[0.72, 0.18, 0.10]))
    rest = [k for k in range(3) if k != upright]
    base = np.stack([axes[:, rest[0]], axes[:, upright], axes[:, rest[1]]])
    base[1] *= rng.choice([-1.0, 1.0])
    if np.linalg.det(base) < 0:
        base[0] *= -1.0
    spin = Rotation.from_euler("y", rng.uniform(0, 2 * np.pi) if rng.random() < 0.6 else rng.integers(4) * np.pi / 2)
    tilt = Rotation.from_rotvec(rng.normal(0.0, 0.12, 3) * (1, 0.3, 1))
    return (tilt * spin).as_matrix() @ base


class Packer:
    """Coarse occupancy of the inside of a piece of luggage and the search for places in it."""

    def __init__(self, space: Space, low: np.ndarray, high: np.ndarray, blocked: np.ndarray, cells: int = 52):
        """low, high: corners of the inside in mm (x, y, z). blocked: bool [ny, nx, nz], voxels nothing may enter."""
        self.space, self.low = space, low
        self.cell = float(max((high - low).max() / cells, 2.0 * space.pixel))
        self.shape = tuple(np.maximum(np.ceil((high - low) / self.cell).astype(int), 2))
        self.occupied = np.zeros(self.shape, bool)
        centres = [self.low[k] + (np.arange(self.shape[k]) + 0.5) * self.cell for k in range(3)]
        rows, columns, planes = space.room.shape
        most = (columns, rows, planes)
        index = [np.clip((c / s).astype(int), 0, n - 1) for c, s, n in zip(centres, space.spacing, most, strict=True)]
        self.occupied |= blocked[np.ix_(index[1], index[0], index[2])].transpose(1, 0, 2)
        self.size = tuple(fft.next_fast_len(n, real=True) for n in self.shape)
        self._blocked = blocked

    def _mask(self, points: np.ndarray, volume_mm3: float) -> tuple[np.ndarray, np.ndarray]:
        """Coarse mask of turned points and the corner of its box in mm."""
        corner = points.min(0)
        cells = ((points - corner) / self.cell).astype(int)
        mask = np.zeros(cells.max(0) + 1, np.float32)
        np.add.at(mask, tuple(cells.T), volume_mm3 / len(points) / self.cell**3)
        return (mask > 0.07).astype(np.float32) if (mask > 0.07).any() else (mask > 0).astype(np.float32), corner

    def place(self, thing: Sculpture, rng: np.random.Generator, tries: int = 2) -> tuple[np.ndarray, np.ndarray] | None:
        """Turn and centre (mm, x y z) of a place for a sculpture, or None where it does not fit."""
        points = cloud(thing, rng)
        volume = float(np.count_nonzero(thing.grid)) * thing.step_mm**3
        for _ in range(tries):
            turn = rest_pose(points, rng)
            turned = points @ turn.T
            mask, corner = self._mask(turned, volume)
            found = self._search(mask, rng)
            if found is None:
                continue
            centre = self.low + found * self.cell - corner
            centre[1] += self._sink(turned + centre)
            self._occupy(turned + centre, volume)
            return turn, centre
        return None

    def _search(self, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray | None:
        valid = [n - m + 1 for n, m in zip(self.shape, mask.shape, strict=True)]
        if min(valid) < 1:
            return None
        spectrum = np.conj(fft.rfftn(mask, self.size))
        hits = fft.irfftn(fft.rfftn(self.occupied.astype(np.float32), self.size) * spectrum, self.size)
        hits = hits[: valid[0], : valid[1], : valid[2]]
        free = np.argwhere(hits < 0.5)
        if len(free) == 0:
            return None
        near = ndimage.binary_dilation(self.occupied, iterations=1, border_value=1).astype(np.float32)
        touch = fft.irfftn(fft.rfftn(near, self.size) * spectrum, self.size)[tuple(free.T)]
        bottom = (free[:, 1] + mask.shape[1]) / self.shape[1]
        score = 6.0 * bottom + 1.2 * touch / mask.sum() + 0.4 * rng.random(len(free))
        return free[np.argmax(score)]

    def _sink(self, points: np.ndarray) -> float:
        """How far down the points can go until 2 % of them would be inside something, in mm."""
        cells = (points / self.space.spacing).astype(int)[:, [1, 0, 2]]
        shape = np.array(self.space.room.shape)
        inside = ((cells >= 0) & (cells < shape)).all(1)
        cells = cells[inside]
        if len(cells) == 0:
            return 0.0
        depth = 0
        most = int(2.5 * self.cell / self.space.pixel)
        allowed = max(1, len(cells) // 50)
        while depth < most:
            row = cells[:, 0] + depth + 1
            if row.max() >= shape[0]:
                break
            full = (self.space.room[row, cells[:, 1], cells[:, 2]] < 0.5) | self._blocked[row, cells[:, 1], cells[:, 2]]
            if np.count_nonzero(full) > allowed:
                break
            depth += 1
        return depth * self.space.pixel

    def _occupy(self, points: np.ndarray, volume_mm3: float) -> None:
        cells = ((points - self.low) / self.cell).astype(int)
        cells = cells[((cells >= 0) & (cells < self.shape)).all(1)]
        count = np.zeros(self.shape, np.float32)
        np.add.at(count, tuple(cells.T), volume_mm3 / max(1, len(points)) / self.cell**3)
        self.occupied |= count > 0.12

    def fill(self) -> float:
        """Occupied part of the inside."""
        return float(self.occupied.mean())
