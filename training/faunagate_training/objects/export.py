"""The second network as an ONNX graph."""

import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from ..onnx_weights import halve_weights
from .crops import FEATURES, SIZE
from .network import CalibratedObjects, ObjectNet

OUTPUTS = ("classes", "kinds", "embedding")


def export_objects(net: ObjectNet, temperature: float, path: Path) -> CalibratedObjects:
    """Write the graph (computes in fp32, opset 17, any number of candidates); returns the program that it is of."""
    program = CalibratedObjects(net, temperature).eval()
    example = (torch.zeros(2, 4, SIZE, SIZE, SIZE), torch.zeros(2, len(FEATURES)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            program,
            example,
            str(path),
            input_names=["crops", "features"],
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "candidates"} for name in ("crops", "features", *OUTPUTS)},
            opset_version=17,
            dynamo=False,
        )
    halve_weights(path)
    return program


def greatest_difference(program: CalibratedObjects, path: Path) -> float:
    """Largest absolute difference of any output between PyTorch and ONNX Runtime on three random candidates."""
    rng = np.random.default_rng(0)
    crops = rng.normal(0, 700, (3, 4, SIZE, SIZE, SIZE)).astype(np.float32)
    crops[:, 1::2] = crops[:, 1::2] > 0
    features = rng.normal(0, 1, (3, len(FEATURES))).astype(np.float32)
    with torch.no_grad():
        expected = program(torch.from_numpy(crops), torch.from_numpy(features))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    got = session.run(None, {"crops": crops, "features": features})
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(got, expected, strict=True))
