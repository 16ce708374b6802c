"""Several inputs joined element by element: sum, product, mean and the like."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given


class Merge(Layer):
    """
    Several inputs joined element by element; a size of 1 meets any other.

    Shapes:
        inputs: shapes that broadcast; aligned at the last axis, in Keras at the last but with the
            same batch
        result: the larger size of every axis

    Units: one operation an output element for every input after the first, and one more for a mean.

    Source: torch.add, "Broadcasting semantics"; keras.layers.Add and its sisters.
    """

    kind: ClassVar[str] = "merge"
    takes_many: ClassVar[bool] = True

    function: str
    least: int = 2
    most: int | None = None
    keras: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Broadcast all inputs."""
        needs_inputs(inputs, self.least, self.most, self._wanted())
        if self.keras:
            return (self._keras_shape(inputs, needs),)
        return (broadcast(inputs, needs, channel_axis=1),)

    def _wanted(self) -> str:
        if self.most == self.least:
            return f"{self.least} inputs"
        return f"at least {self.least} {'input' if self.least == 1 else 'inputs'}"

    def _keras_shape(self, inputs: Shapes, needs: Needs) -> Shape:
        """The batches must agree; what is behind them broadcasts."""
        for shape in inputs:
            needs_axes(shape, 1, "(N, ...)")
            needs.equal(shape[0], inputs[0][0], lambda: _batches(inputs))
        inner = tuple(shape[1:] for shape in inputs)
        return (inputs[0][0], *broadcast(inner, needs, channel_axis=-1, left_out=1))

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Joining, and the division of a mean."""
        return product(outputs[0]) * (len(inputs) - 1 + (self.function == "average"))


def _batches(inputs: Shapes) -> ShapeError:
    return ShapeError(
        f"inputs of different batches: {' and '.join(map(show_shape, inputs))}",
        expected="the same first size for all",
    )


def broadcast(inputs: Shapes, needs: Needs, *, channel_axis: int, left_out: int = 0) -> Shape:
    """
    The one shape that all inputs take on, a size of 1 meeting any other.

    `left_out` axes stand in front of these shapes and count in what the user is told.

    Raises:
        ShapeError: With the axis, the sizes, and what would make them meet.
    """
    first = inputs[0]
    if all(shape == first for shape in inputs[1:]):
        return first
    rank = max(map(len, inputs))
    result: list[Dim] = []
    for axis in range(rank):
        found: list[tuple[int, Dim]] = []
        for index, shape in enumerate(inputs):
            own = axis - rank + len(shape)
            if own >= 0 and shape[own] != 1:
                found.append((index, shape[own]))
        spatial = rank + left_out > 2 and axis + left_out > 0 and axis != channel_axis % rank
        if channel_axis > 0:
            spatial = axis > channel_axis
        result.append(_meet(found, axis + left_out, inputs, needs, spatial=spatial))
    return tuple(result)


def _meet(
    found: Sequence[tuple[int, Dim]], axis: int, inputs: Shapes, needs: Needs, *, spatial: bool
) -> Dim:
    """The one size of an axis, of those that are not 1; what is 0 or 1 has to be 1."""
    if not found:
        return 1
    wide = [each for each in found if not _is_at_most_one(each[1])] if len(found) > 1 else found
    first, *others = wide or found
    result = first[1]
    for each in others:
        complaint = partial(_unlike, first, each, axis, inputs, spatial=spatial)
        result = needs.equal(result, each[1], complaint)
    if wide and len(wide) < len(found):
        for each in found:
            if each not in wide:
                complaint = partial(_unlike, first, each, axis, inputs, spatial=spatial)
                needs.equal(each[1], 1, complaint)
    return result


def _is_at_most_one(size: Dim) -> bool:
    """Whether a symbolic size is 0 or 1 for all values, as that of `x[-1:]`."""
    if type(size) is int:
        return False
    from convcalc.dims import is_at_least

    return is_at_least(1, size) is True


def _unlike(
    one: tuple[int, Dim], other: tuple[int, Dim], axis: int, inputs: Shapes, *, spatial: bool
) -> ShapeError:
    from convcalc.layers.core.fitting import remedy

    sizes = f"{one[1]} in input {one[0] + 1} and {other[1]} in input {other[0] + 1}"
    return ShapeError(
        f"axis {axis} has {sizes}: {' and '.join(map(show_shape, inputs))}",
        expected="the same size, or 1, on every axis",
        hint=remedy(one, other, spatial=spatial),
    )


def native_merge(given: Given, function: str) -> Merge:
    """The native add, multiply, average, maximum, minimum."""
    return Merge(function=function)


def native_pair(given: Given, function: str) -> Merge:
    """The native subtract and divide, of exactly two inputs."""
    return Merge(function=function, most=2)


def keras_merge(given: Given, function: str) -> Merge:
    """keras.layers.Add, Multiply, Average, Maximum, Minimum."""
    return Merge(function=function, least=1, keras=True)


def keras_subtract(given: Given) -> Merge:
    """keras.layers.Subtract."""
    return Merge(function="subtract", most=2, keras=True)
