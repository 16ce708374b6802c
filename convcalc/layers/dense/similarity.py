"""How near two inputs are to each other, along an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.other.merge import broadcast

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Similarity(Layer):
    """
    The cosine of two vectors, or their distance.

    Shapes:
        inputs: two shapes that broadcast
        result: the broadcast shape without the axis, or with 1 there if it is kept

    Units: `work` operations an element: for the cosine three products added up, for the distance a
    difference, its power and the sum.

    Source: torch.nn.CosineSimilarity, torch.nn.PairwiseDistance.
    """

    kind: ClassVar[str] = "similarity"
    takes_many: ClassVar[bool] = True

    function: str
    axis: int
    keepdim: bool = False
    work: ClassVar[int] = 3

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the axis out."""
        needs_inputs(inputs, 2, 2, "two inputs")
        shape = broadcast(inputs, needs, channel_axis=1)
        axis = place(self.axis, shape, "dim")
        return ((*shape[:axis], *((1,) if self.keepdim else ()), *shape[axis + 1 :]),)

    def _axis(self, inputs: Shapes) -> int:
        return self.axis % max(map(len, inputs))

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Three operations an element of the larger input."""
        axis, rank = self._axis(inputs), max(map(len, inputs))
        lengths = [
            shape[axis - rank + len(shape)] for shape in inputs if axis - rank + len(shape) >= 0
        ]
        length = next((each for each in lengths if each != 1), 1)
        return self.work * product(outputs[0]) * length

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The axis whole, the others one to one."""
        rank = max(map(len, inputs))
        return tuple(self._trail(shape, rank, self._axis(inputs)) for shape in inputs)

    def _trail(self, shape: Shape, rank: int, summed: int) -> Trail:
        trail: Trail = {}
        for own in range(len(shape)):
            axis = own + rank - len(shape)
            if axis == summed:
                trail[own] = (None, WHOLE)
            else:
                trail[own] = (axis - (axis > summed and not self.keepdim), ONE_TO_ONE)
        return trail


def torch_cosine_similarity(given: Given) -> Similarity:
    """torch.nn.CosineSimilarity."""
    number(given.eps, "eps")
    return Similarity(function="cosine", axis=axis_argument(given.dim, "dim"))


def torch_pairwise_distance(given: Given) -> Similarity:
    """torch.nn.PairwiseDistance."""
    number(given.p, "p")
    number(given.eps, "eps")
    return Similarity(function="distance", axis=-1, keepdim=torch_switch(given.keepdim, "keepdim"))
