"""The station and the trainer cut the same cubes: fixtures/parity/object-crops.json holds what both must give.

`PYTHONPATH=. python tests/test_object_crops.py` writes the file again from the trainer's side.
"""

import json
from pathlib import Path

import numpy as np

from faunagate_training.data.resample import to_model_grid
from faunagate_training.objects.crops import FEATURES, Candidate, crops, features

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "parity" / "object-crops.json"
SHAPE, SPACING_MM = (46, 40, 52), (0.9, 1.3, 0.7)
BOXES = (((4, 5, 6), (9, 11, 8)), ((3, 1, 2), (19, 26, 4)), ((0, 0, 0), (2, 2, 2)), ((0, 0, 1), (20, 26, 18)))
SAMPLES = 40


def scan() -> np.ndarray:
    """int16 [z, y, x]: a ramp with a pattern that hides nothing, from whole numbers alone."""
    z, y, x = np.indices(SHAPE)
    return ((7919 * x + 5701 * y + 3559 * z + 13 * x * y * z) % 2003 - 700).astype(np.int16)


def case() -> dict:
    native = scan()
    grid = to_model_grid(native, SPACING_MM).astype(np.float32)
    z, y, x = np.indices(grid.shape)
    weights = np.stack([(1 + c + (3 * x + 5 * y + 7 * z + 2 * c) % 11) for c in range(8)]).astype(np.float32)
    probabilities = weights / weights.sum(axis=0)
    at = np.linspace(0, 4 * 32**3 - 1, SAMPLES).astype(int)
    candidates = []
    for regions, (low, high) in enumerate(BOXES, start=1):
        voxels = np.argwhere(np.ones(np.subtract(high, low), bool)) + low
        candidate = Candidate(voxels[voxels.sum(axis=1) % 5 > 0], regions)
        cut = crops(grid, native, SPACING_MM, candidate).ravel()
        facts = features(grid, probabilities, SPACING_MM, candidate)
        candidates.append(
            {
                "low": list(low),
                "high": list(high),
                "regions": regions,
                "samples": [round(float(v), 3) for v in cut[at]],
                "sum": round(float(cut.astype(np.float64).sum()), 1),
                "features": [round(float(v), 5) for v in facts],
            }
        )
    return {"shape": SHAPE, "spacingMm": SPACING_MM, "order": FEATURES, "candidates": candidates}


def test_the_stored_case_is_what_the_trainer_cuts() -> None:
    stored = json.loads(FILE.read_text())
    now = json.loads(json.dumps(case()))
    assert stored["order"] == now["order"]
    for was, found in zip(stored["candidates"], now["candidates"], strict=True):
        assert (was["low"], was["high"], was["regions"]) == (found["low"], found["high"], found["regions"])
        np.testing.assert_allclose(found["samples"], was["samples"], atol=0.05)
        np.testing.assert_allclose(found["features"], was["features"], atol=2e-3)


if __name__ == "__main__":
    FILE.write_text(json.dumps(case(), indent=1) + "\n")
