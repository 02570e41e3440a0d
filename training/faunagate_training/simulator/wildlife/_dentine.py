"""What ivory is like inside: growth layers, Schreger pattern, cementum, cracks; and how an item is made of it.

Dentine grows in nested cones around the pulp, seen as faint rings (periods of some mm down to a tenth),
crossed by the spirals of the Schreger pattern (about 0.5 to 2 mm); a rind of cementum of 1 to 4 mm covers
tusks (Espinoza and Mann 1991, "Identification guide for ivory and ivory substitutes", WWF). Their density
differences are a few percent (microtomography of dentine), cracks of dried ivory run radially and along.
"""

from collections.abc import Callable

import numpy as np

from ...classes import IVORY
from ..items import Part, Solid
from ..materials import Material, draw_material
from ..shapes import Shape
from ._near import near_only
from ._spine import Course, Spine

Texture = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def tusk_texture(spine: Spine, radius: Callable, rng: np.random.Generator, rind: float = 0.0) -> Texture:
    """Density of a tusk: rings around the spine that follow the pulp's cone, Schreger spirals, a cementum rind.

    `radius(s)` as in `_spine.swept`; `rind`: thickness of the cementum in mm, 0 for polished ivory.
    """
    ring, cone = 2 * np.pi / rng.uniform(2.5, 9), rng.uniform(0.02, 0.12)
    depth, fine = rng.uniform(0.004, 0.022), rng.uniform(0.002, 0.012)
    spirals, pitch = int(rng.integers(18, 46)), 2 * np.pi / rng.uniform(3, 9)
    cover, old = rng.uniform(0.90, 1.05), rng.uniform(-0.03, 0.03)

    def texture(x, y, z):
        s, u, v = spine.locate(x, y, z)
        rho, angle = np.sqrt(u * u + v * v), np.arctan2(v, u)
        r = np.maximum(np.asarray(radius(s), np.float32), 1)
        factor = 1 + depth * np.sin(ring * (rho + cone * s)) + old * (rho / r - 0.5)
        factor += fine * np.cos(spirals * angle + pitch * rho) * np.cos(spirals * angle - pitch * rho)
        if rind > 0:
            factor = np.where(rho > r - rind, np.float32(cover), factor)
        return factor.astype(np.float32)

    return texture


def grown_texture(rng: np.random.Generator) -> Texture:
    """Density of a worked piece: rings about an axis of the tusk that may lie far outside the piece."""
    axis = rng.standard_normal(3)
    axis = (axis / np.linalg.norm(axis)).astype(np.float32)
    off = (rng.standard_normal(3) * 25).astype(np.float32)
    ring, depth = 2 * np.pi / rng.uniform(2.5, 9), rng.uniform(0.003, 0.02)
    trend = rng.normal(0, 0.0006)

    def texture(x, y, z):
        px, py, pz = x - off[0], y - off[1], z - off[2]
        along = px * axis[0] + py * axis[1] + pz * axis[2]
        rho = np.sqrt(np.maximum(px * px + py * py + pz * pz - along * along, 0))
        return (1 + depth * np.sin(ring * (rho + 0.06 * along)) + trend * along).astype(np.float32)

    return texture


def cracks_along(length: float, base: float, count: int, rng: np.random.Generator) -> Course:
    """Gaps of drying cracks: radial leaves that run along a spine, 0.3 to 1.6 mm wide, to be cut away."""
    leaves = [
        (
            rng.uniform(-np.pi, np.pi),
            rng.uniform(0.1, 0.65) * base,
            rng.uniform(0.3, 1.6),
            sorted(rng.uniform(-0.2, 1.1, 2) * length),
            rng.uniform(0, 6.3),
        )
        for _ in range(count)
    ]

    def distance(s, u, v):
        best = np.full(np.shape(s), 1e3, np.float32)
        for angle, inner, width, (low, high), phase in leaves:
            a = angle + 0.12 * np.sin(s * 0.05 + phase)
            c, w = np.cos(a), np.sin(a)
            out, side = u * c + v * w, np.abs(v * c - u * w)
            thin = width / 2 * np.minimum(1, np.minimum(s - low, high - s) / 15)
            best = np.minimum(best, np.maximum(side - thin, inner - out))
        return best

    return distance


def ivory_solid(
    kind: str,
    shape: Shape,
    half: tuple[float, float, float],
    rng: np.random.Generator,
    pose: str = "any",
    texture: Texture | None = None,
    recipe: str = "ivory",
    diameter: float = 0.0,
    count: int = 1,
    extra: tuple[Part, ...] = (),
    steepness: float = 1.25,
    density: float = 1.0,
) -> Solid:
    """An ivory object of one shape; `extra` parts (mounts, handles) are of other matter and replace it."""
    matter = draw_material(recipe, rng).scaled(density)
    part = Part(near_only(shape, steepness), matter, IVORY, texture or grown_texture(rng))
    return Solid(kind, (part, *extra), half, pose, IVORY, "ivory", diameter, count)


def mount(shape: Shape, material: Material) -> Part:
    """A part of an ivory object that is not ivory."""
    return Part(near_only(shape), material)
