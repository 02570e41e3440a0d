"""Irregular solids: surfaces with noise of several scales, metaballs, lattices, cracks, soft joints.

All return a Shape (see `shapes`): signed distances in mm, right near the surface.
"""

import numpy as np
from numba import njit

from .shapes import Shape
from .shapes_section import flat

NODES = 32
"""Side of the periodic table of random numbers behind the noise."""


@njit(cache=True, fastmath=True)
def _noise(x, y, z, table, turn, frequency, gain, ridged, out):
    """Adds octaves of smooth value noise to out; octave k is turned by turn[k] and scaled by frequency[k]."""
    mask = table.shape[0] - 1
    for i in range(x.size):
        total = np.float32(0)
        for k in range(frequency.size):
            f = frequency[k]
            m = turn[k]
            px = (m[0, 0] * x[i] + m[0, 1] * y[i] + m[0, 2] * z[i]) * f + m[3, 0]
            py = (m[1, 0] * x[i] + m[1, 1] * y[i] + m[1, 2] * z[i]) * f + m[3, 1]
            pz = (m[2, 0] * x[i] + m[2, 1] * y[i] + m[2, 2] * z[i]) * f + m[3, 2]
            ix, iy, iz = int(np.floor(px)), int(np.floor(py)), int(np.floor(pz))
            fx, fy, fz = px - ix, py - iy, pz - iz
            fx, fy, fz = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy), fz * fz * (3 - 2 * fz)
            x0, y0, z0 = ix & mask, iy & mask, iz & mask
            x1, y1, z1 = (ix + 1) & mask, (iy + 1) & mask, (iz + 1) & mask
            a = table[x0, y0, z0] * (1 - fz) + table[x0, y0, z1] * fz
            b = table[x0, y1, z0] * (1 - fz) + table[x0, y1, z1] * fz
            c = table[x1, y0, z0] * (1 - fz) + table[x1, y0, z1] * fz
            d = table[x1, y1, z0] * (1 - fz) + table[x1, y1, z1] * fz
            v = (a * (1 - fy) + b * fy) * (1 - fx) + (c * (1 - fy) + d * fy) * fx
            total += gain[k] * (1 - 2 * abs(v) if ridged else v)
        out[i] = total


class Noise:
    """A smooth random field of about -1..1 over space.

    `wavelength` in mm is that of the coarsest octave; each next octave has half of it and `fall` of
    the strength. `ridged` gives sharp crests (bark, walnut, brain coral) in place of soft hills.
    """

    def __init__(
        self, wavelength: float, octaves: int, rng: np.random.Generator, fall: float = 0.5, ridged: bool = False
    ):
        self.table = rng.uniform(-1, 1, (NODES, NODES, NODES)).astype(np.float32)
        turns = []
        for _ in range(octaves):
            q = np.linalg.qr(rng.standard_normal((3, 3)))[0]
            turns.append(np.vstack([q, rng.uniform(0, NODES, 3)]))
        self.turn = np.array(turns, np.float32)
        self.frequency = (2.0 / wavelength * 2.0 ** np.arange(octaves)).astype(np.float32)
        gain = fall ** np.arange(octaves)
        self.gain = (gain / np.sqrt((gain**2).sum())).astype(np.float32)
        self.ridged = ridged

    def __call__(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        out = np.empty(x.size, np.float32)
        _noise(*flat(x, y, z), self.table, self.turn, self.frequency, self.gain, self.ridged, out)
        return out.reshape(x.shape)


def noisy(
    shape: Shape,
    amplitude: float,
    wavelength: float,
    octaves: int,
    rng: np.random.Generator,
    fall: float = 0.5,
    ridged: bool = False,
    stretch: tuple[float, float, float] = (1.0, 1.0, 1.0),
) -> Shape:
    """The shape with a rough surface: relief of about +-amplitude mm, coarsest wavelength in mm.

    Computed only near the surface. `stretch` makes the relief longer along an axis (grain, ribs).
    """
    noise = Noise(wavelength, octaves, rng, fall, ridged)
    reach = np.float32(2.5 * amplitude + 4)
    sx, sy, sz = (np.float32(1 / s) for s in stretch)

    def distance(x, y, z):
        d = np.ascontiguousarray(shape(x, y, z), np.float32)
        near = np.abs(d) < reach
        d[near] += np.float32(amplitude) * noise(x[near] * sx, y[near] * sy, z[near] * sz)
        return d

    return distance


@njit(cache=True, fastmath=True)
def _metaballs(x, y, z, balls, level, out):
    for i in range(x.size):
        field, gx, gy, gz, nearest = 0.0, 0.0, 0.0, 0.0, np.float32(1e9)
        for k in range(balls.shape[0]):
            dx, dy, dz = x[i] - balls[k, 0], y[i] - balls[k, 1], z[i] - balls[k, 2]
            reach2 = balls[k, 3] * balls[k, 3]
            d2 = dx * dx + dy * dy + dz * dz
            nearest = min(nearest, np.sqrt(d2) - balls[k, 3])
            if d2 < reach2:
                q = 1 - d2 / reach2
                field += q * q
                g = -4 * q / reach2
                gx, gy, gz = gx + g * dx, gy + g * dy, gz + g * dz
        if field < 0.02:
            out[i] = max(nearest, 0.0) + 2.0
        else:
            slope = np.sqrt(gx * gx + gy * gy + gz * gz)
            out[i] = (level - field) / max(slope, 0.02)


def metaballs(centres: np.ndarray, radii: np.ndarray) -> Shape:
    """Balls at centres [n, 3] with radii [n] in mm that flow together where they come near.

    A ball alone has its radius; neighbours swell towards one another.
    """
    level = 0.25
    reach = np.asarray(radii, float) / np.sqrt(1 - np.sqrt(level))
    balls = np.hstack([np.asarray(centres, float), reach[:, None]]).astype(np.float32)

    def distance(x, y, z):
        out = np.empty(x.size, np.float32)
        _metaballs(*flat(x, y, z), balls, level, out)
        return out.reshape(x.shape)

    return distance


def gyroid(cell: float, thickness: float) -> Shape:
    """An endless curved wall that fills space, `cell` mm from wave to wave (sponge, trabecular bone)."""
    k = np.float32(2 * np.pi / cell)

    def distance(x, y, z):
        a, b, c = k * x, k * y, k * z
        value = np.sin(a) * np.cos(b) + np.sin(b) * np.cos(c) + np.sin(c) * np.cos(a)
        return np.abs(value) / (k * 1.4) - thickness / 2

    return distance


def grid_of_bars(pitch: float, radius: float) -> Shape:
    """Endless bars along all three axes, `pitch` mm apart."""

    def distance(x, y, z):
        a, b, c = (v - pitch * np.round(v / pitch) for v in (x, y, z))
        near = np.minimum(np.minimum(a * a + b * b, b * b + c * c), a * a + c * c)
        return np.sqrt(near) - radius

    return distance


def pores(shape: Shape, wavelength: float, share: float, rng: np.random.Generator) -> Shape:
    """The shape with irregular pores through about `share` of its volume."""
    noise = Noise(wavelength, 2, rng)
    level = np.float32(np.quantile(noise(*rng.uniform(0, 40 * wavelength, (3, 4000)).astype(np.float32)), 1 - share))
    slope = np.float32(wavelength / 3)

    def distance(x, y, z):
        d = np.ascontiguousarray(shape(x, y, z), np.float32)
        inside = d < 2
        hole = (level - noise(x[inside], y[inside], z[inside])) * slope
        d[inside] = np.maximum(d[inside], -hole)
        return d

    return distance


def cracked(shape: Shape, n: int, width: float, depth: float, rng: np.random.Generator, along: int = -1) -> Shape:
    """The shape with n wavy cracks, `width` mm wide at the surface and `depth` mm deep.

    `along`: axis the cracks run along (0, 1, 2: as in a tusk or dry wood), or -1 for any direction.
    """
    sheets = []
    for _ in range(n):
        normal = rng.standard_normal(3)
        if along >= 0:
            normal[along] *= 0.05
        normal /= np.linalg.norm(normal)
        wave = rng.standard_normal(3) / max(depth * 4, 10.0)
        sheets.append((normal, wave, rng.uniform(0, 6.3), rng.normal(0, depth * 0.4)))
    tip = rng.uniform(0.5, 1, n) * depth

    def distance(x, y, z):
        d = np.ascontiguousarray(shape(x, y, z), np.float32)
        band = (d < 1) & (d > -depth - 1)
        px, py, pz, inner = x[band], y[band], z[band], d[band]
        for (normal, wave, phase, offset), deep in zip(sheets, tip, strict=True):
            bow = np.sin(wave[0] * px + wave[1] * py + wave[2] * pz + np.float32(phase))
            flatness = normal[0] * px + normal[1] * py + normal[2] * pz - offset + bow * (depth * 0.25)
            side = normal[1] * px - normal[0] * py + (normal[0] - normal[1]) * pz
            gap = np.abs(flatness) - width / 2 * np.maximum(1 + inner / deep, 0)
            inner = np.where(side > 0, np.maximum(inner, -np.maximum(gap, -inner - deep)), inner)
        d[band] = inner
        return d

    return distance


def soft_minus(smooth: float, shape: Shape, *cuts: Shape) -> Shape:
    """Difference whose edges are rounded by about `smooth` mm."""

    def distance(x, y, z):
        best = shape(x, y, z)
        for cut in cuts:
            other = -cut(x, y, z)
            h = np.maximum(smooth - np.abs(best - other), 0) / smooth
            best = np.maximum(best, other) + h * h * smooth * 0.25
        return best

    return distance


def soft_common(smooth: float, *shapes: Shape) -> Shape:
    """Intersection whose edges are rounded by about `smooth` mm."""

    def distance(x, y, z):
        best = shapes[0](x, y, z)
        for shape in shapes[1:]:
            other = shape(x, y, z)
            h = np.maximum(smooth - np.abs(best - other), 0) / smooth
            best = np.maximum(best, other) + h * h * smooth * 0.25
        return best

    return distance


def stretched(shape: Shape, sx: float, sy: float, sz: float) -> Shape:
    """The shape scaled along its axes."""
    least = min(sx, sy, sz)
    return lambda x, y, z: shape(x / sx, y / sy, z / sz) * least


def bent(shape: Shape, curvature: float) -> Shape:
    """The shape bent about z: its x axis becomes an arc of `curvature` rad/mm, ends upwards where positive."""
    if abs(curvature) < 1e-5:
        return shape
    radius = 1 / curvature

    def distance(x, y, z):
        r = np.sqrt(x * x + (y - radius) ** 2)
        angle = np.arctan2(x * np.sign(radius), np.abs(radius) - y * np.sign(radius))
        return shape(angle * radius, (np.abs(radius) - r) * np.sign(radius), z)

    return distance
