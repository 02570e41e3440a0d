"""What the second network sees of a candidate: two cubes of CT numbers and a list of features.

The station cuts the same cubes (src/inference/ct/objects): centre c is the mean of the candidate's voxel
centres in mm, e the largest edge of its box in mm. The first cube has 32^3 samples at pitch max(1, 1.25 e / 32) mm,
the second at twice that. A sample takes the trilinear value at its place: of the 2 mm grid where the
pitch is 2 mm or more, else of the scan's own voxels; where these are finer than the pitch, of their running means over
round(pitch / voxel) voxels per axis. The mask of the candidate is the nearest voxel's.
"""

from dataclasses import dataclass

import numpy as np

from ..classes import CLASS_NAMES
from ..data.resample import MODEL_SPACING_MM

SIZE = 32
MIN_PITCH_MM = 1.0
MARGIN = 1.25
SURROUNDINGS = 2.0
PAD_HU = -1000.0

FEATURES = (
    "log volume cm3",
    "log extent mm",
    "mean hu",
    "hu deviation",
    "hu 10th percentile",
    "hu 90th percentile",
    *(f"stage one {name}" for name in CLASS_NAMES[1:]),
    "voxel mm",
    "box fill",
    "regions",
)


@dataclass(frozen=True)
class Candidate:
    """voxels int [n, 3] (z, y, x) on the 2 mm grid; regions: how many connected pieces were grouped."""

    voxels: np.ndarray
    regions: int

    @property
    def centre_mm(self) -> np.ndarray:
        return (self.voxels.mean(axis=0) + 0.5) * MODEL_SPACING_MM

    @property
    def edges(self) -> np.ndarray:
        """Voxels along z, y, x of the box."""
        return self.voxels.max(axis=0) - self.voxels.min(axis=0) + 1

    @property
    def extent_mm(self) -> float:
        return float(self.edges.max()) * MODEL_SPACING_MM


def pitches(extent_mm: float) -> tuple[float, float]:
    """Sample pitch in mm of the two cubes."""
    first = max(MIN_PITCH_MM, MARGIN * extent_mm / SIZE)
    return first, SURROUNDINGS * first


def sample_positions(centre: float, pitch: float) -> np.ndarray:
    return centre + (np.arange(SIZE) - (SIZE - 1) / 2) * pitch


def axis_matrix(n: int, positions: np.ndarray, voxel_mm: float, pitch: float) -> tuple[np.ndarray, slice]:
    """(weights [SIZE, span], span of the axis): trilinear reading of running means along one axis.

    Voxels outside 0..n count as padding: their weight is missing from the row's sum of one.
    """
    width = max(1, int(np.floor(pitch / voxel_mm + 0.5)))
    at = positions / voxel_mm - 0.5
    low, high = int(np.floor(at[0])) - width, int(np.ceil(at[-1])) + width + 1
    first, last = min(max(low, 0), n), max(min(high, n), 0)
    index = np.arange(first, max(first, last))[None]
    left = np.floor(at)[:, None]
    fraction = at[:, None] - left
    weights = np.zeros((len(at), index.shape[1]))
    # The mean over `width` voxels around voxel v: v - (width - 1) // 2 ... v + width // 2.
    back, ahead = (width - 1) // 2, width // 2
    for corner, share in ((left, 1 - fraction), (left + 1, fraction)):
        weights += share / width * ((index >= corner - back) & (index <= corner + ahead))
    return weights.astype(np.float32), slice(first, max(first, last))


def cube(volume: np.ndarray, voxel_mm: tuple[float, ...], centre_mm: np.ndarray, pitch: float) -> np.ndarray:
    """float32 [32, 32, 32] of CT numbers of a volume [z, y, x] with voxels of voxel_mm (z, y, x)."""
    wz, wy, wx = (
        axis_matrix(n, sample_positions(c, pitch), mm, pitch)
        for n, mm, c in zip(volume.shape, voxel_mm, centre_mm, strict=True)
    )
    part = np.asarray(volume[wz[1], wy[1], wx[1]], np.float32) - PAD_HU
    out = np.einsum("az,zyx->ayx", wz[0], part, optimize=True)
    out = np.einsum("by,ayx->abx", wy[0], out, optimize=True)
    return np.einsum("cx,abx->abc", wx[0], out, optimize=True) + np.float32(PAD_HU)


def mask_cube(candidate: Candidate, centre_mm: np.ndarray, pitch: float) -> np.ndarray:
    """float32 [32, 32, 32]: 1 where the nearest voxel of the 2 mm grid belongs to the candidate."""
    low = candidate.voxels.min(axis=0)
    box = np.zeros(candidate.edges + 1, bool)
    box[tuple((candidate.voxels - low).T)] = True
    index = []
    for axis in range(3):
        at = np.floor(sample_positions(centre_mm[axis], pitch) / MODEL_SPACING_MM).astype(int) - low[axis]
        # The last plane of `box` is empty: samples outside read from there.
        index.append(np.where((at >= 0) & (at < candidate.edges[axis]), at, candidate.edges[axis]))
    return box[np.ix_(*index)].astype(np.float32)


def crops(grid: np.ndarray, native: np.ndarray, native_mm: tuple[float, ...], candidate: Candidate) -> np.ndarray:
    """float32 [4, 32, 32, 32]: CT numbers and mask of the object, CT numbers and mask of its surroundings."""
    out = []
    centre = candidate.centre_mm
    for pitch in pitches(candidate.extent_mm):
        if pitch >= MODEL_SPACING_MM:
            out.append(cube(grid, (MODEL_SPACING_MM,) * 3, centre, pitch))
        else:
            out.append(cube(native, native_mm, centre, pitch))
        out.append(mask_cube(candidate, centre, pitch))
    return np.stack(out)


def features(
    grid: np.ndarray, probabilities: np.ndarray | None, native_mm: tuple[float, ...], candidate: Candidate
) -> np.ndarray:
    """float32 [len(FEATURES)] of a candidate; probabilities [C, D, H, W] of the first network (None: NaN)."""
    at = tuple(candidate.voxels.T)
    hu = np.asarray(grid)[at].astype(np.float32)
    volume = len(hu) * MODEL_SPACING_MM**3 / 1000
    low, high = np.percentile(hu, [10, 90])
    said = [np.nan] * (len(CLASS_NAMES) - 1)
    stage_one = said if probabilities is None else [float(p[at].mean()) for p in probabilities[1:]]
    voxel = float(np.prod(native_mm)) ** (1 / 3)
    fill = len(hu) / float(np.prod(candidate.edges))
    values = [np.log(volume), np.log(candidate.extent_mm), hu.mean(), hu.std(), low, high]
    return np.array([*values, *stage_one, voxel, fill, candidate.regions], np.float32)
