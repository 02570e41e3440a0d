"""Kinds of CT scanner that look at luggage, and their settings drawn at random.

Where the ranges come from:
- rotating and helical fan: third-generation gantries as in medical CT and in hold and cabin baggage systems,
  source to iso-centre 500 to 700 mm, 120 to 180 kV, one to two turns a second (Kak and Slaney 1988; Hsieh,
  Computed Tomography, 3rd ed. 2015; Wells and Bradley, Appl. Radiat. Isot. 70:1729, 2012, on explosives detection).
- legacy slice by slice with 1.6 x 1.6 x 5 mm voxels, strong noise and metal streaks: Mouton and Breckon,
  J. X-Ray Sci. Technol. 23:531, 2015 (dual-energy hold baggage scanner).
- stationary gantry: a ring of switched sources around the tunnel, uneven and few views (Rapiscan RTT and its
  kind). 60 to 140 views; not all of them close the circle.
- electron beam: source ring of 900 mm radius swept over 210 degrees, 130 kV, 1.5 mm slices (Imatron C300, the
  scanner of the ALERT baggage data sets TO3 and TO4; Peschmann et al., Appl. Opt. 24:4052, 1985).
- detector errors: Hsieh 2015, chapter 7 (lag 0.2 to 3 %, off-focal 1 to 6 %, gain errors of 0.05 to 0.6 %).
Views are fewer than the machines take (they have 500 to 1,400 a turn): those of a scan at 2 mm pixels.
"""

import numpy as np

from .scanner import Scanner
from .scanner_beam import Beam
from .scanner_detector import Detector
from .scanner_filter import draw_kernel
from .scanner_gantry import Views
from .scanner_image import Finish
from .scanner_motion import Motion
from .scanner_table import Table

SHARES = {
    "rotating fan": 0.24,
    "short-scan fan": 0.12,
    "helical": 0.30,
    "stationary gantry": 0.20,
    "legacy parallel": 0.14,
}
"""How often each family is drawn outside the test set."""
HELD_OUT_FAMILY, HELD_OUT_KERNEL, HELD_OUT_MISSING = "electron beam", "bone", (20.0, 30.0)
"""Only in the test set: a family, a kernel, and the width in degrees of a stationary gantry's blind wedge."""


def draw_scanner(rng: np.random.Generator, split: str = "train") -> Scanner:
    """A scanner at random. In split 'test' one in five is of the held-out family, one in ten has the
    held-out kernel and a third of stationary gantries have the held-out blind wedge."""
    test = split == "test"
    family = str(rng.choice(list(SHARES), p=list(SHARES.values())))
    if test and rng.random() < 0.2:
        family = HELD_OUT_FAMILY
    kernel = str(rng.choice(["soft", "standard", "sharp", "edge"], p=[0.25, 0.4, 0.2, 0.15]))
    if family == "stationary gantry" and kernel in ("sharp", "edge"):
        kernel = "soft"  # nobody sharpens the streaks of 100 views
    if test and rng.random() < 0.1:
        kernel = HELD_OUT_KERNEL
    return Scanner(
        family=family,
        energies=str(rng.choice(["single", "two voltages", "sandwich"], p=[0.67, 0.18, 0.15])),
        views=_views(family, rng, test),
        beam=_beam(rng),
        detector=_detector(family, rng),
        table=_table(family, rng),
        motion=_motion(rng),
        kernel=draw_kernel(kernel, rng),
        metal_hu=_maybe(rng, 0.15, 2800, 4500),
        rounds=int(rng.integers(1, 3)) if family == "stationary gantry" and rng.random() < 0.75 else 0,
        finish=_finish(family, rng),
    )


def _maybe(rng: np.random.Generator, chance: float, low: float, high: float) -> float:
    """Uniform between low and high with the given chance, else zero."""
    value = float(rng.uniform(low, high))
    return value if rng.random() < chance else 0.0


def _views(family: str, rng: np.random.Generator, test: bool) -> Views:
    start, seed = float(rng.uniform(0, 2 * np.pi)), int(rng.integers(2**31))
    field = float(rng.uniform(0.72, 0.98)) if rng.random() < 0.1 else 1.0
    detector = float(rng.uniform(0.85, 1.15))
    common = {"start": start, "seed": seed, "field": field, "detector": detector}
    radius = float(rng.uniform(500, 700))
    if family == "legacy parallel":
        return Views(int(rng.integers(140, 201)), 0.0, **common)
    if family == "short-scan fan":
        return Views(int(rng.integers(140, 221)), radius, **common)
    if family == "electron beam":
        return Views(int(rng.integers(160, 221)), 900.0, **common)
    if family == "stationary gantry":
        count, uneven = int(rng.integers(60, 141)), float(rng.uniform(0.05, 0.3))
        radius = float(rng.uniform(600, 900))
        blind = rng.random() < 0.5
        missing = float(rng.uniform(*HELD_OUT_MISSING)) if test and rng.random() < 0.33 else float(rng.uniform(0, 20))
        if blind:
            return Views(count, radius, arc=180.0, missing=missing, unevenness=uneven, **common)
        return Views(count, radius, arc=360.0, unevenness=uneven, **common)
    quarter = bool(rng.random() < 0.7)
    return Views(int(rng.integers(150, 201)), radius, arc=360.0, quarter=quarter, **common)


def _beam(rng: np.random.Generator) -> Beam:
    """Bowtie up to 12 mm Al at the edge; one scanner in eight without water correction, one in four with one
    that ends at 200 mm of water or takes water for something else."""
    water = 450.0
    error = 0.0
    choice = rng.random()
    if choice < 0.12:
        water = 0.0
    elif choice < 0.24:
        water = float(rng.uniform(200, 350))
    elif choice < 0.36:
        error = float(rng.uniform(-0.4, 0.4))
    return Beam(_maybe(rng, 0.6, 1.0, 12.0), water, error)


def _detector(family: str, rng: np.random.Generator) -> Detector:
    legacy = family in ("legacy parallel", "stationary gantry")
    return Detector(
        photons=float(10 ** rng.uniform(3.9 if legacy else 4.2, 5.0 if legacy else 5.4)),
        electronic=float(rng.uniform(2, 15)),
        blur=float(rng.uniform(0.25, 0.65)),
        off_focal=_maybe(rng, 0.5, 0.01, 0.06),
        off_focal_width=float(rng.uniform(4, 14)),
        scatter=_maybe(rng, 0.8, 0.0, 0.06),
        scatter_floor=_maybe(rng, 0.5, 0.0, 0.003),
        lag=_maybe(rng, 0.0 if family == "stationary gantry" else 0.5, 0.002, 0.03),
        ring=_maybe(rng, 0.6, 0.0005, 0.006),
        ring_drift=float(rng.uniform(0, 1)),
        rows=int(rng.choice([1, 1, 4, 8, 16, 32])),
    )


def _table(family: str, rng: np.random.Generator) -> Table:
    blur = float(rng.uniform(0.25, 0.75))
    if family != "helical":
        return Table(blur)
    conjugate = bool(rng.random() < 0.5)
    row = float(rng.uniform(1.0, 2.5))
    return Table(min(blur, 0.4), row, int(rng.choice([1, 1, 2, 3, 5, 8, 13])), conjugate)


def _motion(rng: np.random.Generator) -> Motion:
    """Belts run true to a few tenths of a millimetre; one in twenty jerks. Live animals move 1 to 5 mm."""
    return Motion(
        shake_mm=_maybe(rng, 0.3, 0.1, 0.8),
        jerk_mm=_maybe(rng, 0.05, 0.5, 2.5),
        live_mm=float(rng.uniform(1.0, 5.0)),
        cycles=float(rng.choice([0.5, rng.uniform(1, 3)])),
        seed=int(rng.integers(2**31)),
    )


def _finish(family: str, rng: np.random.Generator) -> Finish:
    high = int(rng.choice([3071, 4095, 32767], p=[0.45, 0.25, 0.30]))
    smooth = _maybe(rng, 0.25, 0.3, 0.6)
    steps = int(rng.integers(2, 4)) if rng.random() < (0.5 if family == "stationary gantry" else 0.12) else 0
    outside = float(rng.choice([np.nan, -1000.0, -1024.0, -2000.0, 0.0], p=[0.55, 0.2, 0.12, 0.08, 0.05]))
    low = -1024 if np.isnan(outside) or outside > -1024 else int(outside)
    return Finish(
        smooth=0.0 if steps else smooth,
        diffuse=steps,
        diffuse_edge=float(rng.uniform(60, 160)),
        cone_blur=_maybe(rng, 0.3 if family in ("helical", "rotating fan", "stationary gantry") else 0.0, 0.4, 1.2),
        hu_scale=float(rng.normal(1.0, 0.02)),
        hu_offset=float(rng.normal(0.0, 12.0)),
        clip_low=int(rng.choice([low, -1000])) if outside in (-1000.0, 0.0) else low,
        clip_high=high,
        outside=outside,
    )
