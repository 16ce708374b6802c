"""Values of functions that NumPy lacks: each takes NumPy and arrays, and gives an array."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable


def each_by(function: Callable[[float], float]) -> Callable[..., Any]:
    """A function of one number of Python's, for every element."""

    def run(numpy: Any, array: Any) -> Any:
        found = [function(each) for each in array.ravel().tolist()]
        return numpy.array(found, dtype="float64").reshape(array.shape)

    return run


def erfinv(value: float) -> float:
    """
    The inverse of the error function.

    >>> round(erfinv(math.erf(0.3)), 12)
    0.3
    """
    if abs(value) >= 1:
        return math.copysign(math.inf, value) if abs(value) == 1 else math.nan
    from statistics import NormalDist

    return NormalDist().inv_cdf((value + 1) / 2) / math.sqrt(2)


def log_gamma(value: float) -> float:
    """The logarithm of the gamma function's size; infinite at its poles."""
    is_pole = value <= 0 and value == math.floor(value)
    return math.inf if is_pole or math.isinf(value) else math.lgamma(value)


def relu(numpy: Any, array: Any) -> Any:
    """Nothing below 0."""
    return numpy.maximum(array, 0)


def relu6(numpy: Any, array: Any) -> Any:
    """Nothing below 0 or above 6."""
    return numpy.clip(array, 0, 6)


def sigmoid(numpy: Any, array: Any) -> Any:
    """1 / (1 + e^-x)."""
    return 1 / (1 + numpy.exp(-array))


def log_sigmoid(numpy: Any, array: Any) -> Any:
    """The logarithm of the sigmoid."""
    return -numpy.logaddexp(0, -array)


def silu(numpy: Any, array: Any) -> Any:
    """The input times its sigmoid."""
    return array * sigmoid(numpy, array)


def softsign(numpy: Any, array: Any) -> Any:
    """X / (1 + |x|)."""
    return array / (1 + numpy.abs(array))


def tanh_shrink(numpy: Any, array: Any) -> Any:
    """What tanh takes off."""
    return array - numpy.tanh(array)


def hard_sigmoid(numpy: Any, array: Any) -> Any:
    """A line from 0 at -3 to 1 at 3."""
    return numpy.clip(array + 3, 0, 6) / 6


def hard_swish(numpy: Any, array: Any) -> Any:
    """The input times its hard sigmoid."""
    return array * hard_sigmoid(numpy, array)


def mish(numpy: Any, array: Any) -> Any:
    """The input times the tanh of its softplus."""
    return array * numpy.tanh(numpy.logaddexp(0, array))


def reciprocal_root(numpy: Any, array: Any) -> Any:
    """1 / √x."""
    return 1 / numpy.sqrt(array)


def fractional_part(numpy: Any, array: Any) -> Any:
    """What stands behind the point."""
    return array - numpy.trunc(array)


def truncated_quotient(numpy: Any, one: Any, other: Any) -> Any:
    """A quotient rounded towards 0."""
    return numpy.trunc(numpy.true_divide(one, other))


def times_logarithm(numpy: Any, one: Any, other: Any) -> Any:
    """x·log(y), and 0 for x = 0 whatever y is but no number."""
    return numpy.where((one == 0) & ~numpy.isnan(other), 0, one * numpy.log(other))


def squared_difference(numpy: Any, one: Any, other: Any) -> Any:
    """(x - y)²."""
    return numpy.square(one - other)


def quotient_or_zero(numpy: Any, one: Any, other: Any) -> Any:
    """X / y, and 0 for y = 0."""
    return numpy.where(other == 0, 0, numpy.true_divide(one, numpy.where(other == 0, 1, other)))
