"""Many small pierced bodies at once: beads of ten forms, and beads turned from a drawn profile."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from ..shapes import Shape
from ..shapes_section import Table, _sample, flat, mirrored, outline_table

ROUND, BARREL, DISC, BICONE, FACETED, MELON, TUBE, CARVED, CUBE, TURNED = range(10)


@dataclass(frozen=True)
class Beads:
    """Centres [n, 3], axes of the holes [n, 3], radii, half lengths along the axis and hole radii [n], in mm."""

    centres: np.ndarray
    axes: np.ndarray
    radii: np.ndarray
    lengths: np.ndarray
    holes: np.ndarray
    style: int

    def pick(self, mask: np.ndarray) -> "Beads":
        return Beads(*(v[mask] for v in (self.centres, self.axes, self.radii, self.lengths, self.holes)), self.style)

    def half(self) -> tuple[float, float, float]:
        """Half sizes of a box around the origin that holds all of them."""
        reach = np.hypot(self.radii, self.lengths)[:, None] * 1.05
        return tuple(float(v) + 0.5 for v in (np.abs(self.centres) + reach).max(axis=0))


ASPECT = {ROUND: 1.0, BARREL: 1.35, DISC: 0.45, BICONE: 1.2, FACETED: 1.0, MELON: 0.9, TUBE: 1.9, CARVED: 1.0}
"""Length of a bead over its diameter; others are cubes or given by their profile."""


def bead_row(
    centres: np.ndarray, axes: np.ndarray, diameters: np.ndarray, style: int, rng: np.random.Generator
) -> Beads:
    """Beads of one style, each a little different, with drilled holes of 0.8 to 2 mm."""
    n = len(centres)
    radii = diameters / 2 * (1 + rng.uniform(0, 0.02) * rng.standard_normal(n))
    lengths = radii * ASPECT.get(style, 1.0)
    holes = np.minimum(rng.uniform(0.4, 1.0), radii * 0.3) * np.ones(n)
    values = (np.ascontiguousarray(v, np.float32) for v in (centres, axes, radii, lengths, holes))
    return Beads(*values, style)


@njit(cache=True, fastmath=True, inline="always")
def _bead(style, t, u, v, r, h):
    """Distance to a bead without its hole: t along its axis, u and v across."""
    rho = np.sqrt(u * u + v * v)
    a = abs(t)
    if style == BARREL:
        k0 = np.sqrt((rho / r) ** 2 + (a / (h * 1.2)) ** 2)
        k1 = np.sqrt((rho / (r * r)) ** 2 + (a / (h * h * 1.44)) ** 2)
        return max(k0 * (k0 - 1) / max(k1, 1e-5), a - h)
    if style == DISC or style == TUBE:
        e = min(0.25 * h, 0.25 * r)
        p, q = rho - r + e, a - h + e
        return np.sqrt(max(p, 0.0) ** 2 + max(q, 0.0) ** 2) + min(max(p, q), 0.0) - e
    if style == BICONE:
        return max((rho * h + a * r - r * h * 1.05) / np.sqrt(r * r + h * h), max(a - 0.85 * h, rho - 0.95 * r))
    if style == FACETED:
        x, y = abs(u), abs(v)
        d = max(max(x, y), a) * 1.0 - 0.86 * r
        d = max(d, (x + y + a) * 0.57735 - 0.93 * r)
        return max(d, max(max((x + y), (x + a)), (y + a)) * 0.70711 - 0.93 * r)
    if style == CUBE:
        e = 0.2 * r
        x, y, w = abs(u) - 0.8 * r + e, abs(v) - 0.8 * r + e, a - 0.8 * r + e
        out = np.sqrt(max(x, 0.0) ** 2 + max(y, 0.0) ** 2 + max(w, 0.0) ** 2)
        return out + min(max(x, max(y, w)), 0.0) - e
    d = np.sqrt(rho * rho + t * t)
    if style == MELON:
        return d - r * (0.93 + 0.07 * np.cos(8 * np.arctan2(v, u)) * rho / max(d, 1e-3))
    if style == CARVED:
        return d - r * (0.88 + 0.12 * np.sin(7 * u / r + 1.0) * np.sin(6 * v / r) * np.cos(5 * t / r))
    return d - r


@njit(cache=True, fastmath=True)
def _beads_distance(x, y, z, centres, axes, across, radii, lengths, holes, style, table, u0, v0, cell, out):
    """Nearest bead to each point; with style TURNED its profile is looked up for a bead of radius 1."""
    n = centres.shape[0]
    hint = 0
    for i in range(x.size):
        best = np.float32(1e9)
        for k in range(n + 1):
            j = hint if k == 0 else k - 1
            px, py, pz = x[i] - centres[j, 0], y[i] - centres[j, 1], z[i] - centres[j, 2]
            d2 = px * px + py * py + pz * pz
            bound = 1.05 * (radii[j] + lengths[j]) if style != ROUND else radii[j]
            reach = best + bound
            if reach <= 0 or d2 > reach * reach:
                continue
            t = px * axes[j, 0] + py * axes[j, 1] + pz * axes[j, 2]
            u = px * across[j, 0] + py * across[j, 1] + pz * across[j, 2]
            v = np.sqrt(max(0.0, d2 - t * t - u * u))
            if style == TURNED:
                r = radii[j]
                value, beyond = _sample(table, (np.sqrt(u * u + v * v) / r - u0) / cell, (t / r - v0) / cell)
                d = (value + beyond * cell) * r
            else:
                d = _bead(style, t, u, v, radii[j], lengths[j])
            d = max(d, holes[j] - np.sqrt(max(0.0, d2 - t * t)))
            if d < best:
                best, hint = d, j
        out[i] = best


def beads_shape(beads: Beads, profile: np.ndarray | None = None) -> Shape:
    """All the beads as one shape. `profile` (radius, y) of a bead of radius 1 for style TURNED."""
    table = (
        outline_table(mirrored(profile), 64) if profile is not None else Table(np.zeros((2, 2), np.float32), 0, 0, 1)
    )
    pick = np.abs(beads.axes).argmin(axis=1)
    across = np.cross(beads.axes, np.eye(3)[pick])
    across = (across / np.linalg.norm(across, axis=1, keepdims=True)).astype(np.float32)
    geometry = (beads.centres, beads.axes, across, beads.radii, beads.lengths, beads.holes, beads.style)

    def distance(x, y, z):
        out = np.empty(np.size(x), np.float32)
        _beads_distance(*flat(x, y, z), *geometry, table.values, table.u0, table.v0, table.cell, out)
        return out.reshape(np.shape(x))

    return distance


def turned_profile(rng: np.random.Generator) -> tuple[np.ndarray, float]:
    """A drawn (radius, y) outline of a bead of radius 1, and its half length: round, grooved, waisted, squat."""
    length = float(rng.choice([1.0, 1.0, 1.0, rng.uniform(0.4, 1.5)]))
    t = np.linspace(-1, 1, 33)
    power = rng.uniform(1.8, 3.0)
    r = np.maximum(1 - np.abs(t) ** power, 0) ** (1 / power)
    if rng.random() < 0.4:
        r = r * (1 - rng.uniform(0.05, 0.15) * (0.5 + 0.5 * np.cos(t * np.pi * rng.integers(2, 6))))
    r[0] = r[-1] = 0
    return np.stack([r, t * length], 1), length
