"""One input cut into several along an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import ceil_div
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given

MOST_PIECES = 100_000


class Chunk(Layer):
    """
    Pieces of equal size, the last one perhaps smaller.

    With a symbolic size there are all the pieces, which is needed of it.

    Shapes:
        input: any with the axis
        results: at most `pieces` times ⌈S / pieces⌉ on the axis

    Units: nothing: the memory stays.

    Source: torch.chunk.
    """

    kind: ClassVar[str] = "chunk"
    is_view: ClassVar[bool] = True

    pieces: int
    axis: int = 1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Cut the axis."""
        shape = inputs[0]
        axis = place(self.axis, shape)
        length = shape[axis]
        step = ceil_div(length, self.pieces)
        if type(length) is not int or type(step) is not int:
            last = length - step * (self.pieces - 1)
            needs.at_least(last, 1, lambda: _too_short(shape, axis, self.pieces))
            return _pieces(shape, axis, [*[step] * (self.pieces - 1), last])
        full = max(length - 1, 0) // max(step, 1)
        return _pieces(shape, axis, [*[step] * full, length - full * step])

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0


class Split(Layer):
    """
    Pieces of given sizes.

    Shapes:
        input: any whose axis is the sum of the sizes
        results: one for every size

    Units: nothing: the memory stays.

    Source: torch.split with a list of sizes.
    """

    kind: ClassVar[str] = "split"
    is_view: ClassVar[bool] = True

    sizes: Shape
    axis: int = 1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Cut the axis."""
        shape = inputs[0]
        axis = place(self.axis, shape)
        total: Dim = 0
        for each in self.sizes:
            total = total + each
        needs.equal(
            total,
            shape[axis],
            lambda: ShapeError(
                f"sizes {show_shape(self.sizes)} add up to {total}, "
                f"axis {axis} of {show_shape(shape)} has {shape[axis]}",
                expected=f"sizes that add up to {shape[axis]}",
                argument="sizes",
            ),
        )
        return _pieces(shape, axis, self.sizes)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0


def _pieces(shape: Shape, axis: int, sizes: list[Dim] | Shape) -> Shapes:
    return tuple((*shape[:axis], each, *shape[axis + 1 :]) for each in sizes)


def _too_short(shape: Shape, axis: int, pieces: int) -> ShapeError:
    return ShapeError(
        f"axis {axis} of {show_shape(shape)} is too short for {pieces} pieces",
        expected=f"at least {pieces} positions",
        argument="pieces",
    )


def nearly_equal(length: Dim, pieces: int) -> Shape:
    """
    The sizes of so many pieces of an axis, which differ by at most one; the first ones are larger.

    Source: torch.tensor_split; numpy.array_split.

    >>> nearly_equal(8, 3)
    (3, 3, 2)
    """
    return tuple([ceil_div(length - index, pieces) for index in range(pieces)])


def native_chunk(given: Given) -> Chunk:
    """The native chunk."""
    if type(given.pieces) is not int or not 1 <= given.pieces <= MOST_PIECES:
        refuse("pieces", given.pieces, f"a whole number from 1 to {MOST_PIECES}")
    return Chunk(pieces=given.pieces, axis=axis_argument(given.axis, "axis"))


def native_split(given: Given) -> Split:
    """The native split, by a list of sizes."""
    if not isinstance(given.sizes, (tuple, list)) or not given.sizes:
        refuse("sizes", given.sizes, "a list of sizes", "chunk(2) cuts into equal pieces")
    return Split(
        sizes=tuple(size(each, "sizes", 0) for each in given.sizes),
        axis=axis_argument(given.axis, "axis"),
    )
