"""From a scan's own grid to the model's isotropic grid, exactly as the station does it.

Both grids begin at the same outer corner; target voxel t covers [t, t + 1) * target mm. Where the target
is coarser it takes the mean of what it covers, where it is finer the linear interpolation between
source centres, held at the ends. Labels are taken from the nearest voxel.
"""

from functools import cache

import numpy as np

MODEL_SPACING_MM = 2.0
SLACK = 1e-6


@cache
def axis_weights(sources: int, source_mm: float, target_mm: float) -> np.ndarray:
    """float32 [targets, sources], rows sum to one."""
    ratio = target_mm / source_mm
    targets = max(1, int(np.ceil(sources / ratio - SLACK)))
    t = np.arange(targets)[:, None]
    s = np.arange(sources)[None]
    if ratio >= 1 - SLACK:
        weights = np.clip(np.minimum((t + 1) * ratio, s + 1) - np.maximum(t * ratio, s), 0, None)
    else:
        at = np.clip((t + 0.5) * ratio - 0.5, 0, sources - 1)
        weights = np.clip(1 - np.abs(at - s), 0, None)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def to_model_grid(hu: np.ndarray, spacing: tuple[float, ...], target: float = MODEL_SPACING_MM) -> np.ndarray:
    """float32 [D, H, W] at `target` mm from hu [nz, ny, nx] at spacing (z, y, x)."""
    wz, wy, wx = (axis_weights(n, float(s), target) for n, s in zip(hu.shape, spacing, strict=True))
    rows = np.matmul(wy, np.matmul(hu.astype(np.float32), wx.T))
    return np.tensordot(wz, rows, axes=(1, 0))


def labels_to_grid(labels: np.ndarray, spacing: tuple[float, ...], target: float = MODEL_SPACING_MM) -> np.ndarray:
    """uint8 [D, H, W], nearest neighbour."""
    index = []
    for n, s in zip(labels.shape, spacing, strict=True):
        targets = max(1, int(np.ceil(n * s / target - SLACK)))
        index.append(np.minimum(((np.arange(targets) + 0.5) * target / s).astype(int), n - 1))
    return np.ascontiguousarray(labels[np.ix_(*index)])
