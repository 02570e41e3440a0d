"""All object families by what they are for: wildlife by class, household things, look-alikes."""

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType

import numpy as np

from ..classes import ANIMAL, BONE, HORN, IVORY, MARINE, SCALES, SHELL
from . import wildlife
from .clutter import household, lookalikes
from .family import Family, for_split

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
    """The FAMILIES of modules, each name once; for kinds that have none, their MAKERS (kind: (maker, weight))."""
    modules = list(modules)
    found = {f.name: f for m in modules for f in getattr(m, "FAMILIES", ())}
    kinds = {f.kind for f in found.values()}
    for module in modules:
        for kind, (maker, weight) in getattr(module, "MAKERS", {}).items():
            if kind not in kinds:
                found[f"{kind}.plain"] = Family(f"{kind}.plain", kind, maker, weight)
    return tuple(found.values())


def clutter_families(module: ModuleType) -> tuple[Family, ...]:
    inner = submodules(module) if hasattr(module, "__path__") else []
    return families_of([module, *inner])


WILDLIFE = {label: families_of(submodules(wildlife, prefix)) for label, prefix in PREFIXES.items()}
WILDLIFE = {label: families for label, families in WILDLIFE.items() if families}
"""class: families."""

ROOMS: dict[str, tuple[float, tuple[Family, ...]]] = getattr(
    household, "ROOMS", {"house": (1.0, clutter_families(household))}
)
"""room: (how much of what people pack comes from it, families)."""

HOUSEHOLD = tuple(f for _, families in ROOMS.values() for f in families)
CONTAINERS: dict[str, str] = getattr(household, "CONTAINERS", {})
"""Kinds of household things that others can be put into: what a finding in one is said to be hidden in."""

LOOKALIKES = clutter_families(lookalikes)


def usable(families: tuple[Family, ...], split: str) -> tuple[Family, ...]:
    """The families a split may use; kinds that have no held-out family yet lend theirs to the test."""
    kinds = {f.kind for f in families if f.held_out}
    lent = tuple(f for f in families if split == "test" and f.kind not in kinds)
    return for_split(families, split) + lent


def draw_of_kind(families: tuple[Family, ...], kind: str, rng: np.random.Generator) -> Family:
    """A family of the named kind by weight. ValueError where there is none."""
    of_kind = [f for f in families if f.kind == kind]
    if not of_kind:
        raise ValueError(f"no family makes a {kind!r}")
    weights = np.array([f.weight for f in of_kind])
    return of_kind[int(rng.choice(len(of_kind), p=weights / weights.sum()))]
