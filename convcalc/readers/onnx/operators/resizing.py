"""Maps in other sizes, and seen through grids."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.other.function import Function
from convcalc.layers.shape.resize import Resize
from convcalc.readers.onnx.operators.shapes import known_sizes
from convcalc.readers.stored import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value

LINEAR = {3: "linear", 4: "bilinear", 5: "trilinear"}
"""What linear interpolation of maps is called, by their number of axes."""

TAPS = {"nearest": 1, "linear": 2, "bilinear": 2, "cubic": 4}


def resize(step: Step) -> list[Value]:
    """Resize and Upsample: by scales or to sizes, which are attributes or inputs."""
    source = step.needed(0)
    sizes = _resized(step, source)
    changed_axes = [axis for axis, each in enumerate(sizes) if each != source.shape[axis]]
    mode = step.text("mode", "nearest")
    if source.rank in LINEAR and changed_axes and changed_axes[0] >= 2:
        words = {"linear": LINEAR[source.rank], "bilinear": "bilinear", "cubic": "bicubic"}
        kind = words.get(mode, "nearest")
        aligned = step.text("coordinate_transformation_mode") == "align_corners"
        image = Resize(size=tuple(sizes[2:]), mode=kind, align_corners=aligned)
        return step.apply(image, [source])
    taps = TAPS.get(mode, 1) ** len(changed_axes)
    layer = Function(
        function="resize",
        shapes=(tuple(sizes),),
        work=product(sizes) * taps,
        stays=tuple([axis for axis in range(source.rank) if axis not in changed_axes]),
    )
    return step.apply(layer, [source])


def _resized(step: Step, source: Value) -> list[Dim]:
    places = {"Upsample": (1, None)}.get(step.op, (1, None) if len(step.inputs) <= 2 else (2, 3))
    scales = step.fractions("scales")
    if scales is None and step.has("height_scale"):
        scales = (1.0, 1.0, step.fraction("height_scale"), step.fraction("width_scale"))
    listed: Sequence[Any] | None = scales or step.sizes(places[0])
    axes = step.axes(source.rank, None) or list(range(source.rank))
    sizes = list(source.shape)
    wanted = None if places[1] is None else step.given(places[1])
    if wanted is not None and wanted.shape != (0,):
        return _to_sizes(step, source, known_sizes(step, places[1] or 0), axes)
    if not listed:
        given = step.given(places[0])
        if given is None or listed is not None:
            raise BadValue(f"{step.op} has neither scales nor sizes")
        listed = [None] * len(axes)
    for axis, scale in zip(axes, listed, strict=True):
        grown = None if scale is None else numbers.floor(numbers.mul(sizes[axis], scale))
        sizes[axis] = step.fresh() if grown is None else grown
    return sizes


def _to_sizes(step: Step, source: Value, wanted: list[Any], axes: list[int]) -> list[Dim]:
    policy = step.text("keep_aspect_ratio_policy", "stretch")
    sizes = list(source.shape)
    if policy != "stretch":
        pairs: list[tuple[Any, Any]] = [
            (each, sizes[axis]) for axis, each in zip(axes, wanted, strict=True)
        ]
        if not all(type(one) is int and type(other) is int for one, other in pairs):
            wanted = [step.fresh() for _ in wanted]
        else:
            from fractions import Fraction

            ratios = [Fraction(one, other) for one, other in pairs]
            scale = min(ratios) if policy == "not_larger" else max(ratios)
            wanted = [_nearest(scale * other) for _, other in pairs]
    for axis, each in zip(axes, wanted, strict=True):
        sizes[axis] = each
    return sizes


def _nearest(value: Any) -> int:
    """Rounded to the nearest whole number, halves up."""
    return int((value + value.__class__(1, 2)) // 1)


def grid_sample(step: Step) -> list[Value]:
    """GridSample: where the grid says."""
    source, grid = step.needed(0), step.needed(1)
    sizes = (*source.shape[:2], *grid.shape[1:-1])
    neighbours = 2 ** len(grid.shape[1:-1])
    layer = Function(
        function="grid_sample", shapes=(sizes,), work=product(sizes) * neighbours, stays=(0, 1)
    )
    return step.apply(layer, [source, grid])


def affine_grid(step: Step) -> list[Value]:
    """AffineGrid: a place for every pixel."""
    theta = step.needed(0)
    batch, _, *spatial = known_sizes(step, 1)
    sizes = (batch, *spatial, len(spatial))
    layer = Function(
        function="affine_grid",
        shapes=(sizes,),
        products=product(sizes) * (len(spatial) + 1),
        work=0,
    )
    return step.apply(layer, [theta])
