"""Reconstruction kernels: what is done to a view between measurement and back-projection."""

from dataclasses import dataclass

import numpy as np
import torch

from .scanner_gantry import Gantry


@dataclass(frozen=True)
class Kernel:
    """cutoff: share of the Nyquist frequency where the window ends; hann: 1 for a Hann window, 0 for none
    up to the cutoff; boost: extra gain in the middle frequencies, which makes edges overshoot."""

    name: str
    cutoff: float
    hann: float
    boost: float

    def window(self, frequency: np.ndarray) -> np.ndarray:
        """Gain at frequencies [n], one at Nyquist."""
        f = np.abs(frequency)
        low = np.where(f <= self.cutoff, 1 - self.hann * (0.5 - 0.5 * np.cos(np.pi * f / self.cutoff)), 0)
        return low * (1 + self.boost * np.exp(-0.5 * ((f - 0.45) / 0.2) ** 2) * (1 - np.exp(-((f / 0.15) ** 2))))


KERNEL_RANGES: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    # name: cutoff, hann, boost
    "soft": ((0.55, 0.85), (1.0, 1.0), (0.0, 0.0)),
    "standard": ((0.8, 1.0), (0.8, 1.0), (0.0, 0.1)),
    "sharp": ((0.9, 1.0), (0.3, 0.7), (0.0, 0.4)),
    "edge": ((0.85, 1.0), (0.6, 1.0), (0.6, 1.3)),
    "bone": ((0.95, 1.0), (0.2, 0.5), (1.0, 1.7)),
}
"""From smooth to strongly overshooting; the names are those of medical scanners, which publish no formula.
Measured in the middle of the ranges with 2 mm pixels: half modulation at 0.3 to 0.7 of the Nyquist frequency,
0 to 30 % overshoot (docs/simulator-physics.md)."""


def draw_kernel(name: str, rng: np.random.Generator) -> Kernel:
    """A kernel of the named kind. KeyError for another name."""
    cutoff, hann, boost = (float(rng.uniform(*limits)) for limits in KERNEL_RANGES[name])
    return Kernel(name, cutoff, hann, boost)


def filter_matrix(gantry: Gantry, kernel: Kernel) -> torch.Tensor:
    """Windowed ramp filter [detectors, detectors] as a Toeplitz matrix (Kak and Slaney 1988, chapter 3).

    In 1/cm for a parallel beam; for a fan in 1/radian, with the factor (gamma / sin gamma) squared.
    """
    n, pitch = gantry.detectors, gantry.pitch if gantry.radius_mm else gantry.pitch / 10
    size = 4 * n
    k = np.minimum(np.arange(size), size - np.arange(size))
    taps = np.zeros(size)
    taps[0] = 0.25
    odd = k % 2 == 1
    taps[odd] = -1 / (np.pi * k[odd]) ** 2
    window = kernel.window(np.fft.fftfreq(size) * 2)
    taps = np.fft.ifft(np.fft.fft(taps).real * window).real[:n]
    if gantry.radius_mm:
        angle = np.arange(1, n) * pitch
        taps[1:] *= (angle / np.sin(angle)) ** 2
    i = np.arange(n)
    return torch.from_numpy((taps[np.abs(i[:, None] - i[None])] / pitch).astype(np.float32))


def filter_views(line: torch.Tensor, gantry: Gantry, kernel: Kernel) -> torch.Tensor:
    """Weighted and filtered views [views, detectors, nz], ready to be back-projected."""
    weight = gantry.redundancy
    if gantry.radius_mm:
        weight = weight * (gantry.radius_mm / 10 * np.cos(gantry.fan())).astype(np.float32)
    weighted = line * torch.from_numpy(np.ascontiguousarray(weight)).to(line.device)[:, :, None]
    return torch.matmul(filter_matrix(gantry, kernel).to(line.device), weighted)
