"""Shapes that come out otherwise than the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.tflite.model import Tensor


class Differences:
    """
    Collects the tensors of the main subgraph whose shapes the file tells otherwise.

    `is_moved`: the inputs have other sizes than the file says, and nothing is compared.
    """

    def __init__(self) -> None:
        self.is_moved = False
        self._count = 0
        self._first = ""

    def compare(self, name: str, shape: Shape, tensor: Tensor) -> None:
        """Hold a shape against that of the file, whose open sizes fit any."""
        if self.is_moved or not tensor.has_rank or _fits(shape, tensor):
            return
        self._count += 1
        if not self._first:
            told = show_shape(tensor.shape)
            self._first = f"{name!r} is {show_shape(shape)}, the file says {told}"

    def sentences(self) -> list[str]:
        """What there is to tell."""
        if not self._count:
            return []
        more = f", and so for {self._count - 1:,} more" if self._count > 1 else ""
        return [f"shapes are worked out, not taken from the file: {self._first}{more}"]


def _fits(shape: Shape, tensor: Tensor) -> bool:
    if len(shape) != len(tensor.sizes):
        return False
    return all(told is None or size == told for size, told in zip(shape, tensor.sizes, strict=True))
