"""Things that look like wildlife by shape, by material or both, and are not.

Those taken for ivory are in `ivory_substitutes`; MAKERS lists all.
"""

import numpy as np

from away.clay import Clay, Sculpture, smooth_path
from away.things.common import Maker, daub, grade, pick, polygon, shade
from away.things.forms import cone_horn, heap, plate
from away.things.ivory_substitutes import (
    bangle,
    bead_string,
    billiard,
    chess,
    piano_keys,
    statuette,
    stone_block,
    tagua,
)


def plastic_horn(rng: np.random.Generator, step: float) -> Sculpture:
    """Horn-shaped thing: cow horn (hollow), plastic, wooden or resin."""
    material = pick(rng, "horn", "polyester resin", "wood", "PET", "polyethylene", "filled resin", "PVC")
    clay, body, line, radii = cone_horn(rng, step, rng.uniform(120, 260), rng.uniform(22, 38), rng.uniform(0.6, 1.8))
    clay.put(body, daub(clay, material))
    if material in ("horn", "PVC", "polyethylene"):
        clay.put(clay.rope(line[:42], np.maximum(radii[:42] - rng.uniform(2.5, 5), 0.5)), 0)
    return clay.done("cow horn" if material == "horn" else "horn-shaped thing", material, mimics="horn")


def bone_thing(rng: np.random.Generator, step: float) -> Sculpture:
    """Soup bone, chew bone or antler handle: bone that is no wildlife of the list."""
    long, wide = rng.uniform(70, 150), rng.uniform(12, 22)
    clay = Clay((long + 6, 3.2 * wide, 3.2 * wide), step, rng)
    clay.warp(1.5, 20)
    flare = wide * (0.62 + 0.6 * np.abs(clay.x / (long / 2)).clip(0, 1) ** 5)
    body = (np.hypot(clay.y, clay.z * rng.uniform(0.8, 1.2)) < flare) & (np.abs(clay.x) < long / 2)
    clay.put(body, daub(clay, "bone"))
    core = (np.hypot(clay.y, clay.z) < 0.5 * flare) & (np.abs(clay.x) < long / 2)
    clay.put(core, daub(clay, pick(rng, "spongy bone", "butter")))
    return clay.done("soup bone", "bone", mimics="bone")


def antler(rng: np.random.Generator, step: float) -> Sculpture:
    """Deer antler: branching, compact rind and spongy core."""
    long = rng.uniform(160, 260)
    main = smooth_path(rng, long, 0.35, flat=0.5)
    lines = [(main, np.linspace(13, 4, 60))]
    for start in rng.choice(np.arange(10, 50), int(rng.integers(2, 4)), replace=False):
        way = rng.normal(0, 1, 3)
        tip = main[start] + way / np.linalg.norm(way) * rng.uniform(40, 80)
        lines.append((np.linspace(main[start], tip, 20), np.linspace(8, 2, 20)))
    every = np.concatenate([line for line, _ in lines])
    middle = (every.max(0) + every.min(0)) / 2
    clay = Clay(np.ptp(every, axis=0) + 30, step, rng)
    rind, core = daub(clay, "small bone"), daub(clay, "spongy bone")
    for line, radii in lines:
        clay.put(clay.rope(line - middle, radii), rind)
    for line, radii in lines:
        clay.put(clay.rope(line - middle, radii * 0.6), core)
    return clay.done("antler", "small bone", mimics="bone")


def plectrums(rng: np.random.Generator, step: float) -> Sculpture:
    """Heap of plates: guitar picks, potato chips, leather pieces, slate or bark."""
    material = pick(rng, "celluloid", "PET", "leather", "wood", "POM", "chocolate", "nut shell", "polypropylene")
    size, thick = rng.uniform(18, 48), rng.uniform(1.2, 4.0)
    masks = [plate(rng, step, size, thick, pointed=rng.random() < 0.3) for _ in range(3)]
    clay, _ = heap(rng, step, masks, int(rng.integers(12, 45)), rng.uniform(45, 85))
    daub(clay, material)
    return clay.done("heap of plates", material, mimics="scales")


def seashell(rng: np.random.Generator, step: float) -> Sculpture:
    """Souvenir shells: whorls of a logarithmic spiral, thin walled."""
    size = rng.uniform(22, 60)
    t = np.linspace(0, 2 * np.pi * rng.uniform(3, 4.5), 240)
    grow = np.exp(0.11 * t)
    grow /= grow[-1]
    rise = rng.uniform(1.0, 2.4)
    line = np.stack([0.5 * size * grow * np.cos(t), 0.5 * size * grow * np.sin(t), -rise * size * grow], 1)
    line -= (line.max(0) + line.min(0)) / 2
    clay = Clay(np.ptp(line, axis=0) + 1.1 * size, min(step, 0.8), rng)
    body = clay.rope(line, 0.42 * size * grow)
    hollow = clay.rope(line, np.maximum(0.42 * size * grow - rng.uniform(1.4, 2.6), 0.1))
    clay.put(body & ~hollow, daub(clay, "mollusc shell"))
    return clay.done("snail shell", "mollusc shell", mimics="shell")


def porous_stone(rng: np.random.Generator, step: float) -> Sculpture:
    """Pumice, lava or aquarium rock: noise thresholded."""
    half = rng.uniform((25, 20, 16), (55, 42, 32))
    clay = Clay(2.3 * half, min(step, 1.0), rng)
    clay.warp(5, 28)
    pores = clay.noise(rng.uniform(3, 8), 1) > rng.uniform(0.3, 1.2)
    material = pick(rng, "pumice", "earthenware", "plaster", "marble")
    clay.put(clay.blob(half, 2.4) & ~pores, daub(clay, material))
    return clay.done("porous stone", material, mimics="shell")


def plaster_cast(rng: np.random.Generator, step: float) -> Sculpture:
    """Plaster cast, denture or medal: teeth-like bumps on an arch."""
    radius = rng.uniform(20, 30)
    clay = Clay((2.8 * radius, 2.4 * radius, 34), min(step, 0.9), rng)
    arch = np.hypot(clay.x, clay.y + 0.4 * radius)
    base = (np.abs(arch - radius) < 9) & (clay.y > -0.5 * radius) & (clay.z < 0) & (clay.z > -13)
    material = pick(rng, "plaster", "PMMA", "polyester resin")
    clay.put(base, daub(clay, material))
    teeth = daub(clay, pick(rng, "PMMA", "porcelain", "plaster"))
    for turn in np.linspace(0.1, np.pi - 0.1, 14):
        at = (radius * np.cos(turn), radius * np.sin(turn) - 0.4 * radius, 3)
        clay.put(clay.blob((4.2, 4.2, 7), 3, at), teeth)
    return clay.done("dental cast", material, mimics="bone")


def foam_form(rng: np.random.Generator, step: float) -> Sculpture:
    """Taxidermy form, decoy or toy reptile of foam, rubber or PVC."""
    path = smooth_path(rng, rng.uniform(120, 240), 0.6)
    radii = np.interp(
        np.linspace(0, 1, 60),
        [0, 0.08, 0.16, 0.4, 0.6, 1],
        np.array([0.5, 0.8, 0.5, 1, 0.5, 0.1]) * rng.uniform(12, 24),
    )
    clay = Clay(np.ptp(path, axis=0) + 60, step, rng)
    body = clay.rope(path, radii)
    for at in (18, 34):
        for side in (-1, 1):
            way = np.array([rng.normal(0, 10), side * 1.0, 0]) * (1, rng.uniform(22, 34), 1)
            body |= clay.rope(np.linspace(path[at], path[at] + way, 10), 4.0)
    material = pick(rng, "PVC", "rubber", "EVA foam", "polyester resin")
    clay.put(body, daub(clay, material))
    return clay.done("toy reptile", material, mimics="animal")


def pasta(rng: np.random.Generator, step: float) -> Sculpture:
    """Dried mushrooms, ginger, pasta or dates: curled organic pieces in a heap."""
    material = pick(rng, "rice", "seed", "nut", "casein plastic", "leather")
    masks = []
    for _ in range(3):
        path = smooth_path(rng, rng.uniform(25, 55), 1.2, flat=0.2)
        small = Clay(np.ptp(path, axis=0) + 18, min(step, 1.0), rng)
        small.put(small.rope(path, np.abs(np.sin(np.linspace(0.3, 2.8, 60))) * rng.uniform(4, 8)), 1)
        masks.append(small.grid > 0)
    clay, _ = heap(rng, min(step, 1.0), masks, int(rng.integers(10, 30)), rng.uniform(50, 80))
    daub(clay, material)
    return clay.done("dried food", material, mimics="marine")


def comb(rng: np.random.Generator, step: float) -> Sculpture:
    """Comb, shoehorn or letter opener of plastic, horn, wood or bone."""
    long, wide = rng.uniform(110, 190), rng.uniform(22, 38)
    clay = Clay((long, wide + 4, 8), min(step, 0.8), rng)
    outline = np.array([(-0.48, -0.5), (0.48, -0.45), (0.48, 0.3), (0.2, 0.5), (-0.3, 0.48)]) * (long, wide)
    material = pick(rng, "horn", "wood", "celluloid", "ABS", "bone", "PET")
    body = polygon(clay, outline) & (np.abs(clay.z) < rng.uniform(1.2, 2.4))
    gaps = (np.mod(clay.x, 3.2) < 1.4) & (clay.y < 0.05 * wide)
    if rng.random() < 0.7:
        body = body & ~gaps
    clay.put(body, daub(clay, material))
    return clay.done("comb", material, mimics="horn")


def boiled_egg(rng: np.random.Generator, step: float) -> Sculpture:
    """Decorative eggs of wood, stone, plastic or hollow chocolate."""
    half = np.array([22.0, 22.0, 29.0]) * rng.uniform(0.7, 1.2)
    clay = Clay(2.2 * half, min(step, 0.9), rng)
    body = clay.blob(half) & (np.hypot(clay.x, clay.y) < half[0] * (1 - 0.12 * clay.z / half[2]))
    material = pick(rng, "wood", "agate", "polypropylene", "chocolate", "plaster")
    hollow = material in ("polypropylene", "chocolate", "plaster")
    clay.put(clay.rind(body, 2.5) if hollow else body, daub(clay, material))
    return clay.done("decorative egg", material, mimics="animal")


def meat(rng: np.random.Generator, step: float) -> Sculpture:
    """Joint of meat on the bone (a leg or ribs) in wrapping."""
    long, wide = rng.uniform(120, 220), rng.uniform(30, 48)
    clay = Clay((long + 10, 2.4 * wide, 2.2 * wide), step, rng)
    clay.warp(5, 40)
    body = clay.blob((long / 2, wide, 0.9 * wide), 2.2)
    shade(clay, body, clay.noise(20, 2), grade(clay, "sausage", 0.93, 1.04, 4))
    line = np.stack([np.linspace(-0.55, 0.5, 30) * long, np.linspace(0, 6, 30), np.zeros(30)], 1)
    radii = 6.5 + 5 * np.abs(np.linspace(-1, 1, 30)) ** 4
    clay.put(clay.rope(line, radii), daub(clay, "bone"))
    clay.put(clay.rope(line, radii * 0.62), daub(clay, "spongy bone"))
    return clay.done("meat on the bone", "bone", mimics="bone")


MAKERS: tuple[Maker, ...] = (
    bead_string, bead_string, bangle, statuette, plastic_horn, bone_thing, antler, tagua, chess, billiard, piano_keys,
    plectrums, seashell, porous_stone, plaster_cast, foam_form, pasta, comb, stone_block, boiled_egg, meat,
)  # fmt: skip
