"""
TensorFlowOpLayer: an operation of TensorFlow's graph as a layer, as TensorFlow up to 2.3 saves it.

Source: the attributes of operations, tensorflow.org/api_docs/python/tf/raw_ops.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ReadError
from convcalc.readers.stored.wire import Wire
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from convcalc.readers.stored.wire import Messages

ELEMENTS = {
    "Abs": "math.abs",
    "Add": "math.add",
    "AddV2": "math.add",
    "Cos": "math.cos",
    "Elu": "nn.elu",
    "Exp": "math.exp",
    "Floor": "math.floor",
    "Identity": "identity",
    "LeakyRelu": "nn.leaky_relu",
    "Log": "math.log",
    "Maximum": "math.maximum",
    "Minimum": "math.minimum",
    "Mul": "math.multiply",
    "Neg": "math.negative",
    "Pow": "math.pow",
    "RealDiv": "math.truediv",
    "Relu": "nn.relu",
    "Relu6": "nn.relu6",
    "Round": "math.round",
    "Rsqrt": "math.rsqrt",
    "Selu": "nn.selu",
    "Sigmoid": "math.sigmoid",
    "Sign": "math.sign",
    "Sin": "math.sin",
    "Softmax": "nn.softmax",
    "Softplus": "nn.softplus",
    "Sqrt": "math.sqrt",
    "Square": "math.square",
    "SquaredDifference": "math.squared_difference",
    "Sub": "math.subtract",
    "Tanh": "math.tanh",
}
"""Operations that are told nothing besides their inputs -> the function that does the same."""

TOLD = {
    "ArgMax": "math.argmax",
    "ExpandDims": "expand_dims",
    "Reshape": "reshape",
    "ResizeBilinear": "image.resize",
    "ResizeNearestNeighbor": "image.resize",
    "Shape": "shape",
    "Tile": "tile",
    "Transpose": "transpose",
    "Pad": "pad",
    "PadV2": "pad",
    "MirrorPad": "pad",
}
"""Operations whose second input is what the function is told."""

REDUCTIONS = {
    "All": "reduce_all",
    "Any": "reduce_any",
    "Max": "reduce_max",
    "Mean": "reduce_mean",
    "Min": "reduce_min",
    "Prod": "reduce_prod",
    "Sum": "reduce_sum",
}


class Operation(Value):
    """An operation: its name in TensorFlow, what it is told, and its constant inputs by place."""

    op: str
    attributes: Mapping[str, Any]
    constants: Mapping[int, Any]

    def function(self) -> str:
        """The function of the module tensorflow that does the same; empty where there is none."""
        for table in (ELEMENTS, TOLD, REDUCTIONS, OTHERS):
            if self.op in table:
                return table[self.op]
        return ""

    def arguments(self, tensors: list[Any]) -> tuple[list[Any], dict[str, Any]]:
        """What the function is called with, for the tensors that go in."""
        given: list[Any] = []
        left = list(tensors)
        for index in range(len(tensors) + len(self.constants)):
            if index in self.constants:
                given.append(self.constants[index])
            elif left:
                given.append(left.pop(0))
        told = self.attributes
        if self.op in REDUCTIONS:
            return given, {"keepdims": bool(told.get("keep_dims"))}
        if self.op == "ConcatV2":
            return [given[:-1], given[-1]], {}
        if self.op == "Pack":
            return [given], {"axis": told.get("axis", 0)}
        if self.op == "Squeeze":
            return given, {"axis": tuple(told.get("squeeze_dims") or ()) or None}
        if self.op == "StridedSlice":
            return [given[0], _key(given[1:], told)], {}
        if self.op in ("DepthToSpace", "SpaceToDepth"):
            return given, {"block_size": told.get("block_size")}
        if self.op.startswith(("MatMul", "BatchMatMul")):
            turned = {name: bool(told.get(word, told.get(old))) for name, word, old in TURNS}
            return given, {name: True for name, each in turned.items() if each}
        return given[:2], {}


OTHERS = {
    "BatchMatMul": "linalg.matmul",
    "BatchMatMulV2": "linalg.matmul",
    "ConcatV2": "concat",
    "DepthToSpace": "nn.depth_to_space",
    "MatMul": "linalg.matmul",
    "Pack": "stack",
    "SpaceToDepth": "nn.space_to_depth",
    "Squeeze": "squeeze",
    "StridedSlice": "__operators__.getitem",
}
"""Operations whose arguments are put otherwise."""

ENDS = 3
"""What a slice is told besides its tensor: where it begins, where it ends, and its steps."""

TURNS = (("transpose_a", "transpose_a", "adj_x"), ("transpose_b", "transpose_b", "adj_y"))


def _key(ends: list[Any], told: Mapping[str, Any]) -> tuple[Any, ...]:
    """
    What stands between the brackets of a slice.

    Raises:
        ReadError: If it is not constant.
    """
    if len(ends) != len(("begin", "end", "strides")) or not all(
        type(each) is tuple for each in ends
    ):
        raise ReadError("a StridedSlice whose ends are not constant", expected="constants")
    masks = [told.get(f"{word}_mask") or 0 for word in ("begin", "end", "ellipsis", "new_axis")]
    shrunk = told.get("shrink_axis_mask") or 0
    found: list[Any] = []
    for index, (begin, end, step) in enumerate(zip(*ends, strict=False)):
        at = 1 << index
        if masks[2] & at:
            found.append(...)
        elif masks[3] & at:
            found.append(None)
        elif shrunk & at:
            found.append(begin)
        else:
            found.append(
                slice(None if masks[0] & at else begin, None if masks[1] & at else end, step)
            )
    return tuple(found)


NODE: Messages = {
    "node": {2: ("op", "text"), 5: ("attr", "entry*")},
    "entry": {1: ("key", "text"), 2: ("value", "value")},
    "value": {1: ("list", "list"), 3: ("i", "int"), 5: ("b", "int")},
    "list": {3: ("i", "int*")},
}
"""What is read of TensorFlow's message NodeDef, see framework/node_def.proto."""


def operation_of(config: Mapping[str, Any], constants: Mapping[int, Any]) -> Operation | None:
    """The operation of a layer's configuration; None where it tells none."""
    node = config.get("node_def")
    if isinstance(node, str):
        node = _of_text(node)
    if not isinstance(node, dict) or not isinstance(node.get("op"), str):
        return None
    told = node.get("attr")
    attributes = {
        name: _value(each) for name, each in (told if isinstance(told, dict) else {}).items()
    }
    return Operation(op=node["op"], attributes=attributes, constants=constants)


def _of_text(text: str) -> Any:
    """A node from a text: JSON, or the bytes of a message that were taken for letters."""
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
    try:
        record = Wire(NODE).read(memoryview(text.encode("utf-8", "replace")), "node")
    except ReadError:
        return None
    return {"op": record["op"], "attr": {each["key"]: each["value"] for each in record["attr"]}}


def _value(attribute: Any) -> Any:
    """A whole number, a truth, or several whole numbers; None for others."""
    if not isinstance(attribute, dict):
        return None
    truth = attribute.get("b")
    if truth is not None:
        return truth if isinstance(truth, bool) else truth == 1
    several = attribute.get("list")
    if isinstance(several, dict) and isinstance(several.get("i"), list):
        found = [_whole(each) for each in several["i"]]
        return None if None in found else found
    return _whole(attribute.get("i"))


def _whole(value: Any) -> int | None:
    """A whole number, which JSON of protocol buffers writes as a text."""
    if isinstance(value, str) and value.removeprefix("-").isdecimal() and len(value) < 20:
        return int(value)
    return value if type(value) is int else None
