"""Thin curved plates with the right mass at every voxel size: pangolin scales, hawksbill scutes."""

from dataclasses import dataclass

import numpy as np

from ...classes import SCALES
from ..items import Part, Solid
from ..materials import Material
from ..shapes import Shape, moved, turned
from ._thin import as_distance, sheet_cover, voxel_size


@dataclass(frozen=True)
class Plate:
    """A plate along x (root at -length, free edge at +length; half sizes), y its outer side.

    `bow`, `cup`: curvature along and across in 1/mm; `point`: 2 round, 1 pointed, 4 square free edge;
    `root`: width at the root over the greatest; `ridges`: per mm across, on the outer side near the root.
    """

    length: float
    width: float
    thick: float
    bow: float
    cup: float
    point: float
    root: float
    ridges: float = 0.0

    def shape(self) -> Shape:
        def distance(x, y, z):
            t = np.clip(x / self.length, -1, 1)
            front = np.sqrt(np.maximum(1 - np.abs(np.maximum(t, 0)) ** self.point, 0))
            wide = self.width * np.where(t > 0, front, self.root + (1 - self.root) * np.cos(t * np.pi / 2))
            edge = np.maximum(np.abs(x) - self.length, (np.abs(z) - wide) * 0.85)
            sag = 0.5 * self.bow * x * x + 0.5 * self.cup * z * z
            steep = 1 / np.sqrt(1 + (self.bow * x) ** 2 + (self.cup * z) ** 2)
            off = (y + sag) * steep
            fade = 1 - 0.55 * np.maximum(np.abs(z) / (self.width + 1e-3), np.maximum(t, 0)) ** 2
            thick = self.thick * fade
            if self.ridges:
                thick = thick * (1 + 0.12 * np.cos(self.ridges * z) * np.clip(0.5 - t, 0, 1))
            voxel = voxel_size(x, y, z)
            return np.maximum(as_distance(sheet_cover(off, thick, voxel), voxel), edge)

        return distance

    def half(self) -> tuple[float, float, float]:
        sag = 0.5 * (abs(self.bow) * self.length**2 + abs(self.cup) * self.width**2)
        return self.length + 0.5, sag + self.thick + 0.5, self.width + 0.5


def placed(shape: Shape, half, rotation: np.ndarray, centre, material: Material, texture=None) -> Part:
    """A plate turned and moved to its place among others, with the box around it."""
    reach = np.abs(rotation) @ np.asarray(half) + 0.5
    box = (tuple(float(v) for v in centre), tuple(float(v) for v in reach))
    there = moved(turned(shape, rotation), *(np.float32(v) for v in centre))
    return Part(there, material, SCALES, texture, box)


def assembled(kind: str, parts: list[Part], pose: str, count: int, material: str, size: float, extra=()) -> Solid:
    """Placed plates as one object, with its box around all of them."""
    boxes = [p.near for p in (*extra, *parts) if p.near is not None]
    half = np.max([np.abs(c) + h for c, h in boxes], axis=0)
    return Solid(kind, (*extra, *parts), tuple(map(float, half)), pose, SCALES, material, size, count)


def frame(out: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Rotation whose y axis is `out` and whose x axis is `along` as nearly as can be."""
    y = out / np.linalg.norm(out)
    x = along - y * (along @ y)
    x = x / np.linalg.norm(x)
    return np.stack([x, y, np.cross(x, y)], axis=1)
