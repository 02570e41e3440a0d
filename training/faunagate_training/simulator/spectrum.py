"""Tube spectra and how detectors weigh them, reduced to a few energy bins."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import spekpy
import xraydb

from .basis import klein_nishina, mixture_coefficients, photoelectric

BINS = 7
"""Against 40 bins, line integrals differ by under 0.4 % for 30 cm of water and 1 % for 1 cm of steel."""
TUBE_KVP = (100, 120, 140, 160, 180)


@dataclass(frozen=True)
class Spectrum:
    """`weight` [bins] sums to one; `kn`, `pe` [bins] are the two basis functions at each bin, `water` [bins] the
    attenuation of water in 1/cm. `kvp` is the tube's voltage."""

    weight: np.ndarray
    kn: np.ndarray
    pe: np.ndarray
    water: np.ndarray
    kvp: float


@cache
def tube(kvp: int) -> tuple[np.ndarray, np.ndarray]:
    """(keV [n], fluence [n]) of a tungsten tube at 12 degrees with 2 mm Al (spekpy, Poludniowski 2021)."""
    spek = spekpy.Spek(kvp=kvp, th=12)
    spek.filter("Al", 2.0)
    kev, fluence = spek.get_spectrum()
    return kev, fluence


def draw_spectrum(rng: np.random.Generator) -> Spectrum:
    """A tube voltage and extra filtration (Al, Cu) at random, seen by an energy-integrating detector."""
    kvp = int(rng.choice(TUBE_KVP, p=[0.1, 0.2, 0.35, 0.25, 0.1]))
    copper_mm = rng.choice([0.0, rng.uniform(0.1, 1.5)], p=[0.3, 0.7])
    return detected_spectrum(kvp, {"Al": rng.uniform(0, 4), "Cu": float(copper_mm)})


def draw_spectra(energies: str, rng: np.random.Generator) -> tuple[Spectrum, ...]:
    """(the one,) or (high, low) as a scanner of these energies sees them. ValueError for unknown energies.

    'single'; 'two voltages': 80 to 100 kV and 140 to 180 kV with 0.3 to 1 mm Cu, as alternating pulses or two tubes;
    'sandwich': a thin detector layer in front of a copper filter and a thick one, both GOS (Johnson et al., Dual
    Energy CT in Clinical Practice, Springer 2011; Rebuffel and Dinten, Insight 49:589, 2007).
    """
    if energies == "single":
        return (draw_spectrum(rng),)
    if energies == "two voltages":
        low, high = int(rng.choice([80, 90, 100])), int(rng.choice([140, 160, 180]))
        aluminium = rng.uniform(0, 3)
        hard = detected_spectrum(high, {"Al": aluminium, "Cu": rng.uniform(0.3, 1.0)})
        return hard, detected_spectrum(low, {"Al": aluminium, "Cu": 0.0})
    if energies == "sandwich":
        kvp, before = int(rng.choice([140, 160, 180])), {"Al": rng.uniform(0, 3), "Cu": 0.0}
        front_mm, copper_mm = rng.uniform(0.1, 0.25), rng.uniform(0.3, 1.0)
        back = detected_spectrum(kvp, before, front_mm, copper_mm)
        return back, detected_spectrum(kvp, before, front_mm)
    raise ValueError(f"no such energies: {energies}")


def detected_spectrum(
    kvp: int, filters_mm: dict[str, float], front_mm: float = 0.0, behind_mm: float | None = None
) -> Spectrum:
    """What a detector integrates behind filters (element: mm).

    front_mm 0: a detector that stops everything. Else a front layer of so much GOS, or where `behind_mm` of copper
    is given, a thick layer behind front layer and copper.
    """
    kev, fluence = tube(kvp)
    signal = fluence * kev
    for element, mm in filters_mm.items():
        signal = signal * np.exp(-_mu(element, kev) * mm / 10)
    passed = np.exp(-_mu("Gd2O2S", kev) * front_mm / 10)
    if behind_mm is not None:
        signal = signal * passed * np.exp(-_mu("Cu", kev) * behind_mm / 10)
    elif front_mm:
        signal = signal * (1 - passed)
    return binned(kev, signal, float(kvp))


_DENSITY = {"Al": 2.70, "Cu": 8.96, "Gd2O2S": 7.3}


def _mu(formula: str, kev: np.ndarray) -> np.ndarray:
    return xraydb.material_mu(formula, kev * 1000, density=_DENSITY[formula])


def binned(kev: np.ndarray, signal: np.ndarray, kvp: float, bins: int = BINS) -> Spectrum:
    """Spectrum in bins that carry equal shares of the signal, half of it counted behind 15 cm of water, so that
    what is left behind thick and metallic objects is resolved too."""
    water = mixture_coefficients((("H2O", 1.0),))
    hard = signal * np.exp(-15 * (water[0] * klein_nishina(kev) + water[1] * photoelectric(kev)))
    spread = signal / signal.sum() + hard / hard.sum()
    edges = np.interp(np.linspace(0, 1, bins + 1), np.cumsum(spread) / spread.sum(), kev)
    index = np.clip(np.digitize(kev, edges[1:-1]), 0, bins - 1)
    weight = np.bincount(index, signal, bins)
    mean = lambda v: np.bincount(index, signal * v, bins) / np.maximum(weight, 1e-30)  # noqa: E731
    kn, pe = mean(klein_nishina(kev)), mean(photoelectric(kev))
    return Spectrum(weight / weight.sum(), kn, pe, water[0] * kn + water[1] * pe, kvp)
