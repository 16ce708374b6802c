"""
How the work of a network is counted and called: one line a convention here, its rule in a file.

The unit stands in every name: `macs` are multiply-accumulates of convolutions and matrix products,
`flops` are twice as many, one multiplication and one addition each. Bias, normalisation, activation
and pooling are in neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.tables import load
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes
    from convcalc.unknown import Unknown

CONVENTIONS: dict[str, str] = {
    "macs": "products:MACS",
    "flops": "products:FLOPS",
    "darknet": "darknet:DARKNET",
}
"""Name -> the convention, in a file beside this one."""


class Convention(Value):
    """
    One way to count.

    `cost` gives, from a layer, the shapes of its inputs and those of its outputs, the work of one
    call in units of the convention; calls add up. `printed` gives, from the work
    of every row, the total as the tool prints it, where that is in another unit.
    """

    name: str
    title: str
    meaning: str
    cost: Callable[[Layer, Shapes, Shapes], Dim | Unknown]
    printed: Callable[[Iterable[int]], str] | None = None


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
            expected=", ".join(CONVENTIONS),
            hint=f"did you mean {near[0]!r}?" if near else "",
            argument="convention",
        )
    found: Convention = load(CONVENTIONS[name], inside="convcalc.conventions")
    return found
