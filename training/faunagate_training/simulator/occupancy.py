"""Where things can lie: free room in voxels, and how an object comes to rest in it."""

import numpy as np
from numba import njit

COARSE = 2
"""Resting places are searched on cells of this many voxels a side and refined on voxels."""

SMALL = 200_000
"""Rooms of fewer voxels (piles, tins) are searched voxel by voxel."""

SLIDES = 60
"""An object rolls off what is below it by at most this many voxels."""


def pooled(solid: np.ndarray) -> np.ndarray:
    """Boolean voxels joined two by two by two (any)."""
    padded = np.pad(solid, [(0, n % COARSE) for n in solid.shape])
    ny, nx, nz = (n // COARSE for n in padded.shape)
    return padded.reshape(ny, COARSE, nx, COARSE, nz, COARSE).any(axis=(1, 3, 5))


def cells_of(solid: np.ndarray) -> np.ndarray:
    """Indices [n, 3] of the true voxels, in an order that jumps about so that collisions show early."""
    cells = np.argwhere(solid).astype(np.int32)
    step = max(1, int(len(cells) * 0.381966))
    while np.gcd(step, len(cells)) != 1:
        step += 1
    return np.ascontiguousarray(cells[(np.arange(len(cells)) * step) % len(cells)])


def rind(solid: np.ndarray) -> np.ndarray:
    """The true voxels that have a false neighbour."""
    inner = np.pad(solid, 1)
    core = solid.copy()
    for axis in range(3):
        for step in (0, 2):
            index = [slice(1, -1)] * 3
            index[axis] = slice(step, step + solid.shape[axis])
            core &= inner[tuple(index)]
    return solid & ~core


class Room:
    """Free and occupied voxels [ny, nx, nz] (y up) of a bag or a container.

    `low` and `high` are the corners (y, x, z) of the box that holds all that is free at first; `tops` [nx, nz]
    is the first voxel above everything that lies in each column.
    """

    def __init__(self, free: np.ndarray):
        self.occupied = ~free
        self.taken = pooled(self.occupied)
        spans = [np.nonzero(free.any(axis=a))[0] for a in ((1, 2), (0, 2), (0, 1))]
        self.low = tuple(int(s.min()) if s.size else 0 for s in spans)
        self.high = tuple(int(s.max()) + 1 if s.size else 0 for s in spans)
        self.tops = np.where(free.any(axis=0), free.argmax(axis=0), free.shape[0]).astype(np.int32)

    def mark(self, solid: np.ndarray, at: tuple[int, int, int]) -> None:
        """Occupy the true voxels of `solid` with its corner at `at`."""
        where = tuple(slice(a, a + n) for a, n in zip(at, solid.shape, strict=True))
        self.occupied[where] |= solid
        columns = solid.any(axis=0)
        top = at[0] + solid.shape[0] - solid[::-1].argmax(axis=0)
        self.tops[where[1:]] = np.where(columns, np.maximum(self.tops[where[1:]], top), self.tops[where[1:]])
        start = [a // COARSE for a in at]
        stop = [-(-(a + n) // COARSE) for a, n in zip(at, solid.shape, strict=True)]
        fine = tuple(slice(a * COARSE, b * COARSE) for a, b in zip(start, stop, strict=True))
        coarse = tuple(slice(a, b) for a, b in zip(start, stop, strict=True))
        self.taken[coarse] = pooled(self.occupied[fine])

    def rest(self, solid: np.ndarray, tries: int, rng: np.random.Generator) -> tuple[int, int, int] | None:
        """Corner of the lowest of `tries` places where `solid` lies on what is below it; None: no room.

        Hollows under other things count, as they were filled before those lay there. From there the
        object slides and falls as far as it can.
        """
        spare = [h - lo - n for lo, h, n in zip(self.low, self.high, solid.shape, strict=True)]
        if min(spare) < 0:
            return None
        small = self.occupied.size < SMALL
        cell = 1 if small else COARSE
        item = solid if small else pooled(solid)
        low = [-(-v // cell) for v in self.low]
        high = [v // cell for v in self.high]
        room_x, room_z = (high[i] - low[i] - item.shape[i] for i in (1, 2))
        if room_x < 0 or room_z < 0:
            return None
        xs = low[1] + rng.integers(0, room_x + 1, tries)
        zs = low[2] + rng.integers(0, room_z + 1, tries)
        place = lowest_rest(self.occupied if small else self.taken, cells_of(item), item.shape, xs, zs, low[0], high[0])
        if place[0] < 0:
            return None
        start = tuple(cell * v for v in place)
        limits = tuple(h - n for h, n in zip(self.high, solid.shape, strict=True))
        return slide(self.occupied, cells_of(rind(solid)), start, self.low, limits)

    def fall(self, solid: np.ndarray, x: int, z: int) -> tuple[int, int, int] | None:
        """Corner where `solid` comes to lie when it falls from the top at (x, z); None: no room."""
        limits = tuple(h - n for h, n in zip(self.high, solid.shape, strict=True))
        if limits[0] < self.low[0] or not (self.low[1] <= x <= limits[1] and self.low[2] <= z <= limits[2]):
            return None
        y = falling(self.occupied, cells_of(rind(solid)), limits[0], x, z, self.low[0])
        return None if y < 0 else (y, x, z)


@njit(cache=True)
def lowest_rest(taken, cells, size, xs, zs, floor, ceiling):
    """Lowest free (y, x, z) for an object of `cells` [n, 3] among columns (xs, zs); y -1: none.

    Places where the object is held up on both sides of its middle go before all others.
    """
    best, best_x, best_z = ceiling + 1, -1, -1
    second, second_x, second_z = ceiling + 1, -1, -1
    for k in range(xs.size):
        y = floor
        while y < best and y + size[0] <= ceiling:
            hit = False
            for c in range(cells.shape[0]):
                i, x, z = cells[c, 0], xs[k] + cells[c, 1], zs[k] + cells[c, 2]
                if taken[y + i, x, z]:
                    climb = y + i + 1
                    while climb < ceiling and taken[climb, x, z]:
                        climb += 1
                    y = climb - i
                    hit = True
                    break
            if hit:
                continue
            if supported(taken, cells, size, y, xs[k], zs[k], floor):
                best, best_x, best_z = y, xs[k], zs[k]
            elif y < second:
                second, second_x, second_z = y, xs[k], zs[k]
            break
    if best_x >= 0:
        return best, best_x, best_z
    if second_x >= 0:
        return second, second_x, second_z
    return -1, -1, -1


@njit(cache=True)
def supported(taken, cells, size, y, x, z, floor):
    """Whether something lies under the object on opposite sides of its middle."""
    corners = np.zeros(4, np.bool_)
    for c in range(cells.shape[0]):
        below = y + cells[c, 0] - 1
        if below < floor or taken[below, x + cells[c, 1], z + cells[c, 2]]:
            corners[2 * (2 * cells[c, 1] >= size[1]) + (2 * cells[c, 2] >= size[2])] = True
            if (corners[0] and corners[3]) or (corners[1] and corners[2]):
                return True
    return False


@njit(cache=True)
def fits(occupied, cells, y, x, z):
    for c in range(cells.shape[0]):
        if occupied[y + cells[c, 0], x + cells[c, 1], z + cells[c, 2]]:
            return False
    return True


@njit(cache=True)
def falling(occupied, cells, y, x, z, floor):
    """The y where an object that falls from (y, x, z) stops; -1 where it does not even fit there."""
    if not fits(occupied, cells, y, x, z):
        return -1
    while y > floor and fits(occupied, cells, y - 1, x, z):
        y -= 1
    return y


@njit(cache=True)
def slide(occupied, cells, start, low, high):
    """Where an object ends that falls and slides down from `start`; corners within [low, high]."""
    y, x, z = start
    moved = True
    budget = SLIDES
    while moved and budget > 0:
        moved = False
        budget -= 1
        while y > low[0] and fits(occupied, cells, y - 1, x, z):
            y -= 1
            moved = True
        if y <= low[0]:
            break
        for dx, dz in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)):
            tx, tz = x + dx, z + dz
            inside = low[1] <= tx <= high[1] and low[2] <= tz <= high[2]
            if inside and fits(occupied, cells, y - 1, tx, tz):
                y, x, z = y - 1, tx, tz
                moved = True
                break
    return y, x, z
