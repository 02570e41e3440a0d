"""Writes threshold-model/: a hand-made graph whose every output can be computed on paper.

Input `volume` [1, 1, D, H, W] in HU at 2 mm. Per voxel, with s(x) = 1 / (1 + exp(-x)):
    ivory  = s((HU - 900) / 100)
    horn   = s((HU - 150) / 20) * s((350 - HU) / 20)
    background = 1 - ivory - horn
Output `probabilities` [1, 3, D, H, W]. A 3 x 3 x 3 convolution with only its centre set stands in front, so that
tiles pass through a layer that reads its neighbours.

Run: python make-threshold-model.py (needs onnx, numpy)
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent / "threshold-model"


def constant(name: str, value: float) -> onnx.TensorProto:
    return numpy_helper.from_array(np.array(value, np.float32), name)


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
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="")
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    HERE.mkdir(exist_ok=True)
    (HERE / "model.onnx").write_bytes(data)
    both = {"voxelProbability": 0.5, "objectProbability": 0.6}
    strict = {"voxelProbability": 0.5, "objectProbability": 0.995}
    manifest = {
        "schema": 1,
        "id": "threshold-model",
        "version": "1",
        "task": "ct-segmentation",
        "title": "Thresholds for tests",
        "file": "model.onnx",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
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
    (HERE / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
