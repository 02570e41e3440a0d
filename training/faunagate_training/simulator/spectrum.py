"""Tube spectra and how a detector weighs them, reduced to a few energy bins."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import spekpy
import xraydb

from .basis import klein_nishina, mixture_coefficients, photoelectric

BINS = 9
TUBE_KVP = (100, 120, 140, 160, 180)


@dataclass(frozen=True)
class Spectrum:
    """`weight` [bins] sums to one; `kn`, `pe` [bins] are the two basis functions at each bin."""

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
    kev, fluence = tube(kvp)
    copper_cm = rng.choice([0.0, rng.uniform(0.01, 0.1)], p=[0.4, 0.6])
    aluminium_cm = rng.uniform(0, 0.4)
    mu = xraydb.material_mu("Cu", kev * 1000, density=8.96) * copper_cm
    mu = mu + xraydb.material_mu("Al", kev * 1000, density=2.7) * aluminium_cm
    signal = fluence * np.exp(-mu) * kev
    edges = np.interp(np.linspace(0, 1, BINS + 1), np.cumsum(signal) / signal.sum(), kev)
    edges[0] = kev[0] - 1
    index = np.clip(np.digitize(kev, edges[1:-1]), 0, BINS - 1)
    weight = np.bincount(index, signal, BINS)
    mean = lambda v: np.bincount(index, signal * v, BINS) / np.maximum(weight, 1e-12)  # noqa: E731
    kn, pe = mean(klein_nishina(kev)), mean(photoelectric(kev))
    water_kn, water_pe = mixture_coefficients((("H2O", 1.0),))
    return Spectrum(weight / weight.sum(), kn, pe, water_kn * kn + water_pe * pe, float(kvp))
