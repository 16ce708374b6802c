"""Softmax and its sisters: the values along an axis made to add up to one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.axes import places
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Softmax(Layer):
    """
    Softmax along one axis or several.

    Shapes:
        input: any with these axes; without `axes`, axis 0 of 0, 1 or 3 axes and axis 1 of others
        result: as the input

    Units: one operation an element, as for every activation.

    Source: torch.nn.Softmax, and its rule for dim=None; keras.layers.Softmax.
    """

    kind: ClassVar[str] = "softmax"

    axes: tuple[int, ...] | None
    ranks: tuple[int, ...] = ()

    def _axes(self, shape: Shape) -> tuple[int, ...]:
        if self.axes is None:
            return (0,) if len(shape) in (0, 1, 3) else (1,)
        return self.axes

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape = inputs[0]
        if self.ranks:
            needs_rank(shape, self.ranks, "(N, C, H, W) or (C, H, W)")
        places(self._axes(shape), shape or (1,), "dim")
        return (shape,)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Everything along the axes."""
        shape = inputs[0]
        return (mixing(shape, outputs[0], self._axes(shape) if shape else ()),)

    def wanted_ranks(self) -> tuple[int, ...]:
        """Any, but for images."""
        return self.ranks


def torch_softmax(given: Given) -> Softmax:
    """torch.nn.Softmax, LogSoftmax, Softmin."""
    return Softmax(axes=None if given.dim is None else (axis_argument(given.dim, "dim"),))


def torch_softmax2d(given: Given) -> Softmax:
    """torch.nn.Softmax2d: over the channels of images."""
    return Softmax(axes=(-3,), ranks=(4, 3))


def keras_softmax(given: Given) -> Softmax:
    """keras.layers.Softmax, and convcalc's own softmax."""
    return Softmax(axes=axes_argument(given.axis, "axis"))
