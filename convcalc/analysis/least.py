"""The least input that a network takes, found by tracing it with symbols for the spatial sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import symbol
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.dims.congruence import Condition
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

    Trace = Callable[[list[Shape]], Graph]

AXIS_SYMBOLS = ("D", "H", "W")


def least_input(trace: Trace, shapes: Sequence[Shape]) -> str | None:
    """
    The words "the input must be at least 63×63", or None where that is not what is wrong.

    Args:
        trace: Traces the definition with other input shapes.
        shapes: The known input shapes that were too small.

    The axes behind the channels are tried first, then those in front of channels that come last.

    """
    for channels_last in (False, True):
        freed = [_freed(shape, position, channels_last) for position, shape in enumerate(shapes)]
        try:
            graph = trace([shape for shape, _ in freed])
        except ConvcalcError:
            continue
        told = [
            text
            for position, (_, axes) in enumerate(freed)
            if (text := _told(graph, position, axes, shapes[position]))
        ]
        if told:
            return "; ".join(told)
    return None


def _freed(shape: Shape, position: int, channels_last: bool) -> tuple[Shape, dict[int, str]]:
    """The shape with symbols for its spatial sizes, and the axes of those by name."""
    axes = range(1, len(shape) - 1) if channels_last else range(2, len(shape))
    names = {
        axis: f"{letter}{position or ''}"
        for axis, letter in zip(reversed(axes), reversed(AXIS_SYMBOLS), strict=False)
    }
    sizes = [symbol(names[axis]) if axis in names else size for axis, size in enumerate(shape)]
    return tuple(sizes), names


def _told(graph: Graph, position: int, axes: dict[int, str], shape: Shape) -> str:
    from convcalc.dims.congruence import least

    if position >= len(graph.inputs) or not axes or not _slide(graph, position, axes):
        return ""
    wanted = {axis: least(_alone(graph.conditions, name), name) for axis, name in axes.items()}
    if any(size is None for size in wanted.values()):
        return ""
    if not any((wanted[axis] or 0) > shape[axis] for axis in axes if isinstance(shape[axis], int)):
        return ""
    name = "the input" if len(graph.inputs) == 1 else f"input {graph.inputs[position][0]!r}"
    return f"{name} must be at least {'×'.join(str(wanted[axis]) for axis in sorted(axes))}"


def _slide(graph: Graph, position: int, axes: Iterable[int]) -> bool:
    """Whether windows slide along all of these axes, so that they are spatial indeed."""
    from convcalc.analysis.receptive_field import FieldWalk

    walk = FieldWalk(graph)
    keys = walk.keys_of_input[position]
    return all(keys[axis] in walk.windowed for axis in axes)


def _alone(conditions: Sequence[Condition], name: str) -> list[Condition]:
    """The conditions that speak of this symbol only."""
    from convcalc.dims import free_symbols

    return [each for each in conditions if free_symbols(each.expr) == (name,)]
