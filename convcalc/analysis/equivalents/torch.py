"""A windowed layer as PyTorch code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import are_known
from convcalc.analysis.equivalents.operation import arguments
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import unless
from convcalc.analysis.equivalents.operation import written
from convcalc.analysis.equivalents.pads import measured_pads

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation
    from convcalc.layers.core.window import Pair

LAYOUTS = {1: "(N, C, L)", 2: "(N, C, H, W)", 3: "(N, C, D, H, W)"}
MOST_POOL_PADDING = 2
"""PyTorch's pools take padding up to half of the kernel."""


def in_torch(operation: Operation) -> Equivalent:
    """The calls, with `F.pad` in front where the two ends differ."""
    pads, window = operation.pads(), operation.window
    lines: list[str] = []
    if operation.channels_last:
        lines.append(f"# x is {LAYOUTS[operation.ndim]}")
    if (
        window.padding == "same"
        and all(each == 1 for each in window.stride)
        and not operation.is_pool
    ):
        return _titled([*lines, *_calls(operation, '"same"')])
    if not are_known(pads):
        lines += _measured(operation)
        return _titled([*lines, *_calls(operation, 0), *_caveats(operation)])
    if all(before == after for before, after in pads) and _is_taken(operation, pads):
        return _titled([*lines, *_calls(operation, tuple(before for before, _ in pads))])
    numbers = ", ".join(f"{before}, {after}" for before, after in reversed(pads))
    lines.append(f"x = F.pad(x, ({numbers}){_fill(operation)})")
    return _titled([*lines, *_calls(operation, 0), *_caveats(operation)])


def _titled(lines: list[str]) -> Equivalent:
    return Equivalent(title="in PyTorch", lines=tuple(lines))


def _is_taken(operation: Operation, pads: tuple[Pair, ...]) -> bool:
    """Whether PyTorch's own padding argument takes these numbers."""
    if not operation.is_pool:
        return True
    if operation.kind == "norm_pool":
        return all(before == 0 for before, _ in pads)
    kernel_size = operation.window.kernel_size
    return all(
        isinstance(before, int) and isinstance(size, int) and before * MOST_POOL_PADDING <= size
        for (before, _), size in zip(pads, kernel_size, strict=True)
    )


def _fill(operation: Operation) -> str:
    if operation.kind == "max_pool":
        return ', value=float("-inf")'
    if operation.padding_mode != "zeros":
        return f', mode="{operation.padding_mode}"'
    return ""


def _measured(operation: Operation) -> list[str]:
    """SAME for any size, worked out where the code runs."""
    lines, pairs = measured_pads(operation, 2)
    numbers = ", ".join(f"{before}, {after}" for before, after in reversed(pairs))
    return [*lines, f"x = F.pad(x, ({numbers}){_fill(operation)})"]


def _calls(operation: Operation, padding: Any) -> list[str]:
    window, ndim = operation.window, operation.ndim
    shared = arguments(
        f"kernel_size={written(window.kernel_size)}",
        unless("stride", window.stride, 1),
        unless("padding", padding, 0),
        unless("dilation", window.dilation, 1),
    )
    if operation.is_pool:
        return [_pool(operation, padding)]
    channels, out_channels = code(operation.channels), code(operation.out_channels)
    bias = "" if operation.bias else "bias=False"
    if operation.kind == "separable_conv":
        middle = code(operation.channels * operation.multiplier)
        depthwise = arguments(channels, middle, shared, f"groups={channels}", "bias=False")
        pointwise = arguments(middle, out_channels, "kernel_size=1", bias)
        return [f"nn.Conv{ndim}d({depthwise})", f"nn.Conv{ndim}d({pointwise})"]
    groups = operation.channels if operation.kind == "depthwise_conv" else operation.groups
    mode = operation.padding_mode
    mode = f'padding_mode="{mode}"' if mode != "zeros" and padding != 0 else ""
    given = arguments(channels, out_channels, shared, unless("groups", groups, 1), bias, mode)
    return [f"nn.Conv{ndim}d({given})"]


def _pool(operation: Operation, padding: Any) -> str:
    window, ndim = operation.window, operation.ndim
    stride = "" if window.stride == window.kernel_size else f"stride={written(window.stride)}"
    shared = arguments(
        written(window.kernel_size),
        stride,
        unless("padding", padding, 0),
        unless("dilation", window.dilation, 1) if operation.kind == "max_pool" else "",
        "ceil_mode=True" if window.ceil_mode else "",
    )
    if operation.kind == "norm_pool":
        return f"nn.LPPool{ndim}d(norm_type={operation.norm_type}, kernel_size={shared})"
    if operation.kind == "max_pool":
        return f"nn.MaxPool{ndim}d({shared})"
    padded = padding != 0 and any(each != 0 for each in padding)
    excluded = "count_include_pad=False" if padded and not operation.counts_padding else ""
    return f"nn.AvgPool{ndim}d({arguments(shared, excluded)})"


def _caveats(operation: Operation) -> list[str]:
    if operation.kind == "average_pool" and not operation.counts_padding:
        call = _pool(operation, 0)
        return [
            "# at the border this divides by padded positions too; the same values:",
            f"# pool = {call}; pool(F.pad(x, …)) / pool(F.pad(torch.ones_like(x), …))",
        ]
    return []
