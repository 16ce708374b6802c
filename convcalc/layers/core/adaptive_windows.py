"""Windows that share an axis out evenly among a given number of outputs."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from convcalc.dims import ceil_div
from convcalc.layers.core.spatial import MOST_PHASES
from convcalc.layers.core.spatial import blocks
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.trails import Step

MOST_DIVISORS = 4
"""An output size with more divisors makes the sum of its windows too long a formula."""


def adaptive(length: Dim, wanted: Dim) -> Step:
    """What an output of an adaptive window sees."""
    if length == wanted:
        return ONE_TO_ONE
    if wanted == 1:
        return WHOLE
    if type(wanted) is int and wanted == 0:
        return WHOLE
    if type(length % wanted) is int and length % wanted == 0:
        return blocks(length // wanted)
    if type(wanted % length) is int and wanted % length == 0:
        return repeated(wanted // length)
    shared = gcd(length, wanted) if type(length) is int and type(wanted) is int else 1
    return Irregular(
        size=ceil_div(length + wanted - shared, wanted),
        reason=f"{length} positions do not divide evenly into {wanted}",
    )


def total_seen(length: Dim, wanted: Dim) -> Dim | Unknown:
    """
    The sizes of all windows along one axis, added up.

    Two windows share a position wherever a border i·S/O is not a whole number.

    >>> total_seen(7, 3)
    9
    """
    if type(length) is int and type(wanted) is int:
        return length + wanted - gcd(length, wanted) if wanted else 0
    if wanted in (length, 1):
        return length
    if type(wanted) is int and len(divisors := _divisors(wanted)) <= MOST_DIVISORS:
        # gcd(S, O) is the sum of φ(d) over the divisors d of O that divide S, too.
        shared: Dim = 0
        for each in divisors:
            coprime = sum(gcd(each, number) == 1 for number in range(1, each + 1))
            shared = shared + coprime * (1 + length // each - ceil_div(length, each))
        return length + wanted - shared
    return Unknown(reason=f"how {length} positions divide into {wanted} windows is not known")


def _divisors(number: int) -> list[int]:
    """All that divide a number; of a large one, one too many to be written out."""
    if number > MOST_PHASES:
        return [1] * (MOST_DIVISORS + 1)
    return [each for each in range(1, number + 1) if number % each == 0]
