"""What positions must be to pick or put: on the axis, and no more of them than elements."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.operations.gathering import same_rank

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V
    from convcalc.operations.operand import Operand

MOST_CHECKED = 1024
"""Positions of more elements than this are not looked at one by one."""


def check_positions(
    hand: Hand[V], spelled: str, places: V, length: Dim, *, from_the_end: bool = False
) -> None:
    """
    Known positions lie on an axis of this length, or count from its end where that is allowed.

    Raises:
        ShapeError: If one does not.
    """
    values = places.values()
    if values is None or type(count := product(places.shape)) is not int:
        return
    if not 0 < count <= MOST_CHECKED or places.dtype == "bool":
        return
    found = values()
    least, most = int(found.min()), int(found.max())
    first = f"-{length}" if from_the_end else "0"

    def outside(position: int) -> ShapeError:
        return ShapeError(
            f"{spelled}: position {position} on an axis of {length}",
            expected=f"{first} to {length - 1}",
        )

    if least < 0 and not from_the_end:
        raise outside(least)
    hand.needs.at_least(length, most + 1, partial(outside, most))
    hand.needs.at_least(length, -least, partial(outside, least))


def check_cover(
    spelled: str, source: Operand, places: Operand, axis: int | None, needs: Needs
) -> None:
    """
    Positions are no more than the elements on the other axes.

    Raises:
        ShapeError: If they are.
    """
    if any(type(each) is int and each == 0 for each in places.shape):
        return
    for each, (length, wanted) in enumerate(zip(source.shape, places.shape, strict=True)):
        if each == axis:
            continue
        needs.at_least(length, wanted, partial(_too_many, spelled, source, places, each))


def _too_many(spelled: str, source: Operand, places: Operand, axis: int) -> ShapeError:
    return ShapeError(
        f"{spelled}: {show_shape(places.shape)} for {show_shape(source.shape)}",
        expected=f"at most {source.shape[axis]} positions on axis {axis}",
        argument="index",
    )


def check_put(hand: Hand[V], spelled: str, source: V, places: V, put: V | None, axis: int) -> None:
    """
    What `scatter` takes: positions no more than the elements, and than what is put there.

    Raises:
        ShapeError: If there are too many, or a known one is not on the axis.
    """
    same_rank(spelled, source, places)
    check_cover(spelled, source, places, axis, hand.needs)
    if put is not None and put.shape:
        same_rank(spelled, put, places)
        check_cover(spelled, put, places, None, hand.needs)
    if source.shape:
        check_positions(hand, spelled, places, source.shape[axis])


def check_added(hand: Hand[V], spelled: str, source: V, places: V, put: V, axis: int) -> None:
    """
    What `index_add` takes: a part for every position, of the sizes of the tensor otherwise.

    Raises:
        ShapeError: If they are others, or a known position is not on the axis.
    """
    same_rank(spelled, source, put)
    wanted = list(source.shape)
    if wanted:
        wanted[axis] = product(places.shape)
    for got, size in zip(put.shape, wanted, strict=True):
        hand.needs.equal(
            got,
            size,
            lambda: ShapeError(
                f"{spelled}: {show_shape(put.shape)} at {show_shape(places.shape)} positions",
                expected=show_shape(tuple(wanted)),
                argument="source",
            ),
        )
