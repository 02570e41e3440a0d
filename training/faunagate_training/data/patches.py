"""Random training patches: wildlife, anything dense, and what the model last got wrong."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..simulator.bag import WILDLIFE

PAD_HU = -1000
CLASS_SHARE = (0.34, 0.20, 0.22, 0.24)
KIND_SHARE = {kind: weight for group in WILDLIFE for kind, (_, weight) in group.items()}


@dataclass(frozen=True)
class StoredBag:
    """hu int16 and classes uint8 [D, H, W]; targets: (class, kind, centre voxel [3], extent voxels [3])."""

    name: str
    hu: np.ndarray
    classes: np.ndarray
    targets: tuple[tuple[int, str, np.ndarray, np.ndarray], ...]


def load_bag(path: Path) -> StoredBag:
    with np.load(path) as file:
        hu, instances, meta = file["hu"], file["instances"], json.loads(str(file["meta"]))
    lookup = np.zeros(256, np.uint8)
    targets = []
    for item in meta["placed"]:
        lookup[item["number"]] = item["label"]
        voxels = np.argwhere(instances == item["number"])
        if len(voxels) >= 8:
            low, high = voxels.min(axis=0), voxels.max(axis=0)
            targets.append((item["label"], item["kind"], (low + high) // 2, high - low + 1))
    return StoredBag(path.name, hu, lookup[instances], tuple(targets))


class PatchSampler:
    """Draws (hu, classes) patches of `size` voxels a side; its state is a seed and the hard pool."""

    def __init__(self, bags: list[StoredBag], size: int, seed: int):
        self.size = size
        self.rng = np.random.default_rng(seed)
        self.hard: list[tuple[float, int, tuple[int, int, int]]] = []
        self.set_bags(bags)

    def set_bags(self, bags: list[StoredBag]) -> None:
        self.bags = bags
        self.index = {label: [] for label in range(1, 5)}
        for number, bag in enumerate(bags):
            for target in bag.targets:
                self.index[target[0]].append((number, target))
        self.weight = {}
        for label, entries in self.index.items():
            w = np.array([KIND_SHARE.get(t[1], 1.0) for _, t in entries], np.float64)
            counts = {k: sum(1 for _, t in entries if t[1] == k) for k in {t[1] for _, t in entries}}
            w = w / np.array([counts[t[1]] for _, t in entries]) if entries else w
            self.weight[label] = w / w.sum() if entries else w

    def state(self) -> dict:
        return {"rng": self.rng.bit_generator.state, "hard": self.hard}

    def restore(self, state: dict) -> None:
        self.rng.bit_generator.state = state["rng"]
        self.hard = list(state["hard"])

    def report(self, false_voxels: np.ndarray, origins: list[tuple[int, tuple[int, int, int]]]) -> None:
        """Tell which patches (as returned by `draw`) held how many false voxels; the worst are kept."""
        for count, (number, centre) in zip(false_voxels, origins, strict=True):
            if count >= 30:
                self.hard.append((float(count), number, centre))
        if len(self.hard) > 600:
            self.hard = self.hard[-600:]

    def draw(self, n: int) -> tuple[np.ndarray, np.ndarray, list[tuple[int, tuple[int, int, int]]]]:
        """hu float32 and classes int64 [n, size, size, size], and where they come from."""
        hu = np.empty((n, self.size, self.size, self.size), np.float32)
        classes = np.empty(hu.shape, np.int64)
        origins = []
        for i in range(n):
            number, centre = self._place()
            h, c = self._cut(self.bags[number], centre)
            hu[i], classes[i] = self._augment(h, c)
            origins.append((number, centre))
        return hu, classes, origins

    def _place(self) -> tuple[int, tuple[int, int, int]]:
        rng = self.rng
        choice = rng.random()
        if choice < 0.5:
            label = 1 + int(rng.choice(4, p=CLASS_SHARE))
            entries = self.index[label]
            if entries:
                number, (_, _, centre, extent) = entries[int(rng.choice(len(entries), p=self.weight[label]))]
                jitter = rng.uniform(-0.5, 0.5, 3) * np.minimum(np.maximum(extent, self.size * 0.5), self.size * 1.2)
                return number, tuple(int(v) for v in centre + jitter)
        if choice < 0.7 and len(self.hard) > 50:
            _, number, centre = self.hard[int(rng.integers(len(self.hard)))]
            return number, tuple(int(v) for v in np.asarray(centre) + rng.integers(-8, 9, 3))
        number = int(rng.integers(len(self.bags)))
        hu = self.bags[number].hu
        for _ in range(20):
            centre = tuple(int(rng.integers(0, s)) for s in hu.shape)
            if hu[centre] > -600:
                break
        return number, centre

    def _cut(self, bag: StoredBag, centre: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
        n = self.size
        hu = np.full((n, n, n), PAD_HU, np.float32)
        classes = np.zeros((n, n, n), np.uint8)
        source, target = [], []
        for c, limit in zip(centre, bag.hu.shape, strict=True):
            start = c - n // 2
            low, high = max(0, start), min(limit, start + n)
            high = max(low, high)
            source.append(slice(low, high))
            target.append(slice(low - start, high - start))
        hu[tuple(target)] = bag.hu[tuple(source)]
        classes[tuple(target)] = bag.classes[tuple(source)]
        return hu, classes

    def _augment(self, hu: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Flips, axis swaps, CT-number scale and offset, now and then blur or noise."""
        rng = self.rng
        axes = tuple(int(a) for a in rng.permutation(3))
        hu, classes = hu.transpose(axes), classes.transpose(axes)
        flips = tuple(slice(None, None, int(s)) for s in rng.choice([1, -1], 3))
        hu, classes = hu[flips], classes[flips]
        hu = (hu + 1000) * np.float32(rng.normal(1, 0.04)) - 1000 + np.float32(rng.normal(0, 15))
        if rng.random() < 0.15:
            axis = int(rng.integers(3))
            hu = 0.5 * hu + 0.25 * (np.roll(hu, 1, axis) + np.roll(hu, -1, axis))
        if rng.random() < 0.2:
            hu = hu + rng.standard_normal(hu.shape, dtype=np.float32) * np.float32(rng.uniform(5, 60))
        return hu, classes
