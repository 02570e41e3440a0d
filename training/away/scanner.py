"""Scanners drawn per bag. None of these parameters is tied to those of the first simulator.

Ranges: tube voltages, filters and detectors of baggage CT and of general CT as given in the ALERT TO3/TO4 reports
(Northeastern University, 2012-2014: 1.5 to 2 mm voxels), Hsieh, Computed Tomography (3rd ed.), chapters 6-7 (artefacts,
helical interpolation), and Velayudhan et al. (ACM Comput. Surv. 2022) for the families of machines.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scanner:
    """What one machine does to one scan. Lengths in mm."""

    family: str
    kvp: float
    filters_mm: dict[str, float]
    scintillator: str
    scintillator_mm: float
    views: int
    cell_mm: float
    quarter_offset: bool
    focus_blur_cells: float
    photons: float
    electronic: float
    scatter: float
    ring: float
    pitch_slices: float
    cutoff: float
    softness: float
    edge: float
    smoothing: int
    hu_scale: float
    hu_offset: float
    ceiling: int
    air: int
    pixel_mm: float
    slice_mm: float
    couch: bool
    start: float


def _family(rng: np.random.Generator) -> str:
    return str(
        rng.choice(["helical baggage", "sparse gantry", "parcel helical", "general CT"], p=[0.45, 0.2, 0.2, 0.15])
    )


def draw(rng: np.random.Generator, small: bool) -> Scanner:
    """A scanner. small: luggage of mail size, scanned at 0.8 to 1.0 mm; else 1.5 to 2.2 mm."""
    family = _family(rng)
    pixel = rng.uniform(0.8, 1.0) if small else rng.uniform(1.5, 2.1)
    slices = pixel if rng.random() < 0.5 else min(pixel * rng.uniform(0.8, 1.3), 1.1 if small else 2.4)
    sparse = family == "sparse gantry"
    filters = [{"aluminium": rng.uniform(3, 8)}, {"aluminium": 3.0, "copper": rng.uniform(0.1, 0.6)}, {"tin": 0.4}]
    general = family == "general CT"
    scintillator = str(rng.choice(["GOS", "CWO", "CsI"]))
    return Scanner(
        family=family,
        kvp=float(rng.choice([100, 120, 140]) if general else rng.uniform(115, 162)),
        filters_mm=filters[int(rng.choice(3, p=[0.5, 0.4, 0.1]))],
        scintillator=scintillator,
        scintillator_mm=float(rng.uniform(0.6, 2.0)),
        views=int(rng.integers(150, 220) if sparse else rng.integers(280, 400)),
        cell_mm=float(pixel * rng.uniform(0.8, 1.15)),
        quarter_offset=bool(rng.random() < 0.6),
        focus_blur_cells=float(rng.uniform(0.1, 0.55)),
        photons=float(10 ** rng.uniform(4.1, 5.5)),
        electronic=float(rng.uniform(3, 25)),
        scatter=float(rng.uniform(0.0, 0.02) if sparse else rng.uniform(0.0, 0.06)),
        ring=float(10 ** rng.uniform(-4, -2.7)),
        pitch_slices=0.0 if sparse else float(rng.uniform(1.0, 3.2)),
        cutoff=float(rng.uniform(0.6, 1.0)),
        softness=float(rng.uniform(0.2, 1.0)),
        edge=float(rng.uniform(0.1, 0.5) if rng.random() < 0.25 else 0.0),
        smoothing=int(rng.choice([0, 2, 5], p=[0.6, 0.25, 0.15])),
        hu_scale=float(rng.normal(1.0, 0.015)),
        hu_offset=float(rng.normal(0.0, 8.0)),
        ceiling=int(rng.choice([3071, 8191, 30000], p=[0.4, 0.3, 0.3])),
        air=int(rng.choice([-1000, -1024])),
        pixel_mm=round(float(pixel), 3),
        slice_mm=round(float(slices), 3),
        couch=bool(rng.random() < 0.75),
        start=float(rng.uniform(0.0, 2.0 * np.pi)),
    )
