"""
Write the golden data of TensorFlow Lite's operators: a file each, and its tensors' shapes.

    KERAS_BACKEND=tensorflow python tools/golden/make_tflite_operators.py OUT.json FILES.tar.gz

Needs tensorflow (2.21) and keras (3.15). A line of `tflite_calls.txt` is a name, the shapes of the
tensors x, y and z ("?" for a size that is open, "i" in front of whole numbers), the sizes that are
tried as well, and the call, which the converter makes a file of and the interpreter runs.
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
import tflite_hand

CALLS = Path(__file__).parent / "tflite_calls.txt"
CHANCE = np.random.default_rng(0)


def k(*shape: int) -> Any:
    """A constant of this shape."""
    return tf.constant(CHANCE.random(shape).astype("float32"))


WORLD = {"tf": tf, "keras": keras, "k": k, "r": tf.raw_ops}


def spec(text: str, name: str) -> Any:
    """An input by its text, as "?x3" or "ix4"."""
    dtype = "int32" if text.startswith("i") else "float32"
    sizes = [None if each == "?" else int(each) for each in text.lstrip("i").split("x") if each]
    return tf.TensorSpec(sizes, dtype, name=name)


def converted(call: str, specs: list[Any]) -> bytes:
    """The file of a call."""
    if call.startswith("keras."):
        layer = eval(call.removesuffix("(x)"), WORLD)  # noqa: S307 (our own calls)
        layer.build(specs[0].shape)

        def function(x: Any) -> Any:
            return layer(x)
    else:
        names = ", ".join("xyz"[: len(specs)])
        function = eval(f"lambda {names}: {call}", WORLD)  # noqa: S307 (our own calls)
    concrete = tf.function(function, input_signature=specs).get_concrete_function()
    converter = tf.lite.TFLiteConverter.from_concrete_functions([concrete], tf.Module())
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
    return bytes(converter.convert())


class Stream(tf.Module):  # type: ignore[misc]  # of a library without types
    """A network with a weight and a state in variables."""

    def __init__(self) -> None:
        self.weight = tf.Variable(np.ones((4, 3), "float32"))
        self.state = tf.Variable(np.zeros((1, 5, 4), "float32"), trainable=False)

    @tf.function(input_signature=[tf.TensorSpec([1, 1, 4])])  # type: ignore[untyped-decorator]  # the same
    def step(self, x: Any) -> Any:
        """Push one step into the state."""
        self.state.assign(tf.concat([self.state[:, 1:], x], 1))
        return tf.matmul(tf.reshape(self.state, [5, 4]), self.weight)


def streaming() -> bytes:
    """The file of a network with variables."""
    stream = Stream()
    concrete = stream.step.get_concrete_function()
    converter = tf.lite.TFLiteConverter.from_concrete_functions([concrete], stream)
    converter.experimental_enable_resource_variables = True
    return bytes(converter.convert())


def run(file: bytes, sizes: list[list[int]] | None) -> dict[str, Any]:
    """The shapes of all tensors in a run, with inputs of these sizes or as they are stored."""
    kinds = tf.lite.experimental.OpResolverType
    interpreter = tf.lite.Interpreter(
        model_content=file,
        experimental_preserve_all_tensors=True,
        experimental_op_resolver_type=kinds.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    inputs = sorted(interpreter.get_input_details(), key=lambda each: each["name"])
    for detail, size in zip(inputs, sizes or (), strict=False):
        interpreter.resize_tensor_input(detail["index"], size)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        values = CHANCE.random(detail["shape"]) * (2 if detail["dtype"] == np.int32 else 1)
        interpreter.set_tensor(detail["index"], values.astype(detail["dtype"]))
    interpreter.invoke()
    details = {
        "inputs": interpreter.get_input_details(),
        "shapes": interpreter.get_tensor_details(),
    }
    return {
        what: {str(each["index"]): each["shape"].tolist() for each in found}
        for what, found in details.items()
    }


def sizes_in(text: str) -> list[list[int]]:
    """Sizes of all inputs, as "2x3 4x3"."""
    return [[int(size) for size in each.split("x")] for each in text.split()]


def case(archive: tarfile.TarFile, name: str, file: bytes, tried: str) -> dict[str, Any]:
    """A file, put into the archive, and the shapes of its tensors at all sizes."""
    runs = [run(file, None)]
    runs += [run(file, sizes_in(each)) for each in tried.split(";") if each.strip()]
    member = tarfile.TarInfo(f"{name}.tflite")
    member.size = len(file)
    archive.addfile(member, io.BytesIO(file))
    return {"name": name, "file": member.name, "runs": runs}


def main() -> None:
    """Write the cases and their files."""
    cases = []
    with tarfile.open(sys.argv[2], "w:gz") as archive:
        for line in CALLS.read_text().splitlines():
            name, shapes, tried, call = (each.strip() for each in line.split("|", 3))
            specs = [spec(each, f"x{index}") for index, each in enumerate(shapes.split())]
            cases.append(case(archive, name, converted(call, specs), tried) | {"call": call})
        cases.append(case(archive, "stream", streaming(), ""))
        cases += [case(archive, name, file, "") for name, file in tflite_hand.made()]
    versions = {"tensorflow": tf.__version__, "keras": keras.__version__}
    Path(sys.argv[1]).write_text(json.dumps({"versions": versions, "cases": cases}))


if __name__ == "__main__":
    main()
