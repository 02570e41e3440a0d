"""From a scan's own grid to the model's isotropic grid.

Voxel i of an axis covers [i, i + 1) * spacing from the volume's corner, on both grids. HU values are
interpolated linearly between voxel centres (edges repeated) after averaging where the scan is
finer than the grid; labels are taken from the nearest voxel.
"""

import numpy as np
import torch
from torch.nn import functional

MODEL_SPACING_MM = 2.0


def grid_shape(shape: tuple[int, ...], spacing: tuple[float, ...], target: float = MODEL_SPACING_MM) -> tuple[int, ...]:
    return tuple(max(1, round(n * s / target)) for n, s in zip(shape, spacing, strict=True))


def to_model_grid(hu: np.ndarray, spacing: tuple[float, ...], target: float = MODEL_SPACING_MM) -> np.ndarray:
    """float32 [D, H, W] at `target` mm from hu [nz, ny, nx] at spacing (z, y, x)."""
    volume = torch.from_numpy(np.ascontiguousarray(hu, np.float32))[None, None]
    factors = [max(1, round(target / s)) for s in spacing]
    if max(factors) > 1:
        volume = functional.avg_pool3d(volume, factors, factors, ceil_mode=True, count_include_pad=False)
    size = grid_shape(hu.shape, spacing, target)
    return functional.interpolate(volume, size=size, mode="trilinear", align_corners=False)[0, 0].numpy()


def labels_to_grid(labels: np.ndarray, spacing: tuple[float, ...], target: float = MODEL_SPACING_MM) -> np.ndarray:
    """uint8 [D, H, W], nearest neighbour."""
    size = grid_shape(labels.shape, spacing, target)
    index = [np.minimum(((np.arange(m) + 0.5) * n / m).astype(int), n - 1) for m, n in zip(size, labels.shape, strict=True)]
    return np.ascontiguousarray(labels[np.ix_(*index)])
