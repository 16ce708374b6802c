"""A windowed layer as Keras code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import arguments
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import unless
from convcalc.analysis.equivalents.operation import written
from convcalc.layers.core.window import same_padding

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation

LAYOUTS = {1: "(N, L, C)", 2: "(N, H, W, C)", 3: "(N, D, H, W, C)"}
POOLS = {"max_pool": "MaxPooling", "average_pool": "AveragePooling"}


def in_keras(operation: Operation) -> Equivalent:
    """The calls, with padding in front where Keras's own rules pad otherwise."""
    from convcalc.analysis.equivalents.keras_padding import padding_lines

    if operation.kind == "norm_pool":
        return _titled(["# Keras has no LP pooling"])
    lines = [] if operation.channels_last else [f"# x is {LAYOUTS[operation.ndim]}"]
    if operation.kind == "max_pool" and any(each != 1 for each in operation.window.dilation):
        from convcalc.analysis.equivalents.dilated_pool import dilated_lines

        return _titled([*lines, *dilated_lines(operation)])
    if _is_causal(operation):
        return _titled([*lines, *_calls(operation, "causal")])
    if not any(each != 0 for pair in operation.pads_with_ceil() for each in pair):
        return _titled([*lines, *_calls(operation, "valid")])
    if _is_same(operation) and not (operation.kind == "average_pool" and operation.counts_padding):
        lines += _calls(operation, "same")
        if operation.window.padding == "same" or all(each == 1 for each in operation.window.stride):
            return _titled(lines)
        lines.append("# this input only; for every input:")
    return _titled(
        [*lines, *padding_lines(operation), *_calls(operation, "valid"), *_caveats(operation)]
    )


def _titled(lines: list[str]) -> Equivalent:
    return Equivalent(title="in Keras", lines=tuple(lines))


def _is_causal(operation: Operation) -> bool:
    """Whether Keras's own 'causal' does it, which only Conv1D has, with zeros."""
    return (
        operation.window.padding == "causal"
        and (operation.kind, operation.ndim) == ("conv", 1)
        and operation.padding_mode == "zeros"
    )


def _is_same(operation: Operation) -> bool:
    """Whether SAME pads exactly so for this input."""
    window, pads = operation.window, operation.pads_with_ceil()
    if operation.padding_mode != "zeros":
        return False
    return all(
        pads[axis]
        == same_padding(
            size,
            kernel_size=window.kernel_size[axis],
            stride=window.stride[axis],
            dilation=window.dilation[axis],
        )
        for axis, size in enumerate(operation.spatial)
    )


def _calls(operation: Operation, padding: str) -> list[str]:
    window, ndim = operation.window, operation.ndim
    kernel_size = written(window.kernel_size)
    if operation.is_pool:
        stride = "" if window.stride == window.kernel_size else f"strides={written(window.stride)}"
        given = arguments(kernel_size, stride, f'padding="{padding}"')
        return [f"layers.{POOLS[operation.kind]}{ndim}D({given})"]
    shared = arguments(
        kernel_size,
        unless("strides", window.stride, 1),
        f'padding="{padding}"',
        unless("dilation_rate", window.dilation, 1),
    )
    bias = "" if operation.bias else "use_bias=False"
    out_channels = code(operation.out_channels)
    multiplier = unless("depth_multiplier", operation.multiplier, 1)
    if operation.kind == "separable_conv":
        return [f"layers.SeparableConv{ndim}D({arguments(out_channels, shared, multiplier, bias)})"]
    if operation.kind == "depthwise_conv":
        return [f"layers.DepthwiseConv{ndim}D({arguments(shared, multiplier, bias)})"]
    groups = unless("groups", operation.groups, 1)
    lines = [f"layers.Conv{ndim}D({arguments(out_channels, shared, groups, bias)})"]
    strides, dilation = window.stride, window.dilation
    if any(each != 1 for each in strides) and any(each != 1 for each in dilation):
        lines.append("# Keras refuses strides together with dilation_rate; tf.nn.conv2d takes both")
    return lines


def _caveats(operation: Operation) -> list[str]:
    if operation.kind == "max_pool":
        return ["# ZeroPadding would do only behind a ReLU: a padded zero beats negative values"]
    if operation.kind == "average_pool" and (
        not operation.counts_padding or operation.window.ceil_mode
    ):
        return ["# the size is the same; at the border the mean counts padded zeros here"]
    return []
