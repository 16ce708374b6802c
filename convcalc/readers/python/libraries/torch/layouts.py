"""How the elements of a tensor lie in memory: copies and changes in place depend on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor

IN_A_ROW = ""
SCATTERED = "scattered"
"""In another order than the axes say, or with gaps: `contiguous()` copies."""
OVERLAPPING = "overlapping"
"""One element stands for several positions, as behind `expand`: in place is refused."""

STEADY = frozenset({"fill_", "zero_", "masked_fill_", "index_fill_", "set_", "requires_grad_"})
"""What PyTorch does in place on overlapping elements, too."""


def layout_of(layer: Layer, source: TorchTensor, result: Shape) -> str:
    """How the elements of a view of a tensor lie; all others are made in a row."""
    shape, kind = source.shape, layer.kind
    if kind == "expand":
        return source.layout if product(shape) == product(result) else OVERLAPPING
    if kind in ("reshape", "flatten", "unflatten"):
        return IN_A_ROW
    if kind in ("permute", "transpose"):
        order = layer.order_of(shape)  # type: ignore[attr-defined]  # these two have it
        moving = [axis for axis in order if shape[axis] != 1]
        return source.layout if moving == sorted(moving) else source.layout or SCATTERED
    if kind in ("index", "chunk", "split", "unbind", "sliding_view"):
        return IN_A_ROW if not source.layout and _cuts_the_front(shape, result) else SCATTERED
    return source.layout


def _cuts_the_front(shape: Shape, result: Shape) -> bool:
    """Whether what is taken out stands in a row: only the first axis longer than 1 is cut."""
    kept = [size for size in shape if size != 1][1:]
    found = [size for size in result if size != 1]
    return found in (kept, found[:1] + kept)


def check_in_place(name: str, target: object) -> None:
    """
    Let no element be written for several positions.

    Raises:
        ShapeError: If it would be, which PyTorch refuses.
    """
    if getattr(target, "layout", "") == OVERLAPPING and name not in STEADY:
        shape = show_shape(target.shape)  # type: ignore[attr-defined]  # what has a layout is one
        raise ShapeError(
            f"{name} in place on an expanded tensor {shape}: one element would be "
            "written for several positions",
            expected="elements of its own",
            hint="clone() it first",
        )
