"""
How the work of a network is counted and called.

The unit stands in every name: `macs` are multiply-accumulates of convolutions and matrix products,
`flops` are twice as many, one multiplication and one addition each. Bias, normalisation, activation
and pooling are in neither.

Source: torch.utils.flop_counter, which counts 2 a multiply-accumulate and the same layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.unknown import Unknown
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims import Dim


class Convention(Value):
    """One way to count: the field of rows and totals that holds the work, and how it is called."""

    name: str
    title: str
    meaning: str


CONVENTIONS = {
    "macs": Convention(name="macs", title="MACs", meaning="one a multiply-accumulate"),
    "flops": Convention(name="flops", title="FLOPs", meaning="two a multiply-accumulate"),
}

FLOPS_PER_MAC = 2


def convention(name: str) -> Convention:
    """
    The convention of this name.

    Raises:
        UsageError: For a name that is not in the table.

    """
    if name not in CONVENTIONS:
        from difflib import get_close_matches

        near = get_close_matches(str(name).lower(), CONVENTIONS, 1)
        raise UsageError(
            f"convention={name!r}",
            expected=" or ".join(CONVENTIONS),
            hint=f"did you mean {near[0]!r}?" if near else "",
            argument="convention",
        )
    return CONVENTIONS[name]


def flops_of(macs: Dim | Unknown) -> Dim | Unknown:
    """The floating-point operations of so many multiply-accumulates."""
    return macs if isinstance(macs, Unknown) else macs * FLOPS_PER_MAC
