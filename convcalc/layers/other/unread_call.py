"""Calls that are not read: nothing is known of them but, perhaps, the shapes that they give."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import Blind
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class Stated(Layer):
    """
    A call whose results have the shapes that are stated, batch and all, if any are.

    `has_weights` says that there may be weights besides those that are known, `has_outputs` the
    same of results; `products` are the multiply-accumulates, where those are known.

    Shapes:
        input: any number of (...)
        result: `shapes`

    Units: unknown.
    """

    kind: ClassVar[str] = "opaque"
    takes_many: ClassVar[bool] = True

    shapes: Shapes
    reason: str
    has_weights: bool = False
    has_outputs: bool = False
    products: Dim | None = None

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The shapes that were stated."""
        return self.shapes

    def hidden_weights(self) -> Unknown | None:
        """Unknown, where there may be any."""
        return Unknown(reason=self.reason) if self.has_weights else None

    def hidden_outputs(self) -> Unknown | None:
        """Unknown, where there are any."""
        return Unknown(reason=self.reason) if self.has_outputs else None

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """Unknown, where they were not told."""
        return Unknown(reason=self.reason) if self.products is None else self.products

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Unknown:
        """Unknown."""
        return Unknown(reason=self.reason)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Not known."""
        return tuple(_blind(shape, self.reason) for shape in inputs)


def _blind(shape: Shape, reason: str) -> Trail:
    return {axis: (None, Blind(reason=reason)) for axis in range(1, len(shape))}
