"""
Darknet's operations, which it prints as "BF" behind every layer and adds up as "Total BFLOPS".

| layer | operations |
|---|---|
| convolution | 2 for every product of a weight; ⌊1/32⌋ of these with xnor=1 |
| recurrent layers | 2 for every product |
| maxpool, local_avgpool | size² for every output element |
| shortcut | 1 for every output element and every other layer, 2 with weights |
| all others, connected layers too | 0 |

Source: AlexeyAB/darknet, `l.bflops` in src/*_layer.c; pjreddie's prints those of convolutions
alone.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from convcalc.conventions import Convention
from convcalc.layers.convolution.binary_conv import BinaryConv
from convcalc.layers.convolution.conv import Conv
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import Merge
from convcalc.layers.pooling.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes
    from convcalc.unknown import Unknown

RECURRENT = frozenset({"rnn", "crnn", "lstm", "conv_lstm", "gru"})
SHORTCUTS = frozenset({"shortcut", "weighted_shortcut"})
WORD = 32
"""Products of bits that are one operation."""


def operations(layer: Layer, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
    """Darknet's operations of one call."""
    if isinstance(layer, Conv):
        found = layer.macs(inputs, outputs) * 2
        return found // WORD if isinstance(layer, BinaryConv) else found
    if isinstance(layer, Pool) and layer.operation != "blur":
        return layer.elementwise(inputs, outputs)
    if isinstance(layer, Function) and layer.function in RECURRENT:
        return layer.macs(inputs, outputs) * 2
    if isinstance(layer, Function) and layer.function in SHORTCUTS:
        return layer.elementwise(inputs, outputs)
    if isinstance(layer, Merge) and layer.function == "add":
        return layer.elementwise(inputs, outputs)
    return 0


def printed(work: Iterable[int]) -> str:
    """
    The total as Darknet prints it: billions, added up in numbers of 32 bits.

    >>> printed([1_500_000_000, 250_000_000])
    '1.750 BFLOPS'
    """
    total = 0.0
    for each in work:
        total = _single(total + _single(each / 1e9))
    return f"{total:.3f} BFLOPS"


def _single(value: float) -> float:
    found: float = struct.unpack("f", struct.pack("f", value))[0]
    return found


DARKNET = Convention(
    name="darknet",
    title="Darknet FLOPs",
    meaning="what Darknet prints as BFLOPS, times 10⁹",
    cost=operations,
    printed=printed,
)
