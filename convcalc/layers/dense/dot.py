"""Products of two inputs: along one axis of each, or of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import mixing
from convcalc.layers.other.merge import broadcast

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Step
    from convcalc.layers.core.trails import Trail


class Dot(Layer):
    """
    The sum of products along one axis of each input, sample by sample.

    Shapes:
        inputs: (N, *S) and (N, *T), equal on the two axes
        result: (N, S without its axis, T without its axis); (N, 1) where nothing is left

    Units: macs = the elements of the result times the summed size.

    Source: keras.layers.Dot.
    """

    kind: ClassVar[str] = "dot"
    takes_many: ClassVar[bool] = True

    axes: tuple[int, int]
    normalize: bool = False

    def _places(self, inputs: Shapes) -> tuple[int, int]:
        needs_inputs(inputs, 2, 2, "two inputs")
        for shape in inputs:
            needs_axes(shape, 2, "(N, ...), at least 2 axes")
        first = place(self.axes[0], inputs[0], "axes")
        second = place(self.axes[1], inputs[1], "axes")
        if 0 in (first, second):
            raise ShapeError(
                f"axes={self.axes} sums over the batch", expected="axes from 1", argument="axes"
            )
        return first, second

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the summed axes out and join what is left."""
        first, second = self._places(inputs)
        one, other = inputs

        def unlike() -> ShapeError:
            return ShapeError(
                f"axis {first} of {show_shape(one)} has {one[first]}, "
                f"axis {second} of {show_shape(other)} has {other[second]}",
                expected="the same size on both",
                argument="axes",
            )

        needs.equal(one[first], other[second], unlike)
        needs.equal(one[0], other[0], unlike_batches(inputs))
        left = (*one[:first], *one[first + 1 :], *other[1:second], *other[second + 1 :])
        return (left if len(left) > 1 else (*left, 1),)

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every element of the result and summed position."""
        return product(outputs[0]) * inputs[0][self._places(inputs)[0]]

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing but the normalisation, two operations an input element."""
        return 2 * (product(inputs[0]) + product(inputs[1])) if self.normalize else 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The summed axes whole, the others one to one."""
        found = []
        index = 1
        for shape, summed in zip(inputs, self._places(inputs), strict=True):
            trail: Trail = {0: (0, ONE_TO_ONE), summed: (None, WHOLE)}
            for axis in range(1, len(shape)):
                if axis != summed:
                    trail[axis] = (index, ONE_TO_ONE)
                    index += 1
            found.append(trail)
        return tuple(found)


def unlike_batches(inputs: Shapes) -> Any:
    """The complaint about different batches, for later."""
    return lambda: ShapeError(
        f"inputs of different batches: {' and '.join(map(show_shape, inputs))}",
        expected="the same first size for both",
    )


class Matmul(Layer):
    """
    The product of two matrices, or of stacks of them; `turned` are those that are transposed.

    Shapes:
        inputs: (*S, L, M) and (*T, M, R), S and T broadcast; (*S, M, L) and (*T, R, M) where they
            are turned; a vector (M) is a row in front and a column behind
        result: (*S or T, L, R), without L or R for a vector

    Units: macs = the elements of the result times M.

    Source: torch.matmul; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "matmul"
    takes_many: ClassVar[bool] = True

    turned: tuple[bool, bool] = (False, False)

    def _matrices(self, inputs: Shapes) -> tuple[Shape, Shape]:
        needs_inputs(inputs, 2, 2, "two inputs")
        for shape in inputs:
            needs_axes(shape, 1)
        one, other = map(_turned, inputs, self.turned)
        return (
            (1, *one) if len(one) == 1 else one,
            (*other, 1) if len(other) == 1 else other,
        )

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Rows of the first, columns of the second."""
        one, other = self._matrices(inputs)
        needs.equal(
            one[-1],
            other[-2],
            lambda: ShapeError(
                f"{show_shape(inputs[0])} has {one[-1]} columns, "
                f"{show_shape(inputs[1])} has {other[-2]} rows",
                expected="as many columns in the first as rows in the second",
                hint="transpose(-1, -2) one of them" if one[-1] == other[-1] else "",
            ),
        )
        stack = broadcast((one[:-2], other[:-2]), needs, channel_axis=1)
        rows = () if len(inputs[0]) == 1 else one[-2:-1]
        columns = () if len(inputs[1]) == 1 else other[-1:]
        return ((*stack, *rows, *columns),)

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every element of the result and summed position."""
        return product(outputs[0]) * self._matrices(inputs)[0][-1]

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The summed axes whole; rows and columns one to one."""
        one, other = inputs
        if len(one) > 1 and len(other) > 1:
            rank = len(outputs[0])
            first = mixing(one, outputs[0], (-1,))
            second = mixing(other, outputs[0], (-2,))
            rows, summed = (1, 2) if self.turned[0] else (2, 1)
            first[len(one) - rows] = (rank - 2, ONE_TO_ONE)
            first[len(one) - summed] = (None, WHOLE)
            columns, summed = (2, 1) if self.turned[1] else (1, 2)
            second[len(other) - columns] = (rank - 1, ONE_TO_ONE)
            second[len(other) - summed] = (None, WHOLE)
            return first, second
        seen: tuple[None, Step] = (None, WHOLE)
        return tuple(dict.fromkeys(range(len(shape)), seen) for shape in inputs)


def _turned(shape: Shape, is_turned: bool) -> Shape:
    return (*shape[:-2], *shape[:-3:-1]) if is_turned else shape


def keras_dot(given: Given) -> Dot:
    """keras.layers.Dot."""
    if isinstance(given.axes, (tuple, list)) and len(given.axes) != 2:
        refuse("axes", given.axes, "one axis, or two")
    found = axes_argument(given.axes, "axes")
    return Dot(axes=(found[0], found[-1]), normalize=truth(given.normalize, "normalize"))


def native_dot(given: Given) -> Dot:
    """The native dot."""
    return keras_dot(given.but(normalize=False))


def native_matmul(given: Given) -> Matmul:
    """The native matmul."""
    return Matmul()
