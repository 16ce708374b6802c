"""What operations take and give: tensors of the graph with their types and known values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.shapes import Shape


class Operand:
    """
    A tensor: its shape and identity in the graph, its type, and its values where they are known.

    `data` is None, or a function that gives the values of a small constant as a numpy array, which
    nobody calls before the values themselves matter.
    """

    __slots__ = ("data", "dtype", "tensor")

    def __init__(
        self, tensor: Tensor, dtype: str = "float32", data: Callable[[], Any] | None = None
    ) -> None:
        self.tensor = tensor
        self.dtype = dtype
        self.data = data

    @property
    def shape(self) -> Shape:
        """Its shape, batch and all."""
        return self.tensor.shape

    def values(self) -> Callable[[], Any] | None:
        """What gives its values, where they are known."""
        return self.data
