"""Metal artefact reduction as many scanners do it: measurements through metal are replaced by their neighbours."""

import torch

from .projector import back_project_volume, project_volumes
from .projector_rays import rays_on_grid
from .scanner_filter import Kernel, filter_views
from .scanner_gantry import Gantry


def reduced_metal(
    mu: torch.Tensor, log: torch.Tensor, threshold: float, gantry: Gantry, kernel: Kernel, pixel_mm: float
) -> torch.Tensor:
    """Reconstruction [ny, nx, nz] with rays through metal filled in, and the metal of `mu` put back.

    Metal is what `mu` (the plain reconstruction, 1/cm) shows above `threshold`; log [views, detectors, nz] are its
    line integrals. Kalender, Hebel and Ebersberger (Radiology 164:576, 1987). As there, streaks go and edges of
    things between pieces of metal smear. Slices without metal are left as they are.
    """
    ny, nx, _ = mu.shape
    metal = mu > threshold
    slices = metal.any(dim=0).any(dim=0).nonzero()[:, 0]
    if slices.numel() == 0:
        return mu
    inside = metal[:, :, slices]
    (trace,) = project_volumes([inside.to(mu.dtype).contiguous()], rays_on_grid(gantry, ny, nx, pixel_mm), gantry)
    filled = filled_in(log[:, :, slices], trace < 0.02 * pixel_mm)
    again = back_project_volume(filter_views(filled, gantry, kernel), gantry, ny, nx, pixel_mm)
    out = mu.clone()
    out[:, :, slices] = torch.where(inside, mu[:, :, slices], again)
    return out


def filled_in(log: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
    """log [views, detectors, nz] with values where `keep` is false taken from kept detectors of the same view,
    weighted by the inverse cube of their distance: close to linear interpolation across a gap."""
    n = log.shape[1]
    i = torch.arange(n, dtype=log.dtype, device=log.device)
    weight = 1 / ((i[:, None] - i[None]).abs() + 0.5) ** 3
    share = keep.to(log.dtype)
    near = torch.matmul(weight, log * share) / torch.matmul(weight, share).clamp_(min=1e-9)
    return torch.where(keep, log, near)
