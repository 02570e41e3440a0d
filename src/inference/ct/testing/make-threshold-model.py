"""Writes threshold-model/ and ../objects/testing/two-stage-model/: hand-made graphs whose every output can be computed on paper.

Input `volume` [1, 1, D, H, W] in HU at 2 mm. Per voxel, with s(x) = 1 / (1 + exp(-x)):
    ivory  = s((HU - 900) / 100)
    horn   = s((HU - 150) / 20) * s((350 - HU) / 20)
    background = 1 - ivory - horn
Output `probabilities` [1, 3, D, H, W]. A 3 x 3 x 3 convolution with only its centre set stands in front, so that
tiles pass through a layer that reads its neighbours.

The object model of two-stage-model, with m the mean HU of the object cube where its mask is 1, and f the second
feature ("box fill"), a = s((m - 900) / 100):
    classes = [1 - f, a * f, (1 - a) * f] of background, ivory, horn
    kinds = [1 - f, f, 0], embedding = [m / 1000, f]

Run: python make-threshold-model.py (needs onnx, numpy)
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent


def constant(name: str, value: float) -> onnx.TensorProto:
    return numpy_helper.from_array(np.array(value, np.float32), name)


def save(graph: onnx.GraphProto, path: Path) -> dict:
    """Writes the graph; gives what the manifest says of its file."""
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name=""
    )
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return {"file": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def object_graph() -> onnx.GraphProto:
    node = helper.make_node
    axes = numpy_helper.from_array(np.array([1, 2, 3, 4]), "axes")
    one, two = (numpy_helper.from_array(np.array([v]), f"at{v}") for v in (0, 1))
    nodes = [
        node("Gather", ["crops", "at0"], ["hu"], axis=1),
        node("Gather", ["crops", "at1"], ["mask"], axis=1),
        node("Mul", ["hu", "mask"], ["own"]),
        node("ReduceSum", ["own", "axes"], ["sum"], keepdims=0),
        node("ReduceSum", ["mask", "axes"], ["count"], keepdims=0),
        node("Max", ["count", "c1"], ["counted"]),
        node("Div", ["sum", "counted"], ["mean"]),
        node("Unsqueeze", ["mean", "at1"], ["m"]),
        node("Gather", ["features", "at1"], ["f"], axis=1),
        node("Sub", ["m", "c900"], ["a0"]),
        node("Div", ["a0", "c100"], ["a1"]),
        node("Sigmoid", ["a1"], ["a"]),
        node("Mul", ["a", "f"], ["ivory"]),
        node("Sub", ["f", "ivory"], ["horn"]),
        node("Sub", ["c1", "f"], ["background"]),
        node("Concat", ["background", "ivory", "horn"], ["classes"], axis=1),
        node("Sub", ["f", "f"], ["none"]),
        node("Concat", ["background", "f", "none"], ["kinds"], axis=1),
        node("Div", ["m", "c1000"], ["thousands"]),
        node("Concat", ["thousands", "f"], ["embedding"], axis=1),
    ]
    value = helper.make_tensor_value_info
    return helper.make_graph(
        nodes,
        "objects",
        [
            value("crops", TensorProto.FLOAT, ["N", 4, 32, 32, 32]),
            value("features", TensorProto.FLOAT, ["N", 2]),
        ],
        [
            value(name, TensorProto.FLOAT, ["N", size])
            for name, size in (("classes", 3), ("kinds", 3), ("embedding", 2))
        ],
        [axes, one, two] + [constant(f"c{v}", v) for v in (1, 100, 900, 1000)],
    )


def main() -> None:
    kernel = np.zeros((1, 1, 3, 3, 3), np.float32)
    kernel[0, 0, 1, 1, 1] = 1
    node = helper.make_node
    nodes = [
        node("Conv", ["volume", "kernel"], ["hu"], pads=[1] * 6, kernel_shape=[3, 3, 3]),
        node("Sub", ["hu", "c900"], ["a0"]),
        node("Div", ["a0", "c100"], ["a1"]),
        node("Sigmoid", ["a1"], ["ivory"]),
        node("Sub", ["hu", "c150"], ["b0"]),
        node("Div", ["b0", "c20"], ["b1"]),
        node("Sigmoid", ["b1"], ["b2"]),
        node("Sub", ["c350", "hu"], ["d0"]),
        node("Div", ["d0", "c20"], ["d1"]),
        node("Sigmoid", ["d1"], ["d2"]),
        node("Mul", ["b2", "d2"], ["horn"]),
        node("Sub", ["c1", "ivory"], ["e0"]),
        node("Sub", ["e0", "horn"], ["background"]),
        node("Concat", ["background", "ivory", "horn"], ["probabilities"], axis=1),
    ]
    shape = [1, 1, "D", "H", "W"]
    graph = helper.make_graph(
        nodes,
        "threshold",
        [helper.make_tensor_value_info("volume", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, 3, "D", "H", "W"])],
        [numpy_helper.from_array(kernel, "kernel")]
        + [constant(f"c{v}", v) for v in (900, 100, 150, 20, 350, 1)],
    )
    both = {"voxelProbability": 0.5, "objectProbability": 0.6}
    strict = {"voxelProbability": 0.5, "objectProbability": 0.995}
    manifest = {
        "schema": 1,
        "id": "threshold-model",
        "version": "1",
        "task": "ct-segmentation",
        "title": "Thresholds for tests",
        **save(graph, HERE / "threshold-model" / "model.onnx"),
        "licence": "Apache-2.0",
        "createdUtc": "2026-01-01T00:00:00Z",
        "trainedOn": "Nothing: made by hand.",
        "input": {"name": "volume", "units": "HU", "spacingMm": 2, "multipleOf": 8, "padHu": -1000},
        "output": {"name": "probabilities", "classes": ["background", "ivory", "horn"]},
        "tiling": {"maxTileVoxels": [192, 192, 192], "overlapVoxels": 16},
        "airBelowHu": -700,
        "classes": [
            {"id": "ivory", "densityGCm3": 1.8, "minVolumeCm3": 0.05},
            {"id": "horn", "densityGCm3": 1.3, "minVolumeCm3": 0.05},
        ],
        "operatingPoints": [
            {"id": "standard", "default": True, "classes": {"ivory": both, "horn": both}},
            {"id": "strict", "classes": {"ivory": strict, "horn": strict}},
        ],
        "card": "card.md",
    }
    (HERE / "threshold-model" / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    folder = HERE.parent / "objects" / "testing" / "two-stage-model"
    save(graph, folder / "model.onnx")
    object_model = {
        **save(object_graph(), folder / "objects.onnx"),
        "input": {
            "name": "crops",
            "sizeVoxels": 32,
            "channels": ["object-hu", "object-mask", "surroundings-hu", "surroundings-mask"],
        },
        "features": {"name": "features", "order": ["mean hu", "box fill"]},
        "outputs": {
            "classes": {"name": "classes", "ids": ["background", "ivory", "horn"]},
            "kinds": {"name": "kinds", "ids": ["tusk-or-piece", "worked", "beads"]},
            "embedding": {"name": "embedding", "length": 2},
        },
    }
    half = {"voxelProbability": 0.5, "objectProbability": 0.5}
    points = [
        {
            "id": "standard",
            "default": True,
            "proposalProbability": 0.3,
            "classes": {"ivory": half, "horn": half},
        }
    ]
    two_stage = manifest | {
        "id": "two-stage-model",
        "title": "Two stages for tests",
        "objectModel": object_model,
        "unsure": {"low": 0.3, "high": 0.75},
        "operatingPoints": points,
    }
    (folder / "manifest.json").write_text(json.dumps(two_stage, indent=2) + "\n")


if __name__ == "__main__":
    main()
