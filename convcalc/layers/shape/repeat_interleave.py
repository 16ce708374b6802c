"""Every position of an axis several times in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.trails import pointwise

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class RepeatInterleave(Layer):
    """
    Every position of an axis `times` times in a row.

    Shapes:
        input: any with the axis
        result: the axis `times` as long

    Units: nothing: elements are copied.

    Source: torch.repeat_interleave.
    """

    kind: ClassVar[str] = "repeat_interleave"

    times: Dim
    axis: int

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Lengthen the axis."""
        shape = inputs[0]
        axis = place(self.axis, shape, "dim")
        return ((*shape[:axis], shape[axis] * self.times, *shape[axis + 1 :]),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Several outputs in a row see one position."""
        axis = place(self.axis, inputs[0], "dim")
        trail = pointwise(inputs[0], outputs[0])
        trail[axis] = (axis, repeated(self.times, windowed=False))
        return (trail,)
