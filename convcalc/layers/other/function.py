"""A function of tensors whose shapes are worked out where it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class Function(Layer):
    """
    A function with the shapes it gives, its products, and its operations where they are unusual.

    `stays` are the axes of the first result that an equal axis of the inputs moves along.

    Shapes:
        inputs: any
        results: the shapes

    Units: macs as they are told; one operation an output element unless told otherwise.

    Source: the documentation of the function.
    """

    kind: ClassVar[str] = "function"
    takes_many: ClassVar[bool] = True

    function: str
    shapes: Shapes
    products: Dim = 0
    work: Dim | None = None
    stays: tuple[int, ...] = ()

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The shapes."""
        return self.shapes

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """As many as were told."""
        return self.products

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """As many as were told, or one an output element."""
        return product(self.shapes[0]) if self.work is None else self.work

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The axes that stay one to one, the others whole."""
        return tuple(self._trail(shape) for shape in inputs)

    def _trail(self, shape: Shape) -> Trail:
        result = self.shapes[0]
        return {
            axis: (axis, ONE_TO_ONE)
            if axis in self.stays and axis < len(result) and result[axis] == length
            else (axis if axis < len(result) else None, WHOLE)
            for axis, length in enumerate(shape)
        }
