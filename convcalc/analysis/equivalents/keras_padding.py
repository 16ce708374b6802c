"""
Padding in front of a Keras layer.

keras.ops.pad knows zeros, a constant, "reflect" and "symmetric" on every backend, but neither
PyTorch's "replicate" nor its "circular". Taking positions by index does those everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.pads import measured_pads
from convcalc.dims import Expr

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation


def padding_lines(operation: Operation) -> list[str]:
    """The code that pads `x`, channels last, as the layer does."""
    lines, pairs = _pairs(operation)
    every = ", ".join(f"({before}, {after})" for before, after in pairs)
    mode = operation.padding_mode
    if mode in ("replicate", "circular"):
        return [*lines, *_taken(pairs, mode)]
    if mode == "reflect":
        return [*lines, f'x = keras.ops.pad(x, ((0, 0), {every}, (0, 0)), mode="reflect")']
    if operation.kind == "max_pool":
        infinity = 'constant_values=float("-inf")'
        return [*lines, f"x = keras.ops.pad(x, ((0, 0), {every}, (0, 0)), {infinity})"]
    given = every if operation.ndim == 1 else f"({every})"
    return [*lines, f"layers.ZeroPadding{operation.ndim}D({given})"]


def _pairs(operation: Operation) -> tuple[list[str], list[tuple[str, str]]]:
    """The padding as code, measured in the code where it depends on the input."""
    pads = operation.pads_with_ceil()
    if operation.window.padding == "same" and any(
        isinstance(each, Expr) for pair in pads for each in pair
    ):
        return measured_pads(operation, 1)
    return [], [(code(before), code(after)) for before, after in pads]


def _taken(pairs: list[tuple[str, str]], mode: str) -> list[str]:
    """The positions to take along every padded axis."""
    lines = []
    for axis, (before, after) in enumerate(pairs, start=1):
        if (before, after) == ("0", "0"):
            continue
        size = f"x.shape[{axis}]"
        start = "0" if before == "0" else f"-({before})" if " " in before else f"-{before}"
        end = size if after == "0" else f"{size} + {after}"
        places = f"keras.ops.arange({start}, {end})"
        if mode == "replicate":
            places = f"keras.ops.clip({places}, 0, {size} - 1)"
        else:
            places = f"{places} % {size}"
        lines.append(f"x = keras.ops.take(x, {places}, axis={axis})")
    return [f"# keras.ops.pad has no {mode!r} on every backend", *lines]
