"""
Write what TensorFlow makes of the functions in the manner of version 1, in its graph mode.

    TF_USE_LEGACY_KERAS=1 python tools/golden/make_tensorflow_1.py FOLDER

Needs tensorflow 2.21, tf_keras 2.21 and tf_slim 1.1. Every function of the files is called on
(1, 32, 32, 3); counted are its variables and the products of its operations.
"""

from __future__ import annotations

import importlib.util
import inspect
import json
import math
import sys
from pathlib import Path
from typing import Any

AXES = {"Conv2D": 3, "DepthwiseConv2dNative": 2, "Conv2DBackpropInput": 3}
"""How many axes of an operation's kernel are multiplied for every element."""


def elements(shape: Any) -> int:
    """The product of sizes."""
    return math.prod([int(each) for each in shape])


def work(operation: Any) -> int:
    """The multiply-accumulates of an operation."""
    kind, inputs = operation.type, operation.inputs
    if kind == "MatMul":
        return elements(operation.outputs[0].shape) * int(inputs[0].shape[-1])
    if kind not in AXES:
        return 0
    walked = inputs[2] if kind == "Conv2DBackpropInput" else operation.outputs[0]
    return elements(walked.shape) * elements(inputs[1].shape[: AXES[kind]])


def count(variables: Any) -> int:
    """The elements of variables."""
    return sum(elements(each.shape) for each in variables)


def answer(tf: Any, function: Any) -> dict[str, Any]:
    """What a function makes in a graph of its own, or that it is refused."""
    with tf.Graph().as_default() as graph:
        try:
            found = function(tf.placeholder(tf.float32, (1, 32, 32, 3)))
        except ValueError as problem:
            return {"error": str(problem)[:60]}
        return {
            "output": [int(each) for each in found.shape],
            "trainable": count(tf.trainable_variables()),
            "params": count(tf.global_variables()),
            "macs": sum(work(each) for each in graph.get_operations()),
        }


def main() -> None:
    """Record every function whose only required argument is x."""
    import tensorflow.compat.v1 as tf
    import tf_keras.src.legacy_tf_layers.base  # noqa: F401 (tf_slim has it by an older path)

    for name in [each for each in sys.modules if "src.legacy_tf_layers" in each]:
        sys.modules[name.replace(".src", "")] = sys.modules[name]
    folder = Path(sys.argv[1])
    rows = {}
    for file in sorted(folder.glob("*.py")):
        spec = importlib.util.spec_from_file_location(file.stem, file)
        if spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, function in list(vars(module).items()):
            if inspect.isfunction(function) and list(inspect.signature(function).parameters) == [
                "x"
            ]:
                rows[f"{file.name}:{name}"] = answer(tf, function)
    text = json.dumps({"versions": {"tensorflow": tf.__version__}, **rows}, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
