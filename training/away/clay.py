"""Sculpting in small voxel blocks: every object is carved, grown or poured into a block of its own.

A block holds one byte per voxel: 0 is empty, n is the n-th entry of its palette. Coordinates are in mm, origin in the
middle of the block. Axis order of every block is [x, y, z].
"""

from dataclasses import dataclass, field

import numpy as np
from numba import njit


@dataclass(frozen=True)
class Paint:
    """One entry of a palette. item: belongs to the wildlife item of the sculpture."""

    substance: str
    density: float
    item: bool = False


@dataclass
class Sculpture:
    """A finished object. grid: uint8 [nx, ny, nz]; step_mm: size of its voxels; `about` goes to the truth."""

    grid: np.ndarray
    step_mm: float
    palette: list[Paint]
    kind: str
    material: str
    mimics: str | None = None
    label: str | None = None
    ivory_kind: str | None = None
    diameter_mm: float | None = None
    count: int = 1
    about: dict = field(default_factory=dict)

    def size_mm(self) -> np.ndarray:
        """Extent of the block, [3]."""
        return np.array(self.grid.shape) * self.step_mm


class Clay:
    """A block being worked on. Shapes are boolean masks over the block; `put` paints them."""

    def __init__(self, size_mm, step_mm: float, rng: np.random.Generator, budget: float = 1.5e6):
        size = np.maximum(np.asarray(size_mm, float), 3 * step_mm)
        step_mm = max(step_mm, float((size.prod() / budget) ** (1 / 3)))
        cells = np.ceil(size / step_mm).astype(int) + 2
        self.step, self.rng = step_mm, rng
        self.grid = np.zeros(cells, np.uint8)
        axes = [((np.arange(n) - (n - 1) / 2.0) * step_mm).astype(np.float32) for n in cells]
        self.x, self.y, self.z = axes[0][:, None, None], axes[1][None, :, None], axes[2][None, None, :]
        self.palette: list[Paint] = []

    def paint(self, substance: str, density: float, item: bool = False) -> int:
        """Adds an entry to the palette; its number."""
        self.palette.append(Paint(substance, density, item))
        return len(self.palette)

    def put(self, mask: np.ndarray, colour: int) -> None:
        """Paints a mask; 0 erases."""
        self.grid[np.broadcast_to(mask, self.grid.shape)] = colour

    def blank(self) -> np.ndarray:
        """An empty mask."""
        return np.zeros(self.grid.shape, bool)

    def noise(self, scale_mm: float, octaves: int = 2) -> np.ndarray:
        """Smooth random field of mean 0 and deviation about 1 with features of `scale_mm`."""
        total = np.zeros(self.grid.shape, np.float32)
        power = 0.0
        for octave in range(octaves):
            gain = 0.5**octave
            total += gain * lattice_noise(self.grid.shape, max(1.5, scale_mm / self.step / 2**octave), self.rng)
            power += gain**2
        return total / np.float32(power**0.5)

    def warp(self, amount_mm: float, scale_mm: float) -> None:
        """Displaces the coordinates by smooth noise, so that what is made next comes out bent and dented."""
        for name in ("x", "y", "z"):
            field_ = lattice_noise(self.grid.shape, max(2.0, scale_mm / self.step), self.rng)
            setattr(self, name, getattr(self, name) + np.float32(amount_mm) * field_)

    def blob(self, radii, power: float = 2.0, at=(0.0, 0.0, 0.0)) -> np.ndarray:
        """Superellipsoid: power 2 is an ellipsoid, 8 nearly a box with rounded edges."""
        terms = [np.abs((c - o) / r) ** power for c, o, r in zip((self.x, self.y, self.z), at, radii, strict=True)]
        return terms[0] + terms[1] + terms[2] <= 1.0

    def slab(self, half, at=(0.0, 0.0, 0.0)) -> np.ndarray:
        """Box of half sizes `half`."""
        near = [np.abs(c - o) <= h for c, o, h in zip((self.x, self.y, self.z), at, half, strict=True)]
        return near[0] & near[1] & near[2]

    def turned(self, heights, radii, at=(0.0, 0.0), squash: float = 1.0) -> np.ndarray:
        """Body turned on a lathe about z: radius interpolated over height. squash: y against x."""
        radius = np.interp(self.z, heights, radii, left=-1.0, right=-1.0).astype(np.float32)
        return np.hypot(self.x - at[0], (self.y - at[1]) / squash) <= radius

    def rope(self, points, radii) -> np.ndarray:
        """Round rod of varying thickness along a line of points [n, 3] mm with radii (one, or one each)."""
        mask = self.blank()
        places, widths = refine(np.asarray(points, float), radii, max(2.0 * float(np.max(radii)), 2.0 * self.step))
        widths = np.maximum(widths, 0.5 * self.step)
        _stamp(mask, places[:-1] / self.step, places[1:] / self.step, widths[:-1] / self.step, widths[1:] / self.step)
        return mask

    def near(self, points: np.ndarray, radii: np.ndarray) -> np.ndarray:
        """Voxels inside any of the balls around points [n, 3] with radii [n] mm."""
        mask = self.blank()
        places, widths = np.asarray(points, float) / self.step, np.asarray(radii, float) / self.step
        _stamp(mask, places, places, widths, widths)
        return mask

    def rind(self, mask: np.ndarray, thickness_mm: float) -> np.ndarray:
        """Outer layer of a mask."""
        return self._skin(mask, thickness_mm) & mask

    def coat(self, mask: np.ndarray, thickness_mm: float) -> np.ndarray:
        """Layer just outside a mask."""
        return self._skin(mask, thickness_mm + self.step) & ~mask

    def _skin(self, mask: np.ndarray, thickness_mm: float) -> np.ndarray:
        """Voxels nearer than a thickness to the surface voxels of a mask, on either side."""
        filled = np.ascontiguousarray(np.broadcast_to(mask, self.grid.shape))
        skin = np.zeros(self.grid.shape, bool)
        _peel(filled, skin, max(thickness_mm / self.step - 0.5, 0.0))
        return skin

    def done(self, kind: str, material: str, **more) -> Sculpture:
        """The finished sculpture, cropped to what is painted. ValueError when nothing is."""
        filled = np.argwhere(self.grid)
        if len(filled) == 0:
            raise ValueError(f"nothing was sculpted for {kind}")
        low, high = filled.min(0), filled.max(0) + 1
        grid = np.ascontiguousarray(self.grid[tuple(slice(a, b) for a, b in zip(low, high, strict=True))])
        return Sculpture(grid, self.step, self.palette, kind, material, **more)


@njit(cache=True)
def _peel(mask, skin, reach):
    """Sets the voxels of `skin` within `reach` voxels of the voxels of `mask` that have an empty neighbour."""
    nx, ny, nz = mask.shape
    r = int(reach)
    for i in range(nx):
        for j in range(ny):
            for k in range(nz):
                if not mask[i, j, k]:
                    continue
                edge = i == 0 or j == 0 or k == 0 or i == nx - 1 or j == ny - 1 or k == nz - 1
                if not edge:
                    edge = not (mask[i - 1, j, k] and mask[i + 1, j, k] and mask[i, j - 1, k] and mask[i, j + 1, k])
                    edge = edge or not (mask[i, j, k - 1] and mask[i, j, k + 1])
                if not edge:
                    continue
                for a in range(max(i - r, 0), min(i + r + 1, nx)):
                    for b in range(max(j - r, 0), min(j + r + 1, ny)):
                        for c in range(max(k - r, 0), min(k + r + 1, nz)):
                            if (a - i) ** 2 + (b - j) ** 2 + (c - k) ** 2 <= reach * reach:
                                skin[a, b, c] = True


@njit(cache=True)
def _stamp(mask, begins, ends, first, last):
    """Sets the voxels of `mask` inside round rods from begins[n] to ends[n]; voxels from the middle of the block."""
    shape = np.array(mask.shape)
    for n in range(len(begins)):
        a = begins[n] + (shape - 1) / 2.0
        way = ends[n] - begins[n]
        length = (way * way).sum()
        reach = max(first[n], last[n])
        low = np.maximum(np.floor(np.minimum(a, a + way) - reach), 0.0).astype(np.int64)
        high = np.minimum(np.ceil(np.maximum(a, a + way) + reach) + 1.0, shape.astype(np.float64)).astype(np.int64)
        for i in range(low[0], high[0]):
            for j in range(low[1], high[1]):
                for k in range(low[2], high[2]):
                    if mask[i, j, k]:
                        continue
                    x, y, z = i - a[0], j - a[1], k - a[2]
                    part = 0.0
                    if length > 0.0:
                        part = min(max((x * way[0] + y * way[1] + z * way[2]) / length, 0.0), 1.0)
                    x, y, z = x - part * way[0], y - part * way[1], z - part * way[2]
                    radius = first[n] + part * (last[n] - first[n])
                    if x * x + y * y + z * z <= radius * radius:
                        mask[i, j, k] = True


def lattice_noise(shape, period: float, rng: np.random.Generator) -> np.ndarray:
    """Random numbers on a coarse lattice, interpolated by quadratic splines; deviation about 1, float32."""
    coarse = rng.standard_normal([int(np.ceil(n / period)) + 3 for n in shape]).astype(np.float32)
    start = rng.random(3)
    for axis, n in enumerate(shape):
        at = np.arange(n) / period + start[axis] + 0.5
        cell = at.astype(int)
        t = (at - cell).astype(np.float32)
        weights = (0.5 * (1 - t) ** 2, 0.75 - (t - 0.5) ** 2, 0.5 * t**2)
        matrix = np.zeros((n, coarse.shape[axis]), np.float32)
        for shift, weight in enumerate(weights):
            matrix[np.arange(n), np.minimum(cell + shift, coarse.shape[axis] - 1)] += weight
        coarse = np.moveaxis(np.tensordot(matrix, coarse, (1, axis)), 0, axis)
    return np.ascontiguousarray(coarse) * np.float32(1.9)


def refine(points: np.ndarray, radii, spacing: float) -> tuple[np.ndarray, np.ndarray]:
    """Resamples a line of points [n, 3] at about `spacing`; its radii with it."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    widths = np.broadcast_to(np.asarray(radii, float), (len(points),))
    fine = np.linspace(0.0, along[-1], max(2, len(points), int(along[-1] / spacing)))
    return np.stack([np.interp(fine, along, points[:, k]) for k in range(3)], 1), np.interp(fine, along, widths)


def smooth_path(rng: np.random.Generator, length: float, bend: float, knots: int = 6, flat: float = 0.3) -> np.ndarray:
    """A wandering centre line of given length, [60, 3] mm, centred; bend: wandering per knot in rad."""
    heading = rng.normal(0.0, bend, (knots, 2)) * (1.0, flat)
    turn = np.stack([np.interp(np.linspace(0, knots - 1, 60), np.arange(knots), np.cumsum(h)) for h in heading.T], 1)
    steps = np.stack([np.cos(turn[:, 0]) * np.cos(turn[:, 1]), np.sin(turn[:, 0]), np.sin(turn[:, 1])], 1)
    path = np.cumsum(steps, 0) * (length / 60.0)
    return path - (path.max(0) + path.min(0)) / 2.0
