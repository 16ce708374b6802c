"""
Floating-point operations: two a multiply-accumulate.

Source: torch.utils.flop_counter, which counts 2 a multiply-accumulate and the same layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.conventions.counting import Convention
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes

FLOPS_PER_MAC = 2


def flops_of(macs: Dim | Unknown) -> Dim | Unknown:
    """The floating-point operations of so many multiply-accumulates."""
    return macs if isinstance(macs, Unknown) else macs * FLOPS_PER_MAC


def cost(layer: Layer, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
    """The operations in the products of matrices and windows of one call."""
    return flops_of(layer.macs(inputs, outputs))


FLOPS = Convention(name="flops", title="FLOPs", meaning="two a multiply-accumulate", cost=cost)
