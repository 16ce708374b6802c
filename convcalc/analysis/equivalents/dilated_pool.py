"""
Dilated max pooling in TensorFlow, which Keras's own layers do not have.

Source: tf.nn.pool, which takes strides or dilations, not both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.keras_padding import padding_lines
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import listed

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation


def dilated_lines(operation: Operation) -> list[str]:
    """
    `tf.nn.pool` on an input padded with minus infinity.

    Strides are taken behind it, from every window there is.
    """
    window, ndim = operation.window, operation.ndim
    lines = [f"# Keras's MaxPooling{ndim}D has no dilation"]
    if any(each != 0 for pair in operation.pads_with_ceil() for each in pair):
        lines += padding_lines(operation)
    strided = any(each != 1 for each in window.stride)
    if strided:
        lines.append("# no direct call: tf.nn.pool refuses strides > 1 with dilations > 1, so")
        lines.append("# every window is taken, and of them those at the strides")
    call = (
        f'tf.nn.pool(x, window_shape={listed(window.kernel_size)}, pooling_type="MAX", '
        f'strides={listed([1] * ndim)}, padding="VALID", dilations={listed(window.dilation)})'
    )
    steps = ", ".join("::" + code(each) if each != 1 else ":" for each in window.stride)
    return [*lines, f"{call}[:, {steps}, :]" if strided else call]
