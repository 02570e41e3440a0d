"""Beads, necklaces, prayer beads and chains of other matter than ivory, strung or loose."""

from collections.abc import Callable

import numpy as np

from ....classes import IVORY
from ...family import Family
from ...forms import Form, bead_form, string_path
from ...forms_turned import sphere_of_rings, turned_bead
from ...items import Item, Part, Pile, Solid
from ...materials import draw_material
from ...shapes import minus, tube_along
from ...shapes_loft import icosphere, moved_mesh
from ...shapes_mesh import mesh_sdf
from ...shapes_noise import Noise, noisy
from ...shapes_section import extrude, helix, regular, smooth_curve
from .kinds import families, strung
from .matter import STONES, pick, texture_of

Rng = np.random.Generator


def plain_bead(diameter: float, rng: Rng) -> Form:
    return bead_form(diameter, int(rng.choice([0, 0, 0, 1, 2])), rng)


def faceted_bead(diameter: float, rng: Rng) -> Form:
    """A cut prism or cube with a hole."""
    r = diameter / 2
    outline = (regular(int(rng.choice([4, 6, 8])), r), regular(16, min(rng.uniform(0.5, 1), r * 0.3)))
    half = r * rng.uniform(0.5, 1.2)
    return extrude(outline, half, r * 0.15, cells=48), (r + 1, half + 1, r + 1)


def rough_bead(diameter: float, rng: Rng) -> Form:
    """A seed, chip or nugget: a bead with a rough surface (rudraksha, bodhi, coral chips)."""
    shape, half = bead_form(diameter, 0, rng)
    amplitude = diameter * rng.uniform(0.03, 0.09)
    return noisy(shape, amplitude, diameter * rng.uniform(0.25, 0.7), 2, rng, 0.6, True), tuple(
        h + amplitude for h in half
    )


def skin_bead(diameter: float, rng: Rng) -> Form:
    """A pierced seed or nugget as a displaced ball."""
    v, f = icosphere(3)
    r = diameter / 2
    noise = Noise(rng.uniform(0.4, 1.2), 3, rng, 0.5, bool(rng.random() < 0.5))
    v = v * (1 + rng.uniform(0.04, 0.15) * noise(*(v[:, i].astype(np.float32) for i in range(3))))[:, None]
    axes = r * np.array([1, rng.uniform(0.8, 1.3), rng.uniform(0.8, 1)])
    body = mesh_sdf(moved_mesh((v, f), 0, None, axes), r / 8)
    hole = tube_along(np.array([[0, -diameter, 0], [0, diameter, 0]]), np.full(2, min(0.8, r * 0.2)))
    return minus(body, hole), tuple(float(a) * 1.15 + 1 for a in axes)


def coiled(n: int, pitch: float, rng: Rng) -> tuple[np.ndarray, np.ndarray | None]:
    """A string let fall: the path of training strings."""
    return string_path(n, pitch, rng), None


def looped(n: int, pitch: float, rng: Rng) -> tuple[np.ndarray, np.ndarray | None]:
    """A closed necklace laid as a wavy oval, or doubled into a figure of eight, its strand crossing above itself."""
    size = n * pitch / (2 * np.pi)
    a = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    eight = rng.random() < 0.4
    if eight:
        points = np.stack([np.sin(a), np.zeros(14), 0.8 * np.sin(a) * np.cos(a) + 0.1 * np.cos(a)], 1)
    else:
        wave = 1 + rng.uniform(0, 0.35) * np.cos(rng.integers(2, 5) * a + rng.uniform(0, 6.3))
        points = np.stack([np.cos(a) * wave, np.zeros(14), np.sin(a) * wave * rng.uniform(0.35, 1)], 1)
    points = smooth_curve(points * size, 240, closed=True)
    length = np.linalg.norm(np.diff(points, axis=0, append=points[:1]), axis=1).sum()
    points *= n * pitch / length
    walked = np.linspace(0, len(points), n, endpoint=False)
    path = np.stack(
        [np.interp(walked, np.arange(len(points) + 1), np.append(points[:, i], points[0, i])) for i in range(3)], 1
    )
    if eight:
        path[:, 1] = pitch * 0.55 * np.cos(np.linspace(0, 2 * np.pi, n, endpoint=False))
    return path - (path.max(axis=0) + path.min(axis=0)) / 2, np.gradient(path, axis=0)


def spiral(n: int, pitch: float, rng: Rng) -> tuple[np.ndarray, np.ndarray | None]:
    """A bracelet or long strand wound up flat or as a coil."""
    if rng.random() < 0.5:
        a = np.zeros(n)
        r = pitch * 1.6
        for k in range(1, n):
            a[k] = a[k - 1] + pitch / (r + 1.02 * pitch * a[k - 1] / (2 * np.pi))
        radius = r + 1.02 * pitch * a / (2 * np.pi)
        path = np.stack([radius * np.cos(a), np.zeros(n), radius * np.sin(a)], 1)
    else:
        radius = rng.uniform(26, 45)
        a = np.arange(n) * pitch / radius
        path = np.stack([radius * np.cos(a), 1.02 * pitch * a / (2 * np.pi), radius * np.sin(a)], 1)
    return path - (path.max(axis=0) + path.min(axis=0)) / 2, np.gradient(path, axis=0)


BeadMaker = Callable[[float, Rng], Form]


def string_of(kind: str, bead: BeadMaker, layout, materials: tuple[str, ...], rng: Rng, sizes=(4.0, 16.0)) -> Item:
    diameter = rng.uniform(*sizes)
    n = int(np.clip(rng.uniform(180, 900) / diameter, 16, 108))
    forms = [bead(diameter, rng) for _ in range(1 if rng.random() < 0.6 else 2)]
    longest = max(2 * max(half) - 2 for _, half in forms)
    path, along = layout(n, max(diameter, longest * 0.9) * rng.uniform(1.0, 1.12), rng)
    cord = ()
    if rng.random() < 0.25:
        cord = (Part(tube_along(path, np.full(n, 0.5)), draw_material("nylon", rng)),)
    return strung(kind, forms, path, diameter, pick(materials, rng), rng, along, float(rng.choice([0, 0, 0.3])), cord)


def loose(kind: str, bead: BeadMaker, materials: tuple[str, ...], rng: Rng, sizes=(5.0, 18.0)) -> Item:
    """Loose beads in a small bag."""
    diameter = rng.uniform(*sizes)
    material = pick(materials, rng)
    specimen, texture = draw_material(material, rng), texture_of(material, rng)
    models = []
    for _ in range(3):
        shape, half = bead(diameter * rng.uniform(0.96, 1.04), rng)
        models.append(Solid(kind, (Part(shape, specimen, 0, texture),), half, "any", 0, material))
    n = int(rng.integers(12, 45))
    side = diameter * rng.uniform(3.5, 6.5)
    wrap = draw_material("polyethylene", rng) if rng.random() < 0.5 else None
    members = tuple(models[i % 3] for i in range(n))
    return Pile(kind, members, (side * 0.7, side, side), wrap, 0, material, diameter, n)


def beads(
    kind: str, materials: tuple[str, ...], weight: float, train: dict[str, BeadMaker], held: dict[str, BeadMaker]
):
    """The families of one sort of beads: each bead strung, and the first of training and of the test also loose."""

    def on_string(bead, layouts):
        return lambda rng: string_of(kind, bead, layouts[int(rng.integers(len(layouts)))], materials, rng)

    def in_bag(bead):
        return lambda rng: loose(kind, bead, materials, rng)

    one = {f"{name} strung": on_string(bead, (coiled,)) for name, bead in train.items()}
    other = {f"{name} strung": on_string(bead, (looped, spiral)) for name, bead in held.items()}
    one |= {f"{name} loose": in_bag(bead) for name, bead in list(train.items())[:1]}
    other |= {f"{name} loose": in_bag(bead) for name, bead in list(held.items())[:1]}
    return families(kind, IVORY, one, other, weight)


def pearl(diameter: float, rng: Rng) -> Form:
    return bead_form(diameter * 0.7, 0, rng)


def turned_pearl(diameter: float, rng: Rng) -> Form:
    return sphere_of_rings(diameter * 0.35)


def chain(rng: Rng) -> Item:
    """A metal chain let fall, drawn as a beaded line."""
    material = pick(("brass", "steel", "aluminium"), rng)
    path = string_path(int(rng.integers(40, 90)), rng.uniform(3, 6), rng)
    thick = rng.uniform(0.6, 2.2) * (1 + 0.35 * (np.arange(len(path)) % 2))
    part = Part(tube_along(path, thick), draw_material(material, rng).scaled(0.6))
    half = tuple(float(v) + 5 for v in np.abs(path).max(axis=0))
    return Solid("metal chain", (part,), half, "flat", 0, material, 0.0, len(path))


def wound_chain(rng: Rng) -> Item:
    """A chain as a wound ribbon."""
    material = pick(("brass", "steel", "aluminium"), rng)
    ring, turns, thick = rng.uniform(15, 40), rng.uniform(1.5, 4), rng.uniform(0.8, 2.2)
    shape = helix(regular(6, thick), ring, thick * 2.2, turns, rng.normal(0, 4))
    part = Part(shape, draw_material(material, rng).scaled(0.6))
    reach = ring + 20 + thick
    return Solid("metal chain", (part,), (reach, thick * (turns + 3), reach), "flat", 0, material)


TURNED = {"turned": turned_bead, "skin": skin_bead}
PLAIN = {"plain": plain_bead, "faceted": faceted_bead}

FAMILIES: tuple[Family, ...] = (
    *beads("wood beads", ("wood", "hard wood"), 1.4, PLAIN, TURNED),
    *beads("glass beads", ("glass",), 1.2, PLAIN, TURNED),
    *beads("plastic beads", ("acrylic", "abs", "pvc", "resin", "polyethylene"), 1.2, PLAIN, TURNED),
    *beads("fake ivory beads", ("filled resin",), 0.8, {"plain": plain_bead}, TURNED),
    *beads("stone beads", tuple(s for s in STONES if s != "glass"), 1.4, PLAIN | {"rough": rough_bead}, TURNED),
    *beads("bone beads", ("bone",), 1.0, PLAIN, TURNED),
    *beads("seed beads", ("nut shell", "wood", "nut shell"), 1.0, {"rough": rough_bead, "plain": plain_bead}, TURNED),
    *beads("shell and coral beads", ("sea shell", "coral"), 0.6, {"plain": plain_bead, "rough": rough_bead}, TURNED),
    *beads("pearls", ("sea shell", "glass"), 0.5, {"round": pearl}, {"turned": turned_pearl}),
    *beads("metal beads", ("brass", "steel", "aluminium"), 0.6, {"plain": plain_bead}, {"turned": turned_bead}),
    *families("metal chain", IVORY, {"links": chain}, {"wound": wound_chain}, 0.5),
)
