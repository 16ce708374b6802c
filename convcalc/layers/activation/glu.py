"""The gated linear unit: one half of an axis gates the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class GLU(Layer):
    """
    a · sigmoid(b), a and b the halves of an axis.

    Shapes:
        input: any, even on the axis
        result: the axis halved

    Units: two operations an output element, the gate and the product.

    Source: torch.nn.GLU, "Shape".
    """

    kind: ClassVar[str] = "glu"

    axis: int = -1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Halve the axis."""
        shape = inputs[0]
        axis = place(self.axis, shape, "dim")
        half = needs.divisible(
            shape[axis],
            2,
            lambda: ShapeError(
                f"axis {axis} of {show_shape(shape)} cannot be halved",
                expected="an even size",
                argument="dim",
            ),
        )
        return ((*shape[:axis], half, *shape[axis + 1 :]),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The gate and the product."""
        return 2 * product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Both halves of the axis."""
        return (mixing(inputs[0], outputs[0], (self.axis,)),)


def torch_glu(given: Given) -> GLU:
    """torch.nn.GLU."""
    return GLU(axis=axis_argument(given.dim, "dim"))


def native_glu(given: Given) -> GLU:
    """The native glu, over the channels."""
    return GLU(axis=axis_argument(given.axis, "axis"))
