"""Axes in another order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import place
from convcalc.layers.core.axes import places
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.shape.reshape import View

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Permute(View):
    """
    All axes in another order.

    Shapes:
        input: (S₀, S₁, ...)
        result: (S of axes[0], S of axes[1], ...)

    Units: nothing: the memory stays.

    Source: torch.permute; keras.layers.Permute.
    """

    kind: ClassVar[str] = "permute"

    axes: tuple[int, ...]
    argument: str

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Reorder the axes."""
        shape = inputs[0]
        return (tuple(shape[axis] for axis in self.order_of(shape)),)

    def order_of(self, shape: Shape) -> tuple[int, ...]:
        """
        Which axis stands where in the result.

        Raises:
            ShapeError: If the shape has another number of axes.
        """
        if len(self.axes) != len(shape):
            raise ShapeError(
                f"an order of {len(self.axes)} axes for {show_shape(shape)}",
                expected=f"{len(shape)} axes",
                argument=self.argument,
            )
        return places(self.axes, shape, self.argument)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every axis where it went."""
        order = self.order_of(inputs[0])
        return ({axis: (index, ONE_TO_ONE) for index, axis in enumerate(order)},)


class Transpose(View):
    """
    Two axes exchanged.

    Shapes:
        input: any with these axes
        result: the same with the two exchanged

    Units: nothing: the memory stays.

    Source: torch.transpose.
    """

    kind: ClassVar[str] = "transpose"

    first: int
    second: int

    def order_of(self, shape: Shape) -> list[int]:
        """Which axis stands where in the result."""
        first, second = place(self.first, shape), place(self.second, shape)
        order = list(range(len(shape)))
        order[first], order[second] = second, first
        return order

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Exchange the axes."""
        shape = inputs[0]
        return (tuple(shape[axis] for axis in self.order_of(shape)),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every axis where it went."""
        order = self.order_of(inputs[0])
        return ({axis: (index, ONE_TO_ONE) for index, axis in enumerate(order)},)


def keras_permute(given: Given) -> Permute:
    """keras.layers.Permute: the order of the axes behind the batch, counted from 1."""
    if not isinstance(given.dims, (tuple, list)):
        refuse("dims", given.dims, "a tuple of axes, counted from 1")
    axes = axes_argument(given.dims, "dims")
    if sorted(axes) != list(range(1, len(axes) + 1)):
        refuse("dims", tuple(given.dims), f"1 to {len(axes)} in some order")
    return Permute(axes=(0, *axes), argument="dims")


def native_permute(given: Given) -> Permute:
    """The native permute: the order of all axes, the batch included."""
    axes = given.axes
    if len(axes) == 1 and isinstance(axes[0], (tuple, list)):
        axes = tuple(axes[0])
    order = axes_argument(axes, "axes")
    if sorted(axis % max(len(order), 1) for axis in order) != list(range(len(order))):
        refuse("axes", order, f"0 to {len(order) - 1} in some order")
    return Permute(axes=order, argument="axes")


def native_transpose(given: Given) -> Transpose:
    """The native transpose."""
    return Transpose(
        first=axis_argument(given.first, "first"), second=axis_argument(given.second, "second")
    )
