"""One way to make objects of a kind, and which sets of bags may use it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from .items import Item


@dataclass(frozen=True)
class Family:
    """`make` draws an object; `name` is unique ("tusk.spiral"), several families share a `kind` ("tusk").

    `weight` is how often it is drawn among its like. A family that is `held_out` makes objects for test bags
    only, and test bags hold no others: no shape family of training is met again in the test. `mimics` is the
    wildlife class that a look-alike is taken for (0: none).
    """

    name: str
    kind: str
    make: Callable[[np.random.Generator], Item]
    weight: float = 1.0
    held_out: bool = False
    mimics: int = 0


def for_split(families: Iterable[Family], split: str) -> tuple[Family, ...]:
    """The families that bags of a split ('train', 'validation', 'test', 'demo') may use."""
    return tuple(f for f in families if f.held_out == (split == "test"))


def draw_family(families: tuple[Family, ...], rng: np.random.Generator) -> Family:
    """One of the families by weight."""
    weights = np.array([f.weight for f in families])
    return families[int(rng.choice(len(families), p=weights / weights.sum()))]
