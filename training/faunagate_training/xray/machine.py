"""Line-scan machines and their settings drawn at random.

Where the ranges come from (C: checked against a text of this project; M: from memory of public data sheets and
textbooks):
- tunnels (M): 530 x 330 mm to 640 x 430 mm for cabin bags, 750 x 550 mm and 1,000 x 1,000 mm for hold bags and parcels,
  1,500 x 1,650 mm for pallets.
- source 250 to 700 mm from the tunnel's walls, fan across the belt, L- or U-shaped array; the second view from the
  side (M).
- pitch 0.8 to 2.5 mm (the usual scintillator pitches are 0.8, 1.6 and 2.5 mm), lines every 0.8 to 2.5 mm (M).
- tube 120 to 180 kV; sandwich of 0.1 to 0.3 mm GOS, 0.3 to 1 mm Cu, thick layer (C: Rebuffel and Dinten, Insight
  49:589, 2007, as cited for CT in this project; Johnson et al., Springer 2011).
- photons 10^3.9 to 10^5.3: about 1 mA, 5 ms and 1 m of distance give 10^4 per mm2 (M).
- penetration 20 to 40 mm of steel (M) fixes scatter floor and electronic noise.
- afterglow: CsI 1 % and more, GOS and CdWO4 below 0.1 % in the next line (M).
"""

from dataclasses import asdict, dataclass

import numpy as np

from .beam import Beam
from .geometry import Tunnel, View
from .readout import Readout

TUNNELS = {
    "cabin": ((530.0, 650.0), (330.0, 440.0)),
    "hold": ((740.0, 1010.0), (540.0, 1010.0)),
    "cargo": ((1000.0, 1500.0), (1000.0, 1650.0)),
}
"""kind: ranges of width and height in mm."""

FINENESS = 0.6
"""Finest pitch over the load's voxels; magnification makes it finer still."""

HELD_OUT_PITCH = (2.2, 2.5)
HELD_OUT_SOURCE = "above"
"""Only in the test set: coarse arrays (one test scan in six), sources over the tunnel (one in five)."""


@dataclass(frozen=True)
class Belt:
    """line_mm: from line to line. wow: relative slow change of the belt's speed over the scan; jitter_mm: of each line.
    skew_mm: the low layer's lines against the high layer's (arrays side by side, not stacked)."""

    line_mm: float
    wow: float
    jitter_mm: float
    skew_mm: float


@dataclass(frozen=True)
class Picture:
    """What the workstation keeps. dark, air: levels of the 16-bit files. nominal: colours from the calibration of an
    average machine instead of its own. calibration_error: relative error of the wedges' low attenuations. thin, floor,
    sigma: see material.Calibration. margin_mm: air kept round the bag."""

    dark: int
    air: int
    nominal: bool
    calibration_error: tuple[float, float, float]
    thin: float
    floor: float
    sigma: float
    margin_mm: float


@dataclass(frozen=True)
class Machine:
    """One draw of a machine; its views share tube settings and errors."""

    tunnel_kind: str
    tunnel: Tunnel
    views: tuple[View, ...]
    beam: Beam
    readout: Readout
    belt: Belt
    picture: Picture

    def settings(self) -> dict:
        """Everything above as plain nested dictionaries of numbers and words."""
        return asdict(self)


def draw_machine(
    rng: np.random.Generator,
    split: str,
    size_mm: tuple[float, float],
    cargo: bool,
    views: int | None = None,
    voxel_mm: float = 0.0,
) -> Machine:
    """A machine at random through which a load of size (width, height) in mm fits. Its pitch is at least FINENESS of
    the load's voxels: a finer array would show nothing more."""
    test = split == "test"
    kind = "cargo" if cargo else str(rng.choice(["cabin", "hold"], p=[0.6, 0.4]))
    if kind == "cabin" and (size_mm[0] > 500 or size_mm[1] > 310):
        kind = "hold"
    width, height = (float(rng.uniform(*r)) for r in TUNNELS[kind])
    tunnel = Tunnel(max(width, size_mm[0] + 60), max(height, size_mm[1] + 60), float(rng.uniform(15, 60)))
    pitch = float(rng.choice([0.8, 1.0, 1.25, 1.5, 1.6, 1.6, 2.0])) if kind != "cargo" else float(rng.uniform(1.6, 2.5))
    pitch = max(pitch, FINENESS * voxel_mm)
    if test and rng.random() < 1 / 6:
        pitch = float(rng.uniform(*HELD_OUT_PITCH))
    count = views or int(rng.choice([1, 2], p=[0.25, 0.75]))
    names = ["below", "side"] if rng.random() < 0.8 or count == 1 else ["side", "below"]
    if test and rng.random() < 0.2:
        names[names.index("below")] = HELD_OUT_SOURCE
    shown = [_view(name, tunnel, pitch, rng) for name in names[:count]]
    beam = _beam(cargo, rng)
    readout = _readout(rng)
    line = float(np.clip(pitch * rng.uniform(0.55, 1.1), 0.8, 2.5))
    return Machine(
        kind,
        tunnel,
        tuple(shown),
        beam,
        readout,
        Belt(
            line,
            _maybe(rng, 0.5, 0.002, 0.02),
            _maybe(rng, 0.4, 0.03, 0.35) * line,
            _maybe(rng, 0.3, 0.2, 1.2) * line if beam.sandwich else 0.0,
        ),
        _picture(readout, rng),
    )


def _maybe(rng: np.random.Generator, chance: float, low: float, high: float) -> float:
    """Uniform between low and high with the given chance, else zero."""
    value = float(rng.uniform(low, high))
    return value if rng.random() < chance else 0.0


def _view(name: str, tunnel: Tunnel, pitch: float, rng: np.random.Generator) -> View:
    """Below and above: under or over the tunnel, up to beyond its corner. Side: beside it, from below the belt to its
    top."""
    half, away = tunnel.width_mm / 2, float(rng.uniform(250, 700)) + tunnel.gap_mm
    if name == "side":
        hand = rng.choice([-1.0, 1.0])
        source = (hand * (half + away), float(rng.uniform(-0.4, 0.5)) * tunnel.height_mm)
    else:
        across = float(rng.choice([rng.uniform(-0.3, 0.3), rng.choice([-1.0, 1.0]) * rng.uniform(0.8, 1.3)]))
        source = (across * half, tunnel.height_mm + away if name == "above" else -away)
    shift = _maybe(rng, 0.4, -3.0, 3.0)
    upside_down, facing = bool(rng.random() < 0.5), bool(rng.random() < 0.75)
    return View(name, (float(source[0]), float(source[1])), pitch, upside_down, facing, shift)


def _beam(cargo: bool, rng: np.random.Generator) -> Beam:
    kvp = (
        int(rng.choice([160, 180]))
        if cargo
        else int(rng.choice([120, 140, 150, 160, 180], p=[0.1, 0.3, 0.1, 0.4, 0.1]))
    )
    sandwich = bool(rng.random() < 0.85)
    return Beam(
        kvp,
        float(rng.uniform(0, 3)),
        0.0 if sandwich else _maybe(rng, 0.5, 0.1, 0.5),
        sandwich,
        float(rng.uniform(0.1, 0.3)),
        float(rng.uniform(0.3, 1.0)),
    )


def _readout(rng: np.random.Generator) -> Readout:
    return Readout(
        photons=float(10 ** rng.uniform(3.9, 5.3)),
        thin_share=float(rng.uniform(0.35, 0.9)),
        electronic=float(rng.uniform(2, 15)),
        blur_rows=float(rng.uniform(0.3, 0.7)),
        blur_lines=float(rng.uniform(0.25, 0.6)),
        scatter=_maybe(rng, 0.7, 0.0005, 0.006),
        scatter_floor=float(10 ** rng.uniform(-4.3, -2.6)),
        lag=_maybe(rng, 0.5, 0.001, 0.06),
        gain_error=float(10 ** rng.uniform(-3.5, -2.3)),
        board_error=_maybe(rng, 0.4, 0.0005, 0.006),
        drift=_maybe(rng, 0.4, 0.0005, 0.01),
        flicker=_maybe(rng, 0.5, 0.0003, 0.004),
        dead=int(rng.poisson(1.0)),
        stuck=int(rng.poisson(0.15)),
        wild=int(rng.poisson(0.4)),
        wild_drift=float(rng.uniform(0.01, 0.08)),
        bits=int(rng.choice([12, 14, 16, 16])),
        ceiling=float(rng.choice([0.98, 1.02, 1.1, 1.25], p=[0.04, 0.32, 0.34, 0.3])),
    )


def _picture(readout: Readout, rng: np.random.Generator) -> Picture:
    dark = int(rng.choice([0, 0, rng.integers(50, 2000)]))
    return Picture(
        dark=dark,
        air=int(rng.choice([65000, 60000, rng.integers(30000, 62000)])),
        nominal=bool(rng.random() < 0.12),
        calibration_error=tuple(float(v) for v in rng.normal(0, 0.01, 3)),
        thin=float(rng.uniform(0.02, 0.06)),
        floor=float(max(2.0 * readout.electronic / readout.photons, 10 ** rng.uniform(-4.2, -3.3))),
        sigma=float(rng.uniform(0.5, 1.2)),
        margin_mm=float(rng.uniform(8, 70)),
    )
