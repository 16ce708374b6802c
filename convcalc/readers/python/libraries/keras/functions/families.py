"""How Keras and TensorFlow spell operations that come in families, each of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.operations import elementwise
from convcalc.operations import reductions
from convcalc.operations.promotion import FRACTION
from convcalc.operations.promotion import SAME
from convcalc.operations.spelling import spelled

if TYPE_CHECKING:
    from convcalc.operations.elementwise import Elementwise
    from convcalc.operations.reductions import Reduction

GIVES: dict[str, str] = {
    "ceil": FRACTION,
    "erf": SAME,
    "erfinv": SAME,
    "fabs": FRACTION,
    "floor": FRACTION,
    "rsqrt": SAME,
    "sigmoid": SAME,
    "softsign": SAME,
    "tanh_shrink": SAME,
}
"""Functions whose results have another type than elsewhere."""


def named(table: dict[str, Elementwise], words: str) -> dict[str, Elementwise]:
    """The records that names stand for, with Keras's type of the result."""
    return {
        name: table[operation]._replace(gives=GIVES.get(name, table[operation].gives))
        for name, operation in spelled(words).items()
    }


UNARY = named(
    elementwise.UNARY,
    """
    abs absolute=abs acos arccos=acos arccosh=acosh arcsin=asin arcsinh=asinh arctan=atan
    arctanh=atanh asin atan bitwise_not cbrt ceil clip=clamp clip_by_value=clamp cos cosh deg2rad
    erf erfc erfinv exp exp2 expm1 fabs=abs floor isfinite isinf isnan log log10 log1p log2
    logical_not nan_to_num negative=neg rad2deg reciprocal round rsqrt sign signbit sin sinh sqrt
    square tan trunc
    """,
)
"""Functions of every element by itself."""

BINARY = named(
    elementwise.BINARY,
    """
    add arctan2=atan2 atan2 bias_add=add bitwise_and bitwise_or bitwise_xor divide=div
    divide_no_nan=div_no_nan equal=eq floor_divide floordiv=floor_divide floormod=remainder fmax
    fmin fmod greater=gt greater_equal=ge hypot isclose left_shift=bitwise_left_shift less=lt
    less_equal=le logaddexp logical_and logical_or logical_xor maximum minimum mod=remainder
    multiply=mul not_equal=ne pow power=pow right_shift=bitwise_right_shift squared_difference
    subtract=sub true_divide=div truediv=div
    """,
)
"""Functions of two tensors, or a tensor and a number, element by element."""

ACTIVATIONS = named(
    elementwise.UNARY,
    """
    celu elu exponential=exp gelu hard_shrink=hardshrink hard_sigmoid=hardsigmoid
    hard_silu=hardswish hard_tanh=hardtanh leaky_relu=leakyrelu log_sigmoid=logsigmoid mish relu
    relu6 selu sigmoid silu soft_shrink=softshrink softplus softsign tanh tanh_shrink=tanhshrink
    threshold
    """,
)
"""Activations without weights, of every element by itself."""

SHAPED_ALIKE = ("imag", "l2_normalize", "normalize", "real", "tril", "triu")
"""Functions whose result is shaped as what they are given."""

REDUCTIONS: dict[str, Reduction] = {
    **{name: reductions.REDUCTIONS[name] for name in ("all", "any", "amax", "amin", "max", "min")},
    **{name: reductions.REDUCTIONS[name] for name in ("argmax", "argmin", "count_nonzero", "norm")},
    **{name: reductions.REDUCTIONS[name]._replace(gives=SAME) for name in ("prod", "sum")},
    **{
        name: reductions.REDUCTIONS[name]._replace(gives=FRACTION)
        for name in ("logsumexp", "mean", "median", "std", "var")
    },
}
"""Functions that reduce axes to one value."""

REDUCED: dict[str, Reduction] = {
    **{name: REDUCTIONS[name] for name in ("all", "any", "max", "min", "prod", "std", "sum")},
    "mean": reductions.REDUCTIONS["mean"],
    "variance": reductions.REDUCTIONS["var"],
}
"""TensorFlow's functions that begin with `reduce_`."""


def class_name(name: str) -> str:
    """
    What Keras calls the class of a function.

    >>> class_name("floor_divide")
    'FloorDivide'
    """
    return name.title().replace("_", "")
