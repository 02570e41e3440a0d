"""Turn the checkpoints of both networks into models/<id>: graphs, manifest.json and the parity cases.

    python -m faunagate_training.export --checkpoint runs/first/checkpoint.pt --objects runs/objects/first/objects.pt \\
        --points runs/objects/first/operating-points.json

The first graph takes raw HU and gives probabilities, the second says what a candidate is; the manifest says how to
feed them (docs/formats/models.md).
"""

import argparse
import datetime
import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from .classes import CLASS_NAMES
from .data.resample import MODEL_SPACING_MM
from .network import MULTIPLE_OF, Probabilities, WildlifeNet
from .objects.crops import FEATURES, SIZE
from .objects.export import export_objects
from .objects.export import greatest_difference as objects_difference
from .objects.network import EMBEDDING, IVORY_KINDS
from .objects.parity import write_objects_parity
from .objects.validate import load_objects
from .onnx_weights import halve_weights
from .parity import write_parity
from .train import load_net

ROOT = Path(__file__).resolve().parents[2]
MODEL_ID = "ct-wildlife-2"
TOLERANCE = 1e-2
"""Of a probability: weights are stored in half precision (measured: below 3e-3)."""
MAX_BYTES = 12_000_000

DENSITY = {"ivory": 1.8, "horn": 1.3, "scales": 1.3, "animal": 1.06, "marine": 1.2, "shell": 2.5, "bone": 1.7}
"""g/cm3, for the mass of a finding; middle of the ranges in simulator/materials.py."""

MIN_VOLUME = {"ivory": 0.1, "horn": 1.0, "scales": 1.0, "animal": 4.0, "marine": 1.0, "shell": 1.0, "bone": 0.4}
"""cm3 below which a region is no finding."""

PROPOSAL = 0.35
"""Probability of any wildlife from which on a voxel belongs to a candidate; objects.harvest used the same."""

DEFAULT_POINT = "balanced"


def export_graph(net: WildlifeNet, path: Path) -> None:
    """Write the ONNX graph (computes in fp32, opset 17, batch norm folded by the exporter), dynamic D, H, W."""
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
    halve_weights(path)


def greatest_difference(net: WildlifeNet, path: Path, volume: np.ndarray) -> float:
    """Largest absolute difference of probabilities between PyTorch and ONNX Runtime on [1, 1, D, H, W]."""
    with torch.no_grad():
        expected = Probabilities(net).eval()(torch.from_numpy(volume)).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return float(np.abs(session.run(None, {"volume": volume})[0] - expected).max())


def file_facts(path: Path) -> dict:
    data = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def object_facts(path: Path) -> dict:
    """The manifest's words about the second network."""
    return {
        **file_facts(path),
        "input": {
            "name": "crops",
            "sizeVoxels": SIZE,
            "channels": ["object-hu", "object-mask", "surroundings-hu", "surroundings-mask"],
        },
        "features": {"name": "features", "order": list(FEATURES)},
        "outputs": {
            "classes": {"name": "classes", "ids": list(CLASS_NAMES)},
            "kinds": {"name": "kinds", "ids": list(IVORY_KINDS)},
            "embedding": {"name": "embedding", "length": EMBEDDING},
        },
    }


def operating_points(chosen: list[dict]) -> list[dict]:
    """The manifest's operating points of thresholds per class that validation chose."""
    return [
        {
            "id": point["id"],
            **({"default": True} if point["id"] == DEFAULT_POINT else {}),
            "proposalProbability": PROPOSAL,
            "classes": {
                c: {"voxelProbability": PROPOSAL, "objectProbability": t} for c, t in point["thresholds"].items()
            },
        }
        for point in chosen
    ]


def manifest(path: Path, trained_on: str, points: list[dict], version: str, model_id: str = MODEL_ID) -> dict:
    """The manifest of the first network alone; docs/formats/models.md."""
    return {
        "schema": 1,
        "id": model_id,
        "version": version,
        "task": "ct-segmentation",
        "title": "Wildlife products in baggage CT",
        **file_facts(path),
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
    parser.add_argument("--objects", type=Path, required=True, help="checkpoint of the second network")
    parser.add_argument("--points", type=Path, required=True, help="operating-points.json of objects.validate")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--id", default=MODEL_ID)
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--fixtures", type=Path, help="write the station's parity cases here")
    parser.add_argument("--about", default="", help="a sentence about earlier training, for trainedOn")
    args = parser.parse_args()
    state = torch.load(args.checkpoint, map_location="cpu", weights_only=False)
    net = load_net(args.checkpoint)
    folder = args.models / args.id
    folder.mkdir(parents=True, exist_ok=True)
    path, objects_path = folder / "model.onnx", folder / "objects.onnx"
    export_graph(net, path)
    objects, objects_state = load_objects(args.objects)
    program = export_objects(objects, objects_state["temperature"], objects_path)
    fixtures = args.fixtures or args.models.parent / "fixtures"
    volume = write_parity(net, fixtures / "parity", args.id, TOLERANCE)
    write_objects_parity(program, fixtures / "parity" / f"{args.id}.objects.json", TOLERANCE)
    differences = (greatest_difference(net, path, volume), objects_difference(program, objects_path))
    if max(differences) > TOLERANCE:
        raise SystemExit(f"ONNX differs from PyTorch by {differences}")
    trained_on = (
        f"{len(state['bags'])} simulated bags ({state['step'] * state['recipe']['batch']} patches of "
        f"{state['recipe']['patch']} voxels a side) and {objects_state['samples']} candidates of "
        f"{objects_state['bags']} bags; no real scan of wildlife was seen. {args.about}"
    ).strip()
    chosen = json.loads(args.points.read_text())
    about = manifest(path, trained_on, operating_points(chosen["points"]), args.version, args.id)
    about |= {"objectModel": object_facts(objects_path), "unsure": chosen["unsure"]}
    (folder / "manifest.json").write_text(json.dumps(about, indent=2) + "\n")
    size = path.stat().st_size + objects_path.stat().st_size
    if size > MAX_BYTES:
        raise SystemExit(f"both graphs have {size} bytes, more than {MAX_BYTES}")
    print(f"{folder}: {size} bytes, differs from PyTorch by at most {max(differences):.2g}")


if __name__ == "__main__":
    main()
