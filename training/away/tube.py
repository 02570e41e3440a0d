"""The X-ray tube and the detector: weights of the energy bins.

Bremsstrahlung after Kramers (1923) with the self-absorption of a tungsten anode, its K lines above 69.5 keV, added
filters, and an energy-integrating scintillator. Cross sections come from xraylib.
"""

import numpy as np
import xraylib

from away.matter import ENERGIES_KEV

_W, _DENSITY = 74, {"aluminium": (13, 2.70), "copper": (29, 8.96), "tin": (50, 7.31)}
_K_LINES_KEV = ((59.3, 0.58), (67.2, 0.20))
_SCINTILLATORS = {"CsI": ("CsI", 4.51), "GOS": ("Gd2O2S", 7.3), "CWO": ("CdWO4", 7.9)}


def bin_weights(kvp: float, filters_mm: dict[str, float], scintillator: str, thickness_mm: float) -> np.ndarray:
    """Share of the detected signal in each bin of ENERGIES_KEV behind nothing but air, sums to 1, [24].

    kvp: tube voltage, 80 to 165 kV. filters_mm: thickness by metal. KeyError for unknown metals or scintillators.
    """
    energy = ENERGIES_KEV
    photons = np.maximum(kvp / energy - 1.0, 0.0)
    depth_cm = 6e-7 * np.maximum(kvp**2 - energy**2, 0.0) / 1.6
    anode = np.array([xraylib.CS_Total(_W, e) * 19.3 for e in energy])
    photons = photons * np.exp(-anode * depth_cm / np.tan(np.radians(12.0)) * 0.5)
    if kvp > 75.0:
        lines = 0.12 * (kvp / 69.5 - 1.0) ** 1.67 * photons.sum()
        for line, share in _K_LINES_KEV:
            photons[np.argmin(abs(energy - line))] += lines * share
    for metal, mm in filters_mm.items():
        number, density = _DENSITY[metal]
        photons = photons * np.exp(-np.array([xraylib.CS_Total(number, e) for e in energy]) * density * mm / 10.0)
    formula, density = _SCINTILLATORS[scintillator]
    absorbed = np.array([xraylib.CS_Energy_CP(formula, e) for e in energy]) * density * thickness_mm / 10.0
    signal = photons * energy * (1.0 - np.exp(-absorbed))
    return signal / signal.sum()
