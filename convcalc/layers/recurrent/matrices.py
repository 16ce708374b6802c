"""Recurrent networks whose matrices are handed over one by one, as files of networks have them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class Matrices(Layer):
    """
    A step, or every step of a sequence, by all of these matrices.

    `units` are the widths of what leaves it, one for each result; `gates` is how many elements the
    gates of one step have together; `time` is the axis of the sequence, None for a single step.

    Shapes:
        inputs: (*steps, F); further ones with the same steps
        results: (*steps, units)

    Units: macs = Πsteps · (the elements of all matrices); for every step, one operation a gate
    element.

    Source: tensorflow/lite/kernels/unidirectional_sequence_lstm.cc, svdf.cc.
    """

    kind: ClassVar[str] = "recurrent"
    takes_many: ClassVar[bool] = True

    mode: str
    matrices: tuple[Shape, ...]
    units: tuple[Dim, ...]
    gates: Dim
    time: int | None = None

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Replace the last axis."""
        shape = inputs[0]
        needs_axes(shape, 1 if self.time is None else 2, "(*steps, features)")
        return tuple([(*shape[:-1], each) for each in self.units])

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Every matrix once for every step."""
        total: Dim = 0
        for each in self.matrices:
            total = total + product(each)
        return product(inputs[0][:-1]) * total

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The gates, step by step."""
        return product(inputs[0][:-1]) * self.gates

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every step may have seen the whole sequence and all features."""
        axes = (-1,) if self.time is None else (self.time, -1)
        first = mixing(inputs[0], outputs[0], axes)
        rest: list[Trail] = [
            dict.fromkeys(range(len(shape)), (None, WHOLE)) for shape in inputs[1:]
        ]
        return (first, *rest)
