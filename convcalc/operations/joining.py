"""
Tensors joined along an axis, and one cut into several: every operation once.

No work is done, and the backward pass keeps nothing.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.shape.concat import Concat
from convcalc.layers.shape.concat import Stack
from convcalc.layers.shape.unbind import Unbind
from convcalc.operations.applying import perform
from convcalc.operations.dtypes import promoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V
    from convcalc.operations.operand import Operand


def common_type(given: Sequence[Operand]) -> str:
    """The type that the elements of all tensors go into."""
    dtype = given[0].dtype
    for each in given[1:]:
        dtype = promoted(dtype, each.dtype)
    return dtype


def concatenated(
    hand: Hand[V], spelled: str, given: Sequence[V], axis: int, channel_axis: int = 1
) -> V:
    """
    Tensors one behind the other along an axis that they have.

    (..., A, ...) and (..., B, ...) give (..., A + B, ...).

    Raises:
        ShapeError: If another axis has different sizes.
    """
    layer = Concat(axis=axis, least=1, channel_axis=channel_axis)

    def compute(numpy: Any, *arrays: Any) -> Any:
        return numpy.concatenate(arrays, axis)

    return perform(hand, spelled, layer, given, common_type(given), compute)[0]


def stacked(hand: Hand[V], spelled: str, given: Sequence[V], axis: int) -> V:
    """
    Tensors side by side along a new axis.

    So many tensors (..., S) give (..., count, ..., S).

    Raises:
        ShapeError: If they have not the same shape.
    """

    def compute(numpy: Any, *arrays: Any) -> Any:
        return numpy.stack(arrays, axis)

    return perform(hand, spelled, Stack(axis=axis), given, common_type(given), compute)[0]


def cut(hand: Hand[V], spelled: str, layer: Layer, source: V, axis: int) -> list[V]:
    """
    The pieces that a layer cuts an axis into.

    Raises:
        ShapeError: If the axis cannot be cut like that.
    """

    def compute(numpy: Any, array: Any) -> Any:
        shapes = layer.outputs((source.shape,), hand.needs)
        ends = accumulate([shape[axis] for shape in shapes[:-1]])
        return numpy.split(array, list(ends), axis)

    return perform(hand, spelled, layer, [source], "", compute)


def positions(hand: Hand[V], spelled: str, source: V, axis: int) -> list[V]:
    """
    The positions of an axis one by one, without it.

    (..., N, ...) gives N tensors (..., ...).

    Raises:
        ShapeError: If how many those are is not known.
    """

    def compute(numpy: Any, array: Any) -> Any:
        parts = list(numpy.moveaxis(array, axis, 0))
        return parts if len(parts) != 1 else parts[0]

    return perform(hand, spelled, Unbind(axis=axis), [source], "", compute)
