"""The values of constants element by element: PyTorch's functions in NumPy's words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable

SAME = (
    "abs",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "ceil",
    "conj",
    "copysign",
    "cos",
    "cosh",
    "deg2rad",
    "exp",
    "exp2",
    "expm1",
    "floor",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "greater",
    "greater_equal",
    "hypot",
    "i0",
    "isfinite",
    "isinf",
    "isnan",
    "isneginf",
    "isposinf",
    "isreal",
    "less",
    "less_equal",
    "log",
    "log10",
    "log1p",
    "log2",
    "logaddexp",
    "logaddexp2",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "multiply",
    "negative",
    "not_equal",
    "rad2deg",
    "reciprocal",
    "remainder",
    "sign",
    "signbit",
    "sin",
    "sinc",
    "sinh",
    "sqrt",
    "square",
    "subtract",
    "tan",
    "tanh",
    "trunc",
)
"""Functions that NumPy calls the same."""

OTHERS: dict[str, str] = {
    "absolute": "abs",
    **{f"a{name}": f"arc{name}" for name in ("cos", "cosh", "sin", "sinh", "tan", "tanh", "tan2")},
    **{
        f"arc{name}": f"arc{name}" for name in ("cos", "cosh", "sin", "sinh", "tan", "tanh", "tan2")
    },
    "add": "add",
    "bitwise_left_shift": "left_shift",
    "bitwise_not": "invert",
    "bitwise_right_shift": "right_shift",
    "conj_physical": "conj",
    "div": "true_divide",
    "divide": "true_divide",
    "eq": "equal",
    "fix": "trunc",
    "float_power": "power",
    "ge": "greater_equal",
    "gt": "greater",
    "le": "less_equal",
    "lt": "less",
    "mul": "multiply",
    "ne": "not_equal",
    "neg": "negative",
    "pow": "power",
    "sgn": "sign",
    "sub": "subtract",
    "true_divide": "true_divide",
}
"""PyTorch's name -> NumPy's."""


def _by_element(numpy: Any, name: str, array: Any) -> Any:
    """A function of one number that Python's own mathematics have."""
    import math

    function = getattr(math, name)
    found = [function(each) for each in array.reshape(-1).tolist()]
    return numpy.array(found, array.dtype).reshape(array.shape)


OWN: dict[str, Callable[..., Any]] = {
    "erf": lambda numpy, array: _by_element(numpy, "erf", array),
    "erfc": lambda numpy, array: _by_element(numpy, "erfc", array),
    "expit": lambda numpy, array: 1 / (1 + numpy.exp(-array)),
    "frac": lambda numpy, array: array - numpy.trunc(array),
    "relu": lambda numpy, array: numpy.maximum(array, 0),
    "rsqrt": lambda numpy, array: 1 / numpy.sqrt(array),
    "sigmoid": lambda numpy, array: 1 / (1 + numpy.exp(-array)),
    "xlogy": lambda numpy, one, two: numpy.where(one == 0, 0, one * numpy.log(two)),
}
"""Functions that NumPy has none of."""

NUMPY: dict[str, str] = {**{name: name for name in SAME}, **OTHERS}


def worked_out(spelled: str) -> Callable[..., Any] | None:
    """
    The function of NumPy and the arrays that gives the values; None where they are not known.

    >>> import numpy
    >>> worked_out("relu")(numpy, numpy.array([-1, 2])).tolist()
    [0, 2]
    """
    if spelled in OWN:
        return OWN[spelled]
    name = NUMPY.get(spelled)
    return None if name is None else lambda numpy, *arrays: getattr(numpy, name)(*arrays)
