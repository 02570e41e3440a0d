"""Skulls: big cats with canines and cheek arches, apes and monkeys with a round brain case."""

from functools import partial

import numpy as np

from ...classes import BONE
from ..family import Family
from ..items import Item, Part
from ..materials import draw_material
from ..shapes import Shape, minus, union
from ._body import frame_of
from ._bones import canals, draw_state
from ._loft import loft, section
from ._lumps import Lumps
from ._many import solid_of
from ._memo import shared
from ._soup import Soup, box_of, rod_bounds
from ._thin import thin_wall


def cat_case(way: str, l: float, rng: np.random.Generator) -> Shape:  # noqa: E741
    """Brain case and muzzle of a skull of l mm as one outside: x forward, y up."""
    w = rng.uniform(0.9, 1.1)
    if way == "skinned":
        t = np.linspace(-0.5, 0.5, 22)
        line = np.stack([t * l, 0.05 * l * np.cos(3 * t), 0 * t], 1)
        s = np.linspace(0, 1, 22)
        wide = (
            l
            * w
            * np.interp(s, [0, 0.08, 0.25, 0.42, 0.55, 0.65, 0.85, 1], [0.08, 0.16, 0.21, 0.17, 0.14, 0.17, 0.13, 0.07])
        )
        tall = l * np.interp(s, [0, 0.08, 0.25, 0.5, 0.7, 0.9, 1], [0.08, 0.17, 0.21, 0.19, 0.17, 0.12, 0.06])
        return loft(line, section(wide, tall, 2.2, 0.85))
    if way == "joined":
        soup = Soup().ball((-0.22 * l, 0.03 * l, 0), (0.27 * l, 0.2 * l, 0.2 * l * w))
        soup.ball((0.25 * l, 0, 0), (0.25 * l, 0.13 * l, 0.13 * l * w)).ball(
            (0.05 * l, 0.06 * l, 0), (0.2 * l, 0.13 * l, 0.13 * l)
        )
        return soup.flesh(0.06 * l)
    lumps = Lumps()
    for x, r, y in (
        (-0.34, 0.15, 0.02),
        (-0.2, 0.19, 0.04),
        (-0.05, 0.16, 0.06),
        (0.1, 0.14, 0.05),
        (0.24, 0.125, 0.0),
        (0.38, 0.1, -0.02),
    ):
        lumps.add((x * l, y * l, 0), np.array([0.14, r * 0.95, r * w]) * l)
        lumps.add((x * l, y * l - 0.03 * l, rng.normal(0, 0.01) * l), np.array([0.12, r * 0.8, r * 0.9 * w]) * l)
    return lumps.shape()


def ape_case(way: str, l: float, rng: np.random.Generator) -> Shape:  # noqa: E741
    """A round brain case and a short face."""
    if way == "skinned":
        t = np.linspace(-0.98, 0.98, 20)
        line = np.stack([t * 0.46 * l - 0.04 * l, 0.1 * l * (1 - t * t), 0 * t], 1)
        r = np.sqrt(1 - t * t)
        return loft(line, section(0.34 * l * r, 0.36 * l * r * (1 - 0.12 * t), 2.2))
    face = np.array([0.34 * l, -0.12 * l, 0])
    if way == "joined":
        soup = (
            Soup().ball((-0.1 * l, 0.12 * l, 0), (0.4 * l, 0.34 * l, 0.32 * l)).ball(face, (0.2 * l, 0.2 * l, 0.19 * l))
        )
        return soup.flesh(0.07 * l)
    lumps = Lumps()
    for _ in range(9):
        at = np.array([-0.1, 0.12, 0]) * l + rng.normal(0, 0.06, 3) * l
        lumps.add(at, np.array([0.3, 0.25, 0.24]) * l * rng.uniform(0.85, 1.1))
    lumps.add(face, (0.2 * l, 0.18 * l, 0.18 * l)).add(face + [0.05 * l, -0.1 * l, 0], (0.16 * l, 0.1 * l, 0.15 * l))
    return lumps.shape()


CASES = {"cat": cat_case, "ape": ape_case}


def teeth(l: float, ape: bool, gape: float, with_jaw: bool, rng: np.random.Generator) -> tuple[Soup, Soup]:  # noqa: E741
    """Dentine and enamel: canines with roots, cheek teeth, front teeth, above and below."""
    dentine, enamel = Soup(), Soup()
    long = l * (rng.uniform(0.08, 0.14) if ape else rng.uniform(0.17, 0.22))
    x0, y0 = (0.44, -0.22) if ape else (0.4, -0.1)
    for up in (1, -1) if with_jaw else (1,):
        base = np.array([x0 - (0 if up > 0 else 0.03), y0 - (0 if up > 0 else gape), 0]) * l
        for side in (-1, 1):
            root = base + np.array([-0.05, 0.1 * up, 0.07 * side]) * l
            crown = base + np.array([0.0, -0.02 * up, 0.085 * side]) * l
            tip = crown + np.array([-0.02 * l, -long * 0.55 * up, 0])
            dentine.chain(np.stack([root, crown, tip]), long * np.array([0.09, 0.14, 0.03]))
            enamel.chain(np.stack([crown, tip]), long * np.array([0.16, 0.05]))
            for k in range(5 if ape else 4):
                at = base + np.array([-0.07 - 0.055 * k, 0, (0.09 + 0.012 * k) * side]) * l
                r = l * rng.uniform(0.014, 0.022)
                dentine.rod(at + [0, 0.05 * l * up, 0], at, r * 0.8, r)
                enamel.ball(at - [0, 0.012 * l * up, 0], (r * 1.2, r * 0.9, r * 0.9))
            for k in range(3):
                at = base + np.array([0.03, 0, (0.012 + 0.022 * k) * side]) * l
                dentine.rod(at + [0, 0.03 * l * up, 0], at - [0, 0.012 * l * up, 0], l * 0.008)
                enamel.rod(at, at - [0, 0.016 * l * up, 0], l * 0.009)
    return dentine, enamel


def arches(l: float, ape: bool, gape: float, with_jaw: bool, rng: np.random.Generator) -> Soup:  # noqa: E741
    """Cheek arches, crest, orbits' rims and the lower jaw."""
    soup = Soup()
    wide = l * (0.33 if ape else rng.uniform(0.32, 0.38))
    for side in (-1, 1):
        cheek = np.array(
            [
                [0.2 * l, -0.06 * l, 0.14 * l * side],
                [0.12 * l, -0.07 * l, wide * 0.92 * side],
                [-0.06 * l, -0.03 * l, wide * side],
                [-0.2 * l, -0.03 * l, 0.2 * l * side],
            ]
        )
        soup.chain(cheek, l * np.array([0.03, 0.028, 0.02, 0.028]))
        ring = np.linspace(0, 2 * np.pi, 10)
        eye = np.array([0.22 if ape else 0.12, 0.06 if ape else 0.08, (0.13 if ape else 0.14) * side]) * l
        rim = eye + l * 0.085 * np.stack([0.35 * np.sin(ring), np.cos(ring), np.sin(ring)], 1)
        soup.chain(rim, l * 0.016)
        if with_jaw:
            down = np.array([0, -gape, 0]) * l
            front = np.array([0.42, -0.2, 0.02 * side]) * l + down
            corner = np.array([-0.1, -0.22, 0.19 * side]) * l + down * 0.35
            soup.chain(np.stack([front, (front + corner) / 2, corner]), l * np.array([0.04, 0.042, 0.035]))
            body = frame_of(front - corner)
            soup.ball((front + corner) / 2, (0.27 * l, 0.06 * l, 0.03 * l), body)
            soup.chain(np.stack([corner, np.array([-0.13, -0.04, 0.2 * side]) * l]), l * np.array([0.035, 0.018]))
            soup.rod(corner + [0.03 * l, 0, 0], corner + [0.0, 0.2 * l, 0.01 * l * side], l * 0.04, l * 0.016)
        soup.rod(np.array([-0.46, -0.06, 0.05 * side]) * l, np.array([-0.4, -0.06, 0.05 * side]) * l, l * 0.03)
    if not ape:
        soup.ball((-0.33 * l, 0.21 * l, 0), (0.16 * l, 0.06 * l, 0.009 * l))
    return soup


def skull(species: str, way: str, rng: np.random.Generator) -> Item:
    """A dry skull with air in its brain case and nose, with or without the lower jaw."""
    ape = species == "ape"
    l = rng.uniform(75, 200) if ape else rng.uniform(140, 290)  # noqa: E741
    gape, with_jaw = rng.uniform(0.0, 0.16), rng.random() < 0.75
    case = shared(CASES[species](way, l, rng))
    wall = l * rng.uniform(0.014, 0.024)
    holes = Soup()
    for side in (-1, 1):
        eye = np.array([0.26 if ape else 0.14, 0.06 if ape else 0.07, (0.13 if ape else 0.17) * side]) * l
        holes.ball(eye, (0.1 * l, 0.07 * l, 0.075 * l))
    holes.ball(np.array([0.44, -0.06 if ape else 0.03, 0]) * l, (0.06 * l, 0.05 * l, 0.035 * l))
    holes.ball(np.array([-0.3 if ape else -0.5, -0.2 if ape else -0.05, 0]) * l, 0.055 * l)
    state = draw_state(rng)
    bars = arches(l, ape, gape, with_jaw, rng)
    dentine, enamel = teeth(l, ape, gape, with_jaw, rng)
    shell = minus(thin_wall(case, float(wall)), holes.flesh())
    plate = Soup()
    for x in (0.16, 0.3):
        plate.ball((x * l, -0.04 * l, 0), (0.13 * l, 0.1 * l, 0.9))
    plate.ball((0.26 * l, -0.09 * l, 0), (0.2 * l, 1.0, 0.1 * l))
    solid, skin = shared(bars.flesh(l * 0.02)), np.float32(max(1.2, l * 0.011))
    parts = [
        Part(union(shell, plate.bones()), state.cortex, BONE, canals(rng)),
        Part(solid, state.cortex, BONE),
        Part(lambda x, y, z: solid(x, y, z) + skin, state.sponge, BONE),
        Part(dentine.flesh(), draw_material("dentine", rng), BONE, near=box_of(dentine)),
        Part(enamel.bones(), draw_material("enamel", rng), BONE, near=box_of(enamel)),
    ]
    box = rod_bounds(bars, dentine, enamel)
    low, high = np.array([-0.56, -0.24, -0.38]) * l, np.array([0.56, 0.5 if ape else 0.31, 0.38]) * l
    bounds = np.stack([np.minimum(box[0], low), np.maximum(box[1], high)])
    return solid_of(f"{'primate' if ape else 'big cat'} skull", parts, bounds, BONE, "bone")


FAMILIES = tuple(
    Family(
        f"{species}-skull.{way}",
        f"{'primate' if species == 'ape' else 'big cat'} skull",
        partial(skull, species, way),
        0.8,
        way == "field",
    )
    for species in CASES
    for way in ("joined", "skinned", "field")
)
