"""What scanners do to a reconstructed image: smoothing, circle of reconstruction, number conventions."""

from dataclasses import dataclass

import numpy as np
import torch

from .scanner_detector import gaussian_matrix


@dataclass(frozen=True)
class Finish:
    """smooth: sigma of a Gaussian in pixels. diffuse: steps of edge-preserving smoothing, with
    `diffuse_edge` in HU as the step in brightness that counts as an edge. cone_blur: sigma along z in
    slices at the corner of the grid. hu_scale, hu_offset: errors of calibration. clip_low, clip_high:
    range of the stored numbers. outside: value outside the circle of reconstruction, or NaN for none.
    """

    smooth: float
    diffuse: int
    diffuse_edge: float
    cone_blur: float
    hu_scale: float
    hu_offset: float
    clip_low: int
    clip_high: int
    outside: float


def finished(mu: torch.Tensor, mu_water: float, finish: Finish, circle: torch.Tensor) -> torch.Tensor:
    """HU [nz, ny, nx] of attenuation [ny, nx, nz] in 1/cm; circle [ny, nx]: radius relative to the
    circle of reconstruction."""
    ny, nx, nz = mu.shape
    if finish.cone_blur:
        mu = cone_blurred(mu, finish.cone_blur, circle)
    if finish.smooth:
        along_y, along_x = (gaussian_matrix(n, finish.smooth).to(mu.device) for n in (ny, nx))
        mu = torch.matmul(along_y, mu.reshape(ny, nx * nz)).view(ny, nx, nz)
        mu = torch.matmul(along_x, mu)
    scale = 1000 * finish.hu_scale / mu_water
    hu = (mu * scale).add_(finish.hu_offset - 1000 * finish.hu_scale)
    for _ in range(finish.diffuse):
        hu = diffused(hu, finish.diffuse_edge)
    hu.clamp_(finish.clip_low, finish.clip_high)
    if not np.isnan(finish.outside):
        hu[circle > 1] = finish.outside
    return hu.permute(2, 0, 1).contiguous()


def cone_blurred(mu: torch.Tensor, sigma: float, circle: torch.Tensor) -> torch.Tensor:
    """Blur along z that grows with the square of the distance from the iso-centre.

    Stands for the tilt of the outer rows of a multi-row detector when they are reconstructed as if they
    were upright: a point off the axis is seen at another z in each view. The mean over views is modelled,
    not its dependence on the view.
    """
    share = (circle**2).clamp(max=1)[:, :, None]
    wide = torch.matmul(mu, gaussian_matrix(mu.shape[2], sigma).to(mu.device).T)
    return torch.lerp(mu, wide, share)


def diffused(hu: torch.Tensor, edge: float) -> torch.Tensor:
    """One step of Perona and Malik's diffusion (IEEE Trans. PAMI 12:629, 1990) along all three axes: noise
    well below `edge` is smoothed, steps above it stay. Gives the flat, blotchy look of iterative
    reconstruction, not its mathematics."""
    out = hu.clone()
    for axis in range(3):
        n = hu.shape[axis] - 1
        step = hu.narrow(axis, 1, n) - hu.narrow(axis, 0, n)
        flow = step.mul_(torch.mul(step, 1 / edge).square_().add_(1).reciprocal_()).mul_(1 / 7)
        out.narrow(axis, 0, n).add_(flow)
        out.narrow(axis, 1, n).sub_(flow)
    return out
