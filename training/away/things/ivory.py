"""Ivory: whole tusks, sections, slabs, blocks, seals, bangles, figures and beads."""

import numpy as np

from away.clay import Clay, Sculpture
from away.things.common import Maker, daub, grade, pick, shade
from away.things.forms import beads_on, cone_horn, figure, ring_band, strand


def _grain(clay: Clay, mask: np.ndarray, name: str | None = None) -> None:
    """Paints a mask as dentine: growth layers and slow changes of mineral, and rarely a crack."""
    rng = clay.rng
    name = name or ("ivory" if rng.random() < 0.85 else "hippo ivory")
    layers = np.sin(np.hypot(clay.x, clay.y * rng.uniform(0.6, 1.0)) * 2 * np.pi / rng.uniform(4, 9))
    shade(clay, mask, 0.5 * layers + 0.8 * clay.noise(14, 2), grade(clay, name, 0.96, 1.03, 5, item=True))
    if rng.random() < 0.3:
        crack = np.abs(clay.noise(22, 2)) < 0.02
        clay.put(mask & crack, 0)


def _curved(rng: np.random.Generator, step: float):
    long = float(rng.uniform(150, 340))
    wide = long * rng.uniform(0.075, 0.12)
    clay, body, line, radii = cone_horn(rng, step, long, wide, rng.uniform(0.3, 1.3))
    depth = int(rng.uniform(0.25, 0.6) * 60)
    cavity = clay.rope(line[:depth], np.maximum(radii[0] * 0.72 * (1 - np.arange(depth) / depth), 0.3))
    return clay, body, cavity, line, radii


def tusk(rng: np.random.Generator, step: float) -> Sculpture:
    """Whole tusk with its conical pulp cavity, cementum rind."""
    clay, body, cavity, _, _ = _curved(rng, step)
    _grain(clay, body)
    clay.put(clay.rind(body, 1.5), daub(clay, "ivory", item=True, times=0.97))
    clay.put(cavity, 0)
    return clay.done("tusk", "ivory", label="ivory", ivory_kind="tusk-or-piece")


def section(rng: np.random.Generator, step: float) -> Sculpture:
    """Sawn section of a tusk, hollow or solid, or a split half of one."""
    clay, body, cavity, line, _ = _curved(rng, step)
    cut = int(rng.integers(4, 34))
    along = (line[cut + 1] - line[cut]) / np.linalg.norm(line[cut + 1] - line[cut])
    far = (clay.x - line[cut, 0]) * along[0] + (clay.y - line[cut, 1]) * along[1] + (clay.z - line[cut, 2]) * along[2]
    body = body & (far > 0) & (far < rng.uniform(25, 90))
    if rng.random() < 0.25:
        body = body & (clay.z > line[cut, 2])
    _grain(clay, body)
    clay.put(cavity, 0)
    return clay.done("tusk section", "ivory", label="ivory", ivory_kind="tusk-or-piece")


def block(rng: np.random.Generator, step: float) -> Sculpture:
    """Sawn block or slab with one rounded face left."""
    half = rng.uniform((18, 12, 6), (45, 26, 18))
    clay = Clay(2.2 * half, min(step, 0.9), rng)
    round_ = np.hypot(clay.y, clay.z + half[1]) < half[1] + half[2] * 0.9
    _grain(clay, clay.slab(half) & round_)
    return clay.done("ivory block", "ivory", label="ivory", ivory_kind="tusk-or-piece")


def seals(rng: np.random.Generator, step: float) -> Sculpture:
    """Name seals or chopsticks: one or a few bars side by side."""
    number, long = int(rng.integers(1, 6)), rng.uniform(48, 66)
    radius = rng.uniform(5, 10)
    if rng.random() < 0.35:
        number, long, radius = int(rng.integers(2, 9)), rng.uniform(180, 250), rng.uniform(2.6, 4.0)
    clay = Clay((number * 2.15 * radius + 2, 2.2 * radius, long + 3), min(step, 0.8), rng, 2.5e6)
    power = pick(rng, "2", "8")
    body = clay.blank()
    for n in range(number):
        x0 = (n - (number - 1) / 2) * 2.12 * radius
        taper = radius * (1 - (0.35 if long > 100 else 0.0) * (clay.z / long + 0.5))
        body |= ((np.abs(clay.x - x0) / taper) ** int(power) + (np.abs(clay.y) / taper) ** int(power) <= 1) & (
            np.abs(clay.z) < long / 2
        )
    _grain(clay, body)
    kind = "seal" if long < 100 else "chopsticks"
    return clay.done(kind, "ivory", label="ivory", ivory_kind="worked", count=number)


def bangle(rng: np.random.Generator, step: float) -> Sculpture:
    """Ivory bangle."""
    clay, band = ring_band(rng, step)
    _grain(clay, band)
    return clay.done("bangle", "ivory", label="ivory", ivory_kind="worked")


def figurine(rng: np.random.Generator, step: float) -> Sculpture:
    """Carved figure or netsuke."""
    clay, body = figure(rng, step)
    _grain(clay, body)
    return clay.done("figurine", "ivory", label="ivory", ivory_kind="worked")


def bead_string(rng: np.random.Generator, step: float) -> Sculpture:
    """Strung ivory beads of 6 to 16 mm, on thread."""
    size, spots = strand(rng, float(rng.uniform(6.0, 16.0)))
    clay = Clay(np.ptp(spots, axis=0) + 2.6 * size, min(step, size / 7), rng)
    beads_on(clay, spots, size, daub(clay, "ivory", item=True))
    clay.put(clay.rope(spots, 0.5) & (clay.grid == 0), daub(clay, "cotton", times=2))
    return clay.done(
        "bead string", "ivory", label="ivory", ivory_kind="beads", diameter_mm=round(size, 1), count=len(spots)
    )


def loose_beads(rng: np.random.Generator, step: float) -> Sculpture:
    """Loose ivory beads in a small pouch, poured."""
    size, wide = float(rng.uniform(6.0, 14.0)), rng.uniform(28, 45)
    clay = Clay((2.1 * wide, 2.1 * wide, 1.1 * wide), min(step, size / 7), rng, 2.5e6)
    pouch = clay.blob((wide, wide, 0.5 * wide), 2.5)
    keep: list[np.ndarray] = []
    for _ in range(2500):
        spot = rng.uniform(-1, 1, 3) * (wide - size / 2, wide - size / 2, 0.5 * wide - size / 2)
        if (np.abs(spot / (wide, wide, 0.5 * wide)) ** 2.5).sum() < 0.75 and all(
            ((spot - o) ** 2).sum() > (1.01 * size) ** 2 for o in keep
        ):
            keep.append(spot)
        if len(keep) >= 70:
            break
    beads_on(clay, np.array(keep), size, daub(clay, "ivory", item=True))
    clay.put(clay.rind(pouch, 1.0) & (clay.grid == 0), daub(clay, "cotton"))
    return clay.done(
        "loose beads", "ivory", label="ivory", ivory_kind="beads", diameter_mm=round(size, 1), count=len(keep)
    )


MAKERS: tuple[Maker, ...] = (
    tusk, section, section, block, seals, bangle, figurine, figurine,
    bead_string, bead_string, bead_string, loose_beads,
)  # fmt: skip
