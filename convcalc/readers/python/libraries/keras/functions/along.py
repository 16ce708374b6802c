"""Functions of Keras and TensorFlow that work along axes: totals, orders, turns, the largest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import axis_argument
from convcalc.operations import along_axes
from convcalc.operations import reductions
from convcalc.operations.promotion import NUMBER
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.functions.shapes import ravel
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.layer_class import dtype_name

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.keras.tensors import KerasTensor
    from convcalc.readers.python.objects.host import Site

Rule = Any


def running(function: str, spelled: str) -> Rule:
    """keras.ops.cumsum, cumprod: of all elements in a row where no axis is named."""

    def run(site: Site, x: Any, axis: Any = None, dtype: Any = None) -> object:
        tensor = ravel(site, x) if axis is None else constant(x)
        return _total(site, function, spelled, tensor, 0 if axis is None else axis, dtype)

    return run


def running_first(function: str, spelled: str) -> Rule:
    """tf.cumsum, cumprod: along the first axis where none is named."""

    def run(site: Site, x: Any = None, axis: Any = 0, *rest: Any, **options: Any) -> object:
        return _total(site, function, spelled, constant(x), axis, None)

    return run


def _total(
    site: Site, function: str, spelled: str, tensor: KerasTensor, axis: Any, dtype: Any
) -> object:
    """A total so far, in the type of the tensor; truths count as whole numbers."""
    hand, record = KerasHand(site), along_axes.RUNNING[function]
    wanted = dtype_name(dtype, hand.promotion.result(NUMBER, tensor.dtype))
    return along_axes.running(hand, spelled, record, tensor, axis_argument(axis, "axis"), wanted)


def flip(site: Site, x: Any = None, axis: Any = None, **options: Any) -> object:
    """flip, and tf.reverse(tensor, axis): all axes where none is named."""
    tensor = constant(options.get("tensor", x))
    axis = options.get("axes", axis)
    rank = len(tensor.tensor.shape)
    axes = tuple(range(rank)) if axis is None else axes_argument(axis, "axis")
    return along_axes.flipped(KerasHand(site), "Flip", tensor, axes)


def roll(site: Site, x: Any = None, shift: Any = 0, axis: Any = None, **options: Any) -> object:
    """Roll by shifts along axes: of all elements in a row where no axis is named."""
    tensor = constant(options.get("input", x))
    axes = None if axis is None else axes_argument(axis, "axis")
    shifts = shift if isinstance(shift, (list, tuple)) else (shift,)
    return along_axes.rolled(KerasHand(site), "Roll", tensor, shifts, axes)


def sort(site: Site, x: Any = None, axis: Any = -1, *rest: Any, **options: Any) -> object:
    """An axis in order; TensorFlow calls the tensor `values`."""
    tensor = constant(options.get("values", x))
    return along_axes.smallest_first(KerasHand(site), "Sort", tensor, axis_argument(axis, "axis"))


def argsort(site: Site, x: Any = None, axis: Any = -1, *rest: Any, **options: Any) -> object:
    """Where the elements of an axis are in order: of all in a row where it is None."""
    tensor = constant(options.get("values", x))
    if axis is None:
        tensor, axis = ravel(site, tensor), 0
    return along_axes.order(KerasHand(site), "Argsort", tensor, axis_argument(axis, "axis"))


def top_k(site: Site, x: Any = None, k: Any = 1, *rest: Any, **options: Any) -> object:
    """The largest values of the last axis, and where they were."""
    tensor = constant(options.get("input", x))
    last = max(len(tensor.tensor.shape) - 1, 0)
    found = reductions.largest(KerasHand(site), "TopK", tensor, size(k, "k", 0), last)
    return tuple(found)


ALONG: dict[str, Rule] = {
    "argsort": argsort,
    "cumprod": running_first("cumprod", "Cumprod"),
    "cumsum": running_first("cumsum", "Cumsum"),
    "flip": flip,
    "reverse": flip,
    "roll": roll,
    "sort": sort,
    "top_k": top_k,
}
