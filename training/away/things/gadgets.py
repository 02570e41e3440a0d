"""Electronics, tools and sports things, built of their parts."""

import numpy as np

from away.clay import Clay, Sculpture, smooth_path
from away.things.common import Maker, daub, pick


def _board(clay: Clay, half, at=(0.0, 0.0, 0.0)) -> None:
    """A circuit board with chips, capacitors and shields on it."""
    rng = clay.rng
    clay.put(clay.slab((half[0], half[1], 0.8), at), daub(clay, "circuit board"))
    chip, can, joint = daub(clay, "chip"), clay.paint("aluminium", 1.6), clay.paint("solder", 3.0)
    for _ in range(int(rng.integers(6, 18))):
        x, y = at[0] + rng.uniform(-0.85, 0.85) * half[0], at[1] + rng.uniform(-0.85, 0.85) * half[1]
        size = rng.uniform((2, 2, 0.5), (9, 9, 1.6))
        if rng.random() < 0.25:
            clay.put((np.hypot(clay.x - x, clay.y - y) < 3) & (clay.z > at[2]) & (clay.z < at[2] + 6), can)
        else:
            clay.put(clay.slab(size, (x, y, at[2] + 1 + size[2])), chip)
        clay.put(clay.slab((1.0, 1.0, 0.8), (x + size[0], y, at[2])), joint)


def phone(rng: np.random.Generator, step: float) -> Sculpture:
    """Telephone: glass, cell, board, frame."""
    half = rng.uniform((60, 30, 3.6), (84, 41, 5.0))
    clay = Clay(2 * half + 3, min(step, 0.8), rng)
    body = clay.blob(half, 8)
    clay.put(body, clay.paint("ABS", 0.8))
    _board(clay, (half[0] * 0.35, half[1] * 0.8), (half[0] * 0.5, 0, 0))
    clay.put(
        clay.slab((half[0] * 0.42, half[1] * 0.75, half[2] * 0.55), (-half[0] * 0.35, 0, 0)), daub(clay, "lithium cell")
    )
    clay.put(body & (np.abs(clay.z) > half[2] - 0.9), daub(clay, "glass"))
    clay.put(clay.rind(body, 1.0) & (np.abs(clay.z) < half[2] - 1), daub(clay, pick(rng, "aluminium", "polycarbonate")))
    return clay.done("phone", "electronics")


def laptop(rng: np.random.Generator, step: float) -> Sculpture:
    """Laptop or tablet: cells in a row, boards, fan, aluminium or plastic shell."""
    half = rng.uniform((110, 80, 6), (165, 115, 12))
    clay = Clay(2 * half + 3, max(step, 0.9), rng, 2.5e6)
    body = clay.slab(half)
    for n in range(int(rng.integers(3, 7))):
        clay.put(
            clay.slab((half[0] * 0.13, half[1] * 0.38, 2.6), (half[0] * (-0.8 + 0.3 * n), half[1] * 0.5, -1)),
            daub(clay, "lithium cell"),
        )
    _board(clay, (half[0] * 0.7, half[1] * 0.35), (0, -half[1] * 0.45, -1))
    turn = np.hypot(clay.x - half[0] * 0.6, clay.y + half[1] * 0.5)
    clay.put((turn < 22) & (turn > 18) & (np.abs(clay.z) < 3), daub(clay, "ABS"))
    clay.put(body & (np.abs(clay.z) > half[2] - 1.2), daub(clay, pick(rng, "aluminium", "ABS")))
    clay.put(body & (np.abs(clay.z - half[2] * 0.4) < 0.8), daub(clay, "PMMA"))
    return clay.done("laptop", "electronics")


def cable(rng: np.random.Generator, step: float) -> Sculpture:
    """Coiled cable with plugs."""
    radius, turns, thick = rng.uniform(24, 55), rng.uniform(3, 8), rng.uniform(1.4, 3.2)
    clay = Clay((2 * radius + 46, 2 * radius + 26, turns * thick + 24), min(step, 0.9), rng)
    t = np.linspace(0, turns * 2 * np.pi, int(60 * turns))
    wander = radius * (1 + 0.08 * np.interp(t, np.linspace(0, t[-1], 30), rng.normal(0, 1, 30)))
    flat = np.interp(t, np.linspace(0, t[-1], 30), rng.normal(0, thick * 1.3, 30))
    line = np.stack([wander * np.cos(t), wander * 0.75 * np.sin(t), flat], 1)
    clay.put(clay.rope(line, thick), daub(clay, pick(rng, "PVC", "rubber", "PVC")))
    clay.put(clay.rope(line, thick * 0.45), clay.paint("copper", 5.5))
    for end in (0, -1):
        clay.put(clay.slab((13, 7, 5), tuple(line[end])), daub(clay, "ABS"))
        clay.put(clay.slab((16, 4.5, 2), tuple(line[end])), clay.paint("steel", 3.5))
    return clay.done("cable", "copper")


def charger(rng: np.random.Generator, step: float) -> Sculpture:
    """Power supply: transformer core, windings, board, pins."""
    half = rng.uniform((22, 14, 12), (55, 30, 18))
    clay = Clay(2.1 * half + (20, 0, 0), min(step, 0.9), rng)
    box = clay.slab(half)
    _board(clay, half[:2] * 0.9, (0, 0, -half[2] * 0.5))
    core = rng.uniform(0.25, 0.45) * half[:2].min() + 3
    clay.put(clay.slab((core, core, core * 0.8)), daub(clay, "ferrite"))
    clay.put(clay.slab((core * 0.6, core * 1.3, core * 0.6)), clay.paint("copper", 6.0))
    clay.put(clay.rind(box, 1.8), daub(clay, "polycarbonate"))
    for side in (-6, 6):
        clay.put(clay.slab((9, 2, 2), (half[0] + 8, side, 0)), daub(clay, "brass"))
    return clay.done("charger", "electronics")


def batteries(rng: np.random.Generator, step: float) -> Sculpture:
    """Pack of round cells."""
    number, radius, long = int(rng.integers(2, 9)), rng.choice([5.2, 7.2, 9.2]), rng.uniform(44, 66)
    clay = Clay((number * 2.1 * radius + 2, 2.2 * radius, long + 3), min(step, 0.7), rng)
    inside, shell = daub(clay, pick(rng, "alkaline cell", "lithium cell")), clay.paint("steel", 5.0)
    for n in range(number):
        x0 = (n - (number - 1) / 2) * 2.1 * radius
        across = np.hypot(clay.x - x0, clay.y)
        clay.put((across < radius) & (np.abs(clay.z) < long / 2), shell)
        clay.put((across < radius - 0.6) & (np.abs(clay.z) < long / 2 - 1), inside)
    return clay.done("batteries", "alkaline cell", count=number)


def camera(rng: np.random.Generator, step: float) -> Sculpture:
    """Camera: body, lens of several glasses, cell, board."""
    half = rng.uniform((50, 32, 18), (70, 46, 30))
    long = rng.uniform(30, 70)
    clay = Clay((2 * half[0] + 4, 2 * half[1] + 4, 2 * half[2] + long), min(step, 1.0), rng)
    back = -long / 2
    body = clay.blob(half, 6, (0, 0, back))
    clay.put(clay.rind(body, 2.2), daub(clay, pick(rng, "ABS", "polycarbonate", "aluminium")))
    _board(clay, half[:2] * 0.8, (0, 0, back - half[2] * 0.5))
    clay.put(clay.slab((9, half[1] * 0.7, half[2] * 0.7), (-half[0] * 0.7, 0, back)), daub(clay, "lithium cell"))
    across = np.hypot(clay.x - 6, clay.y)
    wide = 0.75 * half[1]
    clay.put((across < wide) & (across > wide - 3) & (clay.z > back), daub(clay, "aluminium"))
    glass = daub(clay, "glass")
    for n in range(int(rng.integers(3, 7))):
        z0 = back + 6 + n * (long + half[2] - 8) / 7
        clay.put((across < wide - 4) & (np.abs(clay.z - z0) < 1.2 + 2.2 * (1 - (across / wide) ** 2)), glass)
    return clay.done("camera", "electronics")


def hair_dryer(rng: np.random.Generator, step: float) -> Sculpture:
    """Hair dryer: hollow barrel, motor, heater, grip."""
    long, wide = rng.uniform(130, 200), rng.uniform(30, 42)
    clay = Clay((long + 4, 150, 2 * wide + 4), step, rng)
    across = np.hypot(clay.y - 40, clay.z)
    barrel = (across < np.interp(clay.x, [-long / 2, 0, long / 2], [wide, wide, wide * 0.6])) & (
        np.abs(clay.x) < long / 2
    )
    clay.put(clay.rind(barrel, 2.4), daub(clay, pick(rng, "ABS", "polycarbonate")))
    clay.put((across < 17) & (np.abs(clay.x + long / 4) < 20), clay.paint("steel", 4.5))
    clay.put((across < 9) & (np.abs(clay.x + long / 4) < 17), clay.paint("copper", 4.0))
    clay.put(
        (np.abs(np.sin(clay.x / 2.5)) < 0.3) & (np.abs(across - 14) < 1) & (clay.x > 0) & (clay.x < long / 3),
        clay.paint("steel", 5.0),
    )
    grip = (np.hypot(clay.x + long * 0.15, clay.z) < 16) & (clay.y < 40 - wide + 4)
    clay.put(clay.rind(grip, 2.4), daub(clay, "ABS"))
    return clay.done("hair dryer", "electronics")


def tool(rng: np.random.Generator, step: float) -> Sculpture:
    """Screwdriver, hammer or spanner."""
    long = rng.uniform(120, 240)
    clay = Clay((long + 6, 90, 36), min(step, 1.0), rng)
    across = np.hypot(clay.y, clay.z)
    kind = pick(rng, "screwdriver", "hammer", "spanner")
    if kind == "spanner":
        clay.put((np.abs(clay.x) < long * 0.4) & (np.abs(clay.y) < 8) & (np.abs(clay.z) < 3), daub(clay, "steel"))
        for end in (-1, 1):
            ring = np.hypot(clay.x - end * long * 0.42, clay.y)
            clay.put((ring < 16) & (ring > 9) & (np.abs(clay.z) < 5), 1)
        return clay.done(kind, "steel")
    clay.put(
        (across < 13 + 1.5 * np.cos(6 * np.arctan2(clay.z, clay.y))) & (clay.x < 0) & (clay.x > -long / 2),
        daub(clay, pick(rng, "PMMA", "wood", "polypropylene")),
    )
    clay.put((across < rng.uniform(2.5, 6)) & (clay.x > -long / 4) & (clay.x < long / 2), daub(clay, "steel"))
    if kind == "hammer":
        clay.put((np.hypot(clay.x - long * 0.4, clay.z) < 12) & (np.abs(clay.y) < 42), daub(clay, "steel"))
    return clay.done(kind, "steel")


def ball(rng: np.random.Generator, step: float) -> Sculpture:
    """Sports ball: hollow, solid or with a core."""
    radius = rng.uniform(19, 48)
    clay = Clay((2.1 * radius,) * 3, min(step, 1.0), rng)
    body = clay.blob((radius,) * 3)
    material = pick(rng, "rubber", "cork", "leather", "polyethylene")
    if rng.random() < 0.5:
        clay.put(clay.rind(body, rng.uniform(1.5, 4)), daub(clay, material))
    else:
        clay.put(body, daub(clay, "cork"))
        clay.put(clay.rind(body, 4), daub(clay, material))
    return clay.done("sports ball", material)


def keys(rng: np.random.Generator, step: float) -> Sculpture:
    """Keys and coins."""
    clay = Clay((80, 60, 16), min(step, 0.7), rng)
    for _ in range(int(rng.integers(3, 8))):
        x, y, z = rng.uniform((-22, -20, -6), (22, 20, 6))
        metal = daub(clay, pick(rng, "brass", "steel", "copper"))
        if rng.random() < 0.5:
            clay.put((np.hypot(clay.x - x, clay.y - y) < rng.uniform(8, 13)) & (np.abs(clay.z - z) < 1.0), metal)
        else:
            clay.put(clay.slab((16, 3, 1.1), (x, y, z)), metal)
            clay.put((np.hypot(clay.x - x - 16, clay.y - y) < 9) & (np.abs(clay.z - z) < 1.1), metal)
    return clay.done("keys and coins", "brass")


def wire_rack(rng: np.random.Generator, step: float) -> Sculpture:
    """Clothes hangers, or a bundle of metal rods."""
    clay = Clay((340, 150, 18), max(min(step, 1.2), 0.9), rng, 2e6)
    metal = daub(clay, pick(rng, "steel", "aluminium", "PVC"))
    for n in range(int(rng.integers(1, 4))):
        dz = 4.0 * n - 4
        line = np.array(
            [(0, 20, dz), (-160, -60, dz), (160, -60, dz), (0, 20, dz), (0, 50, dz), (14, 62, dz), (0, 70, dz)], float
        )
        clay.put(clay.rope(line, rng.uniform(1.3, 2.2)), metal)
    return clay.done("hangers", "steel")


def hose(rng: np.random.Generator, step: float) -> Sculpture:
    """Length of hose or cable conduit, hollow."""
    path = smooth_path(rng, rng.uniform(250, 420), 0.9)
    radius = rng.uniform(5, 10)
    clay = Clay(np.ptp(path, axis=0) + 2 * radius + 4, min(step, 1.2), rng)
    clay.put(clay.rope(path, radius), daub(clay, pick(rng, "PVC", "rubber", "polyethylene")))
    clay.put(clay.rope(path, radius - 2), 0)
    return clay.done("hose", "PVC")


def magnets(rng: np.random.Generator, step: float) -> Sculpture:
    """Loudspeaker: magnet, cone, box."""
    half = rng.uniform((35, 35, 28), (60, 60, 50))
    clay = Clay(2.1 * half, step, rng)
    box = clay.slab(half)
    clay.put(clay.rind(box, rng.uniform(2.5, 5)), daub(clay, pick(rng, "ABS", "wood", "polycarbonate")))
    across = np.hypot(clay.x, clay.y)
    clay.put((across < 0.5 * half[0]) & (np.abs(clay.z) < 8), daub(clay, "ferrite"))
    cone = np.abs(clay.z - (8 + 0.5 * (across - 0.3 * half[0]))) < 1.2
    clay.put(cone & (across < 0.85 * half[0]) & (across > 0.3 * half[0]), daub(clay, "paper"))
    return clay.done("loudspeaker", "electronics")


MAKERS: tuple[Maker, ...] = (
    phone, laptop, cable, charger, batteries, camera, hair_dryer, tool, ball, keys, wire_rack, hose, magnets,
)  # fmt: skip
