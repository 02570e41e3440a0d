"""Ivory substitutes: beads, bangles, figures, tagua nuts, chess men, balls, keys, seals of wood, stone or plastic."""

import numpy as np

from away.clay import Clay, Sculpture
from away.things.common import daub, grade, pick, shade
from away.things.forms import beads_on, figure, ring_band, strand


def bead_string(rng: np.random.Generator, step: float) -> Sculpture:
    """Prayer beads or a necklace of wood, glass, plastic, stone, seeds or metal."""
    material = pick(
        rng,
        "wood",
        "ebony",
        "glass",
        "PMMA",
        "agate",
        "seed",
        "porcelain",
        "amber",
        "polyester resin",
        "marble",
        "brass",
        "celluloid",
    )
    size, spots = strand(rng)
    clay = Clay(np.ptp(spots, axis=0) + 2.6 * size, min(step, size / 7), rng)
    beads_on(clay, spots, size, daub(clay, material))
    clay.put(clay.rope(spots, 0.5) & (clay.grid == 0), daub(clay, "cotton", times=2))
    return clay.done("bead string", material, mimics="ivory", diameter_mm=round(size, 1), count=len(spots))


def bangle(rng: np.random.Generator, step: float) -> Sculpture:
    """Bangle or napkin ring of plastic, wood, metal, glass or bone."""
    material = pick(
        rng, "filled resin", "PMMA", "ABS", "wood", "PVC", "glass", "agate", "bone", "aluminium", "celluloid"
    )
    clay, band = ring_band(rng, step)
    clay.put(band, daub(clay, material))
    return clay.done("bangle", material, mimics="ivory")


def statuette(rng: np.random.Generator, step: float) -> Sculpture:
    """Carving or cast figure of wood, stone, resin, porcelain or plaster."""
    material = pick(
        rng,
        "wood",
        "ebony",
        "filled resin",
        "polyester resin",
        "porcelain",
        "soapstone",
        "plaster",
        "marble",
        "bone",
        "earthenware",
    )
    clay, body = figure(rng, step)
    colour = daub(clay, material)
    clay.put(body, colour)
    if material in ("porcelain", "earthenware"):
        clay.put(body & ~clay.rind(body, rng.uniform(2.5, 5)), 0)
    return clay.done("statuette", material, mimics="ivory")


def tagua(rng: np.random.Generator, step: float) -> Sculpture:
    """Tagua nuts or buttons: vegetable ivory."""
    size, number = rng.uniform(15, 26), int(rng.integers(1, 6))
    clay = Clay((2.2 * size * number, 2.2 * size, 2.2 * size), min(step, 0.9), rng)
    clay.warp(1.2, 12)
    for n in range(number):
        x0 = (n - (number - 1) / 2) * 2.15 * size
        nut = clay.blob((size, size * 0.85, size * 0.8), 2.2, (x0, 0, 0)) & ~clay.blob((4, 2, 6), 2, (x0, 0, 0))
        clay.put(nut, daub(clay, "tagua"))
    return clay.done("tagua nut", "tagua", mimics="ivory", count=number)


def chess(rng: np.random.Generator, step: float) -> Sculpture:
    """Chess set in its box: turned pieces lying in rows."""
    nx, ny, tall = int(rng.integers(6, 9)), 4, rng.uniform(30, 55)
    wide = tall * 0.2
    clay = Clay((nx * wide * 2.3 + 12, ny * (tall + 3) / 2 + 12, 2.6 * wide + 8), min(step, 0.9), rng)
    material = pick(rng, "wood", "filled resin", "PMMA", "soapstone", "ebony", "ABS", "marble")
    colour = daub(clay, material)
    heights = np.array([0, 0.1, 0.2, 0.6, 0.7, 0.85, 1.0]) * tall
    for i in range(nx):
        for j in range(ny // 2):
            radii = np.array([1, 1, 0.6, 0.35, 0.7, rng.uniform(0.4, 0.7), 0.2]) * wide
            x0, y0 = (i - (nx - 1) / 2) * wide * 2.25, (j - (ny // 2) / 2) * (tall + 3)
            radius = np.interp(clay.y - y0, heights, radii, left=-1, right=-1)
            clay.put(np.hypot(clay.x - x0, clay.z) < radius, colour)
    box = clay.slab(((nx * wide * 2.3) / 2 + 5, (ny * (tall + 3) / 4) + 5, 1.3 * wide + 3))
    clay.put(clay.rind(box, 3), daub(clay, "wood"))
    return clay.done("chess set", material, mimics="ivory", count=nx * ny // 2)


def billiard(rng: np.random.Generator, step: float) -> Sculpture:
    """Billiard, golf or marble balls of solid resin or glass."""
    radius, number = rng.choice([8.0, 12.0, 21.3, 26.0, 28.6]), int(rng.integers(1, 7))
    clay = Clay((2.05 * radius * min(number, 3), 2.05 * radius * -(-number // 3), 2.1 * radius), min(step, 1.0), rng)
    material = pick(rng, "polyester resin", "filled resin", "glass") if radius > 13 else pick(rng, "glass", "agate")
    colour = daub(clay, material)
    for n in range(number):
        at = (
            (n % 3 - (min(number, 3) - 1) / 2) * 2.05 * radius,
            (n // 3 - (-(-number // 3) - 1) / 2) * 2.05 * radius,
            0,
        )
        clay.put(clay.blob((radius,) * 3, 2, at), colour)
    return clay.done("balls", material, mimics="ivory", count=number, diameter_mm=2 * radius)


def piano_keys(rng: np.random.Generator, step: float) -> Sculpture:
    """Bundle of piano keys or dominoes, plastic on wood."""
    number, long = int(rng.integers(5, 14)), rng.uniform(45, 150)
    clay = Clay((long + 3, number * 23 / 2, 30), min(step, 0.9), rng)
    top = daub(clay, pick(rng, "PMMA", "celluloid", "casein plastic", "filled resin"))
    wood = daub(clay, "wood")
    for n in range(number):
        y0, z0 = (n // 2 - (number // 2) / 2) * 22, (n % 2 - 0.5) * 13
        clay.put(clay.slab((long / 2, 10, 5), (0, y0, z0 - 1)), wood)
        clay.put(clay.slab((long / 2, 10.5, 1.2), (0, y0, z0 + 4.5)), top)
    return clay.done("piano keys", "plastic on wood", mimics="ivory", count=number)


def stone_block(rng: np.random.Generator, step: float) -> Sculpture:
    """Block, seal or chopsticks of stone, resin, bone-free plastic or wood."""
    half = rng.uniform((8, 8, 25), (18, 18, 45)) if rng.random() < 0.6 else np.array([4, 4, rng.uniform(90, 125)])
    clay = Clay(2.1 * half, min(step, 0.9), rng)
    material = pick(rng, "soapstone", "agate", "filled resin", "ebony", "PMMA", "POM", "marble", "PTFE")
    colours = grade(clay, material, 0.98, 1.02, 3)
    shade(clay, clay.slab(half), clay.noise(10, 1), colours)
    return clay.done("seal stone" if half[0] > 5 else "chopstick", material, mimics="ivory")
