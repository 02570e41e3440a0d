"""Harvested candidates in memory, and batches of them with random changes."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..classes import BACKGROUND, CLASS_NAMES, IVORY
from ..simulator.wildlife.ivory import IVORY_KIND_OF
from .crops import FEATURES, SIZE
from .network import IVORY_KINDS, KIND_SLOTS

IGNORED = -100
HU_FEATURES = [FEATURES.index(n) for n in ("mean hu", "hu 10th percentile", "hu 90th percentile")]
DEVIATION = FEATURES.index("hu deviation")
STAGE_ONE = slice(6, 6 + len(CLASS_NAMES) - 1)
UNTOLD_SHARE = 0.25
"""How often what the first network said is kept from the second while it learns."""
WILDLIFE_SHARE = 0.5
CUBES = (2, SIZE, SIZE, SIZE)
"""Both cubes of a candidate."""


@dataclass
class Samples:
    """Candidates of many bags: hu int16 [n, 2, 32, 32, 32], masks uint8 the same, features [n, F] (NaN: not known),
    labels [n] (IGNORED where unclear), ivory [n], kinds [n] (indices into `kind_names`), bag [n]; abouts: one
    record per bag."""

    hu: np.ndarray
    masks: np.ndarray
    features: np.ndarray
    labels: np.ndarray
    ivory: np.ndarray
    kinds: np.ndarray
    bag: np.ndarray
    kind_names: list[str]
    abouts: list[dict]


def read_samples(folders: list[Path], kind_names: list[str] | None = None) -> Samples:
    """All harvested bags of the folders; kinds beyond KIND_SLOTS are left out of the kinds' loss."""
    known = {kind: i for i, kind in enumerate(kind_names or ["air"])}
    labels, ivory, kinds, bag, abouts = [], [], [], [], []
    paths = [p for folder in folders for p in sorted(folder.glob("*.npz"))]
    for path in paths:
        with np.load(path) as file:
            about = json.loads(str(file["about"]))
        for c in about["candidates"]:
            if kind_names is None and c["kind"] not in (None, *known) and len(known) < KIND_SLOTS:
                known[c["kind"]] = len(known)
            labels.append(IGNORED if c["label"] < 0 else c["label"])
            said = IVORY_KIND_OF.get(c["kind"], c.get("ivoryKind"))
            ivory.append(IVORY_KINDS.index(said) if c["label"] == IVORY and said else IGNORED)
            kinds.append(known.get(c["kind"], IGNORED))
            bag.append(len(abouts))
        abouts.append(about)
    hu, masks, facts = read_arrays(paths, [len(about["candidates"]) for about in abouts])
    return Samples(
        hu,
        masks,
        facts,
        np.array(labels, int),
        np.array(ivory, int),
        np.array(kinds, int),
        np.array(bag, int),
        list(known),
        abouts,
    )


def read_arrays(paths: list[Path], counts: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(hu, masks, features) of harvested bags with that many candidates each, never held twice in memory."""
    total = sum(counts)
    hu, masks = np.empty((total, *CUBES), np.int16), np.empty((total, *CUBES), np.uint8)
    facts = np.empty((total, len(FEATURES)), np.float32)
    end = 0
    for path, count in zip(paths, counts, strict=True):
        if count:
            part = slice(end, end + count)
            with np.load(path) as file:
                hu[part], masks[part], facts[part] = file["hu"], file["masks"], file["features"]
            end += count
    return hu, masks, facts


@dataclass(frozen=True)
class Batch:
    crops: np.ndarray
    features: np.ndarray
    labels: np.ndarray
    ivory: np.ndarray
    kinds: np.ndarray


class Drawer:
    """Batches: half wildlife, classes by the square root of how often they occur, half anything else."""

    def __init__(self, samples: Samples, seed: int):
        self.samples = samples
        self.rng = np.random.default_rng(seed)
        usable = samples.labels != IGNORED
        self.clutter = np.flatnonzero(usable & (samples.labels == BACKGROUND))
        self.wild = np.flatnonzero(usable & (samples.labels != BACKGROUND))
        counts = np.bincount(samples.labels[self.wild], minlength=len(CLASS_NAMES))
        weight = np.maximum(counts, 1)[samples.labels[self.wild]] ** -0.5
        self.chance = weight / weight.sum()

    def draw(self, n: int) -> Batch:
        wild = int(n * WILDLIFE_SHARE)
        picked = np.concatenate(
            [self.rng.choice(self.wild, wild, p=self.chance), self.rng.choice(self.clutter, n - wild)]
        )
        s = self.samples
        crops = np.empty((n, 4, *s.hu.shape[2:]), np.float32)
        features = s.features[picked].copy()
        for i, index in enumerate(picked):
            self._changed(s.hu[index], s.masks[index], crops[i], features[i])
        return Batch(crops, features, s.labels[picked], s.ivory[picked], s.kinds[picked])

    def _changed(self, hu: np.ndarray, masks: np.ndarray, crops: np.ndarray, features: np.ndarray) -> None:
        """Flips and turns, CT-number scale and offset (in the features too), noise."""
        rng = self.rng
        axes = tuple(1 + int(a) for a in rng.permutation(3))
        flips = (slice(None), *(slice(None, None, int(v)) for v in rng.choice([1, -1], 3)))
        turned = hu.transpose(0, *axes)[flips].astype(np.float32)
        scale, offset = np.float32(rng.normal(1, 0.04)), np.float32(rng.normal(0, 15))
        turned = (turned + 1000) * scale - 1000 + offset
        if rng.random() < 0.3:
            turned = turned + rng.standard_normal(turned.shape, dtype=np.float32) * np.float32(rng.uniform(5, 60))
        crops[::2] = turned
        crops[1::2] = masks.transpose(0, *axes)[flips]
        features[HU_FEATURES] = (features[HU_FEATURES] + 1000) * scale - 1000 + offset
        features[DEVIATION] *= scale
        said = np.clip(features[STAGE_ONE] * rng.normal(1, 0.1), 0, 1)
        features[STAGE_ONE] = np.nan if rng.random() < UNTOLD_SHARE else said


def crops_of(samples: Samples, index: np.ndarray) -> np.ndarray:
    """float32 [n, 4, 32, 32, 32] of samples as they are."""
    out = np.empty((len(index), 4, *samples.hu.shape[2:]), np.float32)
    out[:, ::2] = samples.hu[index]
    out[:, 1::2] = samples.masks[index]
    return out
