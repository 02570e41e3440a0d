"""Live animals in luggage: soft tissue, skeleton, lungs, shell or feathers, in resting poses."""

import numpy as np

from ...classes import ANIMAL
from ..family import Family
from ..forms import around
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, common, ellipsoid, inset, moved, plane, sphere, tube_along, union, wall
from . import animals_reptiles


def vertebrae(points: np.ndarray, radii: np.ndarray) -> Shape:
    """A backbone along points [n, 3]: thickened at every vertebra."""
    n = len(points) * 2
    at = np.linspace(0, len(points) - 1, n)
    dense = np.stack([np.interp(at, np.arange(len(points)), points[:, i]) for i in range(3)], 1)
    r = np.interp(at, np.arange(len(points)), radii) * np.where(np.arange(n) % 2 == 0, 1.0, 0.55)
    return tube_along(dense, r)


def limb(start: np.ndarray, out: np.ndarray, radius: float, rng: np.random.Generator) -> np.ndarray:
    knee = start + out * rng.uniform(0.7, 1.2) + rng.normal(0, radius * 0.5, 3)
    return np.stack([start, knee, knee + rng.normal(0, 0.6, 3) * np.linalg.norm(out)])


def flesh(shape: Shape, rng: np.random.Generator) -> Part:
    return Part(shape, draw_material("soft tissue", rng), ANIMAL)


def bone(shape: Shape, rng: np.random.Generator, name: str = "thin bone") -> Part:
    return Part(shape, draw_material(name, rng), ANIMAL)


def turtle(rng: np.random.Generator) -> Item:
    a = rng.uniform(32, 85)
    b, c = a * rng.uniform(0.35, 0.6), a * rng.uniform(0.7, 0.95)
    dome = common(ellipsoid(a, b, c), plane(0, -1, 0, b * rng.uniform(0.35, 0.6)))
    thick = rng.uniform(1.8, 5.0)
    limbs, bones = [], []
    for sx in (-1, 1):
        for sz in (-1, 1):
            start = np.array([sx * a * 0.55, -b * 0.2, sz * c * 0.55])
            path = limb(start, start * rng.uniform(0.2, 0.55), a * 0.08, rng)
            limbs.append(tube_along(path, np.array([0.13, 0.11, 0.08]) * a))
            bones.append(tube_along(path, np.array([0.035, 0.03, 0.02]) * a))
    head = np.array([a * rng.uniform(0.75, 1.2), 0, 0])
    limbs += [
        moved(ellipsoid(a * 0.2, a * 0.13, a * 0.14), *head),
        tube_along(np.stack([head * 0.6, head]), np.full(2, a * 0.1)),
    ]
    lung = union(*(moved(ellipsoid(a * 0.5, b * 0.25, c * 0.25), -a * 0.05, b * 0.4, s * c * 0.32) for s in (-1, 1)))
    parts = [
        flesh(union(*limbs), rng),
        bone(union(*bones), rng),
        bone(moved(wall(ellipsoid(a * 0.15, a * 0.1, a * 0.11), 1.6), *head), rng),
        flesh(inset(dome, thick), rng),
        Part(common(lung, inset(dome, thick + 1)), draw_material("lung", rng), ANIMAL),
        bone(wall(dome, thick), rng, "shell bone"),
        Part(wall(dome, thick * 0.25), draw_material("keratin", rng), ANIMAL),
        bone(
            tube_along(
                np.array([[-a * 0.8, b * 0.78, 0], [0, b * 0.9, 0], [a * 0.8, b * 0.78, 0]]) * 0.9,
                np.full(3, a * 0.035),
            ),
            rng,
        ),
    ]
    return Solid("turtle", tuple(parts), (a * 1.5 + 3, b * 1.3 + 3, c * 1.35 + 3), "lies", ANIMAL, "soft tissue")


def snake(rng: np.random.Generator) -> Item:
    girth = rng.uniform(6, 20)
    turns = rng.uniform(1.4, 3.2)
    n = int(18 * turns)
    angle = np.linspace(0, 2 * np.pi * turns, n)
    radius = girth * (1.6 + angle / (2 * np.pi) * 2.1)
    wobble = 1 + 0.1 * np.sin(3 * angle + rng.uniform(0, 6))
    points = np.stack([radius * np.cos(angle) * wobble, girth * 0.5 * np.sin(angle * 0.7), radius * np.sin(angle)], 1)
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    s = np.linspace(0, 1, n)
    radii = girth * np.interp(s, [0, 0.05, 0.3, 0.7, 1], [0.75, 0.6, 0.9, 1, 0.3])
    mid = slice(n // 3, n // 2)
    parts = [
        flesh(tube_along(points, radii), rng),
        Part(tube_along(points[mid], radii[mid] * 0.4), draw_material("lung", rng), ANIMAL),
        bone(vertebrae(points + [0, girth * 0.35, 0], np.maximum(radii * 0.17, 0.8)), rng),
        bone(moved(wall(ellipsoid(girth * 0.7, girth * 0.4, girth * 0.5), 1.2), *points[0]), rng),
    ]
    return Solid("snake", tuple(parts), around(points, girth), "lies", ANIMAL, "soft tissue")


def bird(rng: np.random.Generator) -> Item:
    a = rng.uniform(30, 85)
    b, c = a * rng.uniform(0.45, 0.62), a * rng.uniform(0.42, 0.6)
    body = ellipsoid(a, b, c)
    head = np.array([a * rng.uniform(1.0, 1.3), b * rng.uniform(0.1, 0.9), 0])
    skull = a * rng.uniform(0.2, 0.28)
    neck = np.stack([np.array([a * 0.7, b * 0.2, 0]), head])
    wings, legs = [], []
    for sign in (-1, 1):
        shoulder = np.array([a * 0.5, b * 0.3, sign * c * 0.85])
        wings.append(
            tube_along(
                np.stack([shoulder, shoulder + [-a * 0.9, -b * 0.2, sign * 3], shoulder + [0, -b * 0.4, sign * 2]]),
                np.array([0.045, 0.04, 0.03]) * a,
            )
        )
        hip = np.array([-a * 0.2, -b * 0.5, sign * c * 0.5])
        legs.append(
            tube_along(
                np.stack([hip, hip + [a * 0.4, -b * 0.5, 0], hip + [-a * 0.1, -b * 0.8, 0]]),
                np.array([0.045, 0.04, 0.03]) * a,
            )
        )
    keel = common(ellipsoid(a * 0.6, b * 0.95, 1.6), plane(0, 1, 0, -b * 0.1))
    parts = [
        Part(
            inset(union(body, moved(sphere(skull), *head), tube_along(neck, np.full(2, skull * 0.7))), -a * 0.12),
            draw_material("feather", rng),
        ),
        flesh(union(body, moved(sphere(skull), *head), tube_along(neck, np.full(2, skull * 0.55))), rng),
        Part(
            union(*(moved(ellipsoid(a * 0.38, b * 0.3, c * 0.3), 0, b * 0.4, s * c * 0.4) for s in (-1, 1))),
            draw_material("lung", rng),
            ANIMAL,
        ),
        bone(union(*wings, *legs, keel), rng),
        bone(
            vertebrae(
                np.array([[a * 0.9, b * 0.4, 0], [0, b * 0.8, 0], [-a * 0.9, b * 0.3, 0]]), np.full(3, a * 0.055)
            ),
            rng,
        ),
        bone(moved(wall(sphere(skull * 0.85), 1.1), *head), rng),
        bone(tube_along(np.stack([head, head + [skull * 2, -skull * 0.3, 0]]), np.array([skull * 0.4, 1.0])), rng),
    ]
    if rng.random() < 0.5:
        parts.append(
            Part(
                wall(moved(ellipsoid(a * 1.9, b * 1.6, c * 1.5), a * 0.15, 0, 0), 0.8), draw_material("cardboard", rng)
            )
        )
    return Solid("bird", tuple(parts), (a * 2.1 + 3, b * 1.9 + 3, c * 1.7 + 3), "lies", ANIMAL, "soft tissue")


FAMILIES = (
    *animals_reptiles.FAMILIES,
    Family("turtle.plain", "turtle", turtle, 1.2),
    Family("snake.plain", "snake", snake, 0.9),
    Family("bird.plain", "bird", bird, 1.0),
)
