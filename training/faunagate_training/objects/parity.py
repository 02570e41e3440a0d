"""A stored case of the second stage for the station's own parity test: cubes, features, and what the network says.

The volume follows from a formula, so that both sides can make it; see `about` in the file that is written.
"""

import json
from pathlib import Path

import numpy as np
import torch

from ..classes import CLASS_NAMES
from ..data.resample import to_model_grid
from .crops import FEATURES, Candidate, crops, features
from .network import CalibratedObjects

DIMS = (44, 54, 60)
"""Voxels along z, y, x."""
VOXEL_MM = (1.1, 0.9, 0.8)
STRIDE = 5
FORMULA = "round(600 sin(0.31 i + 0.1 j) + 500 cos(0.23 j) + 300 sin(0.17 k + 0.05 i)), i along x, j along y, k along z"


def volume() -> np.ndarray:
    """int16 [DIMS] by FORMULA."""
    k, j, i = np.meshgrid(*(np.arange(n, dtype=np.float64) for n in DIMS), indexing="ij")
    return np.round(
        600 * np.sin(0.31 * i + 0.1 * j) + 500 * np.cos(0.23 * j) + 300 * np.sin(0.17 * k + 0.05 * i)
    ).astype(np.int16)


def boxes() -> list[tuple[list[int], list[int]]]:
    """Candidates as boxes (low, high exclusive; z, y, x) on the 2 mm grid: a small one, a long one, one at the edge."""
    return [([8, 9, 7], [14, 15, 15]), ([2, 10, 1], [20, 16, 23]), ([0, 0, 0], [4, 5, 6])]


def write_objects_parity(program: CalibratedObjects, path: Path, tolerance: float) -> None:
    """Write the case as JSON: every STRIDE-th sample of each cube (z, y, x), all features, all outputs."""
    native = volume()
    grid = to_model_grid(native, VOXEL_MM)
    probabilities = np.broadcast_to(
        (np.arange(len(CLASS_NAMES), dtype=np.float32) / 40)[:, None, None, None], (len(CLASS_NAMES), *grid.shape)
    )
    cases = []
    for low, high in boxes():
        voxels = np.argwhere(np.ones([h - n for n, h in zip(low, high, strict=True)], bool)) + low
        candidate = Candidate(voxels, 1)
        cut = crops(grid, native, VOXEL_MM, candidate)
        facts = features(grid, probabilities, VOXEL_MM, candidate)
        with torch.no_grad():
            outputs = program(torch.from_numpy(cut)[None], torch.from_numpy(facts)[None])
        classes, kinds, embedding = (o[0].double().numpy().round(6).tolist() for o in outputs)
        thin = cut[:, ::STRIDE, ::STRIDE, ::STRIDE].astype(np.float64).round(3)
        cases.append(
            {
                "box": {"min": low[::-1], "max": high[::-1]},
                "samples": thin.reshape(4, -1).tolist(),
                "features": facts.astype(np.float64).round(5).tolist(),
                "classes": classes,
                "kinds": kinds,
                "embedding": embedding,
            }
        )
    about = {
        "formula": FORMULA,
        "dims": DIMS[::-1],
        "spacingMm": VOXEL_MM[::-1],
        "stageOne": "the n-th wildlife class has probability n / 40 everywhere",
        "stride": STRIDE,
        "featureNames": list(FEATURES),
        "tolerance": tolerance,
        "cases": cases,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(about) + "\n")
