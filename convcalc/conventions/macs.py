"""Multiply-accumulates: one for a multiplication and the addition behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.conventions.counting import Convention

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes
    from convcalc.unknown import Unknown


def cost(layer: Layer, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
    """The products of matrices and windows of one call."""
    return layer.macs(inputs, outputs)


MACS = Convention(name="macs", title="MACs", meaning="one a multiply-accumulate", cost=cost)
