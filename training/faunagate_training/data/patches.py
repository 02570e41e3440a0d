"""Random training patches: wildlife, what mimics it, anything dense, and what the model last got wrong."""

from dataclasses import dataclass

import numpy as np
import torch

from ..classes import BACKGROUND, CLASS_NAMES
from ..loss import UNKNOWN_KIND
from ..network import KIND_SLOTS, MISSING_HU
from .store import MIN_VOXELS, StoredBag, StoredObject

PAD_HU = -1000
WILDLIFE_SHARE, MIMIC_SHARE, HARD_SHARE = 0.45, 0.13, 0.2
"""Shares of patches around wildlife, around look-alikes, where the model was wrong; the rest is anywhere dense."""

CLASS_SHARE = (0.22, 0.12, 0.12, 0.14, 0.14, 0.13, 0.13)
LOW_ENERGY_KEPT = 0.6
"""How often the second energy of a scan is shown, where it has one."""
HARD_POOL = 800
FALSE_VOXELS = 30


@dataclass(frozen=True)
class Patches:
    """hu float32 [n, 2, s, s, s] (second energy or MISSING_HU), classes int64 [n, s, s, s],
    kinds int64 [n, s/2, s/2, s/2], and where each comes from: (bag, centre voxel)."""

    hu: torch.Tensor
    classes: torch.Tensor
    kinds: torch.Tensor
    origins: list[tuple[int, tuple[int, int, int]]]


@dataclass(frozen=True)
class Volumes:
    """A bag's arrays on the device where patches are cut: hu, low int16, owner uint16 held as int16; class_of, kind_of
    int64: object number to class and kind."""

    hu: torch.Tensor
    owner: torch.Tensor
    low: torch.Tensor | None
    class_of: torch.Tensor
    kind_of: torch.Tensor


class PatchSampler:
    """Draws patches of `size` voxels a side on a device; its state is two random states, the pool of errors and the
    list of kinds."""

    def __init__(
        self, bags: list[StoredBag], size: int, seed: int, kinds: list[str] | None = None, device: str = "cpu"
    ):
        self.size, self.device = size, torch.device(device)
        self.rng = np.random.default_rng(seed)
        self.noise = torch.Generator(self.device).manual_seed(seed)
        self.hard: list[tuple[int, tuple[int, int, int]]] = []
        self.kinds = list(kinds) if kinds is not None else ["air"]
        self.volumes: list[Volumes] = []
        self.set_bags(bags)

    def set_bags(self, bags: list[StoredBag]) -> None:
        """Use these bags from now on; those known before must come first, in the same order."""
        self.bags = bags
        known = {kind: i for i, kind in enumerate(self.kinds)}
        by_class: dict[int, list[tuple[int, StoredObject]]] = {label: [] for label in range(len(CLASS_NAMES))}
        for number, bag in enumerate(bags):
            for item in bag.objects:
                if item.kind not in known and len(self.kinds) < KIND_SLOTS:
                    known[item.kind] = len(self.kinds)
                    self.kinds.append(item.kind)
                if item.voxels >= MIN_VOXELS and (item.label != BACKGROUND or item.mimics):
                    by_class[item.label].append((number, item))
        self.by_class = {label: entries for label, entries in by_class.items() if entries}
        self.chance = {label: chance_of(entries) for label, entries in self.by_class.items()}
        self.bag_chance = np.array([bag.hu.size for bag in bags], float) / sum(bag.hu.size for bag in bags)
        self.volumes += [volumes_of(bag, known, self.device) for bag in bags[len(self.volumes) :]]

    def state(self) -> dict:
        rng = {"rng": self.rng.bit_generator.state, "noise": self.noise.get_state()}
        return {**rng, "hard": self.hard, "kinds": self.kinds}

    def restore(self, state: dict) -> None:
        self.rng.bit_generator.state = state["rng"]
        self.noise.set_state(state["noise"])
        self.hard = list(state["hard"])
        if self.kinds != state["kinds"]:
            raise ValueError("the bags give other kinds of object than the state was made with")

    def report(self, false_voxels: np.ndarray, origins: list[tuple[int, tuple[int, int, int]]]) -> None:
        """Tell which patches (as returned by `draw`) held how many false voxels; the latest bad ones are kept."""
        for count, origin in zip(false_voxels, origins, strict=True):
            if count >= FALSE_VOXELS:
                self.hard.append(origin)
        self.hard = self.hard[-HARD_POOL:]

    def draw(self, n: int) -> Patches:
        s, half, device = self.size, self.size // 2, self.device
        hu = torch.empty((n, 2, s, s, s), device=device)
        classes = torch.empty((n, s, s, s), dtype=torch.int64, device=device)
        kinds = torch.empty((n, half, half, half), dtype=torch.int64, device=device)
        origins = []
        for i in range(n):
            number, centre = self._place()
            volumes = self.volumes[number]
            values, owner = self._turned(*self._cut(volumes, centre))
            hu[i, 1] = MISSING_HU
            hu[i, : len(values)] = self._changed(values)
            owner = owner.to(torch.int64) & 0xFFFF
            classes[i] = volumes.class_of[owner]
            kinds[i] = volumes.kind_of[owner[1::2, 1::2, 1::2]]
            origins.append((number, centre))
        return Patches(hu, classes, kinds, origins)

    def _place(self) -> tuple[int, tuple[int, int, int]]:
        choice = self.rng.random()
        if choice < WILDLIFE_SHARE:
            labels = [label for label in self.by_class if label != BACKGROUND]
            if labels:
                share = np.array([CLASS_SHARE[label - 1] for label in labels])
                return self._around(int(self.rng.choice(labels, p=share / share.sum())))
        elif choice < WILDLIFE_SHARE + MIMIC_SHARE and BACKGROUND in self.by_class:
            return self._around(BACKGROUND)
        elif choice < WILDLIFE_SHARE + MIMIC_SHARE + HARD_SHARE and len(self.hard) > 50:
            number, centre = self.hard[int(self.rng.integers(len(self.hard)))]
            return number, tuple(int(v) for v in np.asarray(centre) + self.rng.integers(-8, 9, 3))
        return self._anywhere()

    def _around(self, label: int) -> tuple[int, tuple[int, int, int]]:
        entries = self.by_class[label]
        number, item = entries[int(self.rng.choice(len(entries), p=self.chance[label]))]
        low, high = np.asarray(item.low), np.asarray(item.high)
        reach = np.clip(high - low, self.size * 0.5, self.size * 1.2)
        return number, tuple(int(v) for v in (low + high) // 2 + self.rng.uniform(-0.5, 0.5, 3) * reach)

    def _anywhere(self) -> tuple[int, tuple[int, int, int]]:
        number = int(self.rng.choice(len(self.bags), p=self.bag_chance))
        hu = self.bags[number].hu
        for _ in range(20):
            centre = tuple(int(self.rng.integers(0, s)) for s in hu.shape)
            if hu[centre] > -600:
                break
        return number, centre

    def _cut(self, volumes: Volumes, centre: tuple[int, int, int]) -> tuple[torch.Tensor, torch.Tensor]:
        """CT numbers [1 or 2, s, s, s] (two where the second energy is shown) and owner [s, s, s]."""
        n = self.size
        shown = [volumes.hu]
        if volumes.low is not None and self.rng.random() < LOW_ENERGY_KEPT:
            shown.append(volumes.low)
        values = torch.full((len(shown), n, n, n), PAD_HU, device=self.device)
        owner = torch.zeros((n, n, n), dtype=torch.int16, device=self.device)
        source, target = [], []
        for c, limit in zip(centre, volumes.hu.shape, strict=True):
            start = c - n // 2
            low = min(max(0, start), limit)
            high = max(low, min(limit, start + n))
            source.append(slice(low, high))
            target.append(slice(low - start, high - start))
        source, target = tuple(source), tuple(target)
        for channel, volume in zip(values, shown, strict=True):
            channel[target] = volume[source].float()
        owner[target] = volumes.owner[source]
        return values, owner

    def _turned(self, values: torch.Tensor, owner: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Axes swapped and flipped at random."""
        axes = tuple(int(a) for a in self.rng.permutation(3))
        flips = tuple(int(a) for a in np.flatnonzero(self.rng.random(3) < 0.5))
        values = values.permute(0, *(a + 1 for a in axes)).flip([a + 1 for a in flips])
        return values, owner.permute(axes).flip(flips)

    def _changed(self, values: torch.Tensor) -> torch.Tensor:
        """CT numbers with another scale and offset, now and then blur or noise."""
        rng = self.rng
        values = (values + 1000) * float(rng.normal(1, 0.04)) - 1000 + float(rng.normal(0, 15))
        if rng.random() < 0.15:
            axis = 1 + int(rng.integers(3))
            values = 0.5 * values + 0.25 * (torch.roll(values, 1, axis) + torch.roll(values, -1, axis))
        if rng.random() < 0.2:
            noise = torch.randn(values.shape, generator=self.noise, device=self.device)
            values = values + noise * float(rng.uniform(5, 60))
        return values


def volumes_of(bag: StoredBag, known: dict[str, int], device: torch.device) -> Volumes:
    """A bag's arrays for cutting: on the CPU they stay mapped files, on a GPU they are copied there."""
    tensor = lambda a: torch.from_numpy(a.view(np.int16)).to(device)  # noqa: E731
    tables = (torch.from_numpy(t).to(device) for t in (bag.labels().astype(np.int64), kind_lookup(bag, known)))
    return Volumes(tensor(bag.hu), tensor(bag.owner), None if bag.low is None else tensor(bag.low), *tables)


def chance_of(entries: list[tuple[int, StoredObject]]) -> np.ndarray:
    """Probability of each entry: kinds by the square root of how often they occur."""
    kinds = [item.kind for _, item in entries]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    weight = np.array([counts[kind] ** -0.5 for kind in kinds])
    return weight / weight.sum()


def kind_lookup(bag: StoredBag, known: dict[str, int]) -> np.ndarray:
    """int64: object number -> index of its kind, UNKNOWN_KIND where there was no slot left.

    What belongs to no object is air, unless only the wildlife of the scan was marked.
    """
    table = np.full(max([o.number for o in bag.objects], default=0) + 1, UNKNOWN_KIND, np.int64)
    table[0] = 0 if bag.meta.get("allObjectsKnown", True) else UNKNOWN_KIND
    for item in bag.objects:
        table[item.number] = known.get(item.kind, UNKNOWN_KIND)
    return table
