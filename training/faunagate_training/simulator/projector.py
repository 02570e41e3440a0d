"""Parallel-beam projection and back-projection as sparse matrices, slices as columns.

A slice [ny, nx] is one column of a dense matrix [ny * nx, nz]; projecting all slices is one
sparse-dense product, which torch runs on CPU and CUDA alike. Forward rays follow Joseph (1982,
IEEE Trans. Med. Imaging 1:192): one linearly interpolated sample per row or column crossed.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch


@dataclass(frozen=True)
class Geometry:
    """Grid [ny, nx] of square pixels `pixel_mm`, `views` over 180 degrees, `detectors` of one pixel."""

    ny: int
    nx: int
    pixel_mm: float
    views: int
    detectors: int
    start: float = 0.0

    def angles(self) -> np.ndarray:
        return self.start + np.arange(self.views) * np.pi / self.views


def detectors_for(ny: int, nx: int) -> int:
    """Enough detectors of one pixel for the diagonal."""
    n = int(np.ceil(np.hypot(ny, nx))) + 4
    return n + n % 2


def forward_matrix(geometry: Geometry) -> torch.Tensor:
    """Sparse CSR [views * detectors, ny * nx] of path lengths in cm."""
    ny, nx = geometry.ny, geometry.nx
    t = (np.arange(geometry.detectors) - (geometry.detectors - 1) / 2).astype(np.float64)
    columns, values, counts = [], [], []
    for angle in geometry.angles():
        c, s = np.cos(angle), np.sin(angle)
        # ray: x c + y s = t, with x, y from the grid's centre
        if abs(c) >= abs(s):
            major, minor, n_major, n_minor, weight = s, c, ny, nx, 1 / abs(c)
        else:
            major, minor, n_major, n_minor, weight = c, s, nx, ny, 1 / abs(s)
        at = np.arange(n_major) - (n_major - 1) / 2
        cross = (t[:, None] - major * at[None]) / minor + (n_minor - 1) / 2
        low = np.floor(cross).astype(np.int64)
        frac = (cross - low).astype(np.float32)
        index = np.stack([low, low + 1], axis=-1)
        value = np.stack([1 - frac, frac], axis=-1) * np.float32(weight * geometry.pixel_mm / 10)
        ok = (index >= 0) & (index < n_minor) & (value > 1e-7)
        line = np.arange(n_major)[None, :, None]
        flat = line * nx + index if abs(c) >= abs(s) else index * nx + line
        columns.append(flat[ok].astype(np.int32))
        values.append(value[ok].astype(np.float32))
        counts.append(ok.sum(axis=(1, 2)))
    return _csr(counts, columns, values, (geometry.views * geometry.detectors, ny * nx))


def back_matrix(geometry: Geometry) -> torch.Tensor:
    """Sparse CSR [ny * nx, views * detectors]: linear interpolation on the detector, times pi / views."""
    ny, nx = geometry.ny, geometry.nx
    angles = geometry.angles()
    x = np.arange(nx) - (nx - 1) / 2
    y = np.arange(ny) - (ny - 1) / 2
    centre = (geometry.detectors - 1) / 2
    base = np.arange(geometry.views) * geometry.detectors
    columns, values, counts = [], [], []
    for row in range(ny):
        t = x[:, None] * np.cos(angles)[None] + y[row] * np.sin(angles)[None] + centre
        low = np.clip(np.floor(t).astype(np.int64), 0, geometry.detectors - 2)
        frac = np.clip(t - low, 0, 1).astype(np.float32)
        columns.append(np.stack([base + low, base + low + 1], axis=-1).astype(np.int32).ravel())
        values.append((np.stack([1 - frac, frac], axis=-1) * np.float32(np.pi / geometry.views)).ravel())
        counts.append(np.full(nx, 2 * geometry.views))
    return _csr(counts, columns, values, (ny * nx, geometry.views * geometry.detectors))


def _csr(counts, columns, values, size) -> torch.Tensor:
    rows = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int32)
    return torch.sparse_csr_tensor(
        torch.from_numpy(rows),
        torch.from_numpy(np.concatenate(columns)),
        torch.from_numpy(np.concatenate(values)),
        size=size,
        check_invariants=False,
    )


@lru_cache(maxsize=2)
def matrices(geometry: Geometry, device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """(forward, back) of a geometry on a device; the last two geometries are kept."""
    return forward_matrix(geometry).to(device), back_matrix(geometry).to(device)
