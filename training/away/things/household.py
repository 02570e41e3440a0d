"""Things of the bathroom, wardrobe, desk and kitchen."""

import numpy as np

from away.clay import Clay, Sculpture, lattice_noise
from away.things.common import Maker, daub, grade, pick, polygon, shade


def shoe(rng: np.random.Generator, step: float) -> Sculpture:
    """Shoe: sole from a foot's outline, upper as a shell over a last, often stuffed."""
    long = rng.uniform(210, 300)
    wide, tall = 0.36 * long, rng.uniform(0.28, 0.5) * long
    clay = Clay((long + 8, wide + 8, tall + 8), step, rng)
    along = (clay.x / long + 0.5).clip(0, 1)
    half = (
        wide
        * (0.33 + 0.14 * np.sin(2 * np.pi * (along - 0.35)) + 0.03 * np.cos(6 * along))
        * np.minimum(1, 6 * along * (1 - along)) ** 0.5
    )
    bend = 0.05 * long * np.sin(np.pi * along) * rng.choice([-1.0, 1.0])
    foot = np.abs(clay.y - bend) < half
    bottom = -tall / 2
    sole = foot & (clay.z > bottom) & (clay.z < bottom + rng.uniform(12, 28))
    top = bottom + 14 + tall * 0.8 * np.interp(along, [0, 0.25, 0.45, 0.75, 1], [1, 0.95, 0.8, 0.4, 0.22])
    last = (
        (
            np.abs(clay.y - bend)
            < half * np.sqrt(np.maximum(0, 1 - ((clay.z - bottom) / (top - bottom + 1)).clip(0, 1) ** 3)) + 1
        )
        & (clay.z < top)
        & (clay.z > bottom)
    )
    material = pick(rng, "leather", "polyester cloth", "leather")
    clay.put(clay.rind(last, rng.uniform(2, 4)), daub(clay, material, times=1.0 if material == "leather" else 1.8))
    if rng.random() < 0.4:
        clay.put(last & (clay.grid == 0), daub(clay, "paper", times=0.15))
    else:
        clay.put((clay.z > top - 5) & (along < 0.4), 0)
    clay.put(sole, daub(clay, pick(rng, "rubber sole", "EVA foam", "rubber sole")))
    if rng.random() < 0.4:
        clay.put(clay.slab((0.15 * long, 5, 0.8), at=(0, 0, bottom + 6)), daub(clay, "steel"))
    return clay.done("shoe", material)


def book(rng: np.random.Generator, step: float) -> Sculpture:
    """Book, magazine stack or notebook with a rounded spine."""
    half = rng.uniform((65, 45, 5), (145, 105, 24))
    clay = Clay(2.1 * half + 3, step, rng, 0.8e6)
    pages = clay.slab(half - (2, 2, 1.5))
    shade(clay, pages, np.sin(clay.z * 2 * np.pi / 3) + 0 * clay.x, grade(clay, "paper", 0.85, 1.0, 3))
    covers = (np.abs(clay.z) > half[2] - 2) & clay.slab(half)
    spine = clay.slab((1.5, half[1], half[2]), at=(-half[0] + 1.5, 0, 0))
    clay.put(covers | spine, daub(clay, "cardboard", times=2.2))
    return clay.done("book", "paper")


def soap(rng: np.random.Generator, step: float) -> Sculpture:
    """Bar of soap with an embossed hollow."""
    half = rng.uniform((32, 20, 10), (48, 32, 18))
    clay = Clay(2.2 * half, step, rng)
    body = clay.blob(half, rng.uniform(2.5, 5)) & ~clay.blob(half * (0.6, 0.6, 0.3), 3, (0, 0, half[2]))
    clay.put(body, daub(clay, "soap"))
    return clay.done("soap", "soap")


def tube(rng: np.random.Generator, step: float) -> Sculpture:
    """Squeezed tube of paste or cream with a cap."""
    long, wide = rng.uniform(70, 170), rng.uniform(14, 26)
    clay = Clay((long + 24, 2.6 * wide, 2 * wide), min(step, 1.0), rng)
    clay.warp(1.5, 30)
    flat = np.clip((clay.x + long / 2) / long, 0.06, 1)
    body = (np.abs(clay.x) < long / 2) & (
        (clay.y / (wide * (1.25 - 0.3 * flat))) ** 2 + (clay.z / (wide * flat**0.6)) ** 2 < 1
    )
    material = pick(rng, "toothpaste", "cream", "toothpaste")
    clay.put(body, daub(clay, material))
    clay.put(clay.rind(body, 0.6), daub(clay, pick(rng, "polyethylene", "polyethylene", "aluminium"), times=0.8))
    cap = (clay.x > long / 2 - 1) & (clay.x < long / 2 + 16) & (np.hypot(clay.y, clay.z) < 0.6 * wide)
    clay.put(cap, daub(clay, "polypropylene"))
    return clay.done("tube", material)


def brush(rng: np.random.Generator, step: float) -> Sculpture:
    """Hair or tooth brush with bristles in rows."""
    long, wide = rng.uniform(140, 230), rng.uniform(7, 30)
    clay = Clay((long + 6, wide + 6, 40), min(step, 0.9), rng)
    width = np.interp(clay.x, [-long / 2, -0.1 * long, 0, long / 2], [6, 5, wide / 2, wide / 2])
    clay.put(
        (np.abs(clay.y) < width) & (np.abs(clay.z + 10) < 4) & (np.abs(clay.x) < long / 2),
        daub(clay, pick(rng, "wood", "ABS", "polypropylene", "PMMA")),
    )
    comb = (
        (np.mod(clay.x, 4.0) < 1.2)
        & (np.mod(clay.y, 4.0) < 1.2)
        & (clay.x > 0.05 * long)
        & (np.abs(clay.y) < wide / 2 - 1)
    )
    clay.put(comb & (clay.z > -6) & (clay.z < 8) & (clay.x < long / 2), clay.paint("polypropylene", 0.6))
    return clay.done("brush", "plastic")


def glasses(rng: np.random.Generator, step: float) -> Sculpture:
    """Spectacles in a case."""
    clay = Clay((165, 62, 44), min(step, 1.1), rng)
    case = clay.blob((80, 29, 20), 4)
    clay.put(clay.rind(case, 1.8), daub(clay, pick(rng, "ABS", "leather", "aluminium")))
    frame, lens = (
        daub(clay, pick(rng, "celluloid", "steel", "PMMA"), times=0.9),
        daub(clay, pick(rng, "polycarbonate", "glass")),
    )
    for side in (-32, 32):
        disc = np.hypot((clay.x - side) / 25, clay.y / 20) < 1
        ring = disc & ~(np.hypot((clay.x - side) / 22, clay.y / 17) < 1)
        clay.put(disc & (np.abs(clay.z) < 1.1), lens)
        clay.put(ring & (np.abs(clay.z) < 1.8), frame)
        line = np.array([(side * 1.75, 0, 1), (side * 1.7, 3, 8), (-side * 0.9, 4, 10)], float)
        clay.put(clay.rope(line, 1.4), frame)
    return clay.done("spectacles", "plastic")


def crockery(rng: np.random.Generator, step: float) -> Sculpture:
    """Cup, bowl or plate, turned, some with a handle."""
    wide, tall, wall = rng.uniform(36, 80), rng.uniform(18, 90), rng.uniform(2.8, 5.0)
    clay = Clay((2 * wide + 40, 2 * wide + 4, tall + 4), min(step, 1.1), rng)
    foot = rng.uniform(0.4, 0.8)
    heights = np.array([0, 0.25, 0.6, 1.0]) * tall - tall / 2
    radii = np.array([foot, rng.uniform(foot, 1), rng.uniform(0.8, 1), 1.0]) * wide
    outer = clay.turned(heights, radii)
    inner = clay.turned(heights + wall, radii - wall) | (
        (clay.z > tall / 2 - wall) & (np.hypot(clay.x, clay.y) < wide - wall)
    )
    material = pick(rng, "porcelain", "earthenware", "glass", "stainless steel", "PMMA", "wood")
    colour = daub(clay, material, times=0.35 if material == "stainless steel" else 1.0)
    clay.put(outer & ~inner, colour)
    if tall > 50 and rng.random() < 0.6:
        turn = np.linspace(-1.4, 1.4, 20)
        arc = np.stack([wide + 14 * np.cos(turn), 0 * turn, 0.3 * tall * np.sin(turn)], 1)
        clay.put(clay.rope(arc, 4.0) & ~inner, colour)
    return clay.done("crockery", material)


def cutlery(rng: np.random.Generator, step: float) -> Sculpture:
    """A roll of forks, knives and spoons."""
    number = int(rng.integers(2, 7))
    clay = Clay((215, 26 * number, 16), min(step, 1.0), rng)
    metal, grip = daub(clay, "stainless steel"), daub(clay, "stainless steel")
    for n in range(number):
        y0 = (n - (number - 1) / 2) * 24
        curve = 4 * np.sin(np.linspace(0, np.pi, 30))
        line = np.stack([np.linspace(-95, 60, 30), np.full(30, y0), curve - 2], 1)
        clay.put(clay.rope(line, 2.0), grip)
        blade = (np.abs(clay.x - 75) < 30) & (
            np.abs(clay.y - y0) < 9 * np.sqrt(np.maximum(0, 1 - ((clay.x - 75) / 30) ** 2))
        )
        clay.put(blade & (np.abs(clay.z) < 1.0), metal)
    return clay.done("cutlery", "stainless steel")


def toy(rng: np.random.Generator, step: float) -> Sculpture:
    """Soft or hollow plastic animal out of merged balls."""
    size = rng.uniform(35, 80)
    clay = Clay((3.2 * size, 2.4 * size, 2.4 * size), step, rng)
    spots = [np.zeros(3)] + [rng.normal(0, 0.55, 3) * size for _ in range(int(rng.integers(3, 7)))]
    field = sum(
        np.float32(rng.uniform(0.25, 0.6))
        * size**2
        / ((clay.x - s[0]) ** 2 + (clay.y - s[1]) ** 2 + (clay.z - s[2]) ** 2 + 40)
        for s in spots
    )
    body = field > 1.1
    if rng.random() < 0.6:
        clay.put(body, clay.paint("polyester cloth", 0.05))
        clay.put(clay.rind(body, 2.5), daub(clay, "polyester cloth"))
        return clay.done("soft toy", "polyester cloth")
    clay.put(clay.rind(body, 2.0), daub(clay, pick(rng, "PVC", "ABS", "polyethylene")))
    return clay.done("plastic toy", "plastic")


def umbrella(rng: np.random.Generator, step: float) -> Sculpture:
    """Folded umbrella: rod, ribs, cloth, grip."""
    long = rng.uniform(170, 300)
    clay = Clay((long + 40, 56, 56), min(step, 1.2), rng)
    across = np.hypot(clay.y, clay.z)
    turn = np.arctan2(clay.z, clay.y)
    cloth = (across < 20 + 4 * np.sin(5 * turn + clay.x / 40)) & (np.abs(clay.x) < long / 2)
    clay.put(cloth, clay.paint("polyester cloth", 0.4))
    for rib in np.arange(8) * np.pi / 4:
        line = np.stack(
            [np.linspace(-long / 2, long / 2, 12), np.full(12, 10 * np.cos(rib)), np.full(12, 10 * np.sin(rib))], 1
        )
        clay.put(clay.rope(line, 1.0), clay.paint("steel", 4.0) if rib == 0 else 2)
    clay.put((across < 4) & (np.abs(clay.x) < long / 2), daub(clay, "aluminium"))
    clay.put(
        (across < 14) & (clay.x > long / 2) & (clay.x < long / 2 + 18), daub(clay, pick(rng, "ABS", "wood", "rubber"))
    )
    return clay.done("umbrella", "polyester cloth")


def candle(rng: np.random.Generator, step: float) -> Sculpture:
    """Candle with a wick, plain or in glass."""
    tall, wide = rng.uniform(40, 180), rng.uniform(10, 38)
    clay = Clay((2 * wide + 8, 2 * wide + 8, tall + 8), step, rng)
    body = clay.turned([-tall / 2, tall / 2], [wide, wide * rng.uniform(0.8, 1.0)])
    clay.put(body, daub(clay, "wax"))
    clay.put((np.hypot(clay.x, clay.y) < 1.0) & (np.abs(clay.z) < tall / 2 + 3), daub(clay, "cotton", times=2))
    if wide > 25 and rng.random() < 0.5:
        clay.put(clay.coat(body, 2.5) & (clay.z < tall / 2), daub(clay, "glass"))
    return clay.done("candle", "wax")


def belt(rng: np.random.Generator, step: float) -> Sculpture:
    """Rolled belt with a buckle."""
    wide, turns, pitch = rng.uniform(22, 42), rng.uniform(3, 5), rng.uniform(4.5, 7)
    reach = 12 + turns * pitch + 8
    clay = Clay((2 * reach, 2 * reach, wide + 2), min(step, 1.2), rng)
    turn = np.arctan2(clay.y, clay.x) / (2 * np.pi)
    radius = (np.hypot(clay.x, clay.y) - 12) / pitch - turn
    roll = (np.mod(radius, 1) < 3.2 / pitch) & (radius > 0) & (radius < turns) & (np.abs(clay.z) < wide / 2)
    clay.put(roll, daub(clay, "leather"))
    frame = clay.slab((3, 20, wide / 2), at=(reach - 6, 0, 0)) & ~clay.slab((4, 14, wide / 2 - 5), at=(reach - 6, 0, 0))
    clay.put(frame, daub(clay, pick(rng, "brass", "steel")))
    return clay.done("belt", "leather")


def pills(rng: np.random.Generator, step: float) -> Sculpture:
    """Blister packs of tablets in a box."""
    nx, ny, sheets = int(rng.integers(4, 8)), int(rng.integers(2, 4)), int(rng.integers(1, 4))
    clay = Clay((nx * 13 + 8, ny * 14 + 8, sheets * 8 + 4), min(step, 0.8), rng)
    tablet, foil = daub(clay, "tablet"), clay.paint("PVC", 0.8)
    for s in range(sheets):
        z0 = (s - (sheets - 1) / 2) * 8
        clay.put(clay.slab((nx * 6.5, ny * 7, 0.3), at=(0, 0, z0 - 2.4)), foil)
        for i in range(nx):
            for j in range(ny):
                clay.put(clay.blob((4.3, 4.3, 2.2), 3, ((i - (nx - 1) / 2) * 13, (j - (ny - 1) / 2) * 14, z0)), tablet)
    return clay.done("blister packs", "tablet", count=nx * ny * sheets)


def towel(rng: np.random.Generator, step: float) -> Sculpture:
    """Rolled towel: a spiral of thick cloth."""
    long, radius = rng.uniform(120, 240), rng.uniform(35, 60)
    clay = Clay((long, 2 * radius + 8, 2 * radius + 8), max(step, 1.2), rng, 8e5)
    pitch = rng.uniform(6, 10)
    wave = 1.5 * lattice_noise(clay.grid.shape, 25 / clay.step, rng)
    across = np.hypot(clay.y, clay.z) + wave
    roll = (np.mod(across / pitch - np.arctan2(clay.z, clay.y) / (2 * np.pi), 1) < 0.75) & (across < radius)
    clay.put(roll & (np.abs(clay.x) < long / 2), daub(clay, "cotton", times=0.8))
    return clay.done("towel", "cotton")


def scissors(rng: np.random.Generator, step: float) -> Sculpture:
    """Scissors: two blades from outlines, plastic eyes."""
    long = rng.uniform(110, 210)
    clay = Clay((long + 6, 80, 10), min(step, 0.9), rng)
    for side in (-1, 1):
        corners = np.array(
            [(-0.05 * long, -4), (0.5 * long, side * 2), (0.5 * long, side * 3), (-0.05 * long, side * 9)]
        )
        clay.put(polygon(clay, corners) & (np.abs(clay.z - side * 0.9) < 1.0), daub(clay, "stainless steel"))
        ring = np.hypot((clay.x + 0.3 * long) / 1.6, clay.y - side * 18)
        clay.put((ring < 17) & (ring > 12) & (np.abs(clay.z) < 3.5), daub(clay, "ABS"))
    return clay.done("scissors", "stainless steel")


MAKERS: tuple[Maker, ...] = (
    shoe, book, soap, tube, brush, glasses, crockery, cutlery, toy, umbrella, candle, belt, pills, towel, scissors,
)  # fmt: skip
