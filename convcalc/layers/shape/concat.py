"""Inputs put one behind the other along an axis, or on a new one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Slide

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Concat(Layer):
    """
    Inputs one behind the other along an axis.

    Shapes:
        inputs: the same but for the axis
        result: the sizes of the axis added up

    Units: nothing: elements are copied.

    Source: torch.cat; keras.layers.Concatenate.
    """

    kind: ClassVar[str] = "concat"
    takes_many: ClassVar[bool] = True

    axis: int
    least: int = 2
    channel_axis: int = 1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Add the sizes of the axis up; all others must be equal."""
        needs_inputs(inputs, self.least, None, f"at least {self.least} to concatenate")
        axis = place(self.axis, inputs[0])
        sizes = list(alike(inputs, axis, self.channel_axis, needs))
        total: Dim = 0
        for shape in inputs:
            total = total + shape[axis]
        sizes[axis] = total
        return (tuple(sizes),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing: elements are copied."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every input one to one, behind those before it."""
        axis = place(self.axis, inputs[0])
        offset: Dim = 0
        found = []
        for shape in inputs:
            trail: Trail = {each: (each, ONE_TO_ONE) for each in range(len(shape))}
            if not (type(offset) is int and offset == 0):
                slide = Slide(starts=(-offset,), sizes=(1,), advance=1, windowed=False)
                trail[axis] = (axis, slide)
            offset = offset + shape[axis]
            found.append(trail)
        return tuple(found)


class Stack(Layer):
    """
    Inputs side by side on a new axis.

    Shapes:
        inputs: all the same
        result: the number of inputs put in at the axis

    Units: nothing: elements are copied.

    Source: torch.stack.
    """

    kind: ClassVar[str] = "stack"
    takes_many: ClassVar[bool] = True

    axis: int = 0

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Put the new axis in."""
        needs_inputs(inputs, 1, None, "at least 1 to stack")
        sizes = alike(inputs, None, 1, needs)
        axis = place(self.axis, (*sizes, 1))
        return ((*sizes[:axis], len(inputs), *sizes[axis:]),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing: elements are copied."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every input one to one, but for the new axis."""
        added = place(self.axis, outputs[0])
        return tuple(
            {axis: (axis + (axis >= added), ONE_TO_ONE) for axis in range(len(shape))}
            for shape in inputs
        )


def alike(inputs: Shapes, free: int | None, channel_axis: int, needs: Needs) -> Shape:
    """
    The sizes that all inputs share, apart from the free axis.

    Raises:
        ShapeError: With the axis, the sizes, and what would make them meet.
    """
    first = inputs[0]
    sizes = list(first)
    for index, shape in enumerate(inputs[1:], start=1):
        if len(shape) != len(first):
            raise ShapeError(
                f"inputs with different numbers of axes: {' and '.join(map(show_shape, inputs))}",
                expected=f"{len(first)} axes for all",
            )
        for axis, length in enumerate(shape):
            if axis == free:
                continue
            spatial = len(shape) > 2 and axis not in (0, channel_axis % len(shape))
            complaint = partial(_unlike, inputs, index, axis, spatial=spatial)
            sizes[axis] = needs.equal(sizes[axis], length, complaint)
    return tuple(sizes)


def _unlike(inputs: Shapes, index: int, axis: int, *, spatial: bool) -> ShapeError:
    from convcalc.layers.core.fitting import remedy

    one, other = inputs[0][axis], inputs[index][axis]
    return ShapeError(
        f"axis {axis} has {one} in input 1 and {other} in input {index + 1}: "
        f"{' and '.join(map(show_shape, inputs))}",
        expected=f"the same size on axis {axis}",
        hint=remedy((0, one), (index, other), spatial=spatial),
    )


def native_concat(given: Given) -> Concat:
    """The native concat: along the channels unless said otherwise."""
    return Concat(axis=axis_argument(given.axis, "axis"))


def keras_concatenate(given: Given) -> Concat:
    """keras.layers.Concatenate."""
    return Concat(axis=axis_argument(given.axis, "axis"), least=1, channel_axis=-1)


def native_stack(given: Given) -> Stack:
    """The native stack."""
    return Stack(axis=axis_argument(given.axis, "axis"))
