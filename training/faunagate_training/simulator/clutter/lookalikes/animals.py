"""What is taken for live or dead animals: toys, taxidermy forms, gel packs, dough, fruit with stones, and `meats`."""

import numpy as np

from ....classes import ANIMAL, MARINE
from ...family import Family
from ...forms import Form, snug
from ...forms_cut import animal_form
from ...forms_skin import mesh_animal, mesh_lump
from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import common, ellipsoid, inset, moved, plane, sphere, tube_along, union, wall
from ...shapes_noise import noisy
from ...shapes_section import lathe
from .kinds import FormMaker, Maker, families, heaps, kind_of
from .matter import pick
from .meats import (
    fish,
    flowing_meat,
    joint,
    nugget,
    poultry,
    prawn,
    sausage,
    shellfish,
    skin_fish,
    skin_mussel,
    skin_nugget,
    skin_poultry,
    skin_sausage,
    steak,
)

Rng = np.random.Generator


def beast(rng: Rng) -> Form:
    return animal_form(rng.uniform(80, 240), rng)


def skin_beast(rng: Rng) -> Form:
    return mesh_animal(rng.uniform(80, 240), rng, rng.uniform(1.2, 1.9))


def plush(form: FormMaker) -> Maker:
    """Fibre filling in a cloth skin, plastic eyes, at times a squeaker or a bag of grains."""

    def make(rng: Rng) -> Item:
        shape, half = snug(form(rng))
        filling = draw_material("cloth", rng).scaled(rng.uniform(0.25, 0.6))
        parts = [Part(wall(shape, 1.5), draw_material("cloth", rng)), Part(inset(shape, 1.5), filling)]
        eyes = [moved(sphere(rng.uniform(2.5, 5)), half[0] * 0.7, half[1] * 0.3, s * half[2] * 0.3) for s in (-1, 1)]
        parts.append(Part(union(*eyes), draw_material(pick(("abs", "glass"), rng), rng)))
        if rng.random() < 0.4:
            sack = draw_material(pick(("polyethylene", "grain", "abs"), rng), rng)
            parts.append(Part(moved(sphere(min(half) * 0.35), 0, 0, 0), sack.scaled(0.6)))
        return Solid("plush animal", tuple(parts), half, "lies", 0, "cloth")

    return make


def taxidermy(form: FormMaker) -> Maker:
    """A form of foam with wires, glass eyes and a thin skin of leather."""

    def make(rng: Rng) -> Item:
        shape, half = snug(form(rng))
        wire = tube_along(np.array([[-half[0] * 0.6, 0, 0], [half[0] * 0.7, half[1] * 0.2, 0]]), np.full(2, 1.5))
        eyes = [moved(sphere(4), half[0] * 0.75, half[1] * 0.4, s * half[2] * 0.3) for s in (-1, 1)]
        parts = [Part(shape, draw_material("foam", rng)), Part(union(*eyes), draw_material("glass", rng))]
        if rng.random() < 0.6:
            parts.insert(1, Part(wall(shape, rng.uniform(1, 2)), draw_material("leather", rng)))
        parts.append(Part(common(wire, inset(shape, 2)), draw_material("steel", rng)))
        return Solid("taxidermy form", tuple(parts), half, "lies", 0, "foam")

    return make


def slump(rng: Rng) -> Form:
    """A soft bag that lies flat below."""
    a, b, c = rng.uniform(30, 85), rng.uniform(12, 32), rng.uniform(40, 95)
    return common(noisy(ellipsoid(a, b, c), b * 0.2, 35, 3, rng), plane(0, -1, 0, b * 0.75)), (
        a * 1.2,
        b * 1.5,
        c * 1.2,
    )


def skin_slump(rng: Rng) -> Form:
    shape, half = mesh_lump(rng.uniform(70, 180), rng, 0.15)
    return shape, half


def stone_fruit(flesh: FormMaker) -> Maker:
    """A fruit with a stone: plum, mango, avocado, date."""

    def make(rng: Rng) -> Item:
        shape, half = flesh(rng)
        stone = noisy(ellipsoid(*(h * rng.uniform(0.3, 0.5) for h in half)), 0.6, 6, 3, rng)
        parts = (Part(shape, draw_material("fruit", rng)), Part(stone, draw_material("nut shell", rng)))
        return Solid("fruit with stone", parts, half, "any", 0, "fruit")

    return make


def round_fruit(rng: Rng) -> Form:
    a = rng.uniform(14, 55)
    b, c = a * rng.uniform(0.7, 1.2), a * rng.uniform(0.75, 1)
    return ellipsoid(a, b, c), (a + 2, b + 2, c + 2)


def turned_fruit(rng: Rng) -> Form:
    h, r = rng.uniform(15, 60), rng.uniform(14, 42)
    t = np.linspace(-np.pi / 2, np.pi / 2, 30)
    points = np.stack([r * np.cos(t) * (1 + 0.25 * np.sin(t)), h * np.sin(t) * (1 - 0.12 * np.cos(3 * t))], 1)
    points[[0, -1], 0] = 0
    return lathe(points, 2, 0.04), (r * 1.25 + 2, h * 1.1 + 2, r * 1.25 + 2)


PLASTIC = ("pvc", "abs", "rubber", "polyethylene")

FAMILIES: tuple[Family, ...] = (
    *families("plush animal", ANIMAL, {"built": plush(beast)}, {"skin": plush(skin_beast)}, 1.0),
    *kind_of("plastic animal", ANIMAL, PLASTIC, {"built": beast}, {"skin": skin_beast}, 0.9, "lies", 0.75),
    *families("taxidermy form", ANIMAL, {"built": taxidermy(beast)}, {"skin": taxidermy(skin_beast)}, 0.5),
    *families("poultry", ANIMAL, {"built": poultry}, {"skin": skin_poultry}, 0.9),
    *families("fish", ANIMAL, {"tube": fish}, {"skin": skin_fish}, 0.9),
    *kind_of("sausages", ANIMAL, ("meat", "meat", "fat"), {"tube": sausage}, {"skin": skin_sausage}, 0.7, "lies"),
    *kind_of(
        "gel pack", ANIMAL, ("water", "cream", "drink", "shampoo"), {"slump": slump}, {"skin": skin_slump}, 0.6, "flat"
    ),
    *kind_of(
        "dough",
        ANIMAL,
        ("bread", "fat", "toothpaste", "candle wax"),
        {"slump": slump},
        {"skin": skin_slump},
        0.5,
        "flat",
    ),
    *families(
        "fruit with stone", ANIMAL, {"round": stone_fruit(round_fruit)}, {"turned": stone_fruit(turned_fruit)}, 0.6
    ),
    *families("shellfish", MARINE, {"curled": shellfish(prawn)}, {"skin": shellfish(skin_mussel)}, 0.6),
    *families("meat", ANIMAL, {"rough": joint(steak)}, {"flowing": joint(flowing_meat)}, 0.8),
    *heaps(
        "nuggets",
        ANIMAL,
        ("meat", "bread", "fruit", "soap"),
        {"rough": nugget},
        {"skin": skin_nugget},
        (4, 25),
        0.4,
        0.8,
    ),
)
