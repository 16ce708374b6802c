"""One tensor for every position of an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail

MOST_PIECES = 65_536


class Unbind(Layer):
    """
    The positions of an axis one by one.

    Shapes:
        input: any with a known size on the axis
        results: the input without the axis, as many as its size

    Units: nothing: the memory stays.

    Source: torch.unbind.
    """

    kind: ClassVar[str] = "unbind"
    is_view: ClassVar[bool] = True

    axis: int = 0

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the axis out."""
        shape = inputs[0]
        axis = place(self.axis, shape, "dim")
        count = shape[axis]
        if type(count) is not int:
            raise ShapeError(
                f"axis {axis} of {show_shape(shape)} is taken apart into {count} pieces",
                expected="a number of pieces that is known",
                hint=f"give {count} as a number",
                argument="dim",
            )
        if count > MOST_PIECES:
            raise ShapeError(f"{count} pieces", expected=f"at most {MOST_PIECES:,}")
        return ((*shape[:axis], *shape[axis + 1 :]),) * count

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every axis where it went."""
        gone = place(self.axis, inputs[0], "dim")
        return (
            {
                axis: (None if axis == gone else axis - (axis > gone), ONE_TO_ONE)
                for axis in range(len(inputs[0]))
            },
        )
