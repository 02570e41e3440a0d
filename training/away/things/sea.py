"""Dried marine animals, giant clam and coral."""

import numpy as np

from away.clay import Clay, Sculpture, smooth_path
from away.things.common import Maker, daub, grade, shade
from away.things.forms import heap, heap_step


def _seahorse(rng: np.random.Generator, step: float) -> np.ndarray:
    """Mask of one seahorse: snout, ringed trunk, curled tail."""
    tall = rng.uniform(60, 130)
    turn = np.linspace(0, 1, 60)
    bend = np.interp(turn, [0, 0.3, 0.6, 1.0], [0.2, 0.0, 0.5, rng.uniform(4.5, 7.5)])
    line = np.cumsum(np.stack([np.sin(bend), 0 * bend, -np.cos(bend)], 1), 0) * tall * 1.15 / 60
    radii = tall * np.interp(turn, [0, 0.12, 0.3, 0.45, 1], [0.035, 0.045, 0.085, 0.04, 0.008])
    radii = radii * (1 + 0.12 * np.sin(turn * 2 * np.pi * 26))
    head = line[0] + np.linspace((0, 0, 0), (0.17 * tall, 0, -0.05 * tall), 10)
    every = np.concatenate([line, head])
    middle = (every.max(0) + every.min(0)) / 2
    clay = Clay(np.ptp(every, axis=0) + 0.2 * tall, heap_step(step), rng, 1e9)
    body = clay.rope(line - middle, np.maximum(radii, 0.9))
    body |= clay.rope(head - middle, np.linspace(0.045 * tall, 0.012 * tall, 10))
    filled = np.argwhere(body)
    low, high = filled.min(0), filled.max(0) + 1
    return body[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]


def seahorses(rng: np.random.Generator, step: float) -> Sculpture:
    """Dried seahorses, loose in a heap: bony plates outside, dry organs within."""
    masks = [_seahorse(rng, step) for _ in range(3)]
    clay, number = heap(rng, step, masks, int(rng.integers(2, 26)), rng.uniform(65, 85))
    body = clay.grid > 0
    daub(clay, "dried marine", item=True, times=0.8)
    clay.put(clay.rind(body, 1.0), daub(clay, "seahorse plate", item=True))
    return clay.done("seahorses", "seahorse plate", label="marine", count=number)


def sea_cucumber(rng: np.random.Generator, step: float) -> Sculpture:
    """Dried sea cucumbers: wrinkled, knobbly, hollow, split."""
    masks = []
    for _ in range(3):
        long = rng.uniform(45, 110)
        path = smooth_path(rng, long, 0.3)
        clay = Clay(np.ptp(path, axis=0) + 0.55 * long, heap_step(step), rng, 1e9)
        clay.warp(1.4, 7)
        wide = long * rng.uniform(0.13, 0.2)
        radii = wide * np.sin(np.linspace(0.25, np.pi - 0.25, 60)) ** 0.5
        body = clay.rope(path, radii) & (clay.noise(5, 1) > -1.9)
        body &= ~clay.rope(path[8:52], np.maximum(radii[8:52] - rng.uniform(3.5, 7), 0.2))
        filled = np.argwhere(body)
        low, high = filled.min(0), filled.max(0) + 1
        masks.append(body[tuple(slice(a, b) for a, b in zip(low, high, strict=True))])
    clay, number = heap(rng, step, masks, int(rng.integers(3, 16)), rng.uniform(65, 90))
    shade(clay, clay.grid > 0, clay.noise(5, 1), grade(clay, "dried marine", 0.9, 1.1, 4, item=True))
    return clay.done("sea cucumbers", "dried marine", label="marine", count=number)


def shark_fin(rng: np.random.Generator, step: float) -> Sculpture:
    """Dried fins: falcate wedges with a base of calcified cartilage and fine rays."""
    number, long = int(rng.integers(1, 5)), rng.uniform(80, 190)
    thick = long * rng.uniform(0.05, 0.09)
    clay = Clay((1.05 * long, 0.95 * long, number * thick * 1.15 + 6), min(step, 1.0), rng, 2.5e6)
    clay.warp(2.0, 60)
    skin, ray = grade(clay, "dried marine", 0.95, 1.05, 4, item=True), daub(clay, "calcified cartilage", item=True)
    for n in range(number):
        z0 = (n - (number - 1) / 2) * thick * 1.15
        u, v = (clay.x / long + 0.5), (clay.y / (0.9 * long) + 0.5)
        front, back = (
            0.08 + 0.55 * v.clip(0, 1) ** 0.8,
            0.92 - 0.1 * v - 0.5 * np.abs(np.sin(np.pi * v.clip(0, 1))) ** 0.8 * 0.5 + 0.12 * v.clip(0, 1) ** 4,
        )
        fin = (u > front) & (u < np.maximum(back, front + 0.03)) & (v > 0) & (v < 0.97)
        local = (
            thick
            * np.clip(1.0 - 0.85 * v, 0.12, 1)
            * (0.35 + 0.65 * np.sin(np.pi * np.clip((u - front) / (back - front + 1e-3), 0, 1)))
        )
        body = fin & (np.abs(clay.z - z0) < np.maximum(local / 2, 0.6))
        shade(clay, body, clay.noise(12, 1), skin)
        rods = (np.mod(u * long, 6.0) < 2.4) & (v < 0.22) & (np.abs(clay.z - z0) < 0.22 * thick)
        clay.put(body & rods, ray)
    return clay.done("shark fin", "dried marine", label="marine", count=number)


def swim_bladder(rng: np.random.Generator, step: float) -> Sculpture:
    """Dried swim bladders: thick curled sheets with trailing ends, stacked."""
    number, long = int(rng.integers(1, 6)), rng.uniform(70, 190)
    wide = long * rng.uniform(0.28, 0.42)
    thick = rng.uniform(3, 7)
    clay = Clay((1.2 * long, 1.25 * wide, number * (thick + 2) + 16), min(step, 1.0), rng, 2.5e6)
    clay.warp(1.5, 35)
    colours = grade(clay, "dried marine", 0.97, 1.08, 4, item=True)
    for n in range(number):
        z0 = (n - (number - 1) / 2) * (thick + 2)
        sheet = z0 + 5 * (clay.y / wide * 2) ** 2 + 2 * np.sin(clay.x / 17 + n)
        outline = 0.5 * wide * np.sqrt(np.maximum(0, 1 - (clay.x / (0.5 * long)) ** 2)) * (1 + 0.15 * clay.x / long)
        body = (np.abs(clay.y) < outline) & (np.abs(clay.z - sheet) < thick / 2)
        shade(clay, body, clay.noise(15, 1), colours)
    return clay.done("swim bladders", "dried marine", label="marine", count=number)


def giant_clam(rng: np.random.Generator, step: float) -> Sculpture:
    """Valve of a giant clam, thick and folded, or a worked piece of one."""
    wide = float(rng.uniform(60, 150))
    clay = Clay((1.15 * wide, 0.85 * wide, 0.65 * wide), min(step, 1.1), rng, 2.5e6)
    turn = np.arctan2(clay.y + 0.4 * wide, clay.x)
    radius = np.hypot(clay.x, clay.y + 0.4 * wide)
    folds = rng.integers(4, 7)
    scale = 0.08 * wide * np.abs(np.cos(folds * turn)) * (radius / wide)
    outer = 0.28 * wide - 0.62 * radius**2 / wide + scale
    thick = wide * rng.uniform(0.06, 0.11) * (1.25 - 0.7 * (radius / wide).clip(0, 1))
    valve = (
        (clay.z < outer)
        & (clay.z > outer - thick)
        & (radius < 0.72 * wide * (1 + 0.1 * np.cos(2 * folds * turn)))
        & (clay.y > -0.4 * wide)
    )
    shade(clay, valve, np.sin(radius / 3.0) + 0 * clay.z, grade(clay, "giant clam", 0.97, 1.0, 3, item=True))
    return clay.done("giant clam", "giant clam", label="shell")


def coral(rng: np.random.Generator, step: float) -> Sculpture:
    """Branching or massive stony coral: grown, with pores."""
    size = float(rng.uniform(45, 110))
    clay = Clay((1.3 * size, 1.3 * size, 1.2 * size), min(step, 0.9), rng, 2.5e6)
    if rng.random() < 0.35:
        clay.warp(0.05 * size, 0.4 * size)
        body = clay.blob((0.5 * size, 0.42 * size, 0.35 * size), 2.2)
        pores = clay.noise(rng.uniform(2.5, 5.0), 1) > 0.6
        clay.put(body & ~pores, daub(clay, "coral", item=True))
        return clay.done("coral", "coral", label="shell")
    colour = daub(clay, "coral", item=True)
    tips = [(np.array([0, 0, -0.5 * size]), np.array([0, 0, 1.0]), rng.uniform(0.06, 0.1) * size)]
    while tips:
        start, way, radius = tips.pop()
        end = start + way * size * rng.uniform(0.16, 0.3)
        clay.put(clay.rope(np.array([start, end]), [radius, radius * 0.82]), colour)
        if radius < 0.03 * size + 1 or np.abs(end).max() > 0.55 * size:
            continue
        for _ in range(int(rng.integers(2, 4))):
            turn = way + rng.normal(0, 0.6, 3)
            tips.append((end, turn / np.linalg.norm(turn), radius * rng.uniform(0.68, 0.85)))
    clay.put((clay.noise(2.5, 1) > 1.1) & (clay.grid > 0), 0)
    return clay.done("coral", "coral", label="shell")


MARINE_MAKERS: tuple[Maker, ...] = (seahorses, sea_cucumber, shark_fin, swim_bladder)
SHELL_MAKERS: tuple[Maker, ...] = (giant_clam, coral)
