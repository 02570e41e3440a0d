"""Fan-beam line integrals and filtered back projection on one thread, for stacks of slices at once.

Equiangular detector on an arc around the focus, full turn. The slice axis is contiguous, so that each ray's geometry is
computed once for all slices. Weights after Kak & Slaney, Principles of Computerized Tomographic Imaging, chapter 3.4.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

_BLOCK = 96
"""Values per pixel that are traced at once: as many as keep what neighbouring rays share in the cache."""


@dataclass(frozen=True)
class Fan:
    """Geometry of one turn. Lengths in mm, angles in rad; `offset` shifts the detector by parts of a cell."""

    views: int
    cells: int
    fan_step: float
    focus_mm: float
    offset: float
    start: float

    def angles(self) -> np.ndarray:
        """Angle of the focus in each view, [views]."""
        return self.start + 2.0 * np.pi * np.arange(self.views) / self.views

    def fans(self) -> np.ndarray:
        """Angle of each detector cell off the central ray, [cells]."""
        return (np.arange(self.cells) - (self.cells - 1) / 2.0 + self.offset) * self.fan_step


def covering(nx: int, ny: int, pixel_mm: float, views: int, cell_mm: float, offset: float, start: float) -> Fan:
    """The fan whose field of view holds a grid of ny × nx pixels; cell_mm: size of a cell at the centre of rotation."""
    radius = 0.5 * np.hypot(nx, ny) * pixel_mm
    focus = 2.1 * radius + 120.0
    step = cell_mm / focus
    cells = int(np.ceil(2.0 * np.arcsin(radius / focus) / step)) + 4
    return Fan(views, cells, step, focus, offset, start)


@njit(cache=True, fastmath=True)
def _trace(volume, pixel, angles, fans, focus, out):
    ny, nx, nz = volume.shape
    for a in range(angles.shape[0]):
        sx, sy = focus * np.cos(angles[a]), focus * np.sin(angles[a])
        for d in range(fans.shape[0]):
            acc = out[a, d]
            dx, dy = -np.cos(angles[a] + fans[d]), -np.sin(angles[a] + fans[d])
            along_x = abs(dx) >= abs(dy)
            if along_x:
                n, m = nx, ny
                slope, length = dy / dx, pixel / abs(dx)
                first = (sy + (-(nx - 1) / 2.0 * pixel - sx) * slope) / pixel + (ny - 1) / 2.0
            else:
                n, m = ny, nx
                slope, length = dx / dy, pixel / abs(dy)
                first = (sx + (-(ny - 1) / 2.0 * pixel - sy) * slope) / pixel + (nx - 1) / 2.0
            begin, end = 0.0, float(n - 1)
            if abs(slope) > 1e-9:
                enter, leave = -first / slope, (m - 1.001 - first) / slope
                begin, end = max(begin, min(enter, leave)), min(end, max(enter, leave))
            elif first < 0.0 or first > m - 1.001:
                continue
            for i in range(int(np.ceil(begin)), int(np.floor(end)) + 1):
                at = first + slope * i
                j = int(at)
                if j < 0 or j > m - 2:
                    continue
                high = np.float32((at - j) * length)
                low = np.float32(length) - high
                if along_x:
                    one, two = volume[j, i], volume[j + 1, i]
                else:
                    one, two = volume[i, j], volume[i, j + 1]
                for k in range(nz):
                    acc[k] += low * one[k] + high * two[k]


def project(volume: np.ndarray, pixel_mm: float, fan: Fan, first: int, last: int) -> np.ndarray:
    """Line integrals of the views first..last-1 through float32 [ny, nx, n] (n contiguous): [views, cells, n]."""
    n = volume.shape[2]
    out = np.empty((last - first, fan.cells, n), np.float32)
    for begin in range(0, n, _BLOCK):
        block = np.ascontiguousarray(volume[:, :, begin : begin + _BLOCK])
        part = np.zeros((last - first, fan.cells, block.shape[2]), np.float32)
        _trace(block, pixel_mm, fan.angles()[first:last], fan.fans(), fan.focus_mm, part)
        out[:, :, begin : begin + _BLOCK] = part
    return out


@njit(cache=True, fastmath=True)
def _smear(filtered, pixel, angles, step, first_fan, focus, out):
    ny, nx, nz = out.shape
    cells = filtered.shape[1]
    for y in range(ny):
        py = (y - (ny - 1) / 2.0) * pixel
        for a in range(angles.shape[0]):
            c, s = np.cos(angles[a]), np.sin(angles[a])
            for x in range(nx):
                px = (x - (nx - 1) / 2.0) * pixel
                depth = focus - (px * c + py * s)
                across = px * s - py * c
                at = (np.arctan2(across, depth) - first_fan) / step
                j = int(at)
                if at < 0.0 or j > cells - 2:
                    continue
                weight = 1.0 / (depth * depth + across * across)
                high = np.float32((at - j) * weight)
                low = np.float32(weight) - high
                one, two, acc = filtered[a, j], filtered[a, j + 1], out[y, x]
                for k in range(nz):
                    acc[k] += low * one[k] + high * two[k]


def kernel(fan: Fan, cutoff: float, softness: float, edge: float) -> np.ndarray:
    """Matrix of the ramp filter for an equiangular fan, [cells, cells].

    cutoff: highest frequency kept, as a part of Nyquist. softness: 0 (ramp alone) to 1 (Hann). edge: boost of the upper
    middle frequencies, 0 for none.
    """
    size = 1 << int(np.ceil(np.log2(4 * fan.cells)))
    lag = np.fft.fftfreq(size, 1.0 / size)
    ramp = np.zeros(size)
    ramp[0] = 0.25 / fan.fan_step**2
    odd = lag.astype(int) % 2 != 0
    ramp[odd] = -1.0 / (np.pi * np.sin(lag[odd] * fan.fan_step)) ** 2
    inside = np.abs(lag) < fan.cells
    ramp[~inside] = 0.0
    response = np.fft.rfft(ramp)
    part = np.linspace(0.0, 1.0, len(response)) / cutoff
    window = np.where(part < 1.0, 1.0 - softness * np.sin(np.pi / 2 * np.minimum(part, 1.0)) ** 2, 0.0)
    window *= 1.0 + edge * np.sin(np.pi * np.clip(part, 0.0, 1.0)) ** 2
    taps = np.fft.irfft(response * window, size)
    index = np.arange(fan.cells)
    return (0.5 * taps[(index[:, None] - index[None, :]) % size]).astype(np.float32)


def reconstruct(
    sinogram: np.ndarray, fan: Fan, filter_matrix: np.ndarray, nx: int, ny: int, pixel: float
) -> np.ndarray:
    """Filtered back projection of [views, cells, nz] to [ny, nx, nz], in the units of the integrals per mm."""
    fans = fan.fans()
    sinogram *= (fan.focus_mm * np.cos(fans)).astype(np.float32)[None, :, None]
    for view in range(fan.views):
        sinogram[view] = filter_matrix @ sinogram[view]
    out = np.zeros((ny, nx, sinogram.shape[2]), np.float32)
    _smear(sinogram, pixel, fan.angles(), fan.fan_step, fans[0], fan.focus_mm, out)
    out *= np.float32(2.0 * np.pi / fan.views * fan.fan_step)
    return out
