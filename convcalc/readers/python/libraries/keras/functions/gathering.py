"""Functions of Keras and TensorFlow that pick elements by tensors of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import place
from convcalc.layers.core.shapes import show_shape
from convcalc.operations import gathering
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.layer_class import dtype_name

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def one_hot(
    site: Site, x: Any = None, num_classes: Any = None, axis: Any = -1, *rest: Any, **o: Any
) -> object:
    """A vector for every number."""
    tensor = constant(o.get("indices", x))
    count = size(o.get("depth", num_classes), "num_classes", 0)
    where = place(axis_argument(axis, "axis"), (*tensor.shape, count))
    dtype = dtype_name(o.get("dtype", rest[0] if rest else None), "float32")
    return gathering.one_hot(KerasHand(site), "OneHot", tensor, count, where, dtype)


def take(site: Site, x: Any = None, indices: Any = None, *rest: Any, **o: Any) -> object:
    """gather, take: positions of an axis, the first where none is said."""
    tensor = constant(o.get("params", x))
    axis = o.get("axis", rest[-1] if rest else None)
    where = place(0 if axis is None else axis_argument(axis, "axis"), tensor.shape)
    return gathering.taken(KerasHand(site), "Take", tensor, constant(indices), where)


def take_flat(site: Site, x: Any, indices: Any, axis: Any = None) -> object:
    """keras.ops.take: of all elements in a row where no axis is named."""
    if axis is not None:
        return take(site, x, indices, axis=axis)
    return gathering.taken(KerasHand(site), "Take", constant(x), constant(indices), None)


def take_along(site: Site, x: Any, indices: Any, axis: Any = None) -> object:
    """An element for every position of the indices, which are a vector where no axis is named."""
    tensor, picked = constant(x), constant(indices)
    if axis is None and len(picked.shape) != 1:
        raise ShapeError(
            f"indices {show_shape(picked.shape)} without an axis",
            expected="1 axis",
            argument="indices",
        )
    where = None if axis is None else place(axis_argument(axis, "axis"), tensor.shape)
    hand = KerasHand(site)
    return gathering.picked_along(hand, "TakeAlongAxis", tensor, picked, where)


GATHERING: dict[str, Any] = {"gather": take, "one_hot": one_hot, "take": take}
