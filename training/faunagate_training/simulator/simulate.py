"""One seed in, one labelled scan out."""

from dataclasses import dataclass

import numpy as np

from .bag import BagPlan, Placed, pack_bag
from .scanner import Scanner, draw_scanner, scan
from .spectrum import draw_spectrum


@dataclass
class LabelledScan:
    """hu int16, classes and instances uint8, all [nz, ny, nx]: slices along the belt, rows downwards.

    spacing (z, y, x) in mm. instances holds each object's `number`; classes its class.
    """

    hu: np.ndarray
    classes: np.ndarray
    instances: np.ndarray
    spacing: tuple[float, float, float]
    placed: list[Placed]
    clutter: list[str]
    luggage: str
    scanner: Scanner
    kvp: float
    seed: int


def draw_spacing(rng: np.random.Generator) -> tuple[float, float, float]:
    """(z, y, x) in mm; square pixels of 1.6 to 2.4 mm, slices of 1.5 to 2.5 mm."""
    pixel = float(np.round(rng.choice([1.6, 1.8, 2.0, 2.0, 2.2, 2.4]), 2))
    return float(np.round(rng.uniform(1.5, 2.5), 2)), pixel, pixel


def simulate(seed: int, kind: str, device: str = "cpu", plan: BagPlan | None = None) -> LabelledScan:
    """A scan of a bag of a kind ('train', 'wild', 'everyday', 'hard'); the same seed gives the same scan.

    `plan` says what the bag is to hold instead of a random plan of its kind.
    """
    rng = np.random.default_rng([20261121, seed])
    spacing = draw_spacing(rng)
    z, y, x = spacing
    bag = pack_bag(kind, (y, x, z), rng, plan)
    scanner = draw_scanner(rng)
    spectrum = draw_spectrum(rng)
    hu = scan(bag.kn, bag.pe, x, scanner, rng, device, spectrum)
    instances = np.ascontiguousarray(bag.wild_id[::-1].transpose(2, 0, 1))
    lookup = np.zeros(256, np.uint8)
    for item in bag.placed:
        lookup[item.number] = item.label
    return LabelledScan(
        np.round(hu).astype(np.int16),
        lookup[instances],
        instances,
        spacing,
        bag.placed,
        bag.clutter,
        bag.luggage,
        scanner,
        spectrum.kvp,
        seed,
    )
