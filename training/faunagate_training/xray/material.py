"""What a workstation works out of the readings: attenuation, material index, validity.

Attenuation A is -ln of the transmission: of the high layer, or of the only one. The **material index** is 0 for organic
matter (acrylic), 0.5 for light metal (aluminium), 1 for metal (iron) **of the same attenuation**: the machine has
measured step wedges of the three, so that at every A it knows which low-energy attenuation each of them has; the
index is where the pixel's own low attenuation lies between them, straight-lined. Water is about 0.05 and bone 0.4 to
0.5. Thus beam hardening is taken out, up to errors of the calibration. The ratio of the logs alone would depend on
thickness.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter

INDEX_LOW, INDEX_HIGH = -0.25, 1.25
"""The index is clipped to this range."""

STARVED, UNTOLD, DEAD, FULL = 1, 2, 4, 8
"""Bits of validity. STARVED: no signal left. UNTOLD: the material cannot be told, because there is too little in the
beam (or, with one energy, always; the index is 0), or hardly any light comes through (the index is 1). DEAD: a bridged
detector. FULL: at the converter's upper end. 0: all is well."""


DIM, WIDER = 12, 3
"""Where less than DIM times the opaque level comes through, the attenuations are smoothed again, WIDER times as far."""


@dataclass(frozen=True)
class Calibration:
    """attenuation [n] rising: at the high energy; low [3, n]: at the low energy, of acrylic, aluminium and iron there.
    thin: attenuation below which the material is not told; floor: transmission below which a reading counts as starved;
    opaque: low transmission below which the material is not told; sigma: pixels over which the index is smoothed."""

    attenuation: np.ndarray
    low: np.ndarray
    thin: float
    floor: float
    opaque: float
    sigma: float


def calibrate(wedges: list[np.ndarray], thin: float, floor: float, opaque: float, sigma: float) -> Calibration:
    """From the logs [high and low, steps] of wedges of acrylic, aluminium and iron."""
    top = min(max(float(w[0].max()) for w in wedges), 9.0)
    attenuation = np.linspace(0, 1, 80) ** 2.2 * top
    low = np.stack([np.interp(attenuation, w[0], w[1]) for w in wedges])
    return Calibration(attenuation, low, thin, floor, opaque, sigma)


def logs_of(transmission: np.ndarray, floor: float) -> np.ndarray:
    """Attenuation float32 of a transmission, at most that of the floor."""
    return -np.log(np.maximum(transmission, floor)).astype(np.float32)


def material_index(high: np.ndarray, low: np.ndarray, calibration: Calibration) -> np.ndarray:
    """Index float32 of attenuations [rows, lines] at the high and the low energy."""
    organic, light, metal = (np.interp(high, calibration.attenuation, row) for row in calibration.low)
    to_light, to_metal = np.maximum(light - organic, 1e-4), np.maximum(metal - light, 1e-4)
    index = np.where(low < light, 0.5 * (low - organic) / to_light, 0.5 + 0.5 * (low - light) / to_metal)
    return np.clip(index, INDEX_LOW, INDEX_HIGH).astype(np.float32)


def workstation(
    high: np.ndarray,
    low: np.ndarray | None,
    calibration: Calibration,
    dead: np.ndarray | None = None,
    full: float = 1e9,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(attenuation float32, material index float32, validity uint8), all [rows, lines], of transmissions.

    low None: one energy. dead: rows that are bridged. full: transmission at which the converter is full.
    """
    validity = np.zeros(high.shape, np.uint8)
    attenuation = logs_of(high, calibration.floor)
    validity[high <= calibration.floor] |= STARVED
    if dead is not None:
        validity[dead] |= DEAD
    validity[high >= full] |= FULL
    if low is None:
        return attenuation, np.zeros_like(attenuation), validity | UNTOLD
    fine = [gaussian_filter(t, calibration.sigma, mode="nearest") for t in (high, low)]
    logs = [logs_of(t, calibration.floor) for t in fine]
    wide = [gaussian_filter(v, WIDER * calibration.sigma, mode="nearest") for v in logs]
    dim = wide[1] > -np.log(DIM * calibration.opaque)
    smooth = [np.where(dim, w, v) for w, v in zip(wide, logs, strict=True)]
    index = material_index(*smooth, calibration)
    thin, opaque = smooth[0] < calibration.thin, fine[1] < calibration.opaque
    validity[thin | opaque] |= UNTOLD
    index[thin], index[opaque] = 0, 1
    return attenuation, index, validity
