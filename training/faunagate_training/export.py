"""Turn a checkpoint into models/<id>: model.onnx, manifest.json and the parity case.

    python -m faunagate_training.export --checkpoint runs/first/checkpoint.pt

The graph takes raw HU and gives probabilities; the manifest says how to feed it. Thresholds and
measured figures come from runs/<...>/operating-points.json where evaluation has written one.
"""

import argparse
import datetime
import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from .classes import CLASS_NAMES
from .data.resample import MODEL_SPACING_MM
from .network import MULTIPLE_OF, Probabilities, WildlifeNet
from .parity import write_parity
from .train import load_net

ROOT = Path(__file__).resolve().parents[2]
MODEL_ID = "ct-wildlife-2"
TOLERANCE = 2e-3
MAX_BYTES = 12_000_000

DENSITY = {"ivory": 1.8, "horn": 1.3, "scales": 1.3, "animal": 1.06, "marine": 1.2, "shell": 2.5, "bone": 1.7}
"""g/cm3, for the mass of a finding; middle of the ranges in simulator/materials.py."""

MIN_VOLUME = {"ivory": 0.1, "horn": 1.0, "scales": 1.0, "animal": 4.0, "marine": 1.0, "shell": 1.0, "bone": 0.4}
"""cm3 below which a region is no finding."""

FIRST_POINTS = [
    {
        "id": name,
        **({"default": True} if name == "balanced" else {}),
        "classes": {c: {"voxelProbability": 0.5, "objectProbability": p} for c in CLASS_NAMES[1:]},
    }
    for name, p in (("balanced", 0.7), ("sensitive", 0.6), ("quiet", 0.85))
]
"""Used until thresholds have been chosen on validation bags."""


def export_graph(net: WildlifeNet, path: Path) -> None:
    """Write the ONNX graph (fp32, opset 17, batch norm folded by the exporter), dynamic D, H, W."""
    program = Probabilities(net).eval()
    example = torch.zeros(1, 1, 2 * MULTIPLE_OF, 3 * MULTIPLE_OF, 4 * MULTIPLE_OF)
    axes = {2: "depth", 3: "height", 4: "width"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            program,
            (example,),
            str(path),
            input_names=["volume"],
            output_names=["probabilities"],
            dynamic_axes={"volume": axes, "probabilities": axes},
            opset_version=17,
            dynamo=False,
        )
    onnx.checker.check_model(onnx.load(str(path)))
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path} has {path.stat().st_size} bytes, more than {MAX_BYTES}")


def greatest_difference(net: WildlifeNet, path: Path, volume: np.ndarray) -> float:
    """Largest absolute difference of probabilities between PyTorch and ONNX Runtime on [1, 1, D, H, W]."""
    with torch.no_grad():
        expected = Probabilities(net).eval()(torch.from_numpy(volume)).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return float(np.abs(session.run(None, {"volume": volume})[0] - expected).max())


def manifest(path: Path, trained_on: str, points: list[dict], version: str) -> dict:
    data = path.read_bytes()
    return {
        "schema": 1,
        "id": MODEL_ID,
        "version": version,
        "task": "ct-segmentation",
        "title": "Wildlife products in baggage CT",
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "licence": "Apache-2.0",
        "createdUtc": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "trainedOn": trained_on,
        "input": {
            "name": "volume",
            "units": "HU",
            "spacingMm": MODEL_SPACING_MM,
            "multipleOf": MULTIPLE_OF,
            "padHu": -1000,
        },
        "output": {"name": "probabilities", "classes": list(CLASS_NAMES)},
        "tiling": {"maxTileVoxels": [160, 160, 160], "overlapVoxels": 16},
        "airBelowHu": -500,
        "classes": [{"id": c, "densityGCm3": DENSITY[c], "minVolumeCm3": MIN_VOLUME[c]} for c in CLASS_NAMES[1:]],
        "operatingPoints": points,
        "card": "card.md",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--points", type=Path, help="operating-points.json of an evaluation")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--fixtures", type=Path, default=ROOT / "fixtures")
    parser.add_argument("--before", type=int, default=0, help="patches seen by the run it was warm-started from")
    args = parser.parse_args()
    state = torch.load(args.checkpoint, map_location="cpu", weights_only=False)
    net = load_net(args.checkpoint)
    folder = args.models / MODEL_ID
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    export_graph(net, path)
    volume = write_parity(net, args.fixtures / "parity", MODEL_ID, TOLERANCE)
    difference = greatest_difference(net, path, volume)
    if difference > TOLERANCE:
        raise SystemExit(f"ONNX differs from PyTorch by {difference:.2g}")
    points = json.loads(args.points.read_text()) if args.points else FIRST_POINTS
    patches = args.before + state["step"] * state["recipe"]["batch"]
    trained_on = (
        f"{len(state['bags'])} simulated bags only ({patches} patches of {state['recipe']['patch']} voxels a side, "
        "one CPU core); no real scan of wildlife was seen."
    )
    text = json.dumps(manifest(path, trained_on, points, args.version), indent=2)
    (folder / "manifest.json").write_text(text + "\n")
    print(f"{path}: {path.stat().st_size} bytes, differs from PyTorch by at most {difference:.2g}")


if __name__ == "__main__":
    main()
