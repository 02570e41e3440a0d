"""How kinds of look-alikes are put together: forms in materials, heaps and strings, and textures of matter."""

from collections.abc import Callable

import numpy as np

from ...family import Family
from ...forms import Form
from ...items import Item, Part, Pile, Solid
from ...materials import draw_material
from ...shapes import random_rotation, rotation_about, turned
from ...shapes_many import many
from .matter import pick, solid

FormMaker = Callable[[np.random.Generator], Form]
Maker = Callable[[np.random.Generator], Item]


def families(
    kind: str, mimics: int, train: dict[str, Maker], held: dict[str, Maker], weight: float = 1.0
) -> tuple[Family, ...]:
    """The families of a kind; its weight is shared among those of training, and among those held out."""
    made = [Family(f"{kind}.{name}", kind, make, weight / len(train), False, mimics) for name, make in train.items()]
    made += [Family(f"{kind}.{name}", kind, make, weight / len(held), True, mimics) for name, make in held.items()]
    return tuple(made)


def formed(kind: str, form: FormMaker, materials: tuple[str, ...], pose: str = "any", hollow: float = 0.0) -> Maker:
    """Makes a form in one of the materials; with the chance `hollow` as a shell."""
    return lambda rng: solid(kind, form(rng), pick(materials, rng), pose, rng, hollow)


def kind_of(
    kind: str,
    mimics: int,
    materials: tuple[str, ...],
    train: dict[str, FormMaker],
    held: dict[str, FormMaker],
    weight: float = 1.0,
    pose: str = "any",
    hollow: float = 0.0,
) -> tuple[Family, ...]:
    """A kind of single solids: forms for training and forms held out, all in the same materials."""
    one = {name: formed(kind, form, materials, pose, hollow) for name, form in train.items()}
    other = {name: formed(kind, form, materials, pose, hollow) for name, form in held.items()}
    return families(kind, mimics, one, other, weight)


def heap_of(
    kind: str,
    form: FormMaker,
    materials: tuple[str, ...],
    count: tuple[int, int],
    rng: np.random.Generator,
    wrapped: float = 0.5,
    variants: int = 5,
    hollow: float = 0.0,
) -> Item:
    """Many like things in a heap or a plastic bag, in a few variants of form, all of one material."""
    material = pick(materials, rng)
    n = int(rng.integers(count[0], count[1] + 1))
    models = [_tilted(solid(kind, form(rng), material, "any", rng, hollow), rng) for _ in range(min(variants, n))]
    members = tuple(models[i % len(models)] for i in range(n))
    diagonal = 2 * max(float(np.hypot(m.half[0], m.half[2])) for m in models)
    tallest = 2 * max(m.half[1] for m in models)
    volume = sum(float(np.prod([2 * h - 3 for h in m.half])) for m in members)
    side = max(diagonal * rng.uniform(1.05, 1.5) + 10, (volume * rng.uniform(0.6, 1.5)) ** (1 / 3))
    height = float(max(np.clip(volume * 0.9 / side**2, 0, 110), tallest) + 14)
    longest = 2 * max(max(m.half) for m in models)
    wrap = draw_material("polyethylene", rng) if rng.random() < wrapped else None
    return Pile(kind, members, (height, side, side * rng.uniform(0.8, 1.2)), wrap, 0, material, longest, n)


def _tilted(model: Solid, rng: np.random.Generator) -> Solid:
    """Flat and long things come to rest on their broad side, tilted by what lies below; others anyhow."""
    order = np.argsort(model.half)
    if model.half[order[0]] > 0.5 * model.half[order[2]]:
        return model
    upright = np.eye(3)[[order[1], order[0], order[2]]]
    turn = rotation_about(0, rng.normal(0, 0.18)) @ rotation_about(2, rng.normal(0, 0.18)) @ upright
    half = np.abs(turn) @ np.array(model.half)
    parts = tuple(Part(turned(p.shape, turn), p.material, p.label) for p in model.parts)
    return Solid(model.kind, parts, tuple(float(h) for h in half), "flat", model.label, model.material)


def heaps(
    kind: str,
    mimics: int,
    materials: tuple[str, ...],
    train: dict[str, FormMaker],
    held: dict[str, FormMaker],
    count: tuple[int, int],
    weight: float = 1.0,
    wrapped: float = 0.5,
    hollow: float = 0.0,
) -> tuple[Family, ...]:
    """A kind that comes in heaps: forms for training and forms held out, in the same materials."""

    def maker(form: FormMaker) -> Maker:
        return lambda rng: heap_of(kind, form, materials, count, rng, wrapped, hollow=hollow)

    one = {name: maker(form) for name, form in train.items()}
    return families(kind, mimics, one, {name: maker(form) for name, form in held.items()}, weight)


def strung(
    kind: str,
    forms: list[Form],
    path: np.ndarray,
    diameter: float,
    material: str,
    rng: np.random.Generator,
    along: np.ndarray | None = None,
    grade: float = 0.0,
    extra: tuple[Part, ...] = (),
) -> Solid:
    """Beads at path [n, 3] mm: turned anyhow, or with their y axis `along` [n, 3]; `grade`: smaller at the ends."""
    n = len(path)
    sizes = (1 - grade * np.abs(np.linspace(-1, 1, n))) * (1 + 0.02 * rng.standard_normal(n))
    turns = np.array([random_rotation(rng) if along is None else _facing(along[i], rng) for i in range(n)])
    reach = max(max(half) for _, half in forms) * 1.1
    shape = many([s for s, _ in forms], path, reach, turns, sizes)
    half = np.abs(path).max(axis=0) + reach + 2
    part = Part(shape, draw_material(material, rng))
    return Solid(kind, (*extra, part), tuple(float(v) for v in half), "flat", 0, material, diameter, n)


def _facing(direction: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A rotation whose y axis looks along a direction."""
    y = direction / (np.linalg.norm(direction) + 1e-9)
    x = np.cross(y, rng.standard_normal(3))
    x /= np.linalg.norm(x) + 1e-9
    return np.stack([x, y, np.cross(x, y)], axis=1)
