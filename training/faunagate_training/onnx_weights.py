"""Weights of an ONNX graph kept in half precision: half the file, the same arithmetic in single precision."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 512
"""Tensors with fewer numbers stay as they are."""


def halve_weights(path: Path) -> None:
    """Rewrite the graph with its large float32 weights stored as float16 and cast back when it is loaded.

    ONNX Runtime folds the casts at load. Weights lose what lies below 2^-11 of them; the caller compares results.
    """
    model = onnx.load(str(path))
    casts = []
    for tensor in list(model.graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or int(np.prod(tensor.dims)) < SMALLEST:
            continue
        values = numpy_helper.to_array(tensor)
        if np.abs(values).max() > np.finfo(np.float16).max:
            continue
        name = tensor.name
        half = f"{name}_half"
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), half))
        casts.append(helper.make_node("Cast", [half], [name], to=TensorProto.FLOAT, name=f"{name}_cast"))
    for node in reversed(casts):
        model.graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
