"""Cases, bags and parcels on a belt or in a tray: outer shells with what gives them their look."""

from dataclasses import dataclass

import numpy as np

from .items import Part, Raster, Solid, rasterise
from .materials import draw_material, draw_one_of
from .shapes import box, cylinder, moved, rotation_about, rough, torus, tube_along, turned, union, wall
from .stack import Spacing, Stack

MARGIN_MM = 14.0
"""Air around the luggage, so that the reconstruction's field is not full to its edge."""


SHELL_NUMBER = 1
"""The luggage is the first object of a bag."""


@dataclass(frozen=True)
class Luggage:
    """`region` (x0, x1, z0, z1) and `ceiling` bound the room inside, in voxels of `stack`."""

    kind: str
    stack: Stack
    region: tuple[int, int, int, int]
    ceiling: int
    shell: Raster


SIZES = {
    # half sizes in mm: across the belt, up, along the belt
    "hard case": ((105, 170), (60, 105), (150, 240)),
    "soft case": ((105, 170), (60, 105), (150, 240)),
    "backpack": ((95, 150), (50, 90), (130, 210)),
    "parcel": ((65, 150), (40, 100), (80, 190)),
    "tray": ((120, 165), (45, 75), (150, 210)),
}


def shell_of(kind: str, hx: float, hy: float, hz: float, rng: np.random.Generator) -> tuple[list[Part], float]:
    """Parts of the shell and its wall in mm."""
    if kind == "hard case":
        t = rng.uniform(1.8, 3.5)
        parts = [Part(wall(box(hx, hy, hz, 22), t), draw_one_of(("abs", "polycarbonate", "polypropylene"), rng))]
        seam = lambda x, y, z: np.maximum(np.abs(wall(box(hx, hy, hz, 22), 3.5)(x, y, z)), np.abs(y) - 2.5)  # noqa: E731
        parts.append(Part(seam, draw_material("aluminium", rng).scaled(0.6)))
    elif kind == "soft case":
        t = rng.uniform(3, 6)
        body = rough(box(hx, hy, hz, 16), 3, 180, rng)
        parts = [
            Part(wall(body, t), draw_material("foam", rng).scaled(2)),
            Part(wall(body, 1.3), draw_material("nylon", rng).scaled(0.7)),
        ]
    elif kind == "backpack":
        t = 2.0
        body = rough(box(hx, hy, hz, 35), 6, 160, rng)
        parts = [Part(wall(body, t), draw_material("nylon", rng).scaled(0.6))]
    elif kind == "parcel":
        t = rng.uniform(3, 6)
        parts = [Part(wall(box(hx, hy, hz), t), draw_material("cardboard", rng))]
    else:
        t = rng.uniform(2.5, 4)
        tub = wall(box(hx, hy, hz, 12), t)
        parts = [Part(lambda x, y, z: np.maximum(tub(x, y, z), y - hy * 0.1), draw_material("polypropylene", rng))]
    if kind in ("hard case", "soft case"):
        metal = draw_one_of(("aluminium", "aluminium", "aluminium", "steel"), rng)
        rods = union(
            *(
                moved(
                    turned(wall(cylinder(6, hz - 12), 1.4), rotation_about(0, np.pi / 2)), s * hx * 0.4, -hy + t + 7, 0
                )
                for s in (-1, 1)
            )
        )
        parts.append(Part(rods, metal))
        wheels = union(
            *(
                moved(turned(cylinder(18, 9), rotation_about(2, np.pi / 2)), s * (hx - 26), -hy + 22, hz - 22)
                for s in (-1, 1)
            )
        )
        parts.append(Part(wheels, draw_one_of(("rubber", "abs"), rng)))
        parts.append(
            Part(
                union(
                    *(
                        moved(turned(cylinder(3.5, 12), rotation_about(2, np.pi / 2)), s * (hx - 26), -hy + 22, hz - 22)
                        for s in (-1, 1)
                    )
                ),
                draw_material("steel", rng),
            )
        )
    if kind in ("soft case", "backpack"):
        path = (
            np.array(
                [
                    [-hx, hy * 0.5, -hz * 0.8],
                    [-hx, hy * 0.5, hz * 0.8],
                    [hx, hy * 0.5, hz * 0.8],
                    [hx, hy * 0.5, -hz * 0.8],
                ]
            )
            * 0.985
        )
        parts.append(Part(tube_along(path, np.full(4, 2.0)), draw_one_of(("brass", "nylon", "zinc"), rng).scaled(0.5)))
        parts.append(Part(moved(torus(9, 2, 2), hx * 0.3, hy - 4, -hz * 0.9), draw_one_of(("steel", "nylon"), rng)))
    return parts, t


def draw_luggage(spacing: Spacing, rng: np.random.Generator) -> Luggage:
    """A random empty piece of luggage, painted on its own grid."""
    kind = str(rng.choice(list(SIZES), p=[0.24, 0.28, 0.18, 0.18, 0.12]))
    hx, hy, hz = (float(rng.uniform(*r)) for r in SIZES[kind])
    sy, sx, sz = spacing
    floor_mm = rng.uniform(14, 30)
    shape = (
        int((2 * hy + floor_mm + MARGIN_MM) / sy),
        int((2 * hx + 2 * MARGIN_MM) / sx),
        int((2 * hz + 2 * MARGIN_MM) / sz),
    )
    shape = tuple(n + n % 2 for n in shape)
    stack = Stack(shape)
    parts, t = shell_of(kind, hx, hy, hz, rng)
    solid = Solid(kind, tuple(parts), (hx + 6, hy + 6, hz + 6), "flat")
    raster = rasterise(solid, spacing, rng, np.eye(3))
    corner = (
        int(floor_mm / sy) - int(6 / sy),
        (shape[1] - raster.cover.shape[1]) // 2,
        (shape[2] - raster.cover.shape[2]) // 2,
    )
    stack.paste(raster, corner, SHELL_NUMBER)
    inner = t + (12 if kind == "backpack" else 6)
    cx, cz = shape[1] / 2, shape[2] / 2
    region = (
        int(cx - (hx - inner) / sx),
        int(cx + (hx - inner) / sx),
        int(cz - (hz - inner) / sz),
        int(cz + (hz - inner) / sz),
    )
    base = corner[0] + int((6 + t + 2) / sy) + (int(16 / sy) if "case" in kind else 0)
    stack.height[:] = base
    stack.floor = base
    ceiling = int(corner[0] + (2 * hy - t + 4) / sy)
    return Luggage(kind, stack, region, ceiling, raster)


def paint_belt(stack: Stack, spacing: Spacing, number: int, rng: np.random.Generator) -> tuple[str, float, float]:
    """A rubber belt (sometimes on a curved plastic couch) under everything: (material, voxels, voxels times g/cm3)."""
    sy = spacing[0]
    rubber = draw_one_of(("rubber", "pvc"), rng)
    thick = max(1, round(rng.uniform(2, 5) / sy))
    y0 = int(rng.uniform(2, 8) / sy)
    layers = [(y0, y0 + thick, rubber)]
    if rng.random() < 0.4:
        layers.append((max(0, y0 - 2), y0, draw_one_of(("polycarbonate", "polypropylene", "foam"), rng)))
    voxels, mass = 0.0, 0.0
    for low, high, material in layers:
        free = 1 - stack.cover[low:high]
        stack.kn[low:high] += free * material.kn
        stack.pe[low:high] += free * material.pe
        stack.cover[low:high] = 1
        stack.claim((slice(low, high),), free, number)
        voxels += float(free.sum())
        mass += float(free.sum()) * material.density
    return rubber.name, voxels, mass
