"""What a bag is to hold, and packing it: household things, look-alikes, wildlife among them."""

from dataclasses import dataclass

import numpy as np

from ..classes import IVORY
from .basis import mixture_coefficients
from .clutter.household import CONTAINERS, ROOMS
from .family import Family, draw_family, for_split
from .luggage import KINDS, LuggagePlan, draw_luggage
from .packer import Bag, Packer
from .registry import LOOKALIKES, WILDLIFE, draw_of_kind
from .wrap import WRAPPINGS

IVORY_WEIGHT = 1.5
"""Ivory is drawn this much more often than each of the other classes."""

BARE = ("tray", "parcel", "small parcel", "mail piece", "instrument case", "pouch")
"""Luggage that seldom holds clothes."""

MISSES = 170
"""A bag is full when this many things found no room."""

HIDDEN = 0.42
"""Share of wildlife and of look-alikes that is wrapped, put into something or behind metal."""

CROWDED = "crowded"
"""The kind of bag that is all wildlife and look-alikes."""

DENSE = 0.7 * mixture_coefficients((("H2O", 1.0),))[0]
"""Scattering coefficient (1/cm) above which a voxel counts as dense: about -300 HU."""


@dataclass(frozen=True)
class BagPlan:
    """What is asked for: wildlife by (class, kind), how many look-alikes and about how many household objects."""

    wildlife: tuple[tuple[int, str], ...]
    lookalikes: int
    objects: int


def plan_bag(kind: str, split: str, small: bool, rng: np.random.Generator) -> BagPlan:
    """A plan for a bag of one of the kinds:

    'train': wildlife in nine bags of ten, much of it at once (a bag is long to make), look-alikes in most;
    'crowded': small, nearly all wildlife and look-alikes, many shapes in little time; 'wild': one to three wildlife
    objects; 'everyday': clean, look-alikes in one bag of twenty; 'hard': clean,
    look-alikes in every bag.
    Small pieces of luggage hold less.
    """
    wild: list[tuple[int, str]] = []
    if kind == "train" and rng.random() < 0.9:
        n = int(rng.integers(2, 7) if small else rng.integers(4, 14))
    elif kind == CROWDED:
        n = int(rng.integers(6, 15))
    elif kind == "wild":
        n = int(rng.integers(1, 3) if small else rng.integers(1, 4))
    else:
        n = 0
    labels = list(WILDLIFE)
    weights = np.array([IVORY_WEIGHT if label == IVORY else 1.0 for label in labels])
    for _ in range(n):
        label = labels[int(rng.choice(len(labels), p=weights / weights.sum()))]
        wild.append((label, draw_family(for_split(WILDLIFE[label], split), rng).kind))
    if kind == "everyday":
        lookalikes = int(rng.integers(1, 4)) if rng.random() < 0.05 else 0
    elif kind == "hard":
        lookalikes = int(rng.integers(2, 6))
    elif kind == "wild":
        lookalikes = int(rng.integers(0, 3))
    else:
        lookalikes = int(rng.integers(0, 6 if small else 12))
    if kind == CROWDED:
        return BagPlan(tuple(wild), int(rng.integers(3, 10)), int(rng.integers(10, 30)))
    return BagPlan(tuple(wild), lookalikes, int(rng.integers(8, 60) if small else rng.integers(40, 200)))


def draw_household(split: str, rng: np.random.Generator) -> list[tuple[float, tuple[Family, ...]]]:
    """What this bag's owner packs: a share for every room of the house, few of them large."""
    shares = [float(weight * rng.gamma(1.3)) for weight, _ in ROOMS.values()]
    total = sum(shares)
    return [(s / total, for_split(families, split)) for s, (_, families) in zip(shares, ROOMS.values(), strict=True)]


class Loading:
    """One bag being loaded after a plan."""

    def __init__(self, packer: Packer, split: str, rng: np.random.Generator):
        self.packer, self.rng = packer, rng
        rooms = draw_household(split, rng)
        self.shares = np.array([s for s, _ in rooms])
        self.rooms = [families for _, families in rooms]
        self.too_big: set[str] = set()
        everything = tuple(f for families in self.rooms for f in families)
        self.containers = tuple(f for f in everything if f.kind in CONTAINERS)
        self.plates = tuple(f for f in everything if f.kind == "metal plate")

    def household(self) -> Family:
        """A household family; seldom one that found no room in this bag before."""
        for _ in range(12):
            family = draw_family(self.rooms[int(self.rng.choice(len(self.rooms), p=self.shares))], self.rng)
            if family.name not in self.too_big:
                break
        return family

    def pack_thing(self, family: Family) -> bool:
        """A household object, with a few others in it where it is hollow."""
        if family.kind in CONTAINERS and self.rng.random() < 0.9:
            inner = [self.household() for _ in range(int(self.rng.integers(2, 12)))]
            if self.packer.nest(family, inner, "none", False):
                return True
        wrapping = str(self.rng.choice(["film", "paper", "foil", "clothing"])) if self.rng.random() < 0.05 else ""
        if self.packer.put(family, wrapping):
            return True
        self.too_big.add(family.name)
        return False

    def pack_suspect(self, family: Family) -> bool:
        """A wildlife object or a look-alike, sometimes hidden."""
        rng, packer = self.rng, self.packer
        if rng.random() >= HIDDEN:
            return packer.put(family)
        way = rng.random()
        if way < 0.45 and self.containers:
            for _ in range(5):
                container = draw_family(self.containers, rng)
                decoys = [self.household() for _ in range(int(rng.integers(0, 4)))]
                if packer.nest(container, [family, *decoys], CONTAINERS[container.kind], True):
                    return True
        elif way < 0.55 and self.plates:
            return packer.put_behind(family, draw_family(self.plates, rng))
        return packer.put(family, str(rng.choice(list(WRAPPINGS))))

    def pack_wildlife(self, families: tuple[Family, ...], kind: str) -> None:
        """A wildlife object of a kind; of another kind of its class where none of that kind finds room."""
        for attempt in range(14):
            family = draw_of_kind(families, kind, self.rng) if attempt < 6 else draw_family(families, self.rng)
            if self.pack_suspect(family):
                return

    def dense_share(self) -> float:
        """Share of the luggage's inside that is denser than about -300 HU."""
        return float((self.packer.stack.kn[self.packer.luggage.inside] > DENSE).mean())


def pack_bag(kind: str, split: str, luggage: LuggagePlan, rng: np.random.Generator, plan: BagPlan | None = None) -> Bag:
    """Pack a bag of a kind (see plan_bag) of a split."""
    plan = plan or plan_bag(kind, split, KINDS[luggage.kind].fine, rng)
    packer = Packer(draw_luggage(luggage, rng), luggage.spacing, rng)
    load = Loading(packer, split, rng)
    lookalikes = for_split(LOOKALIKES, split)
    early = max(1, plan.objects // 2)
    suspects = [(int(rng.integers(0, early)), None) for _ in range(plan.lookalikes)]
    suspects += [(int(rng.integers(0, early)), wild) for wild in plan.wildlife]
    clothes = 0.1 if luggage.kind in BARE else 1.0
    sheets = rng.uniform(0.01, 0.12) * clothes
    wanted = rng.uniform(0.12, 0.34)
    misses = 0
    for i in range(2 * plan.objects):
        for _, wild in (s for s in suspects if s[0] == i):
            if wild:
                load.pack_wildlife(for_split(WILDLIFE[wild[0]], split), wild[1])
            else:
                load.pack_suspect(draw_family(lookalikes, rng))
        if i >= early and (misses > MISSES or (i % 8 == 0 and load.dense_share() > wanted)):
            break
        if rng.random() < sheets:
            packer.drape()
        misses += not load.pack_thing(load.household())
    for _ in range(int(rng.integers(0, 9) * clothes)):
        packer.drape()
    return packer.finish()
