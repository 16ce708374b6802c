"""
Files of one TensorFlow Lite operator that no converter writes any more, put together by hand.

A line of `tflite_made.txt` is a name, the operator, the name of its options and those that are not
usual, its inputs, and how many outputs it has. An input is its shape: "w" in front of a weight, "v"
of a state, "i" of whole numbers, "=" and numbers behind those that are stored; "-" for none.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import flatbuffers
import numpy as np
from tensorflow.lite.python import schema_py_generated as schema

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE = Path(__file__).parent / "tflite_made.txt"


def made() -> Iterator[tuple[str, bytes]]:
    """The files by name."""
    for line in MADE.read_text().splitlines():
        name, word, options, given, inputs, count = (each.strip() for each in line.split("|"))
        pairs = [each.split("=") for each in given.split()]
        fields = {field: ast.literal_eval(value) for field, value in pairs}
        yield name, file_of(word, options, fields, inputs.split(), int(count))


def _tensor(text: str, buffers: list[Any]) -> tuple[Any, bool]:
    """A tensor, and whether the network takes it as an input."""
    shape, _, values = text.lstrip("wvi").partition("=")
    sizes = [int(each) for each in shape.split("x") if each]
    tensor = schema.TensorT()
    tensor.shape = sizes
    tensor.type = schema.TensorType.INT32 if text.startswith("i") else schema.TensorType.FLOAT32
    tensor.isVariable = text.startswith("v")
    tensor.buffer = 0
    if text.startswith("w") or values:
        buffer = schema.BufferT()
        whole = [int(each) for each in values.split(",") if each]
        data = np.array(whole, "int32") if values else np.full(sizes, 0.5, "float32")
        buffer.data = np.frombuffer(data.tobytes(), "uint8")
        tensor.buffer = len(buffers)
        buffers.append(buffer)
    return tensor, tensor.buffer == 0 and not tensor.isVariable


def file_of(
    word: str, options: str, fields: dict[str, Any], inputs: list[str], count: int
) -> bytes:
    """A file of one operator."""
    buffers = [schema.BufferT()]
    graph, operator, code = schema.SubGraphT(), schema.OperatorT(), schema.OperatorCodeT()
    graph.tensors, graph.inputs, operator.inputs = [], [], []
    for text in inputs:
        if text == "-":
            operator.inputs.append(-1)
            continue
        tensor, is_input = _tensor(text, buffers)
        tensor.name = f"t{len(graph.tensors)}"
        operator.inputs.append(len(graph.tensors))
        graph.inputs += [len(graph.tensors)] if is_input else []
        graph.tensors.append(tensor)
    operator.outputs = list(range(len(graph.tensors), len(graph.tensors) + count))
    graph.outputs = operator.outputs
    for place in operator.outputs:
        tensor, _ = _tensor("", buffers)
        tensor.name = f"out{place}"
        graph.tensors.append(tensor)
    code.builtinCode = getattr(schema.BuiltinOperator, word)
    code.deprecatedBuiltinCode = min(code.builtinCode, 127)
    code.version = 1
    operator.opcodeIndex = 0
    if options:
        operator.builtinOptionsType = getattr(schema.BuiltinOptions, f"{options}Options")
        operator.builtinOptions = getattr(schema, f"{options}OptionsT")()
        for name, value in fields.items():
            setattr(operator.builtinOptions, name, value)
    graph.operators = [operator]
    model = schema.ModelT()
    model.version, model.subgraphs, model.buffers = 3, [graph], buffers
    model.operatorCodes = [code]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())
