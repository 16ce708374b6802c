"""
The work in products of matrices and windows: multiply-accumulates, or two operations for each.

Source: torch.utils.flop_counter, which counts 2 a multiply-accumulate and the same layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.conventions import Convention
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes

FLOPS_PER_MAC = 2


def flops_of(macs: Dim | Unknown) -> Dim | Unknown:
    """The floating-point operations of so many multiply-accumulates."""
    return macs if isinstance(macs, Unknown) else macs * FLOPS_PER_MAC


def macs(layer: Layer, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
    """The multiply-accumulates of one call: a multiplication and the addition behind it each."""
    return layer.macs(inputs, outputs)


def flops(layer: Layer, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
    """The floating-point operations of one call."""
    return flops_of(layer.macs(inputs, outputs))


MACS = Convention(name="macs", title="MACs", meaning="one a multiply-accumulate", cost=macs)
FLOPS = Convention(name="flops", title="FLOPs", meaning="two a multiply-accumulate", cost=flops)
