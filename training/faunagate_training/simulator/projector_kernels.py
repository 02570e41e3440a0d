"""Compiled inner loops of projection and back-projection; they run without Python's lock.

Slices (or slices of several coefficients) are the last, contiguous axis, so that one geometric weight
serves many slices. Image strips and tiles are sized to stay in a core's cache.
"""

import numpy as np
from numba import njit

PANEL = 64
"""Columns that `project` handles at once."""
STRIP = 8
"""Image lines that `project` keeps in cache while all rays pass."""
TILE = 8
"""Edge of the square of pixels that `back_project` keeps in cache while all views pass."""


@njit(cache=True, nogil=True, fastmath=True)
def project(image, entry, slope, weight, by_row, out):
    """Add line integrals to out [rays, PANEL] of image [ny + 2, nx + 2, PANEL] (a border of zeros around it).

    A ray crosses line j (a row where `by_row`, else a column) at entry + slope * j in pixels of the
    other axis; `weight` is its length in cm between two lines. All are [rays].
    """
    rays = entry.size
    ny, nx = image.shape[0] - 2, image.shape[1] - 2
    for axis in range(2):
        lines, across = (ny, nx) if axis == 0 else (nx, ny)
        for first in range(0, lines, STRIP):
            last = min(first + STRIP, lines)
            for ray in range(rays):
                if by_row[ray] != (axis == 0):
                    continue
                length, into = weight[ray], out[ray]
                for line in range(first, last):
                    at = entry[ray] + slope[ray] * line
                    if at <= -1.0 or at >= across:
                        continue
                    low = int(np.floor(at))
                    high_share = np.float32(length * (at - low))
                    low_share = np.float32(length) - high_share
                    if axis == 0:
                        a, b = image[line + 1, low + 1], image[line + 1, low + 2]
                    else:
                        a, b = image[low + 1, line + 1], image[low + 2, line + 1]
                    for k in range(PANEL):
                        into[k] += low_share * a[k] + high_share * b[k]


@njit(cache=True, nogil=True, fastmath=True, inline="always")
def detector_at(x, y, cos, sin, radius):
    """(coordinate, weight) of the point x, y in the view at an angle.

    radius > 0: fan angle in radians from a source at `radius`, weight 1 / distance squared.
    radius = 0: offset in the length of x and y on a parallel detector, weight 1.
    """
    p = x * cos + y * sin
    if radius == 0.0:
        return p, 1.0
    q = radius + x * sin - y * cos
    return np.arctan(p / q), 1.0 / (p * p + q * q)


@njit(cache=True, nogil=True, fastmath=True)
def back_project(filtered, cos, sin, share, radius, pitch, centre, pixel, out):
    """Add to out [ny, nx, n] the back-projection of filtered [views, detectors, n], linear on the detector.

    cos, sin, share [views]: view angle and its angular weight; radius, pixel and (parallel) pitch in cm,
    (fan) pitch in radians; centre: detector index of the central ray. Pixels that a view's detector does
    not see get nothing from it.
    """
    ny, nx, n = out.shape
    views, detectors = filtered.shape[0], filtered.shape[1]
    for top in range(0, ny, TILE):
        for left in range(0, nx, TILE):
            for view in range(views):
                rows = filtered[view]
                for iy in range(top, min(top + TILE, ny)):
                    y = (iy - 0.5 * (ny - 1)) * pixel
                    for ix in range(left, min(left + TILE, nx)):
                        x = (ix - 0.5 * (nx - 1)) * pixel
                        at, near = detector_at(x, y, cos[view], sin[view], radius)
                        at = at / pitch + centre
                        if at < 0.0 or at >= detectors - 1:
                            continue
                        low = int(at)
                        total = share[view] * near
                        high_share = np.float32(total * (at - low))
                        low_share = np.float32(total) - high_share
                        a, b, into = rows[low], rows[low + 1], out[iy, ix]
                        for k in range(n):
                            into[k] += low_share * a[k] + high_share * b[k]
