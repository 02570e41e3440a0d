"""Reconstruction from few views: filtered back-projection that corrects its own residual."""

import torch

from .projector import back_project_volume, project_volumes
from .projector_rays import rays_on_grid
from .scanner_filter import Kernel, filter_views
from .scanner_gantry import Gantry
from .scanner_image import diffused


def refined(
    mu: torch.Tensor, log: torch.Tensor, rounds: int, edge: float, gantry: Gantry, kernel: Kernel, pixel_mm: float
) -> torch.Tensor:
    """mu [ny, nx, nz] after rounds of: nothing below air, edge-preserving smoothing (`edge` in 1/cm), projection,
    and back-projection of what is left of log [views, detectors, nz].

    The scheme of iterative filtered back-projection with a prior (Sunnegardh and Danielsson, Med. Phys. 35:4173,
    2008; Shi et al., PLOS ONE 10:e0138498, 2015), stopped after one or two rounds: streaks of missing views become
    weaker, metal's do not.
    """
    ny, nx, _ = mu.shape
    rays = rays_on_grid(gantry, ny, nx, pixel_mm)
    for _ in range(rounds):
        mu = diffused(mu.clamp(min=0), edge)
        (lines,) = project_volumes([mu.contiguous()], rays, gantry)
        left = filter_views(lines.sub_(log).neg_(), gantry, kernel)
        mu = mu + 0.7 * back_project_volume(left, gantry, ny, nx, pixel_mm)
    return mu
