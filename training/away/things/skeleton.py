"""Bones, skulls, teeth and claws of big cats."""

import numpy as np
from scipy.spatial.transform import Rotation

from away.clay import Clay, Sculpture
from away.things.common import Maker, daub, grade, shade
from away.things.forms import cone_horn


def _compact(clay: Clay, mask: np.ndarray, rind: float) -> None:
    """Compact bone outside, spongy inside."""
    shade(clay, mask, clay.noise(5, 1), grade(clay, "spongy bone", 0.8, 1.2, 4, item=True))
    clay.put(clay.rind(mask, rind), daub(clay, "bone", item=True))


def skull(rng: np.random.Generator, step: float) -> Sculpture:
    """Cat skull: hollow brain case, orbits, zygomatic arches, canines, with or without jaw."""
    long = float(rng.uniform(110, 250))
    clay = Clay((1.15 * long, 0.8 * long, 0.75 * long), min(step, 1.2), rng, 2.5e6)
    clay.warp(0.012 * long, 0.15 * long)
    rind = 0.016 * long + 0.8
    case = clay.blob(np.array((0.27, 0.2, 0.2)) * long, 2.3, (-0.2 * long, 0, 0.08 * long))
    snout = clay.blob(np.array((0.25, 0.13, 0.13)) * long, 2.5, (0.26 * long, 0, 0.02 * long))
    bridge = clay.blob(np.array((0.3, 0.12, 0.13)) * long, 2.3, (0.05 * long, 0, 0.1 * long))
    body = case | snout | bridge
    walls = clay.rind(body, rind)
    clay.put(walls, daub(clay, "bone", item=True))
    for side in (-1, 1):
        clay.put(clay.blob((0.085 * long,) * 3, 2, (0.13 * long, side * 0.14 * long, 0.1 * long)), 0)
        arch = (
            np.array([(0.2, 0.14, -0.02), (0.05, 0.29, -0.03), (-0.12, 0.3, 0), (-0.25, 0.18, 0.02)])
            * long
            * (1, side, 1)
        )
        clay.put(clay.rope(arch, 0.022 * long + 0.6), 1)
        tooth = np.array([(0.42, 0.08, -0.05), (0.44, 0.085, -0.14), (0.41, 0.085, -0.25)]) * long * (1, side, 1)
        clay.put(clay.rope(tooth, np.array([0.028, 0.024, 0.006]) * long), daub(clay, "ivory", item=True))
        for n in range(3):
            clay.put(
                clay.blob(
                    np.array((0.035, 0.014, 0.035)) * long,
                    2,
                    ((0.3 - 0.09 * n) * long, side * (0.1 + 0.02 * n) * long, -0.12 * long),
                ),
                daub(clay, "enamel", item=True, times=0.85),
            )
    crest = clay.slab((0.22 * long, 1.5 + 0.006 * long, 0.05 * long), (-0.25 * long, 0, 0.29 * long))
    clay.put(crest, 1)
    if rng.random() < 0.6:
        for side in (-1, 1):
            jaw = (
                np.array([(0.42, 0.05, -0.24), (0.2, 0.1, -0.27), (-0.08, 0.19, -0.22), (-0.15, 0.21, -0.08)])
                * long
                * (1, side, 1)
            )
            clay.put(clay.rope(jaw, np.array([0.035, 0.04, 0.035, 0.022]) * long), 1)
    return clay.done("cat skull", "bone", label="bone")


def teeth(rng: np.random.Generator, step: float) -> Sculpture:
    """Canine teeth: curved cones of dentine with a pulp channel and an enamel crown, one or several."""
    number, long = int(rng.integers(1, 7)), rng.uniform(42, 105)
    wide = long * rng.uniform(0.11, 0.15)
    clay0, body, line, radii = cone_horn(rng, min(step, 0.7), long, wide, rng.uniform(0.4, 0.9))
    radii = wide * np.interp(np.linspace(0, 1, 60), [0, 0.3, 0.5, 1], [0.7, 1.0, 0.95, 0.08])
    pitch = np.ptp(line[:, 2]) + 2.2 * wide
    clay = Clay(
        np.ptp(line, axis=0) + (2.3 * wide, 2.3 * wide, 2.3 * wide + (number - 1) * pitch), min(step, 0.7), rng, 2.5e6
    )
    dentine, enamel = daub(clay, "ivory", item=True), daub(clay, "enamel", item=True)
    for n in range(number):
        at = line + (0, 0, (n - (number - 1) / 2) * pitch) + rng.normal(0, 0.8, 3) * (1, 1, 0)
        clay.put(clay.rope(at, radii), dentine)
        clay.put(clay.rope(at[30:], radii[30:]), enamel)
        clay.put(clay.rope(at[30:], np.maximum(radii[30:] - 0.9, 0.2)), dentine)
        clay.put(clay.rope(at[:32], radii[:32] * np.linspace(0.45, 0.12, 32)), 0)
    return clay.done("cat teeth", "ivory", label="bone", count=number)


def claws(rng: np.random.Generator, step: float) -> Sculpture:
    """Claws: strongly hooked keratin sheaths on the last toe bone, several loose."""
    number, long = int(rng.integers(3, 14)), rng.uniform(34, 65)
    part = np.linspace(0, 1, 24)
    turn = 2.4 * part
    line = np.cumsum(np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1), 0) * long / 24
    line -= (line.max(0) + line.min(0)) / 2
    radii = 0.14 * long * (1 - 0.92 * part)
    columns = int(np.ceil(number**0.5))
    reach = np.ptp(line, axis=0).max() + np.full(2, 0.3 * long)
    clay = Clay((reach[0] * columns, reach[1] * -(-number // columns), 0.5 * long), min(step, 0.7), rng, 2.5e6)
    sheath, core = daub(clay, "horn", item=True), daub(clay, "bone", item=True)
    for n in range(number):
        spin = Rotation.from_euler("z", rng.uniform(0, 2 * np.pi)).as_matrix()
        at = line @ spin.T + (
            ((n % columns) - (columns - 1) / 2) * reach[0],
            ((n // columns) - (-(-number // columns) - 1) / 2) * reach[1],
            rng.normal(0, 1.5),
        )
        clay.put(clay.rope(at, np.maximum(radii, 0.7)), sheath)
        clay.put(clay.rope(at[:14], radii[:14] * 0.7), core)
    return clay.done("cat claws", "horn", label="bone", count=number)


def long_bone(rng: np.random.Generator, step: float) -> Sculpture:
    """Leg bones of a big cat: shaft with marrow cavity, two-headed ends; one or a bundle."""
    number, long = int(rng.integers(1, 4)), float(rng.uniform(140, 300))
    wide = long * rng.uniform(0.035, 0.05)
    clay = Clay((1.1 * long, number * 5.2 * wide, 5.5 * wide), min(step, 1.1), rng, 2.5e6)
    clay.warp(1.0, 20)
    body, marrow = clay.blank(), clay.blank()
    for n in range(number):
        y0 = (n - (number - 1) / 2) * 5.0 * wide
        bow = np.linspace(-0.46, 0.46, 40)
        line = np.stack([bow * long, y0 + 0 * bow, wide * 0.9 * np.cos(bow * 3)], 1)
        body |= clay.rope(line, wide * (1 + 0.7 * np.abs(bow * 2) ** 6))
        marrow |= clay.rope(line[6:-6], 0.5 * wide)
        for end in (0, -1):
            for side in (-1, 1):
                body |= clay.blob(np.array((1.4, 1.1, 1.4)) * wide, 2, line[end] + (0, side * 0.95 * wide, 0))
    _compact(clay, body, 0.45 * wide)
    clay.put(marrow, daub(clay, "spongy bone", item=True, times=0.35))
    return clay.done("long bones", "bone", label="bone", count=number)


MAKERS: tuple[Maker, ...] = (skull, teeth, claws, long_bone)
