"""Axes of size 1 seen as longer ones, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import pointwise

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class Expand(Layer):
    """
    Axes of size 1 made longer; more sizes than axes put new ones in front.

    Shapes:
        input: (*S)
        result: (*new, *sizes), -1 for an axis that stays

    Units: nothing: the memory stays.

    Source: torch.Tensor.expand.
    """

    kind: ClassVar[str] = "expand"
    is_view: ClassVar[bool] = True

    sizes: Shape

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The sizes, axis by axis."""
        shape = inputs[0]
        extra = len(self.sizes) - len(shape)
        if extra < 0:
            raise ShapeError(
                f"{len(self.sizes)} sizes for {show_shape(shape)}",
                expected=f"at least {len(shape)}",
                argument="sizes",
            )
        result = [
            self._expanded(shape, place - extra, wanted, needs)
            for place, wanted in enumerate(self.sizes)
        ]
        return (tuple(result),)

    def _expanded(self, shape: Shape, axis: int, wanted: Dim, needs: Needs) -> Dim:
        stays = type(wanted) is int and wanted == -1
        if axis < 0:
            if stays:
                raise ShapeError(
                    f"-1 for a new axis in front of {show_shape(shape)}",
                    expected="a size",
                    argument="sizes",
                )
            return wanted
        length = shape[axis]
        if stays or length == 1:
            return length if stays else wanted
        return needs.equal(
            length,
            wanted,
            lambda: ShapeError(
                f"axis {axis} of {show_shape(shape)} cannot be expanded to {wanted}",
                expected=f"{length} or -1 on that axis: only a size of 1 grows",
                argument="sizes",
            ),
        )

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The grown axes are seen whole, of one position; the others one to one."""
        return (pointwise(inputs[0], outputs[0]),)
