"""A layer used as a function: its weights are inputs, handed over with every call."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import WHOLE
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Window
    from convcalc.layers.core.worked import Working


class Functional(Layer):
    """
    Another layer with its work, but without its weights.

    The first `count` inputs are the layer's own, those behind are its weights.

    Shapes:
        inputs: the layer's, and the weights
        result: the layer's

    Units: the layer's.

    Source: torch.nn.functional.conv2d, linear, batch_norm and their sisters.
    """

    kind: ClassVar[str] = "functional"
    takes_many: ClassVar[bool] = True

    layer: Layer
    count: int = 1

    def applied(self, inputs: Shapes, needs: Needs) -> Shapes:
        """What the layer gives for its own inputs."""
        return self.layer.applied(inputs[: self.count], needs)

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """What the layer gives for its own inputs."""
        return self.layer.outputs(inputs[: self.count], needs)

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """The layer's."""
        return self.layer.macs(inputs[: self.count], outputs)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """The layer's."""
        return self.layer.elementwise(inputs[: self.count], outputs)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The layer's; the whole of every weight."""
        own = self.layer.trails(inputs[: self.count], outputs)
        return (*own, *map(whole, inputs[self.count :]))

    def spatial_axes(self, shape: Shape) -> range:
        """The layer's."""
        return self.layer.spatial_axes(shape)

    def slides(self) -> Window | None:
        """The layer's window."""
        return self.layer.slides()

    def worked(self, inputs: Shapes, outputs: Shapes) -> tuple[Working, ...]:
        """The layer's arithmetic."""
        return self.layer.worked(inputs[: self.count], outputs)

    def worked_macs(self, inputs: Shapes, outputs: Shapes) -> Working | None:
        """The layer's arithmetic."""
        return self.layer.worked_macs(inputs[: self.count], outputs)


class Activated(Functional):
    """
    Another layer with a function of every element at its end, in one row.

    Shapes:
        inputs: the layer's, and weights that are handed over
        result: the layer's

    Units: the layer's, and one operation more an element of the result.

    Source: the fused activations of TensorFlow Lite's operators.
    """

    kind: ClassVar[str] = "activated"

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """The layer's, and the function."""
        own = super().elementwise(inputs, outputs)
        return own if isinstance(own, Unknown) else own + product(outputs[0])


def whole(shape: Shape) -> Trail:
    """Every axis seen whole."""
    return {axis: (None, WHOLE) for axis in range(len(shape))}  # noqa: C420 (the type of the trail)
