"""A convolution whose weights and inputs are one bit each."""

from __future__ import annotations

from typing import ClassVar

from convcalc.layers.convolution.conv import Conv


class BinaryConv(Conv):
    """
    A convolution of bits: its products are counts of bits that agree.

    Shapes, units: as of a convolution; how many products are one operation is for a convention to
    say.

    Source: Rastegari et al. 2016, "XNOR-Net"; Darknet's [convolutional] with xnor=1.
    """

    kind: ClassVar[str] = "binary_conv"
