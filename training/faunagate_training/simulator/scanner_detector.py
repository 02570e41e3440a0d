"""From transmission to what a detector reports: focus and crosstalk, scatter, lag, noise, gain errors."""

from dataclasses import dataclass

import numpy as np
import torch

MIN_SIGNAL = 2e-5
"""Transmission below which a detector gives no more signal (photon starvation)."""


@dataclass(frozen=True)
class Detector:
    """photons: per ray and reading in the open beam. electronic: noise in photons, root mean square.

    blur: sigma of focus, aperture and crosstalk in detectors; off_focal: share of the tube's radiation that
    comes from beside the focus, spread over `off_focal_width` detectors. scatter: scatter left after
    correction, relative to the object's own scattering (p exp -p); scatter_floor: relative to the open beam.
    lag: share of a reading that appears in the next view. ring: standard deviation of gain errors;
    ring_drift: how much of them changes during the scan; rows: detector rows with their own gains.
    """

    photons: float
    electronic: float
    blur: float
    off_focal: float
    off_focal_width: float
    scatter: float
    scatter_floor: float
    lag: float
    ring: float
    ring_drift: float
    rows: int


def gaussian_matrix(n: int, sigma: float) -> torch.Tensor:
    """Row-normalised Gaussian blur [n, n], sigma in samples."""
    i = torch.arange(n, dtype=torch.float32)
    k = torch.exp(-0.5 * ((i[:, None] - i[None]) / max(sigma, 1e-3)) ** 2)
    return k / k.sum(dim=1, keepdim=True)


def blurred(signal: torch.Tensor, detector: Detector) -> torch.Tensor:
    """Signal [views, detectors, nz] after focus, off-focal radiation and crosstalk, before the logarithm."""
    n = signal.shape[1]
    spread = gaussian_matrix(n, detector.blur) * (1 - detector.off_focal)
    if detector.off_focal:
        spread = spread + detector.off_focal * gaussian_matrix(n, detector.off_focal_width)
    return torch.matmul(spread.to(signal.device), signal)


def scattered(signal: torch.Tensor, detector: Detector) -> torch.Tensor:
    """Signal plus scatter. Ohnesorge, Flohr and Klingenbeck-Regn (Eur. Radiol. 9:563, 1999): forward
    scatter is p exp(-p) of the ray, spread widely; it is smooth, so it is worked out on every eighth
    detector and fourth slice."""
    views, n, nz = signal.shape
    coarse = torch.nn.functional.avg_pool2d(signal, (8, 4), ceil_mode=True, count_include_pad=False).clamp_(1e-6, 1)
    source = -coarse * torch.log(coarse)
    spread = gaussian_matrix(source.shape[1], source.shape[1] / 7).to(signal.device)
    along = gaussian_matrix(source.shape[2], 6.0).to(signal.device)
    source = torch.matmul(torch.matmul(spread, source), along.T)
    size = {"size": (n, nz), "mode": "bilinear", "align_corners": False}
    return signal + detector.scatter_floor + detector.scatter * torch.nn.functional.interpolate(source[None], **size)[0]


def lagged(signal: torch.Tensor, lag: float) -> torch.Tensor:
    """Signal with afterglow of one time constant: a share `lag` of each reading belongs to the view before."""
    out = signal.clone()
    for view in range(1, signal.shape[0]):
        out[view] = (1 - lag) * signal[view] + lag * out[view - 1]
    return out


def counted(signal: torch.Tensor, open_beam: np.ndarray, detector: Detector, rng: np.random.Generator) -> torch.Tensor:
    """Signal with photon and electronic noise (Gaussian approximation), starved at the bottom."""
    generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
    noise = torch.randn(signal.shape, generator=generator).to(signal.device)
    photons = torch.from_numpy((detector.photons * open_beam).astype(np.float32)).to(signal.device)[:, None]
    spread = (signal / photons).add_((detector.electronic / photons) ** 2).sqrt_()
    return torch.addcmul(signal, noise, spread).clamp_(min=max(MIN_SIGNAL, 0.5 / detector.photons))


def with_gain_errors(signal: torch.Tensor, detector: Detector, rng: np.random.Generator) -> torch.Tensor:
    """Signal times the gain error of each detector and row; the drift goes linearly through the views."""
    views, n, nz = signal.shape
    fixed, drift = detector.ring * rng.standard_normal((2, n, detector.rows))
    row = np.arange(nz) % detector.rows
    at = torch.linspace(-1, 1, views, device=signal.device)[:, None, None] * detector.ring_drift
    to = lambda a: torch.from_numpy(a[:, row].astype(np.float32)).to(signal.device)  # noqa: E731
    return signal * (1 + to(fixed) + at * to(drift))
