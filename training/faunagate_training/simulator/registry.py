"""All object families by what they are for: wildlife by class, household things, look-alikes."""

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType

import numpy as np

from ..classes import ANIMAL, BONE, HORN, IVORY, MARINE, SCALES, SHELL
from . import wildlife
from .clutter import lookalikes
from .clutter.household import ROOMS
from .family import Family

PREFIXES = {
    IVORY: "ivory",
    HORN: "horn",
    SCALES: "scales",
    ANIMAL: "animals",
    MARINE: "marine",
    SHELL: "shell",
    BONE: "bone",
}
"""Modules of a class begin with its prefix."""


def submodules(package: ModuleType, prefix: str = "") -> list[ModuleType]:
    """The modules of a package whose names begin with a prefix, in alphabetical order."""
    found = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name.startswith(prefix))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in found]


def families_of(modules: Iterable[ModuleType]) -> tuple[Family, ...]:
    """The FAMILIES of modules, each name once."""
    return tuple({f.name: f for m in modules for f in getattr(m, "FAMILIES", ())}.values())


WILDLIFE = {label: families_of(submodules(wildlife, prefix)) for label, prefix in PREFIXES.items()}
"""class: families."""

HOUSEHOLD = tuple(f for _, families in ROOMS.values() for f in families)
LOOKALIKES = families_of(submodules(lookalikes))


def draw_of_kind(families: tuple[Family, ...], kind: str, rng: np.random.Generator) -> Family:
    """A family of the named kind by weight. ValueError where there is none."""
    of_kind = [f for f in families if f.kind == kind]
    if not of_kind:
        raise ValueError(f"no family makes a {kind!r}")
    weights = np.array([f.weight for f in of_kind])
    return of_kind[int(rng.choice(len(of_kind), p=weights / weights.sum()))]
