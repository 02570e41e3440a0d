"""Signed distances of triangle meshes (see `shapes_loft` for builders).

A mesh is (vertices [n, 3] in mm, faces [m, 3] of indices), closed, faces anticlockwise from outside.
Bodies that overlap may be put together with `shapes_loft.joined`: where the winding number is not 0 is inside.
"""

import numpy as np
from numba import njit

from .shapes import Shape
from .shapes_section import flat

Mesh = tuple[np.ndarray, np.ndarray]
MESH_CELLS = 52
"""Cells of the distance grid along the longest side where no `cell` is asked for."""
MOST_CELLS = 500_000
BAND = 1.5
"""Cells around a triangle whose distance to it is computed exactly; the rest is carried on from there."""


@njit(cache=True, fastmath=True)
def _dot(a, b):
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@njit(cache=True, fastmath=True)
def _barycentric(px, py, pz, ab, ac):
    """Weights (of b, of c) of the point of a triangle nearest to p - a; ab, ac: its sides (tuples)."""
    p = (px, py, pz)
    aa, bb, cc, d1, d2 = _dot(ab, ab), _dot(ab, ac), _dot(ac, ac), _dot(p, ab), _dot(p, ac)
    det = max(aa * cc - bb * bb, 1e-12)
    v, w = (cc * d1 - bb * d2) / det, (aa * d2 - bb * d1) / det
    if v >= 0 and w >= 0 and v + w <= 1:
        return v, w
    best_v, best_w, best = 0.0, 0.0, 1e30
    for side in range(3):
        if side == 0:
            v, w = min(1.0, max(0.0, d1 / max(aa, 1e-12))), 0.0
        elif side == 1:
            v, w = 0.0, min(1.0, max(0.0, d2 / max(cc, 1e-12)))
        else:
            w = min(1.0, max(0.0, (d2 - d1 + aa - bb) / max(aa - 2 * bb + cc, 1e-12)))
            v = 1 - w
        cost = v * v * aa + 2 * v * w * bb + w * w * cc - 2 * (v * d1 + w * d2)
        if cost < best:
            best_v, best_w, best = v, w, cost
    return best_v, best_w


@njit(cache=True, fastmath=True)
def _paint(vertices, faces, near, wind):
    """Nearest surface points near [a, b, c, 3] around every triangle, and crossings wind along b."""
    na, nb, nc = wind.shape
    for f in range(faces.shape[0]):
        ax, ay, az = vertices[faces[f, 0]]
        bx, by, bz = vertices[faces[f, 1]]
        cx, cy, cz = vertices[faces[f, 2]]
        ab, ac = (bx - ax, by - ay, bz - az), (cx - ax, cy - ay, cz - az)
        nx, ny, nz = ab[1] * ac[2] - ab[2] * ac[1], ab[2] * ac[0] - ab[0] * ac[2], ab[0] * ac[1] - ab[1] * ac[0]
        height = BAND * np.sqrt(nx * nx + ny * ny + nz * nz)
        i0, i1 = max(0, int(min(ax, bx, cx) - BAND)), min(na - 1, int(max(ax, bx, cx) + BAND + 1))
        j0, j1 = max(0, int(min(ay, by, cy) - BAND)), min(nb - 1, int(max(ay, by, cy) + BAND + 1))
        k0, k1 = max(0, int(min(az, bz, cz) - BAND)), min(nc - 1, int(max(az, bz, cz) + BAND + 1))
        for i in range(i0, i1 + 1):
            for j in range(j0, j1 + 1):
                for k in range(k0, k1 + 1):
                    if abs((i - ax) * nx + (j - ay) * ny + (k - az) * nz) > height:
                        continue
                    v, w = _barycentric(i - ax, j - ay, k - az, ab, ac)
                    qx, qy, qz = ax + v * ab[0] + w * ac[0], ay + v * ab[1] + w * ac[1], az + v * ab[2] + w * ac[2]
                    d2 = (i - qx) ** 2 + (j - qy) ** 2 + (k - qz) ** 2
                    o = near[i, j, k]
                    if d2 < (i - o[0]) ** 2 + (j - o[1]) ** 2 + (k - o[2]) ** 2:
                        o[0], o[1], o[2] = qx, qy, qz
        area = -ny
        if abs(area) < 1e-12:
            continue
        for i in range(max(0, int(np.ceil(min(ax, bx, cx)))), min(na - 1, int(max(ax, bx, cx))) + 1):
            for k in range(max(0, int(np.ceil(min(az, bz, cz)))), min(nc - 1, int(max(az, bz, cz))) + 1):
                v = ((i - ax) * ac[2] - (k - az) * ac[0]) / area
                w = ((k - az) * ab[0] - (i - ax) * ab[2]) / area
                if v >= 0 and w >= 0 and v + w <= 1:
                    at = int(np.ceil(ay + v * ab[1] + w * ac[1]))
                    if at < nb:
                        wind[i, max(at, 0), k] += 1 if area > 0 else -1


@njit(cache=True, fastmath=True, inline="always")
def _pass_on(near, i, j, k, p, q, r):
    """Takes over the nearest point of a neighbour where it is nearer."""
    o, s = near[i, j, k], near[p, q, r]
    d2 = (i - s[0]) ** 2 + (j - s[1]) ** 2 + (k - s[2]) ** 2
    if d2 < (i - o[0]) ** 2 + (j - o[1]) ** 2 + (k - o[2]) ** 2:
        o[0], o[1], o[2] = s[0], s[1], s[2]


@njit(cache=True, fastmath=True)
def _carry(near):
    """Carries nearest points on to the other nodes, forth and back (vector distance transform)."""
    na, nb, nc = near.shape[:3]
    for back in range(2):
        step = -1 if back else 1
        for a in range(na):
            i = na - 1 - a if back else a
            for b in range(nb):
                j = nb - 1 - b if back else b
                for k in range(nc):
                    if a > 0:
                        _pass_on(near, i, j, k, i - step, j, k)
                    if b > 0:
                        _pass_on(near, i, j, k, i, j - step, k)
                    if k > 0:
                        _pass_on(near, i, j, k, i, j, k - 1)
                for k in range(nc - 2, -1, -1):
                    _pass_on(near, i, j, k, i, j, k + 1)


@njit(cache=True, fastmath=True)
def _fill(near, wind, inside):
    """Marks nodes inside; forgets nearest points deep inside, as they may lie on a surface between bodies."""
    na, nb, nc = inside.shape
    for i in range(na):
        for k in range(nc):
            turns = 0
            for j in range(nb):
                turns += wind[i, j, k]
                inside[i, j, k] = turns != 0
    for i in range(1, na - 1):
        for j in range(1, nb - 1):
            for k in range(1, nc - 1):
                across = inside[i - 1, j, k] and inside[i + 1, j, k] and inside[i, j - 1, k] and inside[i, j + 1, k]
                if inside[i, j, k] and across and inside[i, j, k - 1] and inside[i, j, k + 1]:
                    near[i, j, k, 0] = 1e4


@njit(cache=True, fastmath=True)
def _signed(near, inside, cell, out):
    na, nb, nc = out.shape
    for i in range(na):
        for j in range(nb):
            for k in range(nc):
                o = near[i, j, k]
                d = np.sqrt((i - o[0]) ** 2 + (j - o[1]) ** 2 + (k - o[2]) ** 2) * cell
                out[i, j, k] = -d if inside[i, j, k] else d


@njit(cache=True, fastmath=True)
def _trilinear(x, y, z, grid, low, cell, out):
    na, nb, nc = grid.shape[0] - 1.001, grid.shape[1] - 1.001, grid.shape[2] - 1.001
    for n in range(x.size):
        a, b, c = (x[n] - low[0]) / cell, (y[n] - low[1]) / cell, (z[n] - low[2]) / cell
        ca, cb, cc = min(max(a, 0.0), na), min(max(b, 0.0), nb), min(max(c, 0.0), nc)
        i, j, k = int(ca), int(cb), int(cc)
        fa, fb, fc = ca - i, cb - j, cc - k
        p = grid[i, j, k] * (1 - fc) + grid[i, j, k + 1] * fc
        q = grid[i, j + 1, k] * (1 - fc) + grid[i, j + 1, k + 1] * fc
        r = grid[i + 1, j, k] * (1 - fc) + grid[i + 1, j, k + 1] * fc
        s = grid[i + 1, j + 1, k] * (1 - fc) + grid[i + 1, j + 1, k + 1] * fc
        value = (p * (1 - fb) + q * fb) * (1 - fa) + (r * (1 - fb) + s * fb) * fa
        beyond = (a - ca) ** 2 + (b - cb) ** 2 + (c - cc) ** 2
        out[n] = value + np.sqrt(beyond) * cell


def distance_grid(mesh: Mesh, cell: float) -> tuple[np.ndarray, np.ndarray]:
    """Signed distances on a grid of `cell` mm that holds the mesh, and the corner (x, y, z) of the grid."""
    vertices, faces = np.asarray(mesh[0], float), np.ascontiguousarray(mesh[1], np.int32)
    low = vertices.min(axis=0) - cell * (2.5 + np.array([0.0137, 0.0071, 0.0113]))
    counts = np.ceil((vertices.max(axis=0) - low) / cell + 2.5).astype(int)
    near = np.full((*counts, 3), 1e4, np.float32)
    wind = np.zeros(tuple(counts), np.int16)
    _paint(((vertices - low) / cell).astype(np.float32), faces, near, wind)
    inside = np.empty(tuple(counts), np.bool_)
    _fill(near, wind, inside)
    _carry(near)
    out = np.empty(tuple(counts), np.float32)
    _signed(near, inside, np.float32(cell), out)
    return out, low


def mesh_sdf(mesh: Mesh, cell: float | None = None) -> Shape:
    """The solid inside a closed mesh, by a distance grid of `cell` mm made at the first evaluation.

    Parts thinner than about 1.5 cells are lost: give `cell` for those. The grid has at most MOST_CELLS.
    """
    span = np.ptp(np.asarray(mesh[0], float), axis=0)
    cell = float(span.max()) / MESH_CELLS if cell is None else float(cell)
    cell = max(cell, float((np.prod(span + 4 * cell) / MOST_CELLS) ** (1 / 3)))
    made: list[tuple[np.ndarray, np.ndarray]] = []

    def distance(x, y, z):
        if not made:
            grid, low = distance_grid(mesh, cell)
            made.append((grid, low.astype(np.float32)))
        out = np.empty(x.size, np.float32)
        _trilinear(*flat(x, y, z), *made[0], np.float32(cell), out)
        return out.reshape(x.shape)

    return distance
