"""
What is done element by element, of one tensor or of several that broadcast: one record each.

What the backward pass keeps is what PyTorch's does, where every input wants its gradient.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from convcalc.layers.activation.activation import Activation
from convcalc.layers.other.merge import Merge
from convcalc.operations import formulas
from convcalc.operations.applying import perform
from convcalc.operations.dtypes import numpy_name
from convcalc.operations.operand import Operand
from convcalc.operations.promotion import DOUBLE
from convcalc.operations.promotion import FRACTION
from convcalc.operations.promotion import NUMBER
from convcalc.operations.promotion import REAL
from convcalc.operations.promotion import REAL_FRACTION
from convcalc.operations.promotion import SAME
from convcalc.operations.promotion import TRUTH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V


class Elementwise(NamedTuple):
    """
    An operation on every element by itself: `Activation` of one tensor, `Merge` of several.

    `gives` is the type of the result. `values` is NumPy's function, by name, or a formula; nothing
    where the values of a result are not followed.
    `keeps` says what the backward pass keeps: "first", "second", "third" are inputs, "output" is
    the result, "more" is what was worked out on the way; `keeps_beside_number` says it where the
    second operand is a plain number.
    """

    gives: str
    values: str | Callable[..., Any] = ""
    keeps: str = ""
    keeps_beside_number: str = ""

    def computed(self, numpy: Any, *arrays: Any, **options: Any) -> Any:
        """The values of the result."""
        if isinstance(self.values, str):
            return getattr(numpy, self.values)(*arrays, **options)
        return self.values(numpy, *arrays, **options)


UNARY: dict[str, Elementwise] = {
    "abs": Elementwise(REAL, "abs", "first"),
    "acos": Elementwise(FRACTION, "arccos", "first"),
    "acosh": Elementwise(FRACTION, "arccosh", "first"),
    "angle": Elementwise(REAL_FRACTION, "angle", "first"),
    "asin": Elementwise(FRACTION, "arcsin", "first"),
    "asinh": Elementwise(FRACTION, "arcsinh", "first"),
    "atan": Elementwise(FRACTION, "arctan", "first"),
    "atanh": Elementwise(FRACTION, "arctanh", "first"),
    "bitwise_not": Elementwise(SAME, "invert"),
    "cbrt": Elementwise(FRACTION, "cbrt", "output"),
    "ceil": Elementwise(SAME, "ceil"),
    "celu": Elementwise(SAME, "", "first"),
    "clamp": Elementwise(SAME, "", "first"),
    "conj": Elementwise(SAME, "conj"),
    "cos": Elementwise(FRACTION, "cos", "first"),
    "cosh": Elementwise(FRACTION, "cosh", "first"),
    "deg2rad": Elementwise(FRACTION, "deg2rad"),
    "digamma": Elementwise(FRACTION, "", "first"),
    "elu": Elementwise(SAME, "", "first"),
    "erf": Elementwise(FRACTION, formulas.each_by(math.erf), "first"),
    "erfc": Elementwise(FRACTION, formulas.each_by(math.erfc), "first"),
    "erfinv": Elementwise(FRACTION, formulas.each_by(formulas.erfinv), "first"),
    "exp": Elementwise(FRACTION, "exp", "output"),
    "exp2": Elementwise(FRACTION, "exp2", "output"),
    "expm1": Elementwise(FRACTION, "expm1", "output"),
    "floor": Elementwise(SAME, "floor"),
    "frac": Elementwise(SAME, formulas.fractional_part),
    "gelu": Elementwise(SAME, "", "first"),
    "hardshrink": Elementwise(SAME, "", "first"),
    "hardsigmoid": Elementwise(SAME, formulas.hard_sigmoid, "first"),
    "hardswish": Elementwise(SAME, formulas.hard_swish, "first"),
    "hardtanh": Elementwise(SAME, "", "first"),
    "i0": Elementwise(FRACTION, "i0", "first"),
    "isfinite": Elementwise(TRUTH, "isfinite"),
    "isinf": Elementwise(TRUTH, "isinf"),
    "isnan": Elementwise(TRUTH, "isnan"),
    "isneginf": Elementwise(TRUTH, "isneginf"),
    "isposinf": Elementwise(TRUTH, "isposinf"),
    "isreal": Elementwise(TRUTH, "isreal"),
    "leakyrelu": Elementwise(SAME, "", "first"),
    "lgamma": Elementwise(FRACTION, formulas.each_by(formulas.log_gamma), "first"),
    "log": Elementwise(FRACTION, "log", "first"),
    "log10": Elementwise(FRACTION, "log10", "first"),
    "log1p": Elementwise(FRACTION, "log1p", "first"),
    "log2": Elementwise(FRACTION, "log2", "first"),
    "logical_not": Elementwise(TRUTH, "logical_not"),
    "logit": Elementwise(FRACTION, "", "first"),
    "logsigmoid": Elementwise(SAME, formulas.log_sigmoid, "first more"),
    "mish": Elementwise(SAME, formulas.mish, "first"),
    "nan_to_num": Elementwise(SAME, "", "first"),
    "neg": Elementwise(SAME, "negative"),
    "positive": Elementwise(SAME, "positive"),
    "rad2deg": Elementwise(FRACTION, "rad2deg"),
    "reciprocal": Elementwise(FRACTION, "reciprocal", "output"),
    "relu": Elementwise(SAME, formulas.relu, "output"),
    "relu6": Elementwise(SAME, formulas.relu6, "first"),
    "round": Elementwise(SAME, "round"),
    "rrelu": Elementwise(SAME, "", "first more"),
    "rsqrt": Elementwise(FRACTION, formulas.reciprocal_root, "output"),
    "selu": Elementwise(SAME, "", "first"),
    "sgn": Elementwise(SAME, "sign", "first output"),
    "sigmoid": Elementwise(FRACTION, formulas.sigmoid, "output"),
    "sign": Elementwise(SAME, "sign"),
    "signbit": Elementwise(TRUTH, "signbit"),
    "silu": Elementwise(SAME, formulas.silu, "first"),
    "sin": Elementwise(FRACTION, "sin", "first"),
    "sinc": Elementwise(FRACTION, "sinc", "first"),
    "sinh": Elementwise(FRACTION, "sinh", "first"),
    "softplus": Elementwise(SAME, "", "first"),
    "softshrink": Elementwise(SAME, "", "first"),
    "softsign": Elementwise(FRACTION, formulas.softsign, "first more"),
    "sqrt": Elementwise(FRACTION, "sqrt", "output"),
    "square": Elementwise(NUMBER, "square", "first"),
    "tan": Elementwise(FRACTION, "tan", "output"),
    "tanh": Elementwise(FRACTION, "tanh", "output"),
    "tanhshrink": Elementwise(FRACTION, formulas.tanh_shrink, "more"),
    "threshold": Elementwise(SAME, "", "first"),
    "trunc": Elementwise(SAME, "trunc"),
}
"""Of one tensor."""


BINARY: dict[str, Elementwise] = {
    "add": Elementwise(SAME, "add"),
    "atan2": Elementwise(FRACTION, "arctan2", "first second"),
    "bitwise_and": Elementwise(SAME, "bitwise_and"),
    "bitwise_left_shift": Elementwise(SAME, "left_shift"),
    "bitwise_or": Elementwise(SAME, "bitwise_or"),
    "bitwise_right_shift": Elementwise(SAME, "right_shift"),
    "bitwise_xor": Elementwise(SAME, "bitwise_xor"),
    "copysign": Elementwise(FRACTION, "copysign", "first output", "first output"),
    "div": Elementwise(FRACTION, "true_divide", "first second"),
    "div_floor": Elementwise(SAME, "floor_divide", "first second"),
    "div_no_nan": Elementwise(FRACTION, formulas.quotient_or_zero, "first second"),
    "div_trunc": Elementwise(SAME, formulas.truncated_quotient, "first second"),
    "eq": Elementwise(TRUTH, "equal"),
    "float_power": Elementwise(DOUBLE, "power", "output more", "more"),
    "floor_divide": Elementwise(SAME, "floor_divide"),
    "fmax": Elementwise(SAME, "fmax", "first second"),
    "fmin": Elementwise(SAME, "fmin", "first second"),
    "fmod": Elementwise(SAME, "fmod", "first second"),
    "ge": Elementwise(TRUTH, "greater_equal"),
    "gt": Elementwise(TRUTH, "greater"),
    "hypot": Elementwise(FRACTION, "hypot", "first second output"),
    "isclose": Elementwise(TRUTH, "isclose"),
    "le": Elementwise(TRUTH, "less_equal"),
    "logaddexp": Elementwise(FRACTION, "logaddexp", "first second"),
    "logaddexp2": Elementwise(FRACTION, "logaddexp2", "first second"),
    "logical_and": Elementwise(TRUTH, "logical_and"),
    "logical_or": Elementwise(TRUTH, "logical_or"),
    "logical_xor": Elementwise(TRUTH, "logical_xor"),
    "lt": Elementwise(TRUTH, "less"),
    "maximum": Elementwise(SAME, "maximum", "first second"),
    "minimum": Elementwise(SAME, "minimum", "first second"),
    "mul": Elementwise(SAME, "multiply", "first second"),
    "ne": Elementwise(TRUTH, "not_equal"),
    "pow": Elementwise(SAME, "power", "first second output", "first"),
    "remainder": Elementwise(SAME, "remainder", "first second"),
    "squared_difference": Elementwise(SAME, formulas.squared_difference, "first second"),
    "sub": Elementwise(SAME, "subtract"),
    "xlogy": Elementwise(FRACTION, formulas.times_logarithm, "first second", "first"),
}
"""Of two tensors, or of a tensor and a number."""


JOINED: dict[str, Elementwise] = {
    "addcdiv": Elementwise(SAME, "", "second third"),
    "addcmul": Elementwise(SAME, "", "second third"),
    "clamp": Elementwise(SAME, "", "first second third"),
    "lerp": Elementwise(SAME, "", "first second third"),
    "masked_fill": Elementwise(SAME, "", "second"),
    "where": Elementwise(SAME, "where", "first"),
}
"""Of several tensors."""


def unary(hand: Hand[V], spelled: str, record: Elementwise, source: V) -> V:
    """
    An operation of one tensor.

    The shape stays; one operation an element.
    """
    return activated(hand, spelled, record, Activation(function=hand.named(spelled)), source)


def activated(hand: Hand[V], spelled: str, record: Elementwise, layer: Activation, source: V) -> V:
    """An operation of one tensor, whose layer is made."""
    dtype = hand.promotion.result(record.gives, source.dtype)

    def compute(numpy: Any, array: Any) -> Any:
        if record.gives in (FRACTION, NUMBER):
            array = array.astype(numpy_name(dtype))
        return record.computed(numpy, array)

    return perform(hand, spelled, layer, [source], dtype, compute if record.values else None)[0]


def clamped(hand: Hand[V], spelled: str, source: V, bounds: Sequence[Any]) -> V:
    """Nothing below the first bound or above the second; each is a number, a tensor or None."""
    given = [each for each in bounds if each is not None]
    dtype = hand.promotion.meeting([source, *given])
    tensors: list[V] = [each for each in given if isinstance(each, Operand)]  # type: ignore[misc]  # of this library
    if tensors:
        return joined(hand, spelled, [source, *tensors], dtype)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.clip(array.astype(numpy_name(dtype)), *bounds)

    layer = Activation(function=hand.named(spelled))
    known = compute if all(map(_has_values, given)) else None
    return perform(hand, spelled, layer, [source], dtype, known)[0]


def binary(
    hand: Hand[V],
    spelled: str,
    record: Elementwise,
    one: Any,
    other: Any,
    *,
    scale: Any = 1,
    **options: Any,
) -> V:
    """
    An operation of two tensors, or of a tensor and a number.

    The second is taken `scale` times; `options` are the keywords of NumPy's function.
    """
    meeting = hand.promotion.meeting((one, other))
    dtype = hand.promotion.result(record.gives, meeting)
    inputs: list[V] = [each for each in (one, other) if isinstance(each, Operand)]  # type: ignore[misc]  # of this library
    if len(inputs) == 2:
        layer: Any = Merge(function=hand.named(spelled))
    else:
        layer = Activation(function=hand.named(spelled))
    common = numpy_name(meeting if record.gives == TRUTH else dtype)

    def compute(numpy: Any, *arrays: Any) -> Any:
        left, right = (each.astype(common) for each in filled(numpy, (one, other), arrays))
        return record.computed(numpy, left, right if scale == 1 else right * scale, **options)

    known = compute if all(map(_has_values, (one, other))) else None
    return perform(hand, spelled, layer, inputs, dtype, known)[0]


def _has_values(operand: Any) -> bool:
    return isinstance(operand, (Operand, int, float))


def filled(numpy: Any, operands: Sequence[Any], arrays: Sequence[Any]) -> list[Any]:
    """The arrays, in the places of the tensors, and the plain numbers as arrays."""
    given = iter(arrays)
    return [numpy.asarray(next(given) if isinstance(each, Operand) else each) for each in operands]


def joined(
    hand: Hand[V],
    spelled: str,
    inputs: Sequence[V],
    dtype: str = "",
    compute: Callable[..., Any] | None = None,
) -> V:
    """
    Several tensors joined element by element.

    They broadcast to one another; one operation an element of the result.

    Raises:
        ShapeError: If they do not broadcast.
    """
    return perform(
        hand, spelled, Merge(function=hand.named(spelled), least=1), inputs, dtype, compute
    )[0]


def chosen(hand: Hand[V], spelled: str, condition: V, one: Any, other: Any) -> V:
    """
    One or the other where a condition says so; either may be a number.

    The tensors broadcast to one another; one operation an element of the result.

    Raises:
        ShapeError: If they do not broadcast.
    """
    pair = (one, other)
    inputs: list[V] = [condition, *[each for each in pair if isinstance(each, Operand)]]  # type: ignore[list-item]  # of this library

    def compute(numpy: Any, truths: Any, *arrays: Any) -> Any:
        return numpy.where(truths, *filled(numpy, pair, arrays))

    known = compute if all(map(_has_values, pair)) else None
    return joined(hand, spelled, inputs, hand.promotion.meeting(pair), known)


def masked(hand: Hand[V], spelled: str, source: V, mask: V, value: Any) -> V:
    """
    A number, or the value of a tensor, where a mask says so.

    The tensor and the mask broadcast; one operation an element of the result.

    Raises:
        ShapeError: If they do not broadcast.
    """

    def compute(numpy: Any, array: Any, truths: Any) -> Any:
        return numpy.where(truths, value, array)

    known = compute if isinstance(value, (int, float)) else None
    return joined(hand, spelled, [source, mask], source.dtype, known)
