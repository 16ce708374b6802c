"""A hand of no library, which has operations done on constants."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.graph.tensor import Tensor
from convcalc.layers.core.needs import Needs
from convcalc.operations.operand import Operand
from convcalc.operations.promotion import Promotion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape

# ruff: noqa: ARG002 (a hand takes what every hand takes)


class PlainHand:
    """A hand of no library: nothing but constants."""

    promotion = Promotion()
    is_recording = False

    def __init__(self) -> None:
        self.needs = Needs()

    def named(self, spelled: str) -> str:
        return spelled

    def applied(
        self, spelled: str, layer: Layer, inputs: Sequence[Operand], dtype: str | Sequence[str]
    ) -> list[Operand]:
        found = layer.applied(tuple([each.shape for each in inputs]), self.needs)
        types = [dtype] * len(found) if isinstance(dtype, str) else dtype
        return [Operand(Tensor(*pair)) for pair in zip(found, range(len(types)), strict=True)]

    def constant(
        self, shape: Shape, dtype: str, values: Any = None, shown: Operand | None = None
    ) -> Operand:
        return Operand(Tensor(shape, 0), dtype, values)

    def retyped(self, source: Operand, dtype: str, values: Any, *, is_fresh: bool) -> Operand:
        return Operand(source.tensor, dtype, values)

    def is_no_work(self, source: Operand, *, is_light: bool) -> bool:
        return is_light
