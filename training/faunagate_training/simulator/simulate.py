"""One seed in, one labelled scan out."""

from dataclasses import dataclass

import numpy as np

from ..classes import ANIMAL
from ..data.seeds import split_of
from .bag import CROWDED, BagPlan, pack_bag
from .luggage import draw_plan
from .packer import Bag, ObjectRecord
from .scanner import Scanner, scan
from .scanner_family import draw_scanner
from .spectrum import draw_spectra

ALIVE = 0.5
"""Share of animals that are smuggled alive, and move while they are scanned."""

NEVER_ALIVE = ("eggs",)


@dataclass
class LabelledScan:
    """hu int16, owner uint16, both [nz, ny, nx]: slices along the belt, rows downwards.

    spacing (z, y, x) in mm, 0.6 to 2.5. `owner` holds the `number` of the object that fills each voxel, 0 for air.
    hu_low, like hu: at the scanner's low energy, where it has two.
    """

    hu: np.ndarray
    owner: np.ndarray
    objects: list[ObjectRecord]
    spacing: tuple[float, float, float]
    luggage: str
    scanner: Scanner
    kvp: float
    seed: int
    hu_low: np.ndarray | None = None

    @property
    def placed(self) -> list[ObjectRecord]:
        """The wildlife objects."""
        return [o for o in self.objects if o.label]

    @property
    def clutter(self) -> list[str]:
        """Kinds of all other objects."""
        return [o.kind for o in self.objects if not o.label]

    @property
    def classes(self) -> np.ndarray:
        """Each voxel's wildlife class, uint8 [nz, ny, nx]."""
        return np.array([0, *(o.label for o in self.objects)], np.uint8)[self.owner]

    @property
    def instances(self) -> np.ndarray:
        """Each voxel's number where a wildlife object owns it, 0 elsewhere; uint16 [nz, ny, nx]."""
        return np.where(self.owner <= len(self.placed), self.owner, 0).astype(np.uint16)


def living(bag: Bag, seed: int) -> np.ndarray | None:
    """bool like the bag's owner: the voxels of living animals; None without any. Its chance is its own, so that bags
    without animals do not depend on it."""
    rng = np.random.default_rng([20261122, seed])
    animals = [o.number for o in bag.objects if o.label == ANIMAL and o.kind not in NEVER_ALIVE]
    alive = [number for number in animals if rng.random() < ALIVE]
    return np.isin(bag.owner, alive) if alive else None


def simulate(seed: int, kind: str, device: str = "cpu", plan: BagPlan | None = None) -> LabelledScan:
    """A scan of a bag of a kind ('train', 'crowded', 'wild', 'everyday', 'hard'); the same seed gives the same scan.

    The seed's set decides which families of objects the bag may hold (see `family`).

    `plan` says what the bag is to hold instead of a random plan of its kind.
    """
    rng = np.random.default_rng([20261121, seed])
    luggage = draw_plan(rng, kind == CROWDED)
    bag = pack_bag(kind, split_of(seed), luggage, rng, plan)
    pixel, _, slices = luggage.spacing
    scanner = draw_scanner(rng, split_of(seed))
    spectra = draw_spectra(scanner.energies, rng)
    hu, hu_low = scan(bag.kn, bag.pe, pixel, scanner, rng, spectra, device, living(bag, seed))
    return LabelledScan(
        hu=np.round(hu).astype(np.int16),
        owner=np.ascontiguousarray(bag.owner[::-1].transpose(2, 0, 1)),
        objects=bag.objects,
        spacing=(slices, pixel, pixel),
        luggage=bag.luggage,
        scanner=scanner,
        kvp=spectra[0].kvp,
        seed=seed,
        hu_low=None if hu_low is None else np.round(hu_low).astype(np.int16),
    )
