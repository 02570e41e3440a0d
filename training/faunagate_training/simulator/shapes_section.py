"""Solids made from drawn outlines: turned on a lathe, cut from a plate, or swept along a curve.

An outline is one closed polygon [n, 2] in mm, or a tuple of several: what lies inside an odd number
of them is solid, so that an inner polygon is a hole. Its distance is tabulated once on a plane grid,
which makes these solids as cheap to evaluate as a sphere, whatever the outline. All return a Shape
(see `shapes`): signed distances in mm, right near the surface, from float32 arrays x, y, z.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from scipy.interpolate import CubicSpline

from .shapes import Shape

Outline = np.ndarray | tuple[np.ndarray, ...]
TABLE_CELLS = 144
"""Cells of a table along the longer side of its outline."""


@dataclass(frozen=True)
class Table:
    """Signed distances [nu, nv] to an outline at (u0 + i * cell, v0 + j * cell), all in mm."""

    values: np.ndarray
    u0: float
    v0: float
    cell: float


@njit(cache=True, fastmath=True)
def _outline_distance(edges, u0, v0, cell, out):
    """Even-odd signed distance of the nodes of a plane grid to edges [m, 4] (u, v, u, v)."""
    for i in range(out.shape[0]):
        u = u0 + i * cell
        for j in range(out.shape[1]):
            v = v0 + j * cell
            best = np.float32(1e18)
            inside = False
            for k in range(edges.shape[0]):
                au, av, bu, bv = edges[k, 0], edges[k, 1], edges[k, 2], edges[k, 3]
                du, dv, pu, pv = bu - au, bv - av, u - au, v - av
                t = min(1.0, max(0.0, (pu * du + pv * dv) / (du * du + dv * dv + 1e-12)))
                eu, ev = pu - t * du, pv - t * dv
                best = min(best, eu * eu + ev * ev)
                if (av > v) != (bv > v) and u < au + (v - av) / (bv - av) * du:
                    inside = not inside
            d = np.sqrt(best)
            out[i, j] = -d if inside else d


@njit(cache=True, fastmath=True, inline="always")
def _sample(values, u, v):
    """Bilinear look-up at (u, v) in cells; beyond the table the way to it is added."""
    nu, nv = values.shape[0] - 1.001, values.shape[1] - 1.001
    cu, cv = min(max(u, 0.0), nu), min(max(v, 0.0), nv)
    i, j = int(cu), int(cv)
    fu, fv = cu - i, cv - j
    low = values[i, j] * (1 - fv) + values[i, j + 1] * fv
    high = values[i + 1, j] * (1 - fv) + values[i + 1, j + 1] * fv
    return low * (1 - fu) + high * fu, np.sqrt((u - cu) ** 2 + (v - cv) ** 2)


def outline_table(outline: Outline, cells: int = TABLE_CELLS) -> Table:
    """Tabulate the distance to an outline, with a margin of a tenth of its size."""
    loops = outline if isinstance(outline, tuple) else (outline,)
    edges = np.concatenate([np.hstack([p, np.roll(p, -1, axis=0)]) for p in map(np.asarray, loops)])
    points = edges[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    cell = float((high - low).max()) * 1.2 / cells
    low = low - (high - low).max() * 0.1
    counts = np.ceil((high - low) / cell + cells * 0.09).astype(int) + 2
    values = np.empty(tuple(counts), np.float32)
    _outline_distance(edges.astype(np.float32), np.float32(low[0]), np.float32(low[1]), np.float32(cell), values)
    return Table(values, float(low[0]), float(low[1]), cell)


def flat(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> list[np.ndarray]:
    """The three arrays as flat contiguous float32, as the compiled loops want them."""
    return [np.ascontiguousarray(v, np.float32).ravel() for v in (x, y, z)]


@njit(cache=True, fastmath=True)
def _lathe(x, y, z, values, u0, v0, cell, flutes, depth, turn, out):
    for i in range(x.size):
        r = np.sqrt(x[i] * x[i] + z[i] * z[i])
        if depth != 0.0:
            r = r / (1.0 + depth * np.cos(flutes * np.arctan2(z[i], x[i]) + turn * y[i]))
        d, beyond = _sample(values, (r - u0) / cell, (y[i] - v0) / cell)
        out[i] = d + beyond * cell


def lathe(profile: Outline, flutes: int = 0, depth: float = 0.0, turn: float = 0.0, cells: int = TABLE_CELLS) -> Shape:
    """A solid of revolution about y. profile: closed outline of (radius, y) points, radius >= 0.

    A profile that begins and ends on the axis gives a full body; a profile away from the axis a ring
    or vessel. With `flutes` the section is lobed: radius * (1 + depth * cos(flutes * angle + turn * y)),
    turn in rad/mm.
    """
    table = outline_table(mirrored(profile), cells)

    def distance(x, y, z):
        out = np.empty(x.size, np.float32)
        args = (table.values, table.u0, table.v0, table.cell, float(flutes), float(depth), float(turn))
        _lathe(*flat(x, y, z), *args, out)
        return out.reshape(x.shape)

    return distance


def mirrored(profile: Outline) -> Outline:
    """A lathe's profile with its mirror image, joined where it touches the axis (no seam inside)."""
    loops = profile if isinstance(profile, tuple) else (profile,)
    whole = []
    for loop in map(np.asarray, loops):
        ends = (loop[0, 0], loop[-1, 0])
        if max(ends) < 1e-6:
            whole.append(np.vstack([loop, loop[::-1] * [-1, 1]]))
        else:
            whole += [loop, loop * [-1, 1]]
    return tuple(whole)


@njit(cache=True, fastmath=True)
def _extrude(x, y, z, values, u0, v0, cell, half, low, high, twist, rounding, out):
    for i in range(x.size):
        at = min(1.0, max(0.0, (y[i] + half) / (2 * half)))
        scale = low + (high - low) * at
        u, v = x[i], z[i]
        if twist != 0.0:
            c, s = np.cos(twist * y[i]), np.sin(twist * y[i])
            u, v = c * u + s * v, c * v - s * u
        d, beyond = _sample(values, (u / scale - u0) / cell, (v / scale - v0) / cell)
        p = (d + beyond * cell) * scale + rounding
        q = abs(y[i]) - half + rounding
        outside = np.sqrt(max(p, 0.0) ** 2 + max(q, 0.0) ** 2)
        out[i] = outside + min(max(p, q), 0.0) - rounding


def extrude(
    outline: Outline,
    half: float,
    round_by: float = 0.0,
    taper: tuple[float, float] = (1.0, 1.0),
    twist: float = 0.0,
    cells: int = TABLE_CELLS,
) -> Shape:
    """A plate or prism along y, from -half to half: outline of (x, z) points.

    `round_by` rounds its edges (mm); `taper` scales the outline from bottom to top; `twist` in rad/mm.
    """
    table = outline_table(outline, cells)

    def distance(x, y, z):
        out = np.empty(x.size, np.float32)
        args = (table.values, table.u0, table.v0, table.cell, half, *map(float, taper), float(twist), float(round_by))
        _extrude(*flat(x, y, z), *args, out)
        return out.reshape(x.shape)

    return distance


def smooth_curve(points: np.ndarray, n: int = 32, closed: bool = False) -> np.ndarray:
    """n points [n, 3] (or [n, 2]) evenly along a cubic spline through the given ones."""
    points = np.asarray(points, float)
    if closed:
        points = np.vstack([points, points[:1]])
    s = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    curve = CubicSpline(s / s[-1], points, bc_type="periodic" if closed else "not-a-knot")
    fine = curve(np.linspace(0, 1, n * 8))
    walked = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))])
    at = np.interp(np.linspace(0, walked[-1], n, endpoint=not closed), walked, np.linspace(0, 1, n * 8))
    return curve(at)


def frames_along(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two unit vectors [n, 3] across a curve, carried along without turning about it."""
    tangent = np.gradient(points, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    first = np.eye(3)[int(np.abs(tangent[0]).argmin())]
    across = np.empty_like(tangent)
    for i, t in enumerate(tangent):
        first = first - t * (first @ t)
        first /= np.linalg.norm(first)
        across[i] = first
    return across, np.cross(tangent, across)


@njit(cache=True, fastmath=True)
def _sweep(x, y, z, points, across, up, scale, turn, values, u0, v0, cell, out):
    last = points.shape[0] - 2
    for i in range(x.size):
        best, seg, at, over = np.float32(1e18), 0, np.float32(0), np.float32(0)
        for k in range(last + 1):
            bx, by, bz = (
                points[k + 1, 0] - points[k, 0],
                points[k + 1, 1] - points[k, 1],
                points[k + 1, 2] - points[k, 2],
            )
            length2 = bx * bx + by * by + bz * bz + 1e-9
            px, py, pz = x[i] - points[k, 0], y[i] - points[k, 1], z[i] - points[k, 2]
            raw = (px * bx + py * by + pz * bz) / length2
            t = min(1.0, max(0.0, raw))
            dx, dy, dz = px - t * bx, py - t * by, pz - t * bz
            d2 = dx * dx + dy * dy + dz * dz
            if d2 < best:
                best, seg, at = d2, k, t
                over = 0.0
                if k == 0 and raw < 0:
                    over = -raw * np.sqrt(length2)
                if k == last and raw > 1:
                    over = (raw - 1) * np.sqrt(length2)
        k, t = seg, at
        px = x[i] - points[k, 0] - t * (points[k + 1, 0] - points[k, 0])
        py = y[i] - points[k, 1] - t * (points[k + 1, 1] - points[k, 1])
        pz = z[i] - points[k, 2] - t * (points[k + 1, 2] - points[k, 2])
        u = v = 0.0
        for j in range(3):
            p = px if j == 0 else (py if j == 1 else pz)
            u += p * (across[k, j] * (1 - t) + across[k + 1, j] * t)
            v += p * (up[k, j] * (1 - t) + up[k + 1, j] * t)
        s = scale[k] * (1 - t) + scale[k + 1] * t
        a = turn[k] * (1 - t) + turn[k + 1] * t
        c, n = np.cos(a), np.sin(a)
        u, v = (c * u + n * v) / s, (c * v - n * u) / s
        d, beyond = _sample(values, (u - u0) / cell, (v - v0) / cell)
        d = (d + beyond * cell) * s
        if over > 0:
            d = max(d, over)
        out[i] = d


def sweep(
    section: Outline,
    spline: np.ndarray,
    taper: np.ndarray | float = 1.0,
    twist: float = 0.0,
    n: int = 28,
    cells: int = 80,
) -> Shape:
    """An outline carried along a smooth curve through `spline` [m, 3] (mm), flat at both ends.

    section: outline of (u, v) points in mm across the curve; `taper`: one factor, or the factors at
    even steps along the curve (at least 0.02); `twist`: turns of the section about the curve from
    end to end, in rad. `n`: number of points on the curve.
    """
    points = smooth_curve(spline, n).astype(np.float32)
    across, up = (v.astype(np.float32) for v in frames_along(points.astype(float)))
    s = np.linspace(0, 1, n)
    factors = np.atleast_1d(np.asarray(taper, float))
    scale = np.maximum(np.interp(s, np.linspace(0, 1, len(factors)), factors), 0.02).astype(np.float32)
    turn = (twist * s).astype(np.float32)
    table = outline_table(section, cells)

    def distance(x, y, z):
        out = np.empty(x.size, np.float32)
        args = (points, across, up, scale, turn, table.values, table.u0, table.v0, table.cell)
        _sweep(*flat(x, y, z), *args, out)
        return out.reshape(x.shape)

    return distance


def helix_path(ring: float, pitch: float, turns: float, grow: float = 0.0, n: int = 0) -> np.ndarray:
    """Points [n, 3] of a helix about y, centred; its radius grows by `grow` mm a turn."""
    n = n or max(12, int(14 * turns))
    angle = np.linspace(0, 2 * np.pi * turns, n)
    radius = ring + grow * angle / (2 * np.pi)
    return np.stack([radius * np.cos(angle), pitch * (angle / (2 * np.pi) - turns / 2), radius * np.sin(angle)], 1)


def helix(section: Outline, ring: float, pitch: float, turns: float, grow: float = 0.0, taper=1.0) -> Shape:
    """An outline swept along a helix about y (springs, snail shells, twisted horns)."""
    path = helix_path(ring, pitch, turns, grow)
    return sweep(section, path, taper, 0.0, len(path))


def regular(n: int, radius: float, power: float = 0.0, turn: float = 0.0) -> np.ndarray:
    """A regular polygon [n, 2]; many corners make a circle. `power` > 0: a superellipse's circle."""
    a = np.linspace(0, 2 * np.pi, n, endpoint=False) + turn
    c, s = np.cos(a), np.sin(a)
    if power > 0:
        r = (np.abs(c) ** power + np.abs(s) ** power) ** (-1 / power)
        return np.stack([c * r, s * r], 1) * radius
    return np.stack([c, s], 1) * radius


def blob(radius: float, wobble: float, waves: int, rng: np.random.Generator, n: int = 64) -> np.ndarray:
    """A smooth random closed outline [n, 2] of about the given radius: `waves` harmonics of relative `wobble`."""
    a = np.linspace(0, 2 * np.pi, n, endpoint=False)
    r = np.ones(n)
    for k in range(2, 2 + waves):
        r += wobble / k * rng.normal() * np.cos(k * a + rng.uniform(0, 2 * np.pi)) * 1.5
    r = np.maximum(r, 0.25)
    return np.stack([r * np.cos(a), r * np.sin(a)], 1) * radius
