"""Projection of volumes along a gantry's rays and back: compiled loops on a CPU, sparse matrices on CUDA.

Both give the same sums up to the order of addition (a test compares them). Volumes are float32
[ny, nx, nz] tensors, sinograms [views, detectors, nz]. On a CPU blocks of slices are shared among as
many threads as torch may use.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from .projector_kernels import PANEL, back_project, project
from .projector_rays import Rays
from .projector_sparse import back_matrix, forward_matrix
from .scanner_gantry import Gantry

BLOCK = 256
"""Slices that are back-projected at once on a CPU."""


def project_volumes(volumes: list[torch.Tensor], rays: Rays, gantry: Gantry) -> list[torch.Tensor]:
    """Line integrals [views, detectors, nz] of volumes [ny, nx, nz] in 1/cm."""
    nz = volumes[0].shape[2]
    if volumes[0].is_cuda:
        matrix = forward_matrix(rays).to(volumes[0].device)
        stacked = torch.cat(volumes, dim=2).view(rays.ny * rays.nx, -1)
        sums = matrix @ stacked
    else:
        sums = torch.from_numpy(_project_on_cpu([v.numpy() for v in volumes], rays))
    return [part.view(gantry.views, gantry.detectors, nz) for part in sums.split(nz, dim=1)]


def _project_on_cpu(volumes: list[np.ndarray], rays: Rays) -> np.ndarray:
    nz = volumes[0].shape[2]
    total = nz * len(volumes)
    sums = np.empty((rays.entry.size, total), np.float32)

    def panel(first: int) -> None:
        image = np.zeros((rays.ny + 2, rays.nx + 2, PANEL), np.float32)
        last = min(first + PANEL, total)
        for number, volume in enumerate(volumes):
            low, high = max(first, number * nz), min(last, (number + 1) * nz)
            if low < high:
                image[1:-1, 1:-1, low - first : high - first] = volume[:, :, low - number * nz : high - number * nz]
        out = np.zeros((rays.entry.size, PANEL), np.float32)
        project(image, rays.entry, rays.slope, rays.weight, rays.by_row, out)
        sums[:, first:last] = out[:, : last - first]

    _in_threads(panel, range(0, total, PANEL))
    return sums


def back_project_volume(filtered: torch.Tensor, gantry: Gantry, ny: int, nx: int, pixel_mm: float) -> torch.Tensor:
    """Volume [ny, nx, nz] from filtered [views, detectors, nz]."""
    nz = filtered.shape[2]
    if filtered.is_cuda:
        matrix = back_matrix(gantry, ny, nx, pixel_mm).to(filtered.device)
        return (matrix @ filtered.reshape(-1, nz)).view(ny, nx, nz)
    sinogram = filtered.contiguous().numpy()
    out = np.zeros((ny, nx, nz), np.float32)
    unit = 1.0 if gantry.radius_mm else 0.1
    block = min(BLOCK, -(-nz // torch.get_num_threads()))

    def slices(first: int) -> None:
        part = np.zeros((ny, nx, min(block, nz - first)), np.float32)
        views = np.ascontiguousarray(sinogram[:, :, first : first + block])
        back_project(
            views, np.cos(gantry.angles), np.sin(gantry.angles), gantry.shares,
            gantry.radius_mm / 10, gantry.pitch * unit, gantry.centre, pixel_mm / 10, part,
        )  # fmt: skip
        out[:, :, first : first + block] = part

    _in_threads(slices, range(0, nz, block))
    return torch.from_numpy(out)


def _in_threads(work, items) -> None:
    with ThreadPoolExecutor(torch.get_num_threads()) as pool:
        list(pool.map(work, items))
