"""Projection and back-projection as torch sparse matrices, for CUDA: the same weights as the compiled loops."""

import numpy as np
import torch
from numba import njit

from .projector_kernels import detector_at
from .projector_rays import Rays
from .scanner_gantry import Gantry


def forward_matrix(rays: Rays) -> torch.Tensor:
    """Sparse CSR float32 [rays, ny * nx] of path lengths in cm."""
    entry, size = (rays.entry, rays.slope, rays.weight, rays.by_row), (rays.ny, rays.nx)
    counts = np.zeros(rays.entry.size, np.int64)
    _forward_counts(*entry, *size, counts)
    rows = np.concatenate([[0], np.cumsum(counts)])
    columns, values = np.empty(rows[-1], np.int32), np.empty(rows[-1], np.float32)
    _forward_entries(*entry, *size, rows, columns, values)
    return _csr(rows, columns, values, (rays.entry.size, rays.ny * rays.nx))


def back_matrix(gantry: Gantry, ny: int, nx: int, pixel_mm: float) -> torch.Tensor:
    """Sparse CSR float32 [ny * nx, views * detectors]; see projector_kernels.back_project."""
    full = 2 * gantry.views
    columns, values = np.empty(ny * nx * full, np.int32), np.zeros(ny * nx * full, np.float32)
    unit = 1.0 if gantry.radius_mm else 0.1
    _back_entries(
        np.cos(gantry.angles), np.sin(gantry.angles), gantry.shares, gantry.radius_mm / 10, gantry.pitch * unit,
        gantry.centre, gantry.detectors, pixel_mm / 10, ny, nx, columns, values,
    )  # fmt: skip
    rows = np.arange(ny * nx + 1, dtype=np.int64) * full
    return _csr(rows, columns, values, (ny * nx, gantry.views * gantry.detectors))


def _csr(rows: np.ndarray, columns: np.ndarray, values: np.ndarray, size: tuple[int, int]) -> torch.Tensor:
    parts = (torch.from_numpy(a) for a in (rows.astype(np.int32), columns, values))
    return torch.sparse_csr_tensor(*parts, size=size, check_invariants=False)


@njit(cache=True, nogil=True)
def _forward_counts(entry, slope, weight, by_row, ny, nx, counts):
    for ray in range(entry.size):
        lines, across = (ny, nx) if by_row[ray] else (nx, ny)
        for line in range(lines):
            at = entry[ray] + slope[ray] * line
            if -1.0 < at < across:
                low = int(np.floor(at))
                counts[ray] += (low >= 0) + (low + 1 < across)


@njit(cache=True, nogil=True)
def _forward_entries(entry, slope, weight, by_row, ny, nx, rows, columns, values):
    for ray in range(entry.size):
        lines, across = (ny, nx) if by_row[ray] else (nx, ny)
        to = rows[ray]
        for line in range(lines):
            at = entry[ray] + slope[ray] * line
            if not -1.0 < at < across:
                continue
            low = int(np.floor(at))
            for step in range(2):
                index = low + step
                if 0 <= index < across:
                    columns[to] = line * nx + index if by_row[ray] else index * nx + line
                    values[to] = weight[ray] * (at - low if step else 1.0 - (at - low))
                    to += 1


@njit(cache=True, nogil=True)
def _back_entries(cos, sin, share, radius, pitch, centre, detectors, pixel, ny, nx, columns, values):
    to = 0
    for iy in range(ny):
        for ix in range(nx):
            x, y = (ix - 0.5 * (nx - 1)) * pixel, (iy - 0.5 * (ny - 1)) * pixel
            for view in range(cos.size):
                at, near = detector_at(x, y, cos[view], sin[view], radius)
                at = at / pitch + centre
                seen = 0.0 <= at < detectors - 1
                low = int(at) if seen else 0
                columns[to], columns[to + 1] = view * detectors + low, view * detectors + low + 1
                if seen:
                    values[to] = share[view] * near * (1.0 - (at - low))
                    values[to + 1] = share[view] * near * (at - low)
                to += 2
