"""Animals, alive or dead, and eggs."""

import numpy as np

from away.clay import Clay, Sculpture, smooth_path
from away.things.common import Maker, daub, grade, shade


def _flesh(clay: Clay, body: np.ndarray) -> None:
    shade(clay, body, clay.noise(14, 2), grade(clay, "flesh", 0.97, 1.03, 4, item=True))


def _limb(clay: Clay, points: np.ndarray, radius: float, colours: tuple[int, int]) -> None:
    """A limb: flesh around a thin bone."""
    clay.put(clay.rope(points, np.linspace(radius, 0.55 * radius, len(points))), colours[0])
    clay.put(clay.rope(points, max(0.22 * radius, 0.5)), colours[1])


def turtle(rng: np.random.Generator, step: float) -> Sculpture:
    """Turtle or tortoise: carapace and plastron of bone under keratin, flesh, lungs, limbs, often taped or boxed."""
    half = rng.uniform(35, 95) * np.array([1.0, rng.uniform(0.7, 0.9), rng.uniform(0.32, 0.6)])
    clay = Clay(2.5 * half + (20, 20, 6), step, rng)
    clay.warp(0.02 * half[0], 0.6 * half[0])
    dome = clay.blob(half, rng.uniform(2.0, 2.8)) & (clay.z > -0.45 * half[2])
    _flesh(clay, dome)
    clay.put(
        clay.blob(half * (0.55, 0.22, 0.25), 2, (-0.1 * half[0], 0.35 * half[1], 0.45 * half[2])),
        daub(clay, "lung", item=True),
    )
    clay.put(clay.blob(half * (0.55, 0.22, 0.25), 2, (-0.1 * half[0], -0.35 * half[1], 0.45 * half[2])), 0)
    colours = (daub(clay, "flesh", item=True), daub(clay, "small bone", item=True))
    spine = np.stack([np.linspace(-0.8, 0.85, 20) * half[0], np.zeros(20), np.full(20, 0.72 * half[2])], 1)
    clay.put(clay.rope(spine, 0.05 * half[0]) & dome, colours[1])
    shell = clay.rind(dome, 0.055 * half[0] + 1)
    clay.put(shell, daub(clay, "turtle shell bone", item=True))
    clay.put(clay.rind(dome, 0.9), daub(clay, "scute", item=True))
    for sx in (-1, 1):
        for sy in (-1, 1):
            root = half * (0.6 * sx, 0.7 * sy, -0.25)
            tip = half * (rng.uniform(0.8, 1.05) * sx, rng.uniform(0.95, 1.15) * sy, -0.3)
            _limb(clay, np.linspace(root, tip, 8), 0.14 * half[0], colours)
    head = half * (rng.uniform(0.98, 1.12), 0, -0.05)
    clay.put(clay.blob((0.17 * half[0], 0.13 * half[0], 0.12 * half[0]), 2, head), colours[0])
    skull = clay.blob((0.14 * half[0], 0.1 * half[0], 0.09 * half[0]), 2, head)
    clay.put(clay.rind(skull, 1.2), colours[1])
    return clay.done("turtle", "flesh", label="animal")


def lizard(rng: np.random.Generator, step: float) -> Sculpture:
    """Lizard: tapering body and tail, backbone, ribs, skull, lungs, bent limbs."""
    long = float(rng.uniform(130, 330))
    path = smooth_path(rng, long, rng.uniform(0.2, 0.9), flat=0.08)
    wide = long * rng.uniform(0.045, 0.065)
    part = np.linspace(0, 1, 60)
    radii = wide * np.interp(part, [0, 0.04, 0.09, 0.13, 0.25, 0.4, 0.5, 1], [0.45, 0.75, 0.8, 0.55, 1, 1, 0.5, 0.08])
    clay = Clay(np.ptp(path, axis=0) + 5.5 * wide, min(step, 1.1), rng)
    body = clay.rope(path, radii)
    _flesh(clay, body)
    clay.put(clay.rope(path[16:24], radii[16:24] * 0.45), daub(clay, "lung", item=True))
    colours = (daub(clay, "flesh", item=True), daub(clay, "small bone", item=True))
    up = np.array([0, 0, 0.35 * wide])
    clay.put(clay.rope(path + up * np.minimum(1, radii / wide)[:, None], np.maximum(radii * 0.16, 0.5)), colours[1])
    along = np.gradient(path, axis=0)
    side = np.cross(along, [0, 0, 1.0])
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    for at in (15, 27):
        for way in (-1, 1):
            knee = path[at] + side[at] * way * 1.7 * wide + along[at] * rng.normal(0, 4)
            foot = (
                knee
                + along[at] / np.linalg.norm(along[at]) * rng.uniform(-1, 1) * 1.5 * wide
                + side[at] * way * 0.5 * wide
            )
            _limb(clay, np.array([path[at], knee, foot]), 0.27 * wide, colours)
    for at in range(15, 26, 1):
        turn = np.linspace(0.4, np.pi * 2 - 0.4, 14)
        ring = (
            path[at]
            + side[at] * (0.82 * radii[at] * np.sin(turn))[:, None]
            + np.array([0, 0, 1.0]) * (0.82 * radii[at] * np.cos(turn))[:, None]
        )
        clay.put(clay.rope(ring, 0.45), colours[1])
    skull = clay.rope(path[1:7], radii[1:7] * 0.75)
    clay.put(clay.rind(skull, 1.1), colours[1])
    return clay.done("lizard", "flesh", label="animal")


def snake(rng: np.random.Generator, step: float) -> Sculpture:
    """Coiled snake with backbone and ribs, often in a cloth bag."""
    wide, turns = rng.uniform(7, 15), rng.uniform(2.0, 4.0)
    turn = np.linspace(0, turns * 2 * np.pi, 60)
    radius = 1.6 * wide + 2.15 * wide * turn / (2 * np.pi) * rng.uniform(0.55, 1.0)
    path = np.stack(
        [radius * np.cos(turn), radius * np.sin(turn) * rng.uniform(0.7, 1), 0.8 * wide * np.sin(turn * 0.7)], 1
    )
    radii = wide * np.interp(np.linspace(0, 1, 60), [0, 0.3, 0.8, 0.93, 0.96, 1], [0.15, 0.8, 1, 0.7, 0.95, 0.6])
    clay = Clay(np.ptp(path, axis=0) + 2.6 * wide, min(step, 1.1), rng)
    _flesh(clay, clay.rope(path, radii))
    bone = daub(clay, "small bone", item=True)
    clay.put(clay.rope(path[4:40], radii[4:40] * 0.3), daub(clay, "lung", item=True))
    clay.put(clay.rope(path + (0, 0, 0.4 * wide), np.maximum(radii * 0.17, 0.6)), bone)
    clay.put(clay.rind(clay.rope(path[56:], radii[56:] * 0.75), 1.0), bone)
    return clay.done("snake", "flesh", label="animal")


def bird(rng: np.random.Generator, step: float) -> Sculpture:
    """Bird bound or in a tube: feathered body, keel, air sacs, skull with beak, folded wings, legs."""
    long = float(rng.uniform(70, 170))
    clay = Clay((1.25 * long, 0.62 * long, 0.62 * long), min(step, 1.1), rng)
    clay.warp(1.5, 0.3 * long)
    outer = clay.blob((0.6 * long, 0.28 * long, 0.28 * long), 2.2)
    clay.put(outer, daub(clay, "feathers"))
    body = clay.blob((0.3 * long, 0.19 * long, 0.19 * long))
    shade(clay, body, clay.noise(12, 2), grade(clay, "feathered body", 0.96, 1.04, 4, item=True))
    lung, bone, flesh = (
        daub(clay, "lung", item=True),
        daub(clay, "small bone", item=True),
        daub(clay, "flesh", item=True),
    )
    for side in (-1, 1):
        clay.put(clay.blob((0.15 * long, 0.05 * long, 0.06 * long), 2, (0, side * 0.08 * long, 0.08 * long)), lung)
        wing = (
            np.array([(0.22, 0.17, 0.1), (-0.12, 0.24, 0.1), (0.1, 0.25, 0.05), (-0.35, 0.22, 0)]) * long * (1, side, 1)
        )
        clay.put(clay.rope(wing, 0.012 * long + 0.4), bone)
        leg = (
            np.array([(-0.12, 0.1, -0.12), (0.08, 0.13, -0.2), (-0.12, 0.1, -0.25), (-0.4, 0.08, -0.2)])
            * long
            * (1, side, 1)
        )
        clay.put(clay.rope(leg[:2], 0.04 * long), flesh)
        clay.put(clay.rope(leg, 0.01 * long + 0.4), bone)
    clay.put(clay.slab((0.2 * long, 0.7, 0.09 * long), (0, 0, -0.15 * long)) & body, bone)
    spine = np.array([(-0.32, 0, 0.14), (0, 0, 0.16), (0.25, 0, 0.12), (0.36, 0, 0.02), (0.42, 0, 0.06)]) * long
    clay.put(clay.rope(spine[2:], 0.05 * long), flesh)
    clay.put(clay.rope(spine, 0.022 * long), bone)
    head = clay.blob((0.1 * long, 0.085 * long, 0.085 * long), 2, spine[-1] + (0.05 * long, 0, 0))
    clay.put(head, flesh)
    clay.put(clay.rind(head, 1.2), bone)
    clay.put(
        clay.rope(np.array([(0.52, 0, 0.06), (0.6, 0, 0.02)]) * long, [0.03 * long, 0.006 * long]),
        daub(clay, "horn", item=True),
    )
    return clay.done("bird", "feathered body", label="animal")


def eggs(rng: np.random.Generator, step: float) -> Sculpture:
    """Bird or reptile eggs: shell, white, yolk, air cell; in a row or wrapped clutch."""
    number = int(rng.integers(1, 9))
    half = np.array([1.0, 1.0, rng.uniform(1.15, 1.4)]) * rng.uniform(11, 24)
    columns = min(number, 4)
    clay = Clay((2.15 * half[0] * columns, 2.15 * half[1] * -(-number // columns), 2.2 * half[2]), min(step, 0.8), rng)
    white, yolk, hard = (
        daub(clay, "egg white", item=True),
        daub(clay, "yolk", item=True),
        daub(clay, "egg shell", item=True),
    )
    for n in range(number):
        at = np.array(
            [
                (n % columns - (columns - 1) / 2) * 2.15 * half[0],
                (n // columns - (-(-number // columns) - 1) / 2) * 2.15 * half[1],
                0,
            ]
        )
        narrow = 1 + 0.13 * clay.z / half[2]
        egg = ((clay.x - at[0]) * narrow / half[0]) ** 2 + ((clay.y - at[1]) * narrow / half[1]) ** 2 + (
            clay.z / half[2]
        ) ** 2 <= 1
        clay.put(egg, white)
        clay.put(clay.blob(half * 0.55, 2, at + (0, 0, 1)), yolk)
        clay.put(egg & (clay.z < -0.82 * half[2]), 0)
        clay.put(clay.rind(egg, 0.4), hard)
    return clay.done("eggs", "egg white", label="animal", count=number)


def frog(rng: np.random.Generator, step: float) -> Sculpture:
    """Sitting frog: broad body, folded hind legs, skull, lungs."""
    size = float(rng.uniform(26, 58))
    clay = Clay((2.8 * size, 2.6 * size, 1.7 * size), min(step, 0.9), rng)
    body = clay.blob((size, 0.75 * size, 0.5 * size), 2.2) | clay.blob(
        (0.45 * size, 0.5 * size, 0.35 * size), 2, (0.9 * size, 0, 0.1 * size)
    )
    _flesh(clay, body)
    colours = (daub(clay, "flesh", item=True), daub(clay, "small bone", item=True))
    lung = daub(clay, "lung", item=True)
    for side in (-1, 1):
        clay.put(clay.blob((0.4 * size, 0.16 * size, 0.16 * size), 2, (0, side * 0.3 * size, 0.1 * size)), lung)
        leg = (
            np.array([(-0.8, 0.4, -0.2), (0.3, 1.0, -0.25), (-0.8, 1.05, -0.4), (0.2, 1.15, -0.45)])
            * size
            * (1, side, 1)
        )
        _limb(clay, leg, 0.2 * size, colours)
        arm = np.array([(0.5, 0.6, -0.2), (0.4, 1.0, -0.4), (0.9, 0.9, -0.5)]) * size * (1, side, 1)
        _limb(clay, arm, 0.12 * size, colours)
    clay.put(clay.rope(np.array([(-0.8, 0, 0.25), (0.6, 0, 0.3)]) * size, 0.06 * size), colours[1])
    clay.put(
        clay.rind(clay.blob((0.38 * size, 0.42 * size, 0.25 * size), 2, (0.9 * size, 0, 0.1 * size)), 0.9), colours[1]
    )
    return clay.done("frog", "flesh", label="animal")


MAKERS: tuple[Maker, ...] = (turtle, turtle, lizard, lizard, snake, bird, bird, eggs, frog)
