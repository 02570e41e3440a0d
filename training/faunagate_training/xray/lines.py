"""Line integrals along the rays of a fan across the belt."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, fastmath=True)
def fan_sums(volume, source, places, out):
    """Add to out [rays, nz] the sums of volume [ny, nx, nz] along the rays from `source` to `places` [rays, 2].

    source and places are (row, column) in voxels. Joseph's method: a ray takes one step per row, or per column where it
    is flatter, and weighs the two voxels beside it.
    """
    ny, nx, nz = volume.shape
    for ray in range(places.shape[0]):
        dy, dx = places[ray, 0] - source[0], places[ray, 1] - source[1]
        by_row = abs(dy) >= abs(dx)
        slope = dx / dy if by_row else dy / dx
        lines, across = (ny, nx) if by_row else (nx, ny)
        start, cross = (source[0], source[1]) if by_row else (source[1], source[0])
        into = out[ray]
        for line in range(lines):
            at = cross + slope * (line - start)
            if at <= -1.0 or at >= across:
                continue
            low = int(np.floor(at))
            share = np.float32(at - low)
            if low >= 0:
                row = volume[line, low] if by_row else volume[low, line]
                rest = np.float32(1) - share
                for z in range(nz):
                    into[z] += rest * row[z]
            if low + 1 < across:
                row = volume[line, low + 1] if by_row else volume[low + 1, line]
                for z in range(nz):
                    into[z] += share * row[z]


def project(
    volume: np.ndarray,
    spacing: tuple[float, float],
    corner: tuple[float, float],
    source: tuple[float, float],
    places: np.ndarray,
) -> np.ndarray:
    """Line integrals float32 [rays, nz], in the volume's unit times mm, of float32 volume [ny, nx, nz] from a source
    to places [rays, 2], both (x, y) in mm.

    spacing: (y, x) in mm. corner: (y, x) in mm of the centre of the volume's first voxel. The volume must lie between
    the source and the places.
    """
    step, low = np.asarray(spacing), np.asarray(corner)
    start, ends = (np.asarray(source)[::-1] - low) / step, (places[:, ::-1] - low) / step
    out = np.zeros((len(places), volume.shape[2]), np.float32)
    fan_sums(volume, start, np.ascontiguousarray(ends), out)
    away = np.abs(ends - start)
    out *= (np.hypot(*(away * step).T) / away.max(axis=1)).astype(np.float32)[:, None]
    return out
