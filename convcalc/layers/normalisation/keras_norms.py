"""Keras's normalisations without learned weights: to unit length, by statistics, by a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.core.arguments import number
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import places
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class UnitNormalization(Layer):
    """
    Every vector along some axes divided by its length.

    Shapes:
        input: any with these axes
        result: as the input

    Units: two operations an element, the square added up and the division.

    Source: keras.layers.UnitNormalization.
    """

    kind: ClassVar[str] = "unitnorm"

    axes: tuple[int, ...]

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        places(self.axes, inputs[0])
        return (inputs[0],)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The square added up, and the division."""
        return 2 * product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Everything along the axes."""
        return (mixing(inputs[0], outputs[0], self.axes),)


class Normalization(Layer):
    """
    Shifted and scaled by the mean and variance of a data set, gathered before training or given.

    Shapes:
        input: any with these axes
        buffers: mean and variance with the sizes of the kept axes, and a count (); none where they
            are given
        result: as the input

    Units: two operations an element.

    Source: keras.layers.Normalization.
    """

    kind: ClassVar[str] = "normalization"

    axes: tuple[int, ...]
    given: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        places(self.axes, inputs[0])
        return (inputs[0],)

    def buffers(self, inputs: Shapes) -> dict[str, Shape]:
        """The statistics, unless they are given."""
        if self.given:
            return {}
        if not inputs:
            raise NeedsInput
        shape = inputs[0]
        kept = tuple(shape[axis] for axis in sorted(places(self.axes, shape)))
        return {"mean": kept, "variance": kept, "count": ()}

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Shifting and scaling."""
        return 2 * product(outputs[0])


class Rescaling(Layer):
    """
    Scaled and shifted by fixed numbers.

    Shapes:
        input: any
        result: as the input

    Units: two operations an element.

    Source: keras.layers.Rescaling.
    """

    kind: ClassVar[str] = "rescaling"

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Scaling and shifting."""
        return 2 * product(outputs[0])


def keras_unit_norm(given: Given) -> UnitNormalization:
    """keras.layers.UnitNormalization."""
    return UnitNormalization(axes=axes_argument(given.axis, "axis"))


def keras_normalization(given: Given) -> Normalization:
    """keras.layers.Normalization."""
    if (given.mean is None) != (given.variance is None):
        missing = "mean" if given.mean is None else "variance"
        raise BadValue(
            f"only one of mean and variance, {missing} is missing",
            expected="both or neither",
            argument="variance" if given.mean is None else "mean",
        )
    axes = () if given.axis is None else axes_argument(given.axis, "axis")
    return Normalization(axes=axes, given=given.mean is not None)


def keras_rescaling(given: Given) -> Rescaling:
    """keras.layers.Rescaling: one number for all, or one a channel."""
    for name, value in (("scale", given.scale), ("offset", given.offset)):
        for each in value if isinstance(value, (tuple, list)) else (value,):
            number(each, name)
    return Rescaling()
