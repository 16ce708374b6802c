"""What keeps the shape and works along an axis: running sums, sorting, rolling, flipping."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.axes import places
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import pointwise

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail

MOVES = {"flip": "the order is reversed", "roll": "positions wrap around"}
"""What only moves elements: every output sees one position, elsewhere."""


class Along(Layer):
    """
    A function along some axes that keeps the shape.

    `count` tensors leave it, for example the sorted values and where they were.

    Shapes:
        input: any with these axes
        result: as the input

    Units: one operation an element; none where elements only move.

    Source: torch.cumsum, torch.sort, torch.roll, torch.flip.
    """

    kind: ClassVar[str] = "along"

    function: str
    axes: tuple[int, ...]
    count: int = 1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape = inputs[0]
        places(self.axes, shape or (1,), "dim")
        return (shape,) * self.count

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One an element, where anything is worked out."""
        return 0 if self.function in MOVES else product(inputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The axes whole, or one position of them."""
        shape = inputs[0]
        trail = pointwise(shape, outputs[0])
        step: Step = WHOLE
        if self.function in MOVES:
            step = Irregular(size=1, reason=MOVES[self.function])
        for axis in places(self.axes, shape, "dim") if shape else ():
            trail[axis] = (axis, step)
        return (trail,)
