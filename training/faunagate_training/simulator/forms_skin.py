"""Forms with a skin: lofted and displaced meshes, and metaballs. Each returns (shape, half sizes in mm).

Kept for objects of test bags (see `forms_cut`): no solid here is made of the primitives of `shapes`.
"""

import numpy as np

from .forms import Form
from .shapes_loft import centred, displaced, half_sizes, icosphere, joined, loft, loft_along, moved_mesh
from .shapes_mesh import Mesh, mesh_sdf
from .shapes_noise import Noise, metaballs


def of_mesh(mesh: Mesh, cell: float | None = None) -> Form:
    mesh = centred(mesh)
    return mesh_sdf(mesh, cell), half_sizes(mesh)


def folds(n: int, around: int, depth: float, waves: int, rng: np.random.Generator) -> np.ndarray:
    """Relief [n, around] near 1 for a loft: folds of cloth, muscles, ridges that wander along the body."""
    a = np.linspace(0, 2 * np.pi, around, endpoint=False)
    s = np.linspace(0, 1, n)[:, None]
    out = np.ones((n, around))
    for k in range(1, waves + 1):
        strength = np.sin(np.pi * (s * rng.uniform(0.5, 3) + rng.uniform())) ** 2
        out += depth * rng.normal() / k**0.5 * strength * np.cos(k * a + rng.uniform(0, 6.3) + rng.normal() * s)
    return np.clip(out, 0.5, 1.6)


def mesh_figure(height: float, rng: np.random.Generator) -> Form:
    """A standing or sitting figure: robe, waist, shoulders, neck, head with hair-dress, arms, a plinth."""
    h = height
    w = h * rng.uniform(0.14, 0.26)
    sit = rng.uniform(0.6, 1.5)
    profile = w * np.array(
        [1.15, 1.1 * sit, 1.0 * sit, 0.75, 0.85, 0.95, 0.45, 0.34, 0.5, 0.55, 0.4, rng.uniform(0.05, 0.3)]
    )
    lean = rng.normal(0, 0.07 * h, (4, 2))
    spine = np.stack([lean[:, 0], np.linspace(-h / 2, h / 2, 4), lean[:, 1]], 1)
    ratio = np.interp(np.linspace(0, 1, 12), [0, 0.5, 0.7, 1], [rng.uniform(0.7, 1), rng.uniform(0.6, 0.9), 0.8, 1])
    bodies = [loft_along(spine, profile, ratio, 44, 28, folds(44, 28, 0.12, 7, rng))]
    for side in (-1, 1):
        shoulder = np.array([side * w * 0.75, h * 0.14, 0])
        elbow = shoulder + [side * w * rng.uniform(0.1, 0.6), -h * 0.13, w * rng.normal(0, 0.3)]
        hand = elbow + [-side * w * rng.uniform(0, 0.7), h * rng.uniform(-0.1, 0.15), w * rng.uniform(0.2, 0.7)]
        bodies.append(loft_along(np.stack([shoulder, elbow, hand]), w * np.array([0.3, 0.27, 0.22, 0.16]), 1, 10, 10))
    if rng.random() < 0.7:
        base = np.array([[0, -h * 0.54, 0], [0, -h * 0.51, 0], [0, -h * 0.47, 0]])
        bodies.append(loft_along(base, w * np.array([1.3, 1.35, 1.1]), rng.uniform(0.8, 1), 6, 24))
    if rng.random() < 0.4:
        staff = np.array([[w * 1.1, -h * 0.5, w * 0.4], [w * 1.15, 0, w * 0.4], [w * 1.0, h * 0.5, w * 0.3]])
        bodies.append(loft_along(staff, np.full(3, w * 0.09 + 0.8), 1, 12, 8))
    return of_mesh(joined(*bodies), max(h / 60, 0.7))


def mesh_animal(length: float, rng: np.random.Generator, stout: float = 1.0) -> Form:
    """An animal with a continuous skin from nose to tail and four legs."""
    n, w = length, length * rng.uniform(0.11, 0.17) * stout
    rise = rng.uniform(-0.1, 0.3) * n
    spine = (
        np.array([[-0.5, rng.uniform(-0.2, 0.1), rng.normal(0, 0.05)], [-0.26, 0, 0], [0.08, 0, 0], [0.26, 0.05, 0]])
        * n
    )
    spine = np.vstack([spine, [0.36 * n, rise * 0.6, 0], [0.5 * n, rise * 0.75, rng.normal(0, 0.06) * n]])
    skin = w * np.array([0.08, 0.2, 0.75, 1.0, 1.05, 1.1, 0.95, 0.6, 0.5, 0.62, 0.5, 0.25])
    bodies = [loft_along(spine, skin, rng.uniform(0.7, 0.95), 48, 22, folds(48, 22, 0.08, 5, rng))]
    leg = w * rng.uniform(1.2, 2.4)
    for sx in (-0.22, 0.14):
        for sz in (-1, 1):
            hip = np.array([sx * n, -w * 0.3, sz * w * 0.5])
            knee = hip + [rng.normal(0.03, 0.04) * n, -leg * 0.5, sz * w * 0.1]
            foot = hip + [rng.normal(0, 0.06) * n, -leg, sz * w * rng.uniform(-0.1, 0.4)]
            toe = foot + [w * 0.4, -w * 0.05, 0]
            bodies.append(
                loft_along(np.stack([hip, knee, foot, toe]), w * np.array([0.5, 0.3, 0.22, 0.22, 0.16]), 1, 14, 10)
            )
    top = np.array([0.36 * n, rise * 0.65 + w * 0.35, 0])
    for sz in (-1, 1):
        tip = top + [-w * 0.2, w * rng.uniform(0.3, 0.9), sz * w * rng.uniform(0.3, 0.7)]
        bodies.append(
            loft_along(
                np.stack([top + [0, 0, sz * w * 0.2], (top + tip) / 2, tip]), w * np.array([0.15, 0.2, 0.06]), 0.5, 7, 8
            )
        )
    return of_mesh(joined(*bodies), max(n / 60, 0.8))


def mesh_lump(size: float, rng: np.random.Generator, rough: float = 0.2, ridged: bool = False) -> Form:
    """A displaced ball: stone, root, dough, netsuke blank."""
    v, f = icosphere(4 if size > 35 else 3)
    axes = size / 2 * rng.uniform(0.55, 1.0, 3)
    noise = Noise(1.3, 4, rng, 0.55, ridged)
    lump = displaced((v, f), rough * rng.uniform(0.4, 1.2), noise)
    return of_mesh(moved_mesh(lump, 0, None, axes), max(size / 50, 0.5))


def flowing_lump(size: float, rng: np.random.Generator, n: int = 0) -> Form:
    """Balls that flow together: melted plastic, ginger, clustered fruit, abstract carving."""
    n = n or int(rng.integers(5, 14))
    h = size / 2
    centres, radii = [np.zeros(3)], [h * rng.uniform(0.25, 0.42)]
    for _ in range(n - 1):
        base = int(rng.integers(len(centres)))
        d = rng.standard_normal(3) * [1, 0.75, 0.75]
        r = h * rng.uniform(0.14, 0.36)
        centres.append(centres[base] + d / np.linalg.norm(d) * (radii[base] + r) * rng.uniform(0.6, 0.9))
        radii.append(r)
    centres, radii = np.array(centres), np.array(radii)
    reach = radii[:, None] * 1.35
    low, high = (centres - reach).min(axis=0), (centres + reach).max(axis=0)
    scale = size / float((high - low).max())
    centres = (centres - (low + high) / 2) * scale
    half = (high - low) / 2 * scale + 2
    return metaballs(centres, radii * scale), tuple(float(v) for v in half)


def mesh_plate(
    size: float, thickness: float, rng: np.random.Generator, cup: float = 0.15, lobes: float = 0.12, width=0.0
) -> Form:
    """A thin plate with a wavy rim, warped in two directions, of uneven thickness."""
    a = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    wide = width or rng.uniform(0.5, 1)
    rim = np.ones(36)
    for k in range(2, 7):
        rim += lobes * rng.normal() / k * 2 * np.cos(k * a + rng.uniform(0, 6.3))
    rim = np.clip(rim, 0.5, 1.4)
    point = rng.uniform(0, 0.35)
    rim *= 1 + point * np.maximum(np.cos(a), 0) ** 6
    steps = np.array([0.02, 0.3, 0.6, 0.85, 0.96, 1.0, 0.96, 0.85, 0.6, 0.3, 0.02])
    thick = thickness / 2 * np.array([1, 1.05, 1, 0.85, 0.6, 0.0, -0.6, -0.85, -1, -1.05, -1])
    bow, saddle, wave = size * cup * rng.normal(0, 1), size * cup * rng.normal(0, 0.6), rng.uniform(0, 6.3)
    rings = []
    for s, t in zip(steps, thick, strict=True):
        x, z = np.cos(a) * rim * s, np.sin(a) * rim * s * wide
        y = bow * (x * x + 0.5 * z * z) + saddle * x * z + size * cup * 0.15 * np.sin(5 * x + wave) * s
        rings.append(np.stack([x * size / 2, y + t, z * size / 2], 1))
    return of_mesh(loft(np.array(rings)), max(thickness / 2.2, size / 70))


def mesh_horn(length: float, base: float, rng: np.random.Generator, ridges: float = 0.06) -> Form:
    """A curved, winding horn or tusk with growth rings and an oval section."""
    turn, n = rng.uniform(0.2, 1.8), 56
    s = np.linspace(0, 1, 7)
    path = np.stack([np.sin(turn * s) * 0.5, s * np.cos(turn * 0.3 * s), 0.15 * rng.normal() * s**2], 1) * length
    fine = np.linspace(0, 1, n)
    rings = 1 + ridges * (0.5 - np.abs((fine * rng.uniform(4, 14)) % 1 - 0.5)) * 2 * (1 - fine)
    relief = rings[:, None] * folds(n, 24, 0.04, 4, rng)
    radii = base * (1 - 0.95 * np.linspace(0, 1, 9) ** rng.uniform(0.9, 1.8))
    return of_mesh(loft_along(path, radii, rng.uniform(0.65, 1.0), n, 24, relief), max(length / 64, 0.8))


def mesh_rod(length: float, radius: float, rng: np.random.Generator) -> Form:
    """A handle or bar of changing section."""
    path = np.array([[-0.5, 0, 0], [0, rng.normal(0, 0.03), 0], [0.5, 0, 0]]) * length
    radii = radius * rng.uniform(0.7, 1.15, 6)
    return of_mesh(
        loft_along(path, radii, rng.uniform(0.6, 1), 40, 20, folds(40, 20, 0.06, 4, rng)), max(length / 60, 0.6)
    )
