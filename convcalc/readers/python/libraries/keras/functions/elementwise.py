"""Operators between Keras's tensors, element by element, and products of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.layers.activation.activation import Activation
from convcalc.layers.other.merge import Merge
from convcalc.operations import elementwise
from convcalc.operations import products
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.functions.families import BINARY
from convcalc.readers.python.libraries.keras.functions.families import UNARY
from convcalc.readers.python.libraries.keras.functions.families import class_name
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.session import snake_case
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

NUMBERS = (bool, int, float, Expr)

OPERATORS = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "true_divide",
    "//": "floor_divide",
    "%": "mod",
    "**": "power",
    "&": "logical_and",
    "|": "logical_or",
    "^": "logical_xor",
}
COMPARISONS = {
    "==": "equal",
    "!=": "not_equal",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
}
SIGNS = {"abs": "absolute", "-": "negative", "~": "logical_not"}


def binary(sign: str, tensor: KerasTensor, other: Any, site: Site, *, reflected: bool) -> object:
    """The result of an operator; NotImplemented where the other side is no tensor or number."""
    if isinstance(other, Unread):
        return NotImplemented
    pair = (other, tensor) if reflected else (tensor, other)
    if sign == "@" and isinstance(other, KerasTensor):
        return products.multiplied(KerasHand(site), "Matmul", *pair)
    if sign not in OPERATORS:
        return NotImplemented
    return of_two(OPERATORS[sign], pair, site)


def compare(sign: str, tensor: KerasTensor, other: Any, site: Site) -> object:
    """A tensor of truths."""
    return of_two(COMPARISONS[sign], (tensor, other), site)


def unary(sign: str, tensor: KerasTensor, site: Site) -> object:
    """Every element changed alike."""
    if sign == "+":
        return each_element("Positive", tensor, site)
    return of_one(SIGNS[sign], tensor, site)


def of_one(name: str, tensor: KerasTensor, site: Site) -> KerasTensor:
    """A function of every element by itself."""
    return elementwise.unary(KerasHand(site), class_name(name), UNARY[name], tensor)


def of_two(name: str, pair: tuple[Any, Any], site: Site) -> Any:
    """
    Two tensors, or a tensor and a number or a list of numbers; NotImplemented for anything else.

    With a number it is no work worth a row, but in a functional model, where Keras lists it.
    """
    if not _can_meet(pair):
        return NotImplemented
    one, other = (
        each if isinstance(each, (KerasTensor, *NUMBERS)) else constant(each) for each in pair
    )
    return elementwise.binary(KerasHand(site), class_name(name), BINARY[name], one, other)


def _can_meet(values: Sequence[Any]) -> bool:
    """Whether there are tensors, numbers and lists only, and at least one tensor."""
    kinds = (TensorValue, list, tuple, *NUMBERS)
    return all(isinstance(each, kinds) for each in values) and any(
        isinstance(each, KerasTensor) for each in values
    )


def each_element(spelled: str, tensor: KerasTensor, site: Site, dtype: str = "") -> Any:
    """A function of every element by itself."""
    return perform(Activation(function=snake_case(spelled)), [tensor], site, spelled, dtype=dtype)


def joined(spelled: str, values: Sequence[Any], site: Site, dtype: str = "") -> Any:
    """Tensors, numbers and lists of numbers joined element by element."""
    if not _can_meet(values):
        return NotImplemented
    tensors = [each for each in values if isinstance(each, KerasTensor)]
    if len(tensors) == 1 and not any(isinstance(each, (list, tuple)) for each in values):
        dtype = dtype or tensors[0].dtype
        return each_element(spelled, tensors[0], site, dtype)
    given = [each if isinstance(each, KerasTensor) else constant(each) for each in values]
    layer = Merge(function=snake_case(spelled))
    return perform(layer, given, site, spelled, dtype=dtype)
