"""Things that do not keep still: a belt that shakes or jerks, an animal that breathes or shifts."""

from dataclasses import dataclass

import numpy as np
import torch

from .projector import project_volumes
from .projector_rays import rays_on_grid
from .scanner_gantry import Gantry


@dataclass(frozen=True)
class Motion:
    """shake_mm: standard deviation of a slow random walk of the belt across the scan; jerk_mm: one sudden step.

    live_mm: how far live things move, cycles: how often in one scan (under one: a single shift).
    """

    shake_mm: float
    jerk_mm: float
    live_mm: float
    cycles: float
    seed: int

    def belt(self, views: int) -> np.ndarray | None:
        """Displacement [views, 2] (x, y) of the belt in mm in each view; None if it keeps still."""
        if self.shake_mm == 0 and self.jerk_mm == 0:
            return None
        rng = np.random.default_rng(self.seed)
        walk = np.cumsum(rng.standard_normal((views, 2)), axis=0) / np.sqrt(views)
        shift = self.shake_mm * (walk - walk.mean(axis=0))
        direction = rng.uniform(0, 2 * np.pi)
        late = (np.arange(views) > rng.uniform(0.15, 0.85) * views)[:, None]
        return shift + self.jerk_mm * late * np.array([np.cos(direction), np.sin(direction)])

    def course(self, turns: np.ndarray) -> np.ndarray:
        """How far [views] a live thing is on the way from its first to its second place, 0 to 1."""
        phase = np.random.default_rng(self.seed + 1).uniform(0, 2 * np.pi)
        at = turns / max(turns.max(), 1e-9)
        return 0.5 - 0.5 * np.cos(2 * np.pi * self.cycles * at + (phase if self.cycles >= 1 else 0.0))


def moved_lines(
    volumes: list[torch.Tensor], live: torch.Tensor, motion: Motion, gantry: Gantry, turns: np.ndarray, pixel_mm: float
) -> list[torch.Tensor]:
    """What to add to the line integrals [views, detectors, nz] of volumes [ny, nx, nz] because live things move.

    `live` bool [ny, nx, nz]. The live part goes to and fro between two places; views in between see a mixture of
    both, which is what a reading over a finite time is. What it moves into is not pushed aside.
    """
    rows, columns = live.any(dim=2).any(dim=1).nonzero()[:, 0], live.any(dim=2).any(dim=0).nonzero()[:, 0]
    direction = np.random.default_rng(motion.seed + 2).uniform(0, 2 * np.pi)
    step = motion.live_mm / pixel_mm * np.array([np.sin(direction), np.cos(direction)])
    margin = int(np.ceil(np.abs(step).max())) + 1
    ny, nx, _ = live.shape
    top, bottom = max(0, int(rows[0]) - margin), min(ny, int(rows[-1]) + 1 + margin)
    left, right = max(0, int(columns[0]) - margin), min(nx, int(columns[-1]) + 1 + margin)
    box = (slice(top, bottom), slice(left, right))
    change = []
    for volume in volumes:
        part = volume[box] * live[box]
        change.append((shifted(part, float(step[0]), float(step[1])) - part).contiguous())
    centre = ((left + right - nx) / 2 * pixel_mm, (top + bottom - ny) / 2 * pixel_mm)
    rays = rays_on_grid(gantry, bottom - top, right - left, pixel_mm, centre=centre)
    course = torch.from_numpy(motion.course(turns).astype(np.float32)).to(live.device)[:, None, None]
    return [lines * course for lines in project_volumes(change, rays, gantry)]


def shifted(part: torch.Tensor, down: float, right: float) -> torch.Tensor:
    """part [ny, nx, nz] moved by fractions of pixels, linearly interpolated; what leaves is lost."""
    for axis, by in ((0, down), (1, right)):
        whole = int(np.floor(by))
        share = by - whole
        part = (1 - share) * _rolled(part, whole, axis) + share * _rolled(part, whole + 1, axis)
    return part


def _rolled(part: torch.Tensor, by: int, axis: int) -> torch.Tensor:
    out = torch.zeros_like(part)
    n = part.shape[axis] - abs(by)
    out.narrow(axis, max(by, 0), n).copy_(part.narrow(axis, max(-by, 0), n))
    return out
