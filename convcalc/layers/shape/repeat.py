"""The input several times over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import repeated
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import pointwise

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class RepeatVector(Layer):
    """
    A vector as every step of a sequence.

    Shapes:
        input: (N, F)
        result: (N, times, F)

    Units: nothing: elements are copied.

    Source: keras.layers.RepeatVector.
    """

    kind: ClassVar[str] = "repeatvector"

    times: Dim

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Put the sequence in between."""
        shape = inputs[0]
        needs_rank(shape, (2,), "(N, features)")
        return ((shape[0], self.times, shape[1]),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every step sees the vector."""
        return ({0: (0, ONE_TO_ONE), 1: (2, ONE_TO_ONE)},)

    def wanted_ranks(self) -> tuple[int, ...]:
        """A batch of vectors."""
        return (2,)


class Repeat(Layer):
    """
    The whole input repeated along its axes; more numbers than axes put new ones in front.

    Shapes:
        input: (*S)
        result: (*new, times · S), axis by axis

    Units: nothing: elements are copied.

    Source: torch.Tensor.repeat.
    """

    kind: ClassVar[str] = "repeat"

    times: Shape

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Multiply axis by axis."""
        shape = inputs[0]
        extra = len(self.times) - len(shape)
        if extra < 0:
            raise ShapeError(
                f"{len(self.times)} numbers of times for {show_shape(shape)}",
                expected=f"at least {len(shape)}",
                argument="times",
            )
        padded = (*(1,) * extra, *shape)
        return (tuple(each * length for each, length in zip(self.times, padded, strict=True)),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """One to one along axes that stay; elsewhere one position, over and over."""
        extra = len(outputs[0]) - len(inputs[0])
        over = Irregular(size=1, reason="the input is repeated")
        return (
            {
                axis: (axis + extra, ONE_TO_ONE if self.times[axis + extra] == 1 else over)
                for axis in range(len(inputs[0]))
            },
        )


def keras_repeat_vector(given: Given) -> RepeatVector:
    """keras.layers.RepeatVector."""
    return RepeatVector(times=size(given.n, "n"))


def native_repeat(given: Given) -> Repeat:
    """The native repeat, with a number for every axis, the batch included."""
    times = given.times
    if len(times) == 1 and isinstance(times[0], (tuple, list)):
        times = tuple(times[0])
    if not times:
        refuse("times", times, "a number for every axis")
    return Repeat(times=tuple(size(each, "times") for each in times))


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
