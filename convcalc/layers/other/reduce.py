"""Axes reduced to one value: sum, mean, maximum, norm and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import places
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class Reduce(Layer):
    """
    One value of all along some axes; without `axes`, of everything.

    `count` tensors leave it, for example the maximum and where it was.

    Shapes:
        input: any with these axes
        result: the input without the axes, or with 1 in their place if they are kept

    Units: one operation an input element.

    Source: torch.sum, torch.max, torch.linalg.vector_norm.
    """

    kind: ClassVar[str] = "reduce"

    function: str
    axes: tuple[int, ...] | None = None
    keepdim: bool = False
    count: int = 1
    most: bool = False
    """Nothing can be chosen out of an empty axis, as for a maximum."""

    def _axes(self, shape: Shape) -> tuple[int, ...]:
        if self.axes is None:
            return tuple(range(len(shape)))
        found = places(self.axes, shape or (1,), "dim")
        if len(set(found)) < len(found):
            raise ShapeError(
                f"dim={self.axes} names an axis of {show_shape(shape)} twice",
                expected="every axis once",
                argument="dim",
            )
        return found if shape else ()

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the axes out, or keep a 1 there."""
        shape = inputs[0]
        reduced = self._axes(shape)
        if self.most:
            for axis in reduced:
                needs.at_least(
                    shape[axis],
                    1,
                    lambda: ShapeError(
                        f"the {self.function} of nothing: {show_shape(shape)}",
                        expected="at least one element",
                    ),
                )
        result = tuple(
            1 if axis in reduced else length
            for axis, length in enumerate(shape)
            if self.keepdim or axis not in reduced
        )
        return (result,) * self.count

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every input element."""
        return product(inputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The reduced axes whole, the others one to one."""
        reduced = self._axes(inputs[0])
        trail: Trail = {}
        index = 0
        for axis in range(len(inputs[0])):
            gone = axis in reduced
            step = WHOLE if gone else ONE_TO_ONE
            trail[axis] = (None if gone else index, step)
            index += self.keepdim or not gone
        return (trail,)
