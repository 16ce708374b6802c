"""A windowed layer as Keras code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import arguments
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import unless
from convcalc.analysis.equivalents.operation import written
from convcalc.dims import maximum
from convcalc.layers.window import reach
from convcalc.layers.window import same_padding

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation
    from convcalc.layers.window import Pair

LAYOUTS = {1: "(N, L, C)", 2: "(N, H, W, C)", 3: "(N, D, H, W, C)"}
POOLS = {"max_pool": "MaxPooling", "average_pool": "AveragePooling"}
NOT_IN_KERAS = {"circular": "wrap", "replicate": "edge"}


def in_keras(operation: Operation) -> Equivalent:
    """The calls, with `ZeroPadding` in front where Keras's own rules pad otherwise."""
    if operation.kind == "norm_pool":
        return _titled(["# Keras has no LP pooling"])
    lines = [] if operation.channels_last else [f"# x is {LAYOUTS[operation.ndim]}"]
    if operation.window.padding == "causal":
        return _titled([*lines, *_calls(operation, "causal")])
    pads = _wanted(operation)
    if all(each == 0 for pair in pads for each in pair):
        return _titled([*lines, *_calls(operation, "valid")])
    if _is_same(operation, pads) and not (
        operation.kind == "average_pool" and operation.counts_padding
    ):
        lines += _calls(operation, "same")
        if operation.window.padding == "same" or all(each == 1 for each in operation.window.stride):
            return _titled(lines)
        lines.append("# this input only; for every input:")
    return _titled(
        [*lines, _padding_layer(operation, pads), *_calls(operation, "valid"), *_caveats(operation)]
    )


def _titled(lines: list[str]) -> Equivalent:
    return Equivalent(title="in Keras", lines=tuple(lines))


def _wanted(operation: Operation) -> tuple[Pair, ...]:
    """The padding with which VALID gives as many windows: ceil_mode needs more at the end."""
    window = operation.window
    if not window.ceil_mode:
        return operation.pads()
    pads = []
    for axis, (before, after) in enumerate(operation.pads()):
        span = reach(window.kernel_size[axis], window.dilation[axis])
        needed = (operation.counts[axis] - 1) * window.stride[axis] + span
        pads.append((before, maximum(needed - operation.spatial[axis] - before, after)))
    return tuple(pads)


def _is_same(operation: Operation, pads: tuple[Pair, ...]) -> bool:
    """Whether SAME pads exactly so for this input."""
    window = operation.window
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


def _padding_layer(operation: Operation, pads: tuple[Pair, ...]) -> str:
    pairs = [f"({code(before)}, {code(after)})" for before, after in pads]
    every = ", ".join(pairs)
    mode = operation.padding_mode
    if mode != "zeros":
        told = NOT_IN_KERAS.get(mode, mode)
        if mode in NOT_IN_KERAS:
            return f"# Keras cannot pad so: numpy.pad(x, …, mode={told!r}) in front"
        return f'x = keras.ops.pad(x, ((0, 0), {every}, (0, 0)), mode="{told}")'
    if operation.kind == "max_pool":
        return f'x = keras.ops.pad(x, ((0, 0), {every}, (0, 0)), constant_values=float("-inf"))'
    given = pairs[0] if operation.ndim == 1 else f"({every})"
    return f"layers.ZeroPadding{operation.ndim}D({given})"


def _calls(operation: Operation, padding: str) -> list[str]:
    window, ndim = operation.window, operation.ndim
    kernel_size = written(window.kernel_size)
    if operation.is_pool:
        stride = "" if window.stride == window.kernel_size else f"strides={written(window.stride)}"
        lines = [] if all(each == 1 for each in window.dilation) else [_NO_DILATION]
        given = arguments(kernel_size, stride, f'padding="{padding}"')
        return [*lines, f"layers.{POOLS[operation.kind]}{ndim}D({given})"]
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


_NO_DILATION = "# Keras's pools have no dilation; this one is without it"


def _caveats(operation: Operation) -> list[str]:
    if operation.kind == "max_pool":
        return ["# ZeroPadding would do only behind a ReLU: a padded zero beats negative values"]
    if operation.kind == "average_pool" and (
        not operation.counts_padding or operation.window.ceil_mode
    ):
        return ["# the size is the same; at the border the mean counts padded zeros here"]
    return []
