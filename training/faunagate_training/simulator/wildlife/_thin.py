"""Right partial volume for what is thinner than a voxel: ribs, egg shells, skull walls, fin membranes.

The rasteriser turns a distance d into coverage clip(1/2 - d / voxel, 0, 1), which is right for walls of
at least a voxel; half a millimetre of bone in a 2 mm voxel would come out twice too dense. The shapes made
here know the voxel they are sampled with and return the distance that stands for the true coverage, so
that the mass of a thin part is the same at every resolution.
"""

import numpy as np

from ..shapes import Shape


def voxel_size(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> float:
    """Mean distance in mm between neighbours of a sampled grid [a, b, c]; 1.0 for scattered points."""
    if x.ndim != 3 or min(x.shape) < 2:
        return 1.0
    steps = [np.sqrt(sum(float(v[i] - v[0, 0, 0]) ** 2 for v in (x, y, z))) for i in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    return float(np.prod(steps) ** (1 / 3))


def sheet_cover(distance: np.ndarray, thickness: float | np.ndarray, voxel: float) -> np.ndarray:
    """Coverage by a sheet of a thickness (mm) at a signed distance from its middle surface."""
    half = np.maximum(np.float32(0.5) * thickness, voxel / 2)
    full = np.minimum(1.0, thickness / voxel)
    return full * np.clip(0.5 + (half - np.abs(distance)) / voxel, 0, 1)


def as_distance(cover: np.ndarray, voxel: float) -> np.ndarray:
    """The distance in mm that the rasteriser turns into this coverage."""
    return ((0.5 - cover) * voxel).astype(np.float32)


def thin_wall(shape: Shape, thickness: float) -> Shape:
    """The outer `thickness` mm of a shape, also where that is less than a voxel."""

    def distance(x, y, z):
        voxel = voxel_size(x, y, z)
        middle = shape(x, y, z) + np.float32(thickness / 2)
        return as_distance(sheet_cover(middle, thickness, voxel), voxel)

    return distance
