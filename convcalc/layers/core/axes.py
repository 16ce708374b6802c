"""Axes as arguments: counted from the front or, negative, from the back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape


def axis_argument(value: Any, name: str) -> int:
    """
    One axis, not yet held against a shape.

    Raises:
        BadValue: If it is not a whole number.
    """
    if type(value) is not int:
        refuse(name, value, "a whole number, the index of an axis")
    return value


def axes_argument(value: Any, name: str) -> tuple[int, ...]:
    """
    One axis or a list of them.

    Raises:
        BadValue: If one is not a whole number.
    """
    if isinstance(value, (tuple, list)):
        return tuple([axis_argument(each, name) for each in value])
    return (axis_argument(value, name),)


def place(axis: int, shape: Shape, name: str = "axis") -> int:
    """
    The index from the front of an axis of this shape.

    Raises:
        ShapeError: If the shape has no such axis.

    >>> place(-1, (8, 3, 32))
    2
    """
    rank = len(shape)
    if not -rank <= axis < rank:
        raise ShapeError(
            f"{name}={axis} on {count_axes(shape)}",
            expected=f"{-rank} to {rank - 1}" if rank else "an input with axes",
            argument=name,
        )
    return axis % rank


def places(axes: tuple[int, ...], shape: Shape, name: str = "axis") -> tuple[int, ...]:
    """
    The indices from the front of several axes, in the given order.

    Raises:
        ShapeError: If the shape lacks one of them.
    """
    return tuple([place(axis, shape, name) for axis in axes])


def count_axes(shape: Shape) -> str:
    """
    A shape in words.

    >>> count_axes((8, 3))
    'an input with 2 axes, (8, 3)'
    """
    axes = "1 axis" if len(shape) == 1 else f"{len(shape)} axes"
    return f"an input with {axes}, {show_shape(shape)}"


def needs_rank(shape: Shape, ranks: tuple[int, ...], wanted: str) -> None:
    """
    Need one of these numbers of axes.

    Raises:
        ShapeError: With the shapes that would do.
    """
    if len(shape) not in ranks:
        raise ShapeError(
            count_axes(shape),
            expected=wanted,
        )


def needs_axes(shape: Shape, least: int, wanted: str = "") -> None:
    """
    Need at least this many axes.

    Raises:
        ShapeError: With the shape that would do.
    """
    if len(shape) < least:
        raise ShapeError(
            count_axes(shape),
            expected=wanted or f"at least {least} {'axis' if least == 1 else 'axes'}",
        )


def needs_inputs(inputs: tuple[Shape, ...], least: int, most: int | None, names: str) -> None:
    """
    Need this many inputs.

    Raises:
        ShapeError: With what they should be.
    """
    if len(inputs) < least or (most is not None and len(inputs) > most):
        raise ShapeError(
            f"{len(inputs)} {'input' if len(inputs) == 1 else 'inputs'}", expected=names
        )
