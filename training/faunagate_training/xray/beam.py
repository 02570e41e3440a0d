"""From the two line integrals of a ray to what a detector's layers absorb."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from ..simulator.basis import mixture_coefficients
from ..simulator.spectrum import Spectrum, detected_spectrum

WEDGES = {
    "organic": ((("C5H8O2", 1.0),), 1.19, 600.0),
    "light metal": ((("Al", 1.0),), 2.70, 300.0),
    "metal": ((("Fe", 1.0),), 7.87, 60.0),
}
"""What a machine's colours are calibrated with: acrylic, aluminium and iron; composition, g/cm3, thickest step in
mm."""

STEPS = 60
"""Steps of a calibration wedge."""


@dataclass(frozen=True)
class Beam:
    """kvp: tube voltage. aluminium_mm, copper_mm: in front of the detector. sandwich: a thin layer of `front_mm` GOS
    and a thick one behind `between_mm` copper; else one thick layer."""

    kvp: int
    aluminium_mm: float
    copper_mm: float
    sandwich: bool
    front_mm: float = 0.0
    between_mm: float = 0.0

    def spectra(self) -> tuple[Spectrum, ...]:
        """(high,) or (high, low)."""
        before = {"Al": self.aluminium_mm, "Cu": self.copper_mm}
        if not self.sandwich:
            return (detected_spectrum(self.kvp, before),)
        return (
            detected_spectrum(self.kvp, before, self.front_mm, self.between_mm),
            detected_spectrum(self.kvp, before, self.front_mm),
        )


@njit(cache=True, fastmath=True)
def _absorbed(kn, pe, weight, kn_at, pe_at, out):
    for i in range(kn.size):
        total = np.float32(0)
        for b in range(weight.size):
            total += weight[b] * np.exp(-(kn[i] * kn_at[b] + pe[i] * pe_at[b]))
        out[i] = total


def transmission(kn: np.ndarray, pe: np.ndarray, spectrum: Spectrum) -> np.ndarray:
    """Share of the open beam's signal, float32 like kn and pe: integrals of both coefficients (no unit: 1/cm times
    cm)."""
    out = np.empty(kn.shape, np.float32)
    bins = (v.astype(np.float32) for v in (spectrum.weight, spectrum.kn, spectrum.pe))
    flat = (np.ascontiguousarray(v, np.float32).ravel() for v in (kn, pe))
    _absorbed(*flat, *bins, out.reshape(-1))
    return out


def wedge_logs(name: str, spectra: tuple[Spectrum, ...]) -> np.ndarray:
    """-ln of the transmission [spectra, STEPS] of a wedge of a material, from nothing to its thickest step."""
    parts, density, thickest = WEDGES[name]
    kn, pe = (c * density for c in mixture_coefficients(parts))
    cm = np.linspace(0, 1, STEPS) ** 2.5 * thickest / 10
    return np.stack([-np.log(np.maximum(transmission(kn * cm, pe * cm, s), 1e-12)) for s in spectra])
