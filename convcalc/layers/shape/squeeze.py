"""Axes of size 1, put in and taken out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import place
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.shape.reshape import View

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Squeeze(View):
    """
    One axis of size 1 taken out, or all of them.

    Shapes:
        input: any with size 1 on the axis
        result: the same without it

    Units: nothing: the memory stays.

    Source: torch.squeeze; an axis of another size is refused here, where PyTorch leaves it.
    """

    kind: ClassVar[str] = "squeeze"

    axis: int | None = None

    def _dropped(self, shape: Shape) -> tuple[int, ...]:
        if self.axis is None:
            return tuple(axis for axis, length in enumerate(shape) if length == 1)
        return (place(self.axis, shape),)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the axes out."""
        shape = inputs[0]
        dropped = self._dropped(shape)
        for axis in dropped:
            needs.equal(shape[axis], 1, partial(_not_one, shape, axis))
        return (tuple(length for axis, length in enumerate(shape) if axis not in dropped),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every axis where it went."""
        dropped = self._dropped(inputs[0])
        trail: Trail = {}
        index = 0
        for axis in range(len(inputs[0])):
            gone = axis in dropped
            trail[axis] = (None if gone else index, ONE_TO_ONE)
            index += not gone
        return (trail,)


def _not_one(shape: Shape, axis: int) -> ShapeError:
    return ShapeError(
        f"axis {axis} of {show_shape(shape)} has {shape[axis]}",
        expected="1 on that axis",
        argument="axis",
    )


class Unsqueeze(View):
    """
    An axis of size 1 put in.

    Shapes:
        input: any
        result: the same with 1 at the axis

    Units: nothing: the memory stays.

    Source: torch.unsqueeze.
    """

    kind: ClassVar[str] = "unsqueeze"

    axis: int

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Put the axis in."""
        shape = inputs[0]
        axis = place(self.axis, (*shape, 1))
        return ((*shape[:axis], 1, *shape[axis:]),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every axis where it went."""
        added = place(self.axis, outputs[0])
        return ({axis: (axis + (axis >= added), ONE_TO_ONE) for axis in range(len(inputs[0]))},)


def native_squeeze(given: Given) -> Squeeze:
    """The native squeeze: one axis, or all of size 1."""
    return Squeeze(axis=None if given.axis is None else axis_argument(given.axis, "axis"))


def native_unsqueeze(given: Given) -> Unsqueeze:
    """The native unsqueeze."""
    return Unsqueeze(axis=axis_argument(given.axis, "axis"))
