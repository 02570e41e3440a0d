"""Small mammals: slow lorises and young primates, rodents and gliders, pangolins in their scales; frogs."""

from functools import partial

import numpy as np

from ...classes import ANIMAL
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, minus
from ._body import CHICK, DRIED, FRESH, Body, animal, frame_of
from ._dress import any_dress, bare, crate, sock, taped
from ._loft import ANGLES, loft, uprights
from ._lumps import Lumps
from ._many import heap
from ._quadruped import mammal_body
from ._skeleton import column, heading_line, limb, resample, ribs
from ._soup import Soup


def primate(way: str, curls: tuple[float, float], rng: np.random.Generator) -> Item:
    """A slow loris or infant macaque: round head, long limbs, hardly a tail."""
    long = rng.uniform(85, 170)
    girth = long * rng.uniform(0.19, 0.26)
    tail = long * rng.uniform(0.4, 1.0) if rng.random() < 0.3 else 0.0
    body = mammal_body(
        long, rng.uniform(*curls), girth, girth * rng.uniform(0.8, 1.05), 0.15, rng.uniform(2.6, 3.6), tail, rng
    )
    dress = any_dress(rng, ((bare, 0.4), (sock, 0.35), (crate, 0.15), (taped, 0.1)))
    return animal("primate", body, way, rng, FRESH, dress)


def mammal(way: str, curls: tuple[float, float], rng: np.random.Generator) -> Item:
    """A rodent, glider, hedgehog or small carnivore; some dried."""
    long = rng.uniform(55, 190)
    girth = long * rng.uniform(0.16, 0.27)
    body = mammal_body(
        long,
        rng.uniform(*curls),
        girth,
        girth * rng.uniform(0.6, 0.8),
        rng.uniform(0.4, 1.0),
        rng.uniform(1.4, 2.4),
        long * rng.uniform(0.2, 1.0),
        rng,
    )
    dried = rng.random() < 0.12
    dress = bare if dried else any_dress(rng, ((bare, 0.45), (sock, 0.3), (crate, 0.15), (taped, 0.1)))
    return animal("mammal", body, way, rng, DRIED if dried else FRESH, dress)


def scaly_loft(line: np.ndarray, radii: np.ndarray, rng: np.random.Generator) -> Shape:
    """Overlapping scales as relief: each row steps up to its rim, offset from the next."""
    n = 130
    fine = resample(line, n)
    r = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(line)), radii)
    k, a = np.arange(n)[:, None], np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
    rows = rng.uniform(15, 24)
    phase = k / n * rows
    across = np.abs(np.sin(a * rng.integers(5, 8) + np.pi / 2 * np.floor(phase)))
    step = (phase % 1.0) * (0.35 + 0.65 * across)
    return loft(fine, r[:, None] * (1.0 + 0.13 * step))


def scaly_plates(line: np.ndarray, radii: np.ndarray, rng: np.random.Generator) -> Soup:
    """Single leaf-shaped plates laid on the back and sides, tips backwards."""
    soup = Soup()
    n = 24
    points = resample(line, n)
    r = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(line)), radii)
    steps, up = np.gradient(points, axis=0), uprights(points)
    for k in range(n):
        f = frame_of(steps[k], up[k])
        count = max(4, int(9 * r[k] / radii.max()))
        for a in (np.arange(count) + 0.5 * (k % 2)) / count * 2 * np.pi:
            out = f[:, 1] * np.sin(a) + f[:, 2] * np.cos(a)
            size = r[k] * rng.uniform(0.4, 0.52)
            lean = f[:, 0] * 0.97 + out * 0.26
            soup.ball(
                points[k] + out * r[k] * 1.06, (size * 1.15, max(0.9, size * 0.09), size * 0.8), frame_of(lean, out)
            )
    return soup


def pangolin(way: str, rng: np.random.Generator) -> Item:
    """A pangolin, live or dead: stretched, bent or rolled up; its scales belong to the animal."""
    long = rng.uniform(120, 300)
    girth = long * rng.uniform(0.12, 0.17)
    roll = rng.uniform(0.3, 1.2) if rng.random() < 0.35 else rng.uniform(4.2, 6.0)
    total = long * 1.9
    flat = heading_line(total, np.linspace(0.15, 1, 8) ** 0.8 * roll * 1.35, 60)
    line = np.stack([flat[:, 0], flat[:, 2], 0.06 * total * np.linspace(-0.5, 1, 60) ** 2], 1)
    s = np.linspace(0, 1, 60)
    radii = girth * np.interp(s, [0, 0.06, 0.14, 0.32, 0.5, 0.6, 1], [0.2, 0.42, 0.6, 1.0, 0.95, 0.66, 0.16])
    body = Body()
    body.limb(line, radii)
    inward = np.gradient(np.gradient(line, axis=0), axis=0)
    inward /= np.linalg.norm(inward, axis=1, keepdims=True) + 1e-9
    spine = line - inward * radii[:, None] * 0.55
    column(body.bones, spine[4:], girth * 0.1 * np.interp(s[4:], [0, 0.5, 1], [0.7, 1, 0.4]), 46, "chain")
    ribs(body.bones, resample(spine[13:26], 14), girth * 0.68, girth * 1.2, max(0.5, girth * 0.035), up=-inward[20])
    body.skull(line[4], (girth * 0.5, girth * 0.22, girth * 0.24), max(0.6, girth * 0.03), frame_of(line[0] - line[5]))
    for at in (12, 30):
        for side in (-1, 1):
            hip = line[at] + np.array([0, 0, side * radii[at] * 0.6])
            knee = hip + inward[at] * girth * 0.5 + [0, 0, side * girth * 0.25]
            foot = knee + inward[at] * girth * 0.4 + rng.normal(0, 0.1, 3) * girth
            limb(
                body, np.stack([hip, knee, foot]), np.array([0.3, 0.24, 0.2]) * girth, girth * 0.09, rng, 4, girth * 0.3
            )
    for side in (-1, 1):
        body.lungs.ball(
            line[17] + [0, 0, side * girth * 0.34],
            (long * 0.12, girth * 0.4, girth * 0.24),
            frame_of(line[18] - line[16]),
        )
    for _ in range(3):
        body.gas.ball(
            line[int(rng.integers(22, 30))] + rng.normal(0, 0.2, 3) * girth, girth * rng.uniform(0.08, 0.22, 3)
        )
    keratin = draw_material("scale", rng)
    if way == "loft":
        outer = scaly_loft(line, radii * 1.02, rng)
        inner = Soup().chain(line, radii * 0.98).flesh()
        scales = Part(minus(outer, inner), keratin, ANIMAL)
        return animal("pangolin", body, "soup", rng, FRESH, any_dress(rng), first=(scales,))
    plates = scaly_plates(line, radii, rng)
    if way == "soup":
        return animal(
            "pangolin", body, "loft", rng, FRESH, any_dress(rng), extra=(Part(plates.bones(), keratin, ANIMAL),)
        )
    ridges = Lumps()
    for row in plates.rows[::2]:
        ridges.add(row[1:4], np.maximum(row[13:16] * [0.8, 1.6, 0.8], 1.2), row[4:13].reshape(3, 3).T)
    inner = Soup().chain(line, radii * 0.9).flesh()
    skin = Part(minus(ridges.shape(), inner), keratin, ANIMAL)
    return animal("pangolin", body, "lumps", rng, FRESH, any_dress(rng), extra=(skin,))


def frog_body(a: float, rng: np.random.Generator) -> Body:
    """A crouching frog or toad, trunk of 2a mm: broad flat head, no ribs, long folded hind legs."""
    body = Body()
    body.mass((0, 0, 0), (a, a * rng.uniform(0.42, 0.6), a * rng.uniform(0.6, 0.8)))
    body.mass((a * 0.8, a * 0.1, 0), (a * 0.5, a * 0.3, a * 0.52))
    column(
        body.bones,
        np.array([[a * 0.6, a * 0.22, 0], [0, a * 0.34, 0], [-a * 0.35, a * 0.3, 0]]),
        a * 0.06,
        10,
        "spines",
    )
    body.bones.rod((-a * 0.35, a * 0.3, 0), (-a * 0.95, a * 0.05, 0), a * 0.04)
    arch = np.array([[a * 0.45, 0.12 * a, 0.45 * a], [a * 0.95, 0.12 * a, 0.38 * a], [a * 1.22, 0.1 * a, 0]])
    for side in (1, -1):
        body.bones.chain(arch * [1, 1, side], a * 0.035).chain(arch * [1, 0.2, side] - [0, 0.06 * a, 0], a * 0.03)
        body.bones.chain(
            np.array([[-a * 0.25, a * 0.3, side * 0.2 * a], [-a * 0.95, 0.05 * a, side * 0.1 * a]]), a * 0.04
        )
        hip = np.array([-a * 0.92, 0.02 * a, side * a * 0.15])
        knee = hip + np.array([rng.uniform(0.6, 1.0), rng.uniform(-0.1, 0.2), side * rng.uniform(0.5, 0.8)]) * a
        ankle = hip + np.array([rng.uniform(-0.3, 0.2), -0.25, side * rng.uniform(0.4, 0.8)]) * a
        heel = ankle + np.array([rng.uniform(0.3, 0.6), -0.05, side * 0.15]) * a
        limb(body, np.stack([hip, knee, ankle, heel]), np.array([0.24, 0.2, 0.1, 0.07]) * a, a * 0.05, rng, 5, a * 0.45)
        shoulder = np.array([a * 0.4, 0.0, side * a * 0.5])
        elbow = shoulder + np.array([-0.2, -0.2, side * 0.3]) * a
        hand = elbow + np.array([0.35, -0.15, side * rng.uniform(-0.2, 0.1)]) * a
        limb(body, np.stack([shoulder, elbow, hand]), np.array([0.14, 0.12, 0.08]) * a, a * 0.045, rng, 4, a * 0.22)
        body.bones.rod((a * 0.42, -0.2 * a, 0), (a * 0.42, 0.1 * a, side * a * 0.48), a * 0.035)
        body.lungs.ball((-0.05 * a, 0.1 * a, side * 0.3 * a), np.array([0.35, 0.16, 0.17]) * a)
    body.skull((a * 0.72, 0.18 * a, 0), (a * 0.34, a * 0.1, a * 0.14), max(0.3, a * 0.02))
    return body


def frogs(way: str, rng: np.random.Generator) -> Item:
    """One frog of 4 to 12 cm, or a box of several; some dried."""
    a = rng.uniform(18, 62)
    tissue = DRIED if rng.random() < 0.15 else (CHICK if a < 25 else FRESH)

    def one(g: np.random.Generator) -> Solid:
        return animal("frog", frog_body(a * g.uniform(0.85, 1.15), g), way, g, tissue)

    if rng.random() < 0.45:
        return one(rng)
    a = min(a, 36)
    return heap("frog", one, (2, 8), rng, ("polyethylene", "cloth", "cardboard"), 0.8)


WAYS = (("joined", "soup"), ("skinned", "loft"), ("field", "lumps"))
CURLS = {"joined": (0.2, 2.6), "skinned": (1.5, 3.0), "field": (0.6, 3.2)}
FAMILIES = (
    *(Family(f"primate.{n}", "primate", partial(primate, way, CURLS[n]), 0.8, n == "field") for n, way in WAYS),
    *(Family(f"mammal.{n}", "mammal", partial(mammal, way, CURLS[n]), 0.8, n == "field") for n, way in WAYS),
    Family("pangolin.plated", "pangolin", partial(pangolin, "soup"), 0.7),
    Family("pangolin.stepped", "pangolin", partial(pangolin, "loft"), 0.7),
    Family("pangolin.field", "pangolin", partial(pangolin, "lumps"), 0.7, True),
    *(Family(f"frog.{n}", "frog", partial(frogs, way), 0.8, n == "field") for n, way in WAYS),
)
