"""A stored case of the second network for the station's own parity test: PyTorch's answers to inputs of a formula."""

import json
from pathlib import Path

import numpy as np
import torch

from .crops import FEATURES, SIZE
from .network import CalibratedObjects

CASES = 2


def formula_inputs() -> tuple[np.ndarray, np.ndarray]:
    """crops [2, 4, 32, 32, 32], features [2, F]. With n the flat index of a sample in its channel and c the case:
    CT numbers (7919 n + 500 c) mod 2003 - 700, masks 1 where n mod 3 is c; the k-th feature is k / 4 + c."""
    n = np.arange(SIZE**3).reshape(SIZE, SIZE, SIZE)
    crops = np.stack(
        [
            np.stack([(7919 * n + 500 * c) % 2003 - 700 if channel % 2 == 0 else n % 3 == c for channel in range(4)])
            for c in range(CASES)
        ]
    )
    features = np.arange(len(FEATURES))[None] / 4 + np.arange(CASES)[:, None]
    return crops.astype(np.float32), features.astype(np.float32)


def write_objects_parity(program: CalibratedObjects, path: Path, tolerance: float) -> None:
    """Write the answers to the formula's inputs as JSON."""
    crops, features = formula_inputs()
    with torch.no_grad():
        outputs = program(torch.from_numpy(crops), torch.from_numpy(features))
    classes, kinds, embedding = (o.double().numpy().round(6).tolist() for o in outputs)
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"tolerance": tolerance, "classes": classes, "kinds": kinds, "embedding": embedding}
    path.write_text(json.dumps(about) + "\n")
