"""Food and drink."""

import numpy as np

from away.clay import Clay, Sculpture
from away.things.common import Maker, daub, grade, pick, shade


def bottle(rng: np.random.Generator, step: float) -> Sculpture:
    """Bottle or flask with a level of liquid, lying: the air is above."""
    glass = rng.random() < 0.35
    tall, wide = rng.uniform(110, 290), rng.uniform(22, 40)
    wall = rng.uniform(2.4, 4.0) if glass else rng.uniform(0.5, 1.1)
    clay = Clay((2 * wide + 4, 2 * wide + 4, tall + 4), min(step, 1.2), rng)
    neck = rng.uniform(0.3, 0.5) * wide
    heights = np.array([-0.5, -0.47, 0.15, 0.32, 0.44, 0.5]) * tall
    radii = np.array([0.85 * wide, wide, wide, rng.uniform(0.6, 0.95) * wide, neck, neck])
    outer = clay.turned(heights, radii)
    rind = clay.rind(outer, wall)
    clay.put(outer, daub(clay, pick(rng, "water", "juice", "oil", "spirit", "shampoo")))
    clay.put(outer & (clay.y > wide * rng.uniform(-0.4, 0.95)) & ~rind, 0)
    material = "glass" if glass else pick(rng, "PET", "polyethylene")
    clay.put(rind, daub(clay, material))
    clay.put((clay.z > 0.44 * tall) & (np.hypot(clay.x, clay.y) < neck + 1.5), daub(clay, "polypropylene"))
    return clay.done("bottle", material)


def can(rng: np.random.Generator, step: float) -> Sculpture:
    """Drinks can or food tin."""
    drink = rng.random() < 0.5
    tall, wide = (rng.uniform(110, 165), 33.0) if drink else (rng.uniform(40, 110), rng.uniform(32, 48))
    clay = Clay((2 * wide + 2, 2 * wide + 2, tall + 2), min(step, 1.0), rng)
    body = clay.turned([-tall / 2, -0.46 * tall, 0.45 * tall, tall / 2], [0.8 * wide, wide, wide, 0.8 * wide])
    clay.put(body, daub(clay, pick(rng, "juice", "water", "sausage", "fruit")))
    clay.put(body & (clay.y > 0.8 * wide), 0)
    material = "aluminium" if drink else "steel"
    clay.put(clay.rind(body, 0.2), clay.paint(material, (2.7 if drink else 7.8) * 0.25))
    return clay.done("can", material)


def jar(rng: np.random.Generator, step: float) -> Sculpture:
    """Glass jar of jam, cream or pieces in brine, with a metal lid."""
    tall, wide = rng.uniform(50, 120), rng.uniform(25, 42)
    clay = Clay((2 * wide + 2, 2 * wide + 2, tall + 8), min(step, 1.0), rng)
    body = clay.turned([-tall / 2, 0.4 * tall, tall / 2], [wide, wide, 0.8 * wide])
    rind = clay.rind(body, rng.uniform(2.0, 3.2))
    lumps = clay.noise(rng.uniform(6, 16), 1) > 0.1
    clay.put(body, daub(clay, pick(rng, "cream", "juice", "oil")))
    clay.put(body & lumps, daub(clay, pick(rng, "fruit", "cheese", "nut")))
    clay.put(rind, daub(clay, "glass"))
    clay.put((clay.z > 0.46 * tall) & (np.hypot(clay.x, clay.y) < 0.85 * wide), clay.paint("steel", 1.6))
    return clay.done("jar", "glass")


def fruit(rng: np.random.Generator, step: float) -> Sculpture:
    """Apple, orange or pear with a core and stones."""
    size = rng.uniform(26, 46)
    clay = Clay((2.3 * size, 2.3 * size, 2.6 * size), step, rng)
    clay.warp(0.05 * size, size)
    body = clay.blob((size, size, size * rng.uniform(0.85, 1.2)))
    clay.put(body, daub(clay, "fruit"))
    clay.put(clay.blob((size * 0.2, size * 0.2, size * 0.3)), daub(clay, "fruit", times=0.8))
    for turn in np.arange(5) * 2 * np.pi / 5:
        clay.put(
            clay.blob((3, 3, 5), at=(0.16 * size * np.cos(turn), 0.16 * size * np.sin(turn), 0)), daub(clay, "seed")
        )
    clay.put(clay.rind(body, 1.5), daub(clay, "fruit", times=1.05))
    return clay.done("fruit", "fruit")


def nuts(rng: np.random.Generator, step: float) -> Sculpture:
    """Bag of whole nuts: shells with kernels, poured."""
    wide, size = rng.uniform(50, 85), rng.uniform(9, 17)
    clay = Clay((2 * wide, 1.4 * wide, wide), min(step, 1.0), rng)
    bag = clay.blob((0.95 * wide, 0.65 * wide, 0.45 * wide), 3)
    shell, kernel = daub(clay, "nut shell"), daub(clay, "nut")
    centres = (rng.random((int(2.2 * wide**3 / size**3), 3)) - 0.5) * (2 * wide, 1.4 * wide, wide)
    keep: list[np.ndarray] = []
    for centre in centres:
        if all(((centre - other) ** 2).sum() > (1.75 * size) ** 2 for other in keep[-150:]):
            keep.append(centre)
    spots = np.array(keep)
    outer = clay.near(spots, np.full(len(spots), size * 0.9)) & bag
    clay.put(outer, shell)
    clay.put(clay.near(spots, np.full(len(spots), size * 0.9 - 1.6)) & bag, 0)
    clay.put(clay.near(spots + rng.normal(0, 0.6, spots.shape), np.full(len(spots), size * 0.62)) & bag, kernel)
    return clay.done("bag of nuts", "nut shell", count=len(spots))


def chocolate(rng: np.random.Generator, step: float) -> Sculpture:
    """Bar of chocolate with ribs, in foil."""
    long, wide, thick = rng.uniform(90, 180), rng.uniform(50, 85), rng.uniform(7, 14)
    clay = Clay((long + 4, wide + 4, thick + 4), min(step, 0.9), rng)
    pitch = rng.uniform(14, 24)
    ribs = np.minimum(np.abs(np.sin(np.pi * clay.x / pitch)), np.abs(np.sin(np.pi * clay.y / pitch))) ** 0.4
    bar = (
        (np.abs(clay.x) < long / 2)
        & (np.abs(clay.y) < wide / 2)
        & (clay.z > -thick / 2)
        & (clay.z < thick * (ribs - 0.5))
    )
    clay.put(bar, daub(clay, "chocolate"))
    return clay.done("chocolate bar", "chocolate")


def sausage(rng: np.random.Generator, step: float) -> Sculpture:
    """Sausage with lumps of fat and metal clips."""
    long, wide = rng.uniform(110, 240), rng.uniform(14, 32)
    clay = Clay((long + 10, 2.2 * wide + 30, 2.2 * wide), step, rng)
    bend = rng.uniform(0, 14)
    line = np.stack([np.linspace(-long / 2, long / 2, 40), bend * np.cos(np.linspace(-1.5, 1.5, 40)), np.zeros(40)], 1)
    body = clay.rope(line, wide * np.minimum(1, 3 * np.sin(np.linspace(0.08, np.pi - 0.08, 40))))
    shade(clay, body, clay.noise(5, 1), grade(clay, "sausage", 0.93, 1.05, 4))
    for end in (0, -1):
        clay.put(clay.blob((2.5, 4, 4), at=line[end] + (np.sign(line[end, 0]) * 2, 0, 0)), daub(clay, "aluminium"))
    return clay.done("sausage", "sausage")


def cheese(rng: np.random.Generator, step: float) -> Sculpture:
    """Wedge of cheese with holes."""
    radius, thick = rng.uniform(70, 120), rng.uniform(30, 60)
    clay = Clay((radius, radius * 0.9, thick), step, rng)
    x = clay.x + radius / 2
    wedge = (np.hypot(x, clay.y) < radius) & (np.abs(np.arctan2(clay.y, x)) < rng.uniform(0.25, 0.45))
    wedge = wedge & (np.abs(clay.z) < thick / 2) & (x > 4)
    clay.put(wedge, daub(clay, "cheese"))
    holes = rng.uniform(-0.5, 0.5, (int(rng.integers(0, 12)), 3)) * (radius, radius * 0.6, thick)
    if len(holes):
        clay.put(clay.near(holes, rng.uniform(2, 7, len(holes))) & wedge, 0)
    return clay.done("cheese", "cheese")


def powder_bag(rng: np.random.Generator, step: float) -> Sculpture:
    """Bag of flour, sugar, rice, coffee or salt, slumped."""
    half = rng.uniform((35, 25, 18), (75, 50, 38))
    clay = Clay(2.3 * half, step, rng)
    clay.warp(6, 50)
    material = pick(rng, "flour", "sugar", "coffee", "salt", "rice", "talc")
    body = clay.blob(half, rng.uniform(2.5, 5))
    if material == "rice":
        clay.put(body, clay.paint("rice", 0.8))
    else:
        shade(clay, body, clay.noise(18, 2), grade(clay, material, 0.92, 1.06, 4))
    clay.put(clay.rind(body, 0.6), daub(clay, pick(rng, "paper", "polyethylene")))
    return clay.done("bag of powder", material)


def bread(rng: np.random.Generator, step: float) -> Sculpture:
    """Loaf with crust and crumb pores."""
    half = rng.uniform((50, 35, 28), (110, 55, 45))
    clay = Clay(2.2 * half, step, rng)
    clay.warp(4, 40)
    body = clay.blob(half, 2.6)
    shade(clay, body, clay.noise(6, 2), grade(clay, "bread", 0.4, 1.3, 5))
    clay.put(clay.rind(body, 3), daub(clay, "bread", times=1.7))
    return clay.done("loaf", "bread")


def sweets(rng: np.random.Generator, step: float) -> Sculpture:
    """Box of hard sweets or chocolates in a tray."""
    nx, ny, pitch = int(rng.integers(3, 7)), int(rng.integers(3, 6)), rng.uniform(22, 32)
    clay = Clay((nx * pitch + 10, ny * pitch + 10, 30), min(step, 1.0), rng)
    name = pick(rng, "sweets", "chocolate")
    colour = daub(clay, name)
    for i in range(nx):
        for j in range(ny):
            at = ((i - (nx - 1) / 2) * pitch, (j - (ny - 1) / 2) * pitch, rng.uniform(-1, 1))
            clay.put(
                clay.blob(pitch * rng.uniform((0.33, 0.33, 0.25), (0.44, 0.44, 0.36)), rng.uniform(2, 5), at), colour
            )
    box = clay.slab((nx * pitch / 2 + 4, ny * pitch / 2 + 4, 14))
    clay.put(clay.rind(box, 1.2), daub(clay, "cardboard", times=1.6))
    return clay.done("box of sweets", name, count=nx * ny)


MAKERS: tuple[Maker, ...] = (
    bottle, can, jar, fruit, nuts, chocolate, sausage, cheese, powder_bag, bread, sweets,
)  # fmt: skip
