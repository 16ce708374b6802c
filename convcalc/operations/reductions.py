"""
Axes reduced to one value: one record each.

What the backward pass keeps is what PyTorch's does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.other.function import Function
from convcalc.layers.other.reduce import Reduce
from convcalc.operations.applying import perform
from convcalc.operations.dtypes import numpy_name
from convcalc.operations.promotion import FRACTION
from convcalc.operations.promotion import INDEX
from convcalc.operations.promotion import REAL
from convcalc.operations.promotion import SAME
from convcalc.operations.promotion import TOTAL
from convcalc.operations.promotion import TRUTH

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V

Axes = tuple[int, ...] | None


class Reduction(NamedTuple):
    """
    A reduction to one tensor: `Reduce`.

    `gives` is the type of the result, `values` NumPy's function; nothing where the values of a
    result are not followed. `keeps` says what the backward pass keeps: "first" is the input,
    "output" the result. `chooses`: an empty axis has nothing to choose.
    """

    gives: str
    values: str = ""
    keeps: str = ""
    chooses: bool = False


REDUCTIONS: dict[str, Reduction] = {
    "all": Reduction(TRUTH, "all"),
    "amax": Reduction(SAME, "max", "first output", chooses=True),
    "amin": Reduction(SAME, "min", "first output", chooses=True),
    "any": Reduction(TRUTH, "any"),
    "argmax": Reduction(INDEX, "argmax", chooses=True),
    "argmin": Reduction(INDEX, "argmin", chooses=True),
    "count_nonzero": Reduction(INDEX, "count_nonzero"),
    "logsumexp": Reduction(FRACTION, "", "first output"),
    "max": Reduction(SAME, "max", "first output", chooses=True),
    "mean": Reduction(SAME, "mean"),
    "median": Reduction(SAME, "", "first output", chooses=True),
    "min": Reduction(SAME, "min", "first output", chooses=True),
    "nanmean": Reduction(SAME, "", "first more"),
    "nanmedian": Reduction(SAME, "", "first output", chooses=True),
    "nansum": Reduction(TOTAL, "nansum", "first"),
    "norm": Reduction(REAL, "", "first output"),
    "prod": Reduction(TOTAL, "prod", "first output"),
    "std": Reduction(REAL, "", "first output"),
    "sum": Reduction(TOTAL, "sum"),
    "var": Reduction(REAL, "", "first"),
}
"""To one tensor."""


class Picking(NamedTuple):
    """
    A reduction along one axis to values and their positions; `values` are NumPy's two functions.

    The backward pass keeps the positions alone. "topk" leaves several of each: see `largest`.
    """

    values: tuple[str, str] | None = None
    keeps: str = "indices"


PICKINGS: dict[str, Picking] = {
    "kthvalue": Picking(),
    "max": Picking(("max", "argmax")),
    "median": Picking(),
    "min": Picking(("min", "argmin")),
    "mode": Picking(),
    "nanmedian": Picking(),
    "topk": Picking(),
}
"""To values and positions."""


def reduced(
    hand: Hand[V],
    spelled: str,
    record: Reduction,
    source: V,
    axes: Axes,
    *,
    keeps_axes: bool = False,
    dtype: str = "",
) -> V:
    """
    A reduction to one tensor, of this type where it is not the record's.

    The axes go, or stay as 1; all of them without `axes`. One operation an element of the input.

    Raises:
        ShapeError: If there is no such axis, or nothing to choose from.
    """
    dtype = dtype or hand.promotion.result(record.gives, source.dtype)
    layer = Reduce(function=hand.named(spelled), axes=axes, keepdim=keeps_axes, most=record.chooses)

    def compute(numpy: Any, array: Any) -> Any:
        function = getattr(numpy, record.values)
        if record.values in ("argmax", "argmin"):
            return function(array, axes[0] if axes else None)
        if record.gives not in (INDEX, TRUTH):
            array = array.astype(numpy_name(dtype))
        return function(array, axis=axes if array.ndim else None)

    return perform(hand, spelled, layer, [source], dtype, compute if record.values else None)[0]


def picked(
    hand: Hand[V],
    spelled: str,
    record: Picking,
    source: V,
    axis: int,
    *,
    keeps_axes: bool = False,
) -> list[V]:
    """
    The values along an axis, and where they were.

    The axis goes, or stays as 1. One operation an element of the input.

    Raises:
        ShapeError: If there is no such axis, or nothing to choose from.
    """
    layer = Reduce(
        function=hand.named(spelled), axes=(axis,), keepdim=keeps_axes, count=2, most=True
    )
    names = record.values or ()

    def compute(numpy: Any, array: Any) -> Any:
        return [getattr(numpy, each)(array, axis=axis) for each in names]

    known = compute if names and source.shape else None
    dtypes = (source.dtype, hand.promotion.index)
    return perform(hand, spelled, layer, [source], dtypes, known)


def largest(
    hand: Hand[V], spelled: str, source: V, count: Dim, axis: int, *, smallest: bool = False
) -> list[V]:
    """
    The `count` largest or smallest values along an axis, in order, and where they were.

    `axis` is counted from the front. A tensor without axes gives its one value. Every element is
    looked at, which is one operation each.

    Raises:
        ShapeError: If the axis has fewer.
    """
    shape = source.shape
    if shape:
        _enough(hand, shape[axis], count, "smallest" if smallest else "largest")
    result = (*shape[:axis], count, *shape[axis + 1 :]) if shape else ()
    stays = tuple([each for each in range(len(shape)) if each != axis])
    layer = Function(
        function=hand.named(spelled), shapes=(result, result), work=product(shape), stays=stays
    )

    def compute(numpy: Any, array: Any) -> Any:
        order = numpy.argsort(array if smallest else -array, axis=axis, kind="stable")
        order = numpy.take(order, range(count), axis)
        return [numpy.take_along_axis(array, order, axis), order]

    known = compute if type(count) is int and shape and source.dtype != "bool" else None
    return perform(hand, spelled, layer, [source], (source.dtype, hand.promotion.index), known)


def _enough(hand: Hand[V], length: Dim, count: Dim, which: str) -> None:
    hand.needs.at_least(
        length,
        count,
        lambda: ShapeError(
            f"the {count} {which} of {length}", expected=f"k of at most {length}", argument="k"
        ),
    )
