"""The leaky ReLU whose slope is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import count_axes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given


class PReLU(Layer):
    """
    A slope for all, or one for each channel.

    Shapes:
        input: any; (N, C, *) with a slope for each channel
        weight: (num_parameters)
        result: as the input

    Units: one operation an element.

    Source: torch.nn.PReLU, "Shape".
    """

    kind: ClassVar[str] = "prelu"

    num_parameters: Dim

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape, count = inputs[0], self.num_parameters
        if type(count) is int and count == 1:
            return (shape,)
        channels = shape[1] if len(shape) > 1 else 1
        known = needs.equal(
            channels,
            count,
            lambda: ShapeError(
                f"{count} slopes for {channels} channels of {show_shape(shape)}",
                expected="one for all, or one for each channel",
                hint=f"num_parameters={channels}",
                argument="num_parameters",
            ),
        )
        return ((shape[0], known, *shape[2:]),) if len(shape) > 1 else (shape,)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The slopes."""
        return {"weight": (self.num_parameters,)}


class KerasPReLU(Layer):
    """
    A slope for every element of a sample, apart from the axes that share theirs.

    Shapes:
        input: (N, *S)
        alpha: (*S) with 1 for every axis in `shared_axes`
        result: as the input

    Units: one operation an element.

    Source: keras.layers.PReLU.
    """

    kind: ClassVar[str] = "prelu"

    shared_axes: tuple[int, ...] = ()

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        self._slopes(inputs[0])
        return (inputs[0],)

    def _slopes(self, shape: Shape) -> Shape:
        slopes = list(shape[1:])
        for axis in self.shared_axes:
            if not -len(slopes) < axis <= len(slopes):
                raise ShapeError(
                    f"shared_axes has {axis} for {count_axes(shape)}",
                    expected=f"1 to {len(slopes)}",
                    argument="shared_axes",
                )
            slopes[axis - 1] = 1
        return tuple(slopes)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The slopes."""
        if not inputs:
            raise NeedsInput
        return {"alpha": self._slopes(inputs[0])}


def torch_prelu(given: Given) -> PReLU:
    """torch.nn.PReLU, and convcalc's own prelu."""
    return PReLU(num_parameters=size(given.num_parameters, "num_parameters"))


def keras_prelu(given: Given) -> KerasPReLU:
    """keras.layers.PReLU."""
    return KerasPReLU(
        shared_axes=()
        if given.shared_axes is None
        else axes_argument(given.shared_axes, "shared_axes")
    )
