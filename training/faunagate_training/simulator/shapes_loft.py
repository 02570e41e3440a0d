"""Builders of triangle meshes: lofts along curves, subdivided balls, height fields, and their joining.

A mesh is (vertices [n, 3] in mm, faces [m, 3]), closed, faces anticlockwise from outside; `shapes_mesh.mesh_sdf`
makes a solid of it.
"""

from functools import cache

import numpy as np

from .shapes_mesh import Mesh
from .shapes_section import frames_along, smooth_curve


def half_sizes(mesh: Mesh, margin: float = 2.0) -> tuple[float, float, float]:
    """Half sizes in mm of the box around the origin that holds the mesh."""
    x, y, z = np.abs(mesh[0]).max(axis=0) + margin
    return float(x), float(y), float(z)


def centred(mesh: Mesh) -> Mesh:
    """The mesh with the middle of its box at the origin."""
    low, high = mesh[0].min(axis=0), mesh[0].max(axis=0)
    return mesh[0] - (low + high) / 2, mesh[1]


def joined(*meshes: Mesh) -> Mesh:
    """All meshes as one; they may overlap."""
    starts = np.cumsum([0] + [len(m[0]) for m in meshes[:-1]])
    return np.vstack([m[0] for m in meshes]), np.vstack([m[1] + s for m, s in zip(meshes, starts, strict=True)])


def moved_mesh(mesh: Mesh, shift, rotation: np.ndarray | None = None, scale=1.0) -> Mesh:
    """The mesh scaled (one factor or three), then rotated (3x3), then shifted (3 mm)."""
    vertices = mesh[0] * np.asarray(scale)
    if rotation is not None:
        vertices = vertices @ np.asarray(rotation).T
    return vertices + np.asarray(shift), mesh[1]


def tube_faces(rings: int, around: int, closed: bool = False) -> np.ndarray:
    """Faces of a wall of `rings` rings of `around` points each, with fans over both ends unless closed.

    Without `closed`, vertex rings * around is the middle of the first end, the next that of the last.
    """
    faces = []
    for i in range(rings if closed else rings - 1):
        for j in range(around):
            a, b = i * around + j, i * around + (j + 1) % around
            c, d = (a + around) % (rings * around), (b + around) % (rings * around)
            faces += [(a, b, c), (b, d, c)]
    if not closed:
        low, high, last = rings * around, rings * around + 1, (rings - 1) * around
        for j in range(around):
            k = (j + 1) % around
            faces += [(low, k, j), (high, last + j, last + k)]
    return np.array(faces, np.int32)


def outward(mesh: Mesh) -> Mesh:
    """The mesh with its faces turned outwards (by the sign of its volume)."""
    a, b, c = (mesh[0][mesh[1][:, i]] for i in range(3))
    return mesh if np.einsum("ij,ij->", a, np.cross(b, c)) > 0 else (mesh[0], mesh[1][:, ::-1])


def loft(sections: list[np.ndarray] | np.ndarray) -> Mesh:
    """A skin over rings of points [m, n, 3], its two ends closed by their middles."""
    rings = np.asarray(sections, float)
    m, n = rings.shape[:2]
    vertices = np.vstack([rings.reshape(-1, 3), rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    return outward((vertices, tube_faces(m, n)))


def loft_along(points: np.ndarray, radii: np.ndarray, ratio=1.0, n: int = 32, around: int = 20, relief=None) -> Mesh:
    """A loft of ellipses about a smooth curve through points [m, 3].

    radii [k]: half widths at even steps; `ratio` (one, or k values): height over width; `relief`
    [n, around] multiplies the radius.
    """
    curve = smooth_curve(points, n)
    across, up = frames_along(curve)
    s = np.linspace(0, 1, n)
    wide = np.interp(s, np.linspace(0, 1, len(radii)), radii)
    ratios = np.atleast_1d(np.asarray(ratio, float))
    high = wide * np.interp(s, np.linspace(0, 1, len(ratios)), ratios)
    a = np.linspace(0, 2 * np.pi, around, endpoint=False)
    bump = np.ones((n, around)) if relief is None else relief
    u = (wide[:, None] * np.cos(a) * bump)[..., None] * across[:, None]
    v = (high[:, None] * np.sin(a) * bump)[..., None] * up[:, None]
    return loft(curve[:, None] + u + v)


@cache
def icosphere(levels: int = 3) -> Mesh:
    """A unit ball of 20 * 4**levels near-equal triangles; made once, not to be written to."""
    t = (1 + 5**0.5) / 2
    base = [(-1, t, 0), (1, t, 0), (-1, -t, 0), (1, -t, 0), (0, -1, t), (0, 1, t)]
    base += [(0, -1, -t), (0, 1, -t), (t, 0, -1), (t, 0, 1), (-t, 0, -1), (-t, 0, 1)]
    faces = np.array(
        "0 11 5 0 5 1 0 1 7 0 7 10 0 10 11 1 5 9 5 11 4 11 10 2 10 7 6 7 1 8 3 9 4 3 4 2 3 2 6 3 6 8 3 8 9 4 9 5 "
        "2 4 11 6 2 10 8 6 7 9 8 1".split(),
        np.int32,
    ).reshape(-1, 3)
    vertices = np.array(base, float)
    for _ in range(levels):
        n = len(vertices)
        edges = np.sort(np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
        unique, back = np.unique(edges, axis=0, return_inverse=True)
        middle = back.reshape(3, -1) + n
        vertices = np.vstack([vertices, vertices[unique].mean(axis=1)])
        a, b, c, (p, q, r) = faces[:, 0], faces[:, 1], faces[:, 2], middle
        faces = np.vstack([np.stack(v, 1) for v in ((a, p, r), (p, b, q), (r, q, c), (p, q, r))]).astype(np.int32)
    vertices /= np.linalg.norm(vertices, axis=1, keepdims=True)
    vertices.flags.writeable = faces.flags.writeable = False
    return vertices, faces


def displaced(mesh: Mesh, amplitude: float, noise) -> Mesh:
    """The mesh with every vertex pushed outwards by amplitude * noise(x, y, z) mm from the origin's direction.

    Meant for bodies that are star-shaped about the origin; `noise` as `shapes_noise.Noise`.
    """
    v = mesh[0]
    push = noise(*(v[:, i].astype(np.float32) for i in range(3)))[:, None] * amplitude
    return v + v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-6) * push, mesh[1]


def height_field(top: np.ndarray, bottom: np.ndarray, size_x: float, size_z: float) -> Mesh:
    """A closed sheet between heights bottom and top [n, m] in mm over a size_x by size_z rectangle."""
    n, m = top.shape
    x, z = np.meshgrid(np.linspace(-0.5, 0.5, n) * size_x, np.linspace(-0.5, 0.5, m) * size_z, indexing="ij")
    both = [np.stack([x, h, z], -1).reshape(-1, 3) for h in (top, bottom)]
    index = np.arange(n * m).reshape(n, m)
    a, b, c, d = index[:-1, :-1].ravel(), index[1:, :-1].ravel(), index[:-1, 1:].ravel(), index[1:, 1:].ravel()
    upper = np.vstack([np.stack([a, c, b], 1), np.stack([b, c, d], 1)])
    rim = np.concatenate([index[:-1, 0], index[-1, :-1], index[:0:-1, -1], index[0, :0:-1]])
    ahead, low = np.roll(rim, -1), n * m
    sides = np.vstack([np.stack([rim, ahead, rim + low], 1), np.stack([ahead, ahead + low, rim + low], 1)])
    faces = np.vstack([upper, upper[:, ::-1] + low, sides]).astype(np.int32)
    return outward((np.vstack(both), faces))
