"""Sampling along the belt: slice profile of a scanner that stops, and z-interpolation of one that does not."""

from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True)
class Table:
    """slice_blur: sigma of focus and detector aperture along z, in slices of the scan.

    row: distance of the detector rows at the iso-centre in slices (0: a reading at every slice, the belt
    stops or the scanner rebins). turn: feed in one turn of the gantry, in rows (a whole number: the rows
    of all turns then lie one `row` apart). conjugate: opposite views are used too (180 degree linear
    interpolation instead of 360 degree).
    """

    slice_blur: float
    row: float = 0.0
    turn: int = 1
    conjugate: bool = False


def measured_at(table: Table, arc: np.ndarray, nz: int) -> torch.Tensor:
    """Where each view is read: z in slices [views, readings] (one row of the first case, for all views).

    `arc` [views] is the view angle in turns since the first view. A helical view is read `turn * arc` rows
    later than the first; only the part of it within one row matters, as rows repeat.
    """
    if table.row == 0:
        return torch.arange(nz, dtype=torch.float32)[None]
    step = table.row / 2 if table.conjugate else table.row
    readings = int(np.ceil((nz - 1) / step)) + 2
    phase = np.mod(table.turn * arc * table.row, step) - step
    return torch.from_numpy((phase[:, None] + step * np.arange(readings + 1)).astype(np.float32))


def slices_to_readings(table: Table, at: torch.Tensor, nz: int) -> torch.Tensor:
    """Slice profile as matrices [views or 1, nz, readings]: what a reading at each z sees of each slice."""
    z = torch.arange(nz, dtype=torch.float32)
    aperture = 0.29 * table.row
    sigma = max(float(np.hypot(table.slice_blur, aperture)), 0.28 if table.row else 1e-3)
    profile = torch.exp(-0.5 * ((z[None, :, None] - at.clamp(0, nz - 1)[:, None, :]) / sigma) ** 2)
    return profile / profile.sum(dim=1, keepdim=True)


def readings_to_slices(at: torch.Tensor, nz: int) -> torch.Tensor:
    """Linear interpolation as matrices [views, readings, nz]: from the readings on either side of a slice.

    360LI and 180LI of Polacin et al. (Radiology 185:29, 1992) at the central ray; the fan angle's part
    of a conjugate's position is left out. Interpolation makes the profile change from view to view, which
    is where windmills come from.
    """
    step = at[:, 1:2] - at[:, :1]
    z = torch.arange(nz, dtype=torch.float32)
    return torch.clamp(1 - (z[None, None, :] - at[:, :, None]).abs() / step[:, :, None], min=0)
