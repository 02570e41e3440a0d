"""One seed in, one labelled line scan out."""

from dataclasses import dataclass

import numpy as np

from ..data.seeds import split_of
from ..simulator.bag import BagPlan
from ..simulator.packer import ObjectRecord
from .beam import WEDGES, Beam, transmission, wedge_logs
from .exposure import Exposure, at_lines
from .geometry import View, detector_places, incidence, row_mm, shadow_rows
from .load import Load, pack, turned
from .machine import Machine, draw_machine
from .material import Calibration, calibrate, workstation
from .pallet import pack_pallet
from .readout import blurred, draw_faults, noise_of, read_out, scattered
from .truth import Seen, Shown, seen_objects

NOMINAL = Beam(150, 1.5, 0.0, True, 0.2, 0.6)
"""The average machine, for workstations that do not know their own."""


@dataclass
class ViewScan:
    """One view; all pictures [rows, lines]: rows along the detectors, lines along the belt.

    high, low: uint16 transmission between the file's dark and air levels; low is None with one energy. attenuation and
    material float32, validity uint8: see `material`. seen: truth per wildlife object and look-alike. first_row: the
    array's number of the first row. line_z [lines]: nominal position of each line along the load in mm.
    row_mm: height of a row in the tunnel's middle.
    """

    view: View
    high: np.ndarray
    low: np.ndarray | None
    attenuation: np.ndarray
    material: np.ndarray
    validity: np.ndarray
    seen: list[Seen]
    first_row: int
    line_z: np.ndarray
    row_mm: float
    calibration: Calibration


@dataclass
class LineScan:
    """A labelled scan. `objects` are those of the load; an object has the same number in all views."""

    seed: int
    kind: str
    luggage: str
    machine: Machine
    objects: list[ObjectRecord]
    views: list[ViewScan]


CARGO = 0.1
"""Share of pallets and stacks of cartons."""


def simulate(seed: int, kind: str, plan: BagPlan | None = None) -> LineScan:
    """A line scan of a load of a kind ('train', 'wild', 'everyday', 'hard'); the same seed gives the same scan."""
    return scan_again(pack_load(seed, kind, plan), seed, kind, 0)


def pack_load(seed: int, kind: str, plan: BagPlan | None = None) -> Load:
    """The load of a seed, not yet on the belt."""
    rng = np.random.default_rng([20261201, seed])
    cargo = rng.random() < CARGO and plan is None
    return pack_pallet(kind, split_of(seed), rng) if cargo else pack(seed, kind, rng, plan)


def scan_again(load: Load, seed: int, kind: str, number: int) -> LineScan:
    """The number-th scan of a seed's load: turned anew, by another machine. Packing takes longer than scanning."""
    rng = np.random.default_rng([20261203, seed, number])
    return scan_load(turned(load, rng), seed, kind, rng)


def scan_load(load: Load, seed: int, kind: str, rng: np.random.Generator, machine: Machine | None = None) -> LineScan:
    """A scan of a load by a machine, or by one drawn for the seed's set."""
    height, width, _ = load.size_mm
    cargo, voxel = load.luggage == "pallet", load.spacing[0]
    machine = machine or draw_machine(rng, split_of(seed), (width, height), cargo, voxel_mm=voxel)
    slack = max(0.0, (machine.tunnel.width_mm - width) / 2 - 5)
    left = -width / 2 + float(rng.uniform(-slack, slack))
    nominal, true = belt_lines(machine, load.size_mm[2], rng)
    views = [scan_view(load, machine, k, left, (nominal, true), rng) for k in range(len(machine.views))]
    return LineScan(seed, kind, load.luggage, machine, load.objects, views)


def belt_lines(machine: Machine, length_mm: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(nominal, true) position in mm along the load of each belt line."""
    margin, step = machine.picture.margin_mm, machine.belt.line_mm
    nominal = np.arange(-margin, length_mm + margin, step)
    wave = np.sin(np.linspace(0, 2 * np.pi * rng.uniform(0.5, 2.5), nominal.size) + rng.uniform(0, 2 * np.pi))
    jitter = machine.belt.jitter_mm * rng.standard_normal(nominal.size)
    return nominal, nominal + np.cumsum(machine.belt.wow * wave * step) + jitter


def scan_view(
    load: Load,
    machine: Machine,
    k: int,
    left: float,
    belt: tuple[np.ndarray, np.ndarray],
    rng: np.random.Generator,
) -> ViewScan:
    """The k-th view of a load whose left side is at x = `left` mm, on belt lines (nominal, true)."""
    view, beam, readout, picture = machine.views[k], machine.beam, machine.readout, machine.picture
    height, width, _ = load.size_mm
    places = detector_places(view, machine.tunnel)
    first, last = shadow_rows(view, places, (left, left + width, 0.0, height))
    margin = int(picture.margin_mm / view.pitch_mm)
    first, last = max(0, first - margin), min(len(places), last + margin)
    exposure = Exposure(view, places[first:last], left, belt[1] + view.shift_mm)
    sums = [exposure.integrals(v, load, (0, 0, 0), slice(None)) / 10 for v in (load.kn, load.pe)]
    faults = draw_faults(readout, len(places), rng)
    photons = readout.photons * incidence(view, places)[first:last]
    spectra, stored = beam.spectra(), []
    for number, spectrum in enumerate(spectra):
        z = exposure.z + (machine.belt.skew_mm if number else 0.0)
        kn, pe = (at_lines(s, z, load.spacing[2]) for s in sums)
        signal = scattered(blurred(transmission(kn, pe, spectrum), readout), readout)
        counted = photons * (readout.thin_share if number else 1.0)
        value = read_out(signal, counted, readout, faults, first, rng)
        stored.append(to_levels(value, picture.dark, picture.air))
        if not number:
            noise = noise_of(signal, counted, readout.electronic)
            shown = Shown(kn, pe, signal, noise, spectrum, picture.floor)
    calibration = calibration_of(machine)
    kept = [from_levels(v, picture.dark, picture.air) for v in stored]
    dead = np.intersect1d(faults.dead, np.arange(first, last)) - first
    full = 0.999 * min(readout.ceiling, (65535 - picture.dark) / (picture.air - picture.dark))
    return ViewScan(
        view,
        stored[0],
        stored[1] if beam.sandwich else None,
        *workstation(kept[0], kept[1] if beam.sandwich else None, calibration, dead, full),
        seen_objects(load, exposure, shown, [o for o in load.objects if o.label or o.mimics]),
        first,
        belt[0],
        row_mm(view, machine.tunnel, places),
        calibration,
    )


def to_levels(value: np.ndarray, dark: int, air: int) -> np.ndarray:
    """uint16 of a transmission, between the file's dark and air levels."""
    return np.clip(np.round(dark + value * (air - dark)), 0, 65535).astype(np.uint16)


def from_levels(stored: np.ndarray, dark: int, air: int) -> np.ndarray:
    """The transmission float32 of a file's numbers."""
    return ((stored.astype(np.float32) - dark) / (air - dark)).astype(np.float32)


def calibration_of(machine: Machine) -> Calibration:
    """The wedges of the machine, or of the average one, with the errors of their measurement."""
    picture = machine.picture
    spectra = (NOMINAL if picture.nominal or not machine.beam.sandwich else machine.beam).spectra()
    wedges = [wedge_logs(name, spectra) for name in WEDGES]
    wedges = [np.stack([w[0], w[1] * (1 + e)]) for w, e in zip(wedges, picture.calibration_error, strict=True)]
    opaque = max(4 * picture.floor, 3 * machine.readout.scatter_floor, 0.7 * machine.readout.scatter)
    return calibrate(wedges, picture.thin, picture.floor, opaque, picture.sigma)
