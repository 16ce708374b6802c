"""Local response normalisation: every element by the squares of its neighbour channels."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class LocalResponseNorm(Layer):
    """
    Local response normalisation across channels, as in AlexNet.

    Shapes:
        input: (N, C, *S), at least 3 axes; 4 where it crosses maps; or with the channels on
            another axis
        result: as the input

    Units: size + 1 operations an element: the squares added up, and the division.

    Source: torch.nn.LocalResponseNorm, "Shape".
    """

    kind: ClassVar[str] = "lrn"

    neighbours: Dim
    rank: int = 0
    channel_axis: int = 1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        if self.rank:
            needs_rank(inputs[0], (self.rank,), "(N, C, H, W)")
        needs_axes(inputs[0], 3, "(N, C, *S), at least 3 axes")
        return (inputs[0],)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The squares added up, and the division."""
        return product(outputs[0]) * (self.neighbours + 1)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The channels of the own position."""
        return (mixing(inputs[0], outputs[0], (self.channel_axis,)),)


def response_norm(given: Given, rank: int) -> LocalResponseNorm:
    """torch.nn.LocalResponseNorm, torch.nn.CrossMapLRN2d, and convcalc's own lrn."""
    for name, value in (("alpha", given.alpha), ("beta", given.beta), ("k", given.k)):
        number(value, name)
    return LocalResponseNorm(neighbours=neighbours(given.size), rank=rank)


def neighbours(value: Any) -> Dim:
    """How many channels are added up."""
    return size(value, "size")
