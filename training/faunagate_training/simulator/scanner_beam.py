"""What leaves the tube and what reaches the detector: bowtie, polychromatic absorption, water correction."""

from dataclasses import dataclass

import numpy as np
import torch

from .basis import mixture_coefficients
from .scanner_gantry import Gantry
from .spectrum import Spectrum

CHUNK = 1 << 18
"""Rays times slices that are worked on at once, so that they stay in a core's cache."""


@dataclass(frozen=True)
class Beam:
    """bowtie_mm: aluminium at the edge of the measured circle, nothing in the middle.

    water_mm: the water correction is right up to this thickness of water (0: none, only one scale factor
    that is right for 200 mm).
    water_error: relative error of the attenuation that the correction takes for water.
    """

    bowtie_mm: float
    water_mm: float
    water_error: float


class Detected:
    """Spectrum behind the bowtie at each detector: weight [detectors, bins] sums to one for each detector;
    open_beam [detectors] is the unattenuated signal relative to the middle."""

    def __init__(self, beam: Beam, spectrum: Spectrum, gantry: Gantry) -> None:
        at = np.abs(gantry.fan()) / np.abs(gantry.fan()).max()
        kn, pe = mixture_coefficients((("Al", 1.0),))
        aluminium = 2.7 * (kn * spectrum.kn + pe * spectrum.pe)
        passed = spectrum.weight * np.exp(-aluminium * (beam.bowtie_mm / 10 * at**2)[:, None])
        self.open_beam = passed.sum(axis=1)
        self.weight = passed / self.open_beam[:, None]
        self.spectrum = spectrum
        self.beam = beam

    def transmission(self, line_kn: torch.Tensor, line_pe: torch.Tensor) -> torch.Tensor:
        """Share of the signal that comes through [views, detectors, nz], from integrals of both coefficients."""
        views, detectors, nz = line_kn.shape
        weight = torch.from_numpy(self.weight.astype(np.float32)).to(line_kn.device)[:, :, None]
        step = max(1, CHUNK // (detectors * nz))
        signal = torch.empty_like(line_kn)
        for first in range(0, views, step):
            k, p = line_kn[first : first + step], line_pe[first : first + step]
            total = torch.zeros_like(k)
            for number in range(self.spectrum.weight.size):
                part = torch.mul(k, -float(self.spectrum.kn[number]))
                part.sub_(p, alpha=float(self.spectrum.pe[number])).exp_()
                total.addcmul_(part, weight[:, number])
            signal[first : first + step] = total
        return signal

    def water_correction(self) -> tuple[np.ndarray, float]:
        """Polynomial [4, detectors] (no constant) from a polychromatic to a monochromatic line integral of
        water, and the attenuation of water in 1/cm that the scanner takes for 0 HU."""
        mu = float((self.spectrum.weight * self.spectrum.water).sum())
        thickness = np.linspace(0, max(self.beam.water_mm, 100) / 10, 60)
        water = self.spectrum.water * (1 + self.beam.water_error * (self.spectrum.water / mu - 1))
        through = np.exp(-thickness[:, None] * water[None])
        poly = -np.log(np.maximum(through @ self.weight.T, 1e-12))
        design = np.stack([poly**p for p in range(1, 5)], axis=-1).transpose(1, 0, 2)
        wanted = np.broadcast_to((mu * thickness)[None, :, None], (poly.shape[1], thickness.size, 1))
        return (np.linalg.pinv(design) @ wanted)[:, :, 0].T, mu

    def _scale_at(self, water_mm: float, mu: float) -> float:
        """What makes the mean attenuation of that much water right in the middle of the fan."""
        middle = self.weight[self.weight.shape[0] // 2]
        poly = -np.log((middle * np.exp(-self.spectrum.water * water_mm / 10)).sum())
        return float(mu * water_mm / 10 / poly)

    def correct(self, line: torch.Tensor) -> tuple[torch.Tensor, float]:
        """Log data [views, detectors, nz] after the water correction, and the attenuation that is 0 HU."""
        coefficients, mu = self.water_correction()
        if self.beam.water_mm == 0:
            return line * self._scale_at(200.0, mu), mu
        a, b, c, d = (torch.from_numpy(row.astype(np.float32)).to(line.device)[:, None] for row in coefficients)
        return line * (a + line * (b + line * (c + line * d))), mu
