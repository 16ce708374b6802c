"""Sizes that a layer was made for, held against those it gets."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING
from typing import TypeVar

from convcalc.errors import ConvcalcError
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape

Error = TypeVar("Error", bound=ConvcalcError)


def check_features(got: Dim, wanted: Dim, name: str, needs: Needs) -> Dim:
    """
    Need the features that the layer was made for; gives the one size that both are.

    Raises:
        ShapeError: With the number to write instead.
    """
    return needs.equal(
        got,
        wanted,
        lambda: ShapeError(
            f"the input has {got} features, the layer takes {wanted}",
            expected=f"{wanted} features on the last axis",
            hint=f"{name}={got}",
            argument=name,
        ),
    )


def check_shape(got: Shape, wanted: Shape, what: str, needs: Needs) -> None:
    """
    Need exactly this shape.

    Raises:
        ShapeError: With both shapes.
    """

    def unlike() -> ShapeError:
        return ShapeError(f"{what} is {show_shape(got)}", expected=show_shape(wanted))

    if len(got) != len(wanted):
        raise unlike()
    for one, other in zip(got, wanted, strict=True):
        needs.equal(one, other, unlike)


def divisors(number: Dim, other: Dim | None = None) -> str:
    """
    The first numbers that would divide another, or two others, as a hint.

    Empty where one is a symbol or very large.

    >>> divisors(12)
    '1, 2, 3, 4, 6, 12 would divide 12'
    >>> divisors(64, 96)
    '1, 2, 4, 8, 16, 32 would divide 64 and 96'
    """
    other = number if other is None else other
    if type(number) is not int or type(other) is not int or not 0 < number <= 1 << 20:
        return ""
    shared = gcd(number, other)
    found = [each for each in range(1, min(shared, 4096) + 1) if shared % each == 0]
    both = f"{number}" if other == number else f"{number} and {other}"
    return f"{', '.join(map(str, found[:12]))} would divide {both}"


def undivided(
    kind: type[Error],
    number: Dim,
    things: str,
    parts: Dim,
    names: str,
    argument: str,
    other: Dim | None = None,
) -> Error:
    """
    The complaint about a number that does not divide into parts, with those that would do.

    `other` is a second number that the same parts must divide.
    """
    both = f"{number}" if other is None or other == number else f"{number} and {other}"
    return kind(
        f"{number} {things} do not divide into {parts} {names}",
        expected=f"a number of {names} that divides {both}",
        hint=divisors(number, other),
        argument=argument,
    )


MOST_PADDED = 10
"""Above this, a kernel that takes so much off is seldom met."""

MOST_OUTPUT_PADDING = 3
"""Above this, an output_padding is seldom what was forgotten."""


def remedy(one: tuple[int, Dim], other: tuple[int, Dim], *, spatial: bool) -> str:
    """
    How to make two inputs, each (index, size on the axis), meet; empty where the sizes are symbols.

    >>> remedy((0, 60), (1, 56), spatial=True)
    'crop 4 from input 1, or pad input 2 by 4 (padding=2 on a convolution with kernel_size 5)'
    """
    (index, size), (other_index, other_size) = one, other
    if type(size) is not int or type(other_size) is not int or size < 1 or other_size < 1:
        return ""
    if size < other_size:
        return remedy(other, one, spatial=spatial)
    large, small = f"input {index + 1}", f"input {other_index + 1}"
    if not spatial:
        return f"a layer to {size} before {small}, or one to {other_size} before {large}"
    difference = size - other_size
    if size % other_size == 0 and size // other_size <= 64:
        times = size // other_size
        return f"upsample {small} {times} times, or give {large} {times} times the stride"
    words = f"crop {difference} from {large}, or pad {small} by {difference}"
    ways = _paddings(difference)
    return f"{words} ({', '.join(ways)})" if ways else words


def _paddings(difference: int) -> list[str]:
    """The arguments that make what a convolution gives so much larger."""
    ways = []
    if difference % 2 == 0 and difference <= MOST_PADDED:
        kernel_size = difference + 1
        ways.append(f"padding={difference // 2} on a convolution with kernel_size {kernel_size}")
    if difference <= MOST_OUTPUT_PADDING:
        ways.append(
            f"output_padding={difference} on a transposed one"
            if ways
            else f"output_padding={difference} on a transposed convolution"
        )
    return ways
