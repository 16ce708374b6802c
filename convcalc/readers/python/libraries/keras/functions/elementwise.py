"""Operators between Keras's tensors, element by element, and products of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.layers.activation.activation import Activation
from convcalc.layers.dense.dot import Matmul
from convcalc.layers.other.merge import Merge
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.session import snake_case
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import Variable
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

NUMBERS = (bool, int, float, Expr)

OPERATORS = {
    "+": "Add",
    "-": "Subtract",
    "*": "Multiply",
    "/": "TrueDivide",
    "//": "FloorDivide",
    "%": "Mod",
    "**": "Power",
    "&": "LogicalAnd",
    "|": "LogicalOr",
    "^": "LogicalXor",
}
COMPARISONS = {
    "==": "Equal",
    "!=": "NotEqual",
    "<": "Less",
    "<=": "LessEqual",
    ">": "Greater",
    ">=": "GreaterEqual",
}
SIGNS = {"abs": "Absolute", "-": "Negative", "~": "LogicalNot", "+": "Positive"}


def binary(sign: str, tensor: KerasTensor, other: Any, site: Site, *, reflected: bool) -> object:
    """The result of an operator; NotImplemented where the other side is no tensor or number."""
    if isinstance(other, Unread):
        return NotImplemented
    pair = (other, tensor) if reflected else (tensor, other)
    if sign == "@" and isinstance(other, KerasTensor):
        return perform(Matmul(), list(pair), site, "Matmul")
    if sign not in OPERATORS:
        return NotImplemented
    return joined(OPERATORS[sign], pair, site)


def compare(sign: str, tensor: KerasTensor, other: Any, site: Site) -> object:
    """A tensor of truths."""
    return joined(COMPARISONS[sign], (tensor, other), site, dtype="bool")


def of_fractions(dtype: str) -> str:
    """The type that fractions of such elements have."""
    return dtype if "float" in dtype or "complex" in dtype else "float32"


def unary(sign: str, tensor: KerasTensor, site: Site) -> object:
    """Every element changed alike."""
    return each_element(SIGNS[sign], tensor, site)


def each_element(spelled: str, tensor: KerasTensor, site: Site, dtype: str = "") -> Any:
    """A function of every element by itself."""
    return perform(Activation(function=snake_case(spelled)), [tensor], site, spelled, dtype=dtype)


def joined(spelled: str, values: Sequence[Any], site: Site, dtype: str = "") -> Any:
    """
    Tensors, numbers and lists of numbers joined element by element.

    With a number it is no work worth a row, but in a functional model, where Keras lists it.
    """
    tensors = [each for each in values if isinstance(each, KerasTensor)]
    constants = [each for each in values if isinstance(each, (list, tuple))]
    if not all(isinstance(each, (KerasTensor, list, tuple, *NUMBERS)) for each in values):
        return NotImplemented
    if not tensors:
        return NotImplemented
    if any(type(each) is float for each in values) and not dtype:
        dtype = of_fractions(tensors[0].dtype)
    if len(tensors) == 1 and not constants:
        if tensors[0].is_symbolic or isinstance(tensors[0], Variable):
            return each_element(spelled, tensors[0], site, dtype)
        one = tensors[0]
        return KerasTensor(one.tensor, dtype or one.dtype, trace=one.trace)
    from convcalc.readers.python.libraries.keras.functions.constants import constant

    given = [each if isinstance(each, KerasTensor) else constant(each) for each in values]
    layer = Merge(function=snake_case(spelled))
    return perform(layer, given, site, spelled, dtype=dtype)
