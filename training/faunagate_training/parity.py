"""A small stored case: what PyTorch makes of a simulated crop, for the station's own parity test."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import torch

from .classes import CLASS_NAMES
from .data.resample import MODEL_SPACING_MM, labels_to_grid, to_model_grid
from .data.seeds import seed_of
from .network import Probabilities, WildlifeNet
from .simulator.simulate import simulate

SIDE = 48


@cache
def parity_crop() -> np.ndarray:
    """int16 [SIDE, SIDE, SIDE] in HU on the model's grid, around a wildlife object of a demo-set bag."""
    for index in range(40, 60):
        scan = simulate(seed_of("demo", "wild", index), "wild")
        classes = labels_to_grid(scan.classes, scan.spacing)
        hit = np.argwhere(classes > 0)
        if len(hit) > 500 and min(classes.shape) > SIDE:
            centre = hit[len(hit) // 2]
            start = [int(np.clip(c - SIDE // 2, 0, n - SIDE)) for c, n in zip(centre, classes.shape, strict=True)]
            hu = to_model_grid(scan.hu, scan.spacing)
            return np.round(hu[tuple(slice(s, s + SIDE) for s in start)]).astype(np.int16)
    raise RuntimeError("no bag with wildlife among the parity seeds")


def write_parity(net: WildlifeNet, folder: Path, name: str, tolerance: float) -> np.ndarray:
    """Write <name>.input.i16, .output.f32 (little-endian, C order) and .json; returns the input as float32."""
    folder.mkdir(parents=True, exist_ok=True)
    crop = parity_crop()
    volume = crop.astype(np.float32)[None, None]
    with torch.no_grad():
        output = Probabilities(net).eval()(torch.from_numpy(volume)).contiguous().numpy()
    (folder / f"{name}.input.i16").write_bytes(crop.astype("<i2").tobytes())
    (folder / f"{name}.output.f32").write_bytes(output.astype("<f4").tobytes())
    about = {
        "model": name,
        "inputShape": [1, 1, *crop.shape],
        "outputShape": list(output.shape),
        "classes": list(CLASS_NAMES),
        "spacingMm": MODEL_SPACING_MM,
        "framework": f"PyTorch {torch.__version__}, fp32",
        "tolerance": tolerance,
        "order": "C, little-endian; input int16 HU, output float32 probabilities",
    }
    (folder / f"{name}.json").write_text(json.dumps(about, indent=2) + "\n")
    return volume
