"""Cases, bags, parcels and mail on a belt: empty, on the voxels of the whole scan."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import zoom

from . import blend
from .items import Frame, Raster, empty_raster, paint_parts
from .luggage_trim import trim_of
from .materials import Material, draw_material, draw_one_of
from .shapes import rotation_about
from .shapes_section import blob, extrude, regular
from .stack import Stack

Spacing = tuple[float, float, float]

MARGIN_MM = 14.0
"""Air around the luggage, so that the reconstruction's field is not full to its edge."""

SHELL_NUMBER = 1
"""The luggage is the first object of a bag."""

ZIPPED = ("hard case", "soft case", "backpack", "handbag", "pouch", "instrument case")

MAX_VOXELS = 10_000_000

CROWDED = ("parcel", "small parcel", "handbag", "instrument case")
"""Luggage of crowded bags."""


@dataclass(frozen=True)
class Kind:
    """Half sizes in mm (across the belt, up, along the belt), how often it comes, and whether fine voxels suit it."""

    half: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    weight: float
    fine: bool = False


KINDS = {
    "hard case": Kind(((105, 180), (60, 110), (150, 250)), 0.15),
    "soft case": Kind(((105, 180), (60, 110), (150, 250)), 0.16),
    "backpack": Kind(((95, 150), (55, 100), (130, 220)), 0.12),
    "parcel": Kind(((65, 150), (45, 105), (80, 190)), 0.12),
    "tray": Kind(((120, 165), (45, 75), (150, 210)), 0.06),
    "mail sack": Kind(((120, 180), (60, 105), (180, 260)), 0.06),
    "handbag": Kind(((80, 130), (40, 70), (95, 150)), 0.08, True),
    "small parcel": Kind(((45, 95), (28, 60), (55, 110)), 0.10, True),
    "mail piece": Kind(((65, 125), (14, 32), (85, 160)), 0.07, True),
    "instrument case": Kind(((60, 110), (38, 60), (150, 330)), 0.05, True),
    "pouch": Kind(((45, 75), (18, 38), (55, 90)), 0.03, True),
}


@dataclass(frozen=True)
class LuggagePlan:
    """A kind of luggage, its half sizes in mm and the voxels (y, x, z) in mm that it is scanned with."""

    kind: str
    half: tuple[float, float, float]
    spacing: Spacing


@dataclass(frozen=True)
class Luggage:
    """`shell` is what `stack` holds at first (the same voxels); `inside` marks where things can lie."""

    kind: str
    stack: Stack
    shell: Raster
    inside: np.ndarray
    floor: int


def voxel_count(half: tuple[float, float, float], spacing: Spacing) -> float:
    sizes = (2 * half[1] + 45, 2 * half[0] + 2 * MARGIN_MM + 10, 2 * half[2] + 2 * MARGIN_MM + 10)
    return float(np.prod([a / s for a, s in zip(sizes, spacing, strict=True)]))


def draw_plan(rng: np.random.Generator, crowded: bool = False) -> LuggagePlan:
    """A random piece of luggage and the voxels for it: 1.6 to 2.5 mm, 0.6 to 1.5 mm for small pieces.

    Pixels are square; slices are as thick as the pixels or thicker. At most MAX_VOXELS. Crowded bags are small pieces
    with coarse voxels: quick to make.
    """
    names = CROWDED if crowded else list(KINDS)
    weights = np.array([KINDS[k].weight for k in names])
    kind = str(rng.choice(names, p=weights / weights.sum()))
    half = tuple(float(rng.uniform(*r)) for r in KINDS[kind].half)
    if kind in ("hard case", "soft case") and rng.random() < 0.15:
        half = (half[1], min(half[0], 150.0), half[2])
    if KINDS[kind].fine and not crowded and rng.random() < 0.85:
        pixel = float(rng.choice([0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4]))
        slices = pixel * float(rng.choice([1.0, 1.0, 1.25, 1.5, 2.0]))
    else:
        pixel = float(rng.choice([1.6, 1.8, 2.0, 2.0, 2.2, 2.4]))
        slices = float(rng.uniform(1.5, 2.5))
    while voxel_count(half, (pixel, pixel, slices)) > MAX_VOXELS:
        pixel, slices = pixel * 1.08, slices * 1.08
    pixel, slices = float(np.round(pixel, 2)), float(np.round(slices, 2))
    return LuggagePlan(kind, half, (pixel, pixel, slices))


def outline_of(kind: str, hx: float, hz: float, rng: np.random.Generator) -> np.ndarray:
    """Seen from above: closed outline [n, 2] of (x, z) in mm."""
    if kind in ("parcel", "small parcel"):
        return np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [hx, hz]
    if kind == "mail sack":
        return blob(1.0, 0.06, 5, rng) * [hx, hz]
    if kind == "instrument case" and hz > 200:
        t = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        along = np.cos(t)
        wide = np.interp(along, [-1, -0.75, -0.1, 0.1, 0.75, 1], [0.85, 1, 0.7, 0.8, 0.5, 0.42])
        return np.stack([np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 0.35 * wide * hx, along * hz], 1)
    corner = regular(64, 1.0, {"backpack": 4.5, "handbag": 6.0, "pouch": 5.0}.get(kind, rng.uniform(8, 14)))
    shape = corner * [hx, hz]
    if kind in ("backpack", "handbag"):
        shape[:, 0] *= 1 - rng.uniform(0.05, 0.25) * (shape[:, 1] / hz + 1) / 2
    return shape


def layers_of(kind: str, rng: np.random.Generator) -> list[tuple[float, Material]]:
    """(thickness in mm, material) from outside to inside."""
    thin = draw_one_of(("nylon", "cloth", "polyethylene"), rng)
    if kind == "hard case":
        shell = draw_one_of(("abs", "polycarbonate", "polypropylene", "polycarbonate", "aluminium"), rng)
        thick = rng.uniform(0.9, 1.4) if shell.name == "aluminium" else rng.uniform(1.6, 3.2)
        return [(thick, shell), (rng.uniform(0.5, 2.0), draw_material("nylon", rng).scaled(0.4))]
    if kind == "soft case":
        foam = draw_material("foam", rng).scaled(2)
        return [
            (rng.uniform(0.8, 1.6), draw_material("nylon", rng).scaled(0.8)),
            (rng.uniform(2, 6), foam),
            (0.5, thin),
        ]
    if kind in ("backpack", "handbag", "pouch"):
        outer = draw_one_of(("nylon", "leather", "nylon", "pvc") if kind != "backpack" else ("nylon",), rng)
        return [
            (rng.uniform(0.8, 2.0), outer.scaled(0.8)),
            (rng.uniform(0.5, 4), draw_material("foam", rng)),
            (0.4, thin),
        ]
    if kind == "tray":
        return [(rng.uniform(2.5, 4), draw_one_of(("polypropylene", "polyethylene", "abs"), rng))]
    if kind == "mail sack":
        return [(rng.uniform(0.5, 1.5), draw_one_of(("nylon", "polypropylene", "cloth"), rng).scaled(0.8))]
    if kind == "mail piece":
        return [(0.4, draw_material("paper", rng)), (rng.uniform(1, 4), draw_material("foam", rng))]
    if kind == "instrument case":
        core = draw_one_of(("wood", "polypropylene", "abs", "foam"), rng)
        return [
            (0.8, draw_material("nylon", rng)),
            (rng.uniform(2, 6), core),
            (rng.uniform(2, 8), draw_material("foam", rng)),
        ]
    return [(rng.uniform(2.5, 6), draw_material("cardboard", rng))]


ROUND_MM = {
    "parcel": 0.0,
    "small parcel": 0.0,
    "tray": 10.0,
    "hard case": 22.0,
    "soft case": 16.0,
    "instrument case": 14.0,
}
SOFT_MM = {"soft case": 4.0, "backpack": 9.0, "mail sack": 14.0, "handbag": 5.0, "mail piece": 3.0, "pouch": 4.0}
"""How far soft walls bulge and dent."""


def body_distance(plan: LuggagePlan, frame: Frame, rng: np.random.Generator) -> np.ndarray:
    """Signed distance [ny, nx, nz] in mm to the outer surface."""
    hx, hy, hz = plan.half
    rounding = min(ROUND_MM.get(plan.kind, hy * rng.uniform(0.4, 0.8)), hy * 0.9)
    body = extrude(outline_of(plan.kind, hx, hz, rng), hy, rounding)
    d = body(*frame.coordinates(frame.whole))
    soft = SOFT_MM.get(plan.kind, 0.0)
    if soft:
        relief = rng.standard_normal((3, 4)).astype(np.float32)
        wide = zoom(relief, [(n + 1) / c for n, c in zip(frame.shape[1:], relief.shape, strict=True)], order=3)
        d += soft * 0.45 * wide[None, : frame.shape[1], : frame.shape[2]]
    elif plan.kind == "hard case" and rng.random() < 0.6:
        x = frame.coordinates(frame.whole)[0]
        d += 1.4 * np.clip(np.sin(x * np.float32(2 * np.pi / rng.uniform(25, 60))) * 3, -1, 1)
    return d


def paint_zip(out: Raster, d: np.ndarray, at: float, frame: Frame, rails: bool, rng: np.random.Generator) -> None:
    """A zip (or the rails of a hard case) in the wall at height `at`, round three sides."""
    voxel = float(np.prod(frame.spacing) ** (1 / 3))
    rows = np.nonzero(np.abs(frame.axes[0] - at) < 8)[0]
    if not rows.size:
        return
    where = (slice(int(rows[0]), int(rows[-1]) + 1), slice(None), slice(None))
    z = frame.coordinates(frame.whole)[2][where]
    if rails:
        teeth, radius = draw_one_of(("aluminium", "abs", "steel"), rng), rng.uniform(2.5, 4.5)
    else:
        teeth, radius = draw_one_of(("brass", "zinc", "nylon", "pom"), rng), rng.uniform(1.2, 2.2)
        teeth = teeth.scaled(0.45) if teeth.name in ("brass", "zinc") else teeth
    off = np.sqrt((d[where] + 1.5) ** 2 + (frame.axes[0][where[0]][:, None, None] - at) ** 2) - radius
    off = np.maximum(off, -z + frame.axes[2][0] * 0.6)
    share = np.clip(0.5 - off / voxel, 0, 1).astype(np.float32)
    out.paint(where, share, share, teeth, True, 0)


def draw_luggage(plan: LuggagePlan, rng: np.random.Generator) -> Luggage:
    """An empty piece of luggage on a belt, on the voxels of the whole scan."""
    hx, hy, hz = plan.half
    spacing, voxel = plan.spacing, float(np.prod(plan.spacing) ** (1 / 3))
    turn = rotation_about(1, rng.normal(0, 0.05))
    below = rng.uniform(10, 18)
    extra = SOFT_MM.get(plan.kind, 3.0)
    size = (hx + MARGIN_MM + extra, hy + (below + MARGIN_MM + extra) / 2, hz + MARGIN_MM + extra)
    frame = Frame(size, spacing, turn, rng)
    frame.axes[0] = frame.axes[0] - np.float32(below / 2 - MARGIN_MM / 2)
    d = body_distance(plan, frame, rng)
    out = empty_raster(frame.shape, 0)
    layers = layers_of(plan.kind, rng)
    edges = np.cumsum([0.0, *(thick for thick, _ in layers)])
    rim = -hy * 0.1 if plan.kind == "tray" else 1e6
    rows = ([m.kn for _, m in layers], [m.pe for _, m in layers], [m.density for _, m in layers])
    matter = (np.array(row, np.float32) for row in rows)
    blend.paint_layers(out.kn, out.pe, out.cover, out.rho, d, frame.axes[0], rim, voxel, edges, *matter)
    out.material, depth = layers[0][1].name, float(edges[-1])
    if plan.kind in ZIPPED:
        rails = plan.kind == "hard case" and rng.random() < 0.5
        paint_zip(out, d, hy * rng.uniform(-0.2, 0.6), frame, rails, rng)
    inside = d < -(depth + voxel)
    paint_parts(out, trim_of(plan.kind, plan.half, depth, rng), frame, voxel)
    stack = Stack(frame.shape)
    stack.kn, stack.pe, stack.cover = out.kn, out.pe, out.cover
    blend.claim(stack.owner, stack.owner_share, out.cover, SHELL_NUMBER)
    floor = max(2, int(np.argmax(out.cover.max(axis=(1, 2)) > 0.2)))
    return Luggage(plan.kind, stack, out, inside & (out.cover < 0.3), floor)


def paint_belt(luggage: Luggage, spacing: Spacing, number: int, rng: np.random.Generator) -> Raster:
    """The belt that the luggage lies on, sometimes over a bed plate, painted into the stack; itself as a raster."""
    stack, top = luggage.stack, luggage.floor
    belt = draw_one_of(("rubber", "pvc"), rng)
    low = max(0, top - max(1, round(rng.uniform(2, 5) / spacing[0])))
    layers = [(low, top, belt)]
    if rng.random() < 0.5 and low > 1:
        gap = int(rng.uniform(0, 4) / spacing[0])
        bed = draw_one_of(("polycarbonate", "polypropylene", "foam", "wood"), rng)
        layers.append((max(0, low - gap - max(1, round(3 / spacing[0]))), max(1, low - gap), bed))
    out = empty_raster((top, *stack.cover.shape[1:]), 0)
    out.material = belt.name
    for first, last, material in layers:
        rows = (slice(first, last),)
        free = 1 - stack.cover[rows]
        stack.add(rows, np.ones_like(free), np.ones_like(free), material, number)
        out.cover[rows] += free
        out.rho[rows] += free * material.density
    return out
