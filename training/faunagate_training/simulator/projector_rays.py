"""A gantry's rays on a pixel grid: where each ray crosses each image line."""

from dataclasses import dataclass

import numpy as np

from .scanner_gantry import Gantry


@dataclass(frozen=True, eq=False)
class Rays:
    """entry, slope, weight float64 and by_row bool, all [rays]; see projector_kernels.project."""

    entry: np.ndarray
    slope: np.ndarray
    weight: np.ndarray
    by_row: np.ndarray
    ny: int
    nx: int


def rays_on_grid(
    gantry: Gantry,
    ny: int,
    nx: int,
    pixel_mm: float,
    shift: np.ndarray | None = None,
    centre: tuple[float, float] = (0.0, 0.0),
) -> Rays:
    """Rays, view by view, on a grid [ny, nx] whose middle lies at `centre` (x, y in mm).

    `shift` [views, 2]: where the object stands (x, y in mm) while each view is taken, against where it is
    thought to be. One linearly interpolated sample per row or column crossed: Joseph (1982, IEEE Trans.
    Med. Imaging 1:192).
    """
    theta, t = gantry.rays()
    cos, sin = np.cos(theta), np.sin(theta)
    moved = np.zeros((gantry.views, 2)) if shift is None else shift
    t = t - (moved[:, :1] + centre[0]) * cos - (moved[:, 1:] + centre[1]) * sin
    cos, sin, t = cos.ravel(), sin.ravel(), t.ravel() / pixel_mm
    by_row = np.abs(cos) >= np.abs(sin)
    minor, major = np.where(by_row, cos, sin), np.where(by_row, sin, cos)
    lines, across = np.where(by_row, ny, nx), np.where(by_row, nx, ny)
    slope = -major / minor
    entry = t / minor + (across - 1) / 2 - slope * (lines - 1) / 2
    return Rays(entry, slope, pixel_mm / 10 / np.abs(minor), by_row, ny, nx)
