"""Birds: parrots and songbirds in plumage, naked chicks, several in curlers; air sacs and thin bones."""

from dataclasses import replace
from functools import partial

import numpy as np

from ...classes import ANIMAL
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, inset
from ._body import CHICK, Body, Tissue, animal, frame_of
from ._dress import any_dress, bare, crate, sock, taped, tube
from ._many import heap
from ._skeleton import column, limb, long_bone, ribs
from ._soup import Soup

HOLLOW = Tissue(ossified=(0.55, 0.9))


def bird_body(a: float, chick: bool, stretched: bool, rng: np.random.Generator) -> tuple[Body, Soup, float]:
    """Plan, beak, and plumage thickness of a bird whose body is 2a mm long; stretched: as pushed into a tube."""
    body = Body()
    b, c = a * rng.uniform(0.4, 0.55), a * rng.uniform(0.36, 0.5)
    t = np.linspace(-1, 1, 12)
    line = np.stack([t * a, 0.12 * b * np.sin(2 * t), np.zeros(12)], 1)
    plump = np.interp(t, [-1, -0.7, -0.2, 0.35, 0.8, 1], [0.22, 0.6, 0.95, 1.0, 0.75, 0.45])
    body.limb(line, c * plump, b / c)
    if chick:
        body.mass((-0.25 * a, -0.35 * b, 0), (0.6 * a, 0.75 * b, 0.95 * c))
    head_r = a * (rng.uniform(0.3, 0.38) if chick else rng.uniform(0.2, 0.29))
    up = -0.1 if stretched else rng.uniform(0.25, 1.2)
    head = np.array(
        [a * (1.45 if stretched else rng.uniform(0.95, 1.25)), b * up + head_r * 0.4, rng.normal(0, 0.3) * c]
    )
    neck = np.stack([[a * 0.72, 0.1 * b, 0], [a * 1.0, 0.05 * b, 0.1 * c], head * 0.85 + [0.1 * a, 0.1 * b, 0], head])
    body.limb(neck, np.array([0.5, 0.4, 0.42, 0.5]) * head_r * 1.3)
    body.mass(head, (head_r * 1.12, head_r, head_r * 0.95))
    look = np.array([1.0, rng.uniform(-0.5, 0.1), rng.normal(0, 0.3)])
    frame = frame_of(look)
    body.skull(head, (head_r * 0.98, head_r * 0.86, head_r * 0.8), max(0.3, a * 0.011), frame)
    for side in (-1, 1):
        eye = head + frame[:, 0] * head_r * 0.3 + frame[:, 2] * side * head_r * 0.75
        body.bones.ball(eye, (head_r * 0.36, head_r * 0.36, max(0.25, 0.01 * a)), frame)
    beak = Soup()
    hook, beak_r = rng.uniform(0.2, 0.9), head_r * rng.uniform(0.18, 0.5)
    root = head + frame[:, 0] * head_r * 0.85
    tip = root + frame[:, 0] * head_r * rng.uniform(0.6, 1.3) - frame[:, 1] * head_r * hook
    beak.chain(
        np.stack([root, (root + tip) / 2 + frame[:, 1] * head_r * 0.2 * hook, tip]), beak_r * np.array([1, 0.75, 0.15])
    )
    beak.chain(
        np.stack([root - frame[:, 1] * beak_r * 0.9, tip - frame[:, 1] * beak_r * 0.4]), beak_r * np.array([0.6, 0.2])
    )
    body.bones.chain(np.stack([root, (root + tip) / 2]), beak_r * np.array([0.5, 0.3]))

    column(body.bones, neck, a * 0.04, 13, "discs")
    back = np.stack(
        [
            [0.8 * a, 0.45 * b, 0],
            [0.3 * a, 0.7 * b, 0],
            [-0.3 * a, 0.72 * b, 0],
            [-0.8 * a, 0.4 * b, 0],
            [-1.0 * a, 0.25 * b, 0],
        ]
    )
    column(body.bones, back, a * 0.045, 20, "chain")
    body.bones.ball((-0.45 * a, 0.6 * b, 0), (a * 0.34, a * 0.05, c * 0.42))
    chest = np.linspace([0.55 * a, 0.55 * b, 0], [-0.15 * a, 0.6 * b, 0], 7)
    ribs(body.bones, chest, c * 0.72, b * 1.15, a * 0.011, np.array([0.12 * a, 0, 0]))
    if not chick:
        body.bones.ball((0.3 * a, -0.55 * b, 0), (0.55 * a, 0.42 * b, max(0.3, 0.012 * a)))
        body.bones.ball((0.25 * a, -0.35 * b, 0), (0.52 * a, max(0.3, 0.012 * a), 0.5 * c))
    for side in (-1, 1):
        shoulder = np.array([0.6 * a, 0.25 * b, side * 0.6 * c])
        body.bones.chain(np.stack([shoulder, [0.75 * a, -0.35 * b, side * 0.2 * c]]), a * 0.03)
        body.bones.chain(np.stack([shoulder, [-0.05 * a, 0.6 * b, side * 0.45 * c]]), a * 0.018)
        elbow = np.array([rng.uniform(-0.35, -0.1) * a, 0.05 * b, side * 1.02 * c])
        wrist = np.array([rng.uniform(0.45, 0.7) * a, -0.1 * b, side * 1.06 * c])
        finger = np.array([rng.uniform(-0.35, 0.1) * a, -0.15 * b, side * 1.08 * c])
        size = a * 0.03 * (0.75 if chick else 1)
        wing = np.stack([shoulder, elbow, wrist, finger])
        limb(body, wing, np.array([0.17, 0.13, 0.08, 0.05]) * a, size, rng)
        hip = np.array([-0.35 * a, 0.15 * b, side * 0.4 * c])
        knee = np.array([0.15 * a, -0.45 * b, side * 0.75 * c])
        ankle = np.array([-0.55 * a, -0.75 * b, side * 0.6 * c])
        foot = ankle + np.array([rng.uniform(-0.5, 0.4), -0.15, 0.05 * side]) * a
        limb(body, np.stack([hip, knee, ankle, foot]), np.array([0.24, 0.2, 0.06, 0.035]) * a, size, rng, 4, a * 0.22)
        long_bone(
            body.bones, [-0.5 * a, 0.3 * b, side * 0.35 * c], [-0.95 * a, -0.1 * b, side * 0.25 * c], a * 0.015, False
        )
        body.lungs.ball((0.05 * a, 0.42 * b, side * 0.36 * c), (0.32 * a, 0.2 * b, 0.24 * c))
        body.gas.ball(
            (-0.45 * a, 0.15 * b, side * 0.42 * c), np.array([0.28 * a, 0.24 * b, 0.2 * c]) * rng.uniform(0.5, 1.1)
        )
    body.gas.ball((0.72 * a, -0.1 * b, 0), np.array([0.15, 0.12, 0.14]) * a * rng.uniform(0.5, 1))
    if rng.random() < 0.7:
        for _ in range(int(rng.integers(5, 16))):
            at = np.array([-0.25 * a, -0.35 * b, 0]) + rng.normal(0, 0.06, 3) * a
            body.grit.ball(at, rng.uniform(0.35, 1.1))
    plumage = 0.0 if chick else a * rng.uniform(0.1, 0.22)
    return body, beak, plumage


def tail_feathers(a: float, rng: np.random.Generator) -> Shape:
    soup = Soup()
    long = a * rng.uniform(0.7, 2.0)
    for side in np.linspace(-0.14, 0.14, 5):
        soup.rod((-0.95 * a, 0.1 * a, side * a * 0.3), (-0.95 * a - long, 0.02 * a, side * a), 0.09 * a, 0.05 * a)
    return soup.flesh(2.0)


def bird(
    way: str, a: float, rng: np.random.Generator, chick: bool = False, stretched: bool = False, dress=bare
) -> Solid:
    body, beak, plumage = bird_body(a, chick, stretched, rng)
    horn = Part(beak.flesh(0.5), draw_material("keratin", rng), ANIMAL)
    kind, tissue = ("chick", CHICK) if chick else ("bird", HOLLOW)

    def feathered(solid: Solid, flesh: Shape, g: np.random.Generator) -> Solid:
        if not plumage:
            return dress(solid, flesh, g)
        coat = Part(inset(flesh, -plumage), draw_material("feather", g))
        half = tuple(h + plumage for h in solid.half)
        return dress(replace(solid, parts=(coat, *solid.parts), half=half), inset(flesh, -plumage * 0.7), g)

    tail = () if chick else (Part(tail_feathers(a, rng), draw_material("feather", rng).scaled(1.5)),)
    reach = np.array([[-1.1 * a if chick else -3.1 * a, -0.8 * a, -0.8 * a], [1.7 * a, 0.9 * a, 0.8 * a]])
    if not chick:
        reach[0][0] = -2.0 * a
    return animal(kind, body, way, rng, tissue, feathered, (horn,), first=tail, room=reach)


def grown(way: str, rng: np.random.Generator) -> Item:
    """One bird of sparrow to parrot size, loose, wrapped, in a tube or a box."""
    a = rng.uniform(20, 72)
    stretched = rng.random() < 0.5
    dress = any_dress(rng, ((bare, 0.3), (tube, 0.3), (sock, 0.2), (crate, 0.1), (taped, 0.1)))
    return bird(way, a, rng, False, stretched, dress)


def chicks(way: str, rng: np.random.Generator) -> Item:
    """One to five naked chicks in a box or cloth."""
    a = rng.uniform(18, 42)
    if rng.random() < 0.3:
        return bird(way, a, rng, True)
    one = partial(_nestling, way, a)
    return heap("chick", one, (2, 6), rng, ("cardboard", "cloth"), 0.8)


def _nestling(way: str, a: float, rng: np.random.Generator) -> Solid:
    return bird(way, a * rng.uniform(0.9, 1.1), rng, True)


def curlers(way: str, rng: np.random.Generator) -> Item:
    """Songbirds, each pushed into a hair curler or cut tube, side by side."""
    one = partial(_in_curler, way, rng.uniform(17, 28))
    return heap("songbirds", one, (3, 8), rng, (), 0.8)


def _in_curler(way: str, a: float, rng: np.random.Generator) -> Solid:
    return replace(bird(way, a, rng, False, True, tube), kind="songbirds")


WAYS = (("joined", "soup"), ("skinned", "loft"), ("field", "lumps"))
FAMILIES = (
    *(Family(f"bird.{name}", "bird", partial(grown, way), 1.2, name == "field") for name, way in WAYS),
    *(Family(f"chick.{name}", "chick", partial(chicks, way), 0.6, name == "field") for name, way in WAYS),
    *(Family(f"songbirds.{name}", "songbirds", partial(curlers, way), 0.5, name == "field") for name, way in WAYS),
)
