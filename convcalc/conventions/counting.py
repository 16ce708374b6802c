"""What a counting convention says: its name, and the work of a call of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes
    from convcalc.unknown import Unknown


class Convention(Value):
    """
    One way to count.

    `cost` gives, from a layer, the shapes of its inputs and those of its outputs, the work of one
    call in units of the convention; calls add up.
    """

    name: str
    title: str
    meaning: str
    cost: Callable[[Layer, Shapes, Shapes], Dim | Unknown]
