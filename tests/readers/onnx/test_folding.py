"""Nodes on constants, against NumPy: what is folded is worth what NumPy makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import numpy as np
import pytest

from convcalc.readers.contents import Contents
from convcalc.readers.onnx.reader import model_of
from convcalc.readers.onnx.reader import run_model
from convcalc.readers.stored.network import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = {
    "int64": ("INT64", "int64_data"),
    "float32": ("FLOAT", "float_data"),
    "bool": ("BOOL", "int32_data"),
}


def constant(name: str, value: Any) -> str:
    """A node that gives a constant."""
    array = np.asarray(value)
    if array.dtype == np.float64:
        array = array.astype("float32")
    kind, field = FORMATS[array.dtype.name]
    dims = " ".join(f"dims: {size}" for size in array.shape)
    items = " ".join(f"{field}: {each}" for each in array.ravel().astype(object) * 1)
    tensor = f"t {{ {dims} data_type: {kind} {items} }}"
    return f'node {{ op_type: "Constant" output: "{name}" attribute {{ name: "value" {tensor} }} }}'


def folded(op: str, inputs: Sequence[Any], attributes: str = "", version: int = 18) -> Any:
    """What a node gives on constants, as an array of NumPy."""
    names = [f"c{index}" for index in range(len(inputs))]
    nodes = [constant(name, each) for name, each in zip(names, inputs, strict=True)]
    taken = " ".join(f'input: "{name}"' for name in names)
    nodes.append(f'node {{ op_type: "{op}" {taken} output: "y" {attributes} }}')
    text = f"ir_version: 8 opset_import {{ version: {version} }} graph {{ {' '.join(nodes)} }}"
    network = Network("net")
    scope = run_model(model_of(Contents(text.encode(), "x.onnx")), network, [])[1]
    value = scope.find("y")
    assert value is not None
    assert value.array is not None
    assert not network.builder.nodes
    assert value.shape == value.array.shape
    return np.array(value.array.items).reshape(value.array.shape)


def whole(name: str, value: int) -> str:
    return f'attribute {{ name: "{name}" i: {value} type: INT }}'


def wholes(name: str, *values: int) -> str:
    return (
        f'attribute {{ name: "{name}" {" ".join(f"ints: {each}" for each in values)} type: INTS }}'
    )


A = np.arange(6).reshape(2, 3)
B = np.arange(24).reshape(2, 3, 4)

CASES: list[tuple[str, list[Any], str, Any]] = [
    ("Add", [A, [10, 20, 30]], "", np.add(A, [10, 20, 30])),
    ("Sub", [A, 2], "", A - 2),
    ("Mul", [A, A], "", A * A),
    ("Div", [[7, -7, 9], [2, 2, -4]], "", [3, -3, -2]),
    ("Div", [[7.0, 1.0], [2.0, 4.0]], "", [3.5, 0.25]),
    ("Mod", [[7, -7], [3, 3]], "", [1, 2]),
    ("Pow", [[2, 3], [3, 2]], "", [8, 9]),
    ("Min", [[1, 5], [3, 2]], "", [1, 2]),
    ("Max", [[1, 5], [3, 2]], "", [3, 5]),
    ("Sum", [[1, 5], [3, 2], [1, 1]], "", [5, 8]),
    ("Neg", [[1, -2]], "", [-1, 2]),
    ("Abs", [[1, -2]], "", [1, 2]),
    ("Sign", [[5, -2, 0]], "", [1, -1, 0]),
    ("Floor", [[1.5, -1.5]], "", [1, -2]),
    ("Ceil", [[1.5, -1.5]], "", [2, -1]),
    ("Round", [[0.5, 1.5]], "", [0, 2]),
    ("Sqrt", [[9.0, 16.0]], "", [3, 4]),
    ("Equal", [[1, 2], [1, 3]], "", [True, False]),
    ("Greater", [[1, 4], [1, 3]], "", [False, True]),
    ("GreaterOrEqual", [[1, 2], [1, 3]], "", [True, False]),
    ("Less", [[1, 2], [1, 3]], "", [False, True]),
    ("LessOrEqual", [[4, 2], [1, 3]], "", [False, True]),
    ("Not", [[True, False]], "", [False, True]),
    ("And", [[True, True], [True, False]], "", [True, False]),
    ("Or", [[False, True], [False, False]], "", [False, True]),
    ("Xor", [[False, True], [True, True]], "", [True, False]),
    ("Where", [[True, False], [1, 2], [3, 4]], "", [1, 4]),
    ("Concat", [A, A], whole("axis", 1), np.concatenate([A, A], 1)),
    ("Gather", [B, [2, 0]], whole("axis", 1), np.take(B, [2, 0], 1)),
    ("GatherElements", [A, [[0, 2], [1, -1]]], whole("axis", 1), [[0, 2], [4, 5]]),
    ("GatherND", [B, [[0, 1], [1, 2]]], "", B[[0, 1], [1, 2]]),
    ("ScatterND", [[1, 2, 3, 4], [[1], [3]], [9, 8]], "", [1, 9, 3, 8]),
    ("ScatterElements", [A, [[1], [0]], [[7], [8]]], whole("axis", 1), [[0, 7, 2], [8, 4, 5]]),
    ("Slice", [B, [1], [3], [2], [1]], "", B[:, :, 1:3]),
    ("Slice", [[1, 2, 3, 4], [-1], [-(2**63)], [0], [-1]], "", [4, 3, 2, 1]),
    ("Slice", [[1, 2, 3, 4], [-2], [2**63 - 1], [0]], "", [3, 4]),
    ("Squeeze", [A[None], [0]], "", A),
    ("Unsqueeze", [A, [0, 3]], "", A[None, :, :, None]),
    ("Reshape", [A, [0, -1, 1]], "", A.reshape(2, 3, 1)),
    ("Flatten", [B], whole("axis", 2), B.reshape(6, 4)),
    ("Transpose", [B], wholes("perm", 2, 0, 1), B.transpose(2, 0, 1)),
    ("Transpose", [A], "", A.T),
    ("Expand", [[[1], [2]], [2, 3]], "", [[1, 1, 1], [2, 2, 2]]),
    ("Tile", [A, [2, 1]], "", np.tile(A, (2, 1))),
    ("Range", [2, 11, 3], "", [2, 5, 8]),
    ("ReduceSum", [B, [0, 2]], "", B.sum((0, 2), keepdims=True)),
    ("ReduceProd", [[2, 3, 4]], whole("keepdims", 0), 24),
    ("ReduceMax", [B, [1]], whole("keepdims", 0), B.max(1)),
    ("ReduceMin", [B, [1]], whole("keepdims", 0), B.min(1)),
    ("CumSum", [[1, 2, 3], 0], "", [1, 3, 6]),
    ("Pad", [[1, 2], [1, 2], 9], "", [9, 1, 2, 9, 9]),
    ("NonZero", [[[1, 0], [0, 1]]], "", [[0, 1], [0, 1]]),
    ("Size", [B], "", 24),
    ("Trilu", [A, 0], whole("upper", 1), np.triu(A)),
    ("Trilu", [A, 1], whole("upper", 0), np.tril(A, 1)),
    ("Cast", [[1.7, -1.7]], whole("to", 7), [1, -1]),
    ("Identity", [A], "", A),
]


@pytest.mark.parametrize(("op", "inputs", "attributes", "wanted"), CASES)
def test_what_is_folded_is_what_numpy_makes(
    op: str, inputs: list[Any], attributes: str, wanted: Any
):
    np.testing.assert_array_equal(folded(op, inputs, attributes), wanted)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "version", "wanted"),
    [
        ("Squeeze", [A[None]], wholes("axes", 0), 11, A),
        ("Unsqueeze", [A], wholes("axes", 0), 11, A[None]),
        ("Slice", [A], wholes("starts", 1) + wholes("ends", 3) + wholes("axes", 1), 9, A[:, 1:]),
        ("ReduceSum", [A], wholes("axes", 1) + whole("keepdims", 0), 11, A.sum(1)),
    ],
)
def test_older_operator_sets_have_attributes(
    op: str, inputs: list[Any], attributes: str, version: int, wanted: Any
):
    np.testing.assert_array_equal(folded(op, inputs, attributes, version), wanted)
