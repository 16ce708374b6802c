"""Axes merged into one, and one axis taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.axes import axis_argument
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import place
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.shape.reshape import View
from convcalc.layers.shape.reshape import complete
from convcalc.layers.shape.reshape import sizes_of

if TYPE_CHECKING:
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.worked import Working


class Flatten(View):
    """
    The axes from `start` to `end` merged into one.

    Shapes:
        input: (*before, *merged, *after)
        result: (*before, Πmerged, *after)

    Units: nothing: the memory stays.

    Source: torch.nn.Flatten, "Shape".
    """

    kind: ClassVar[str] = "flatten"

    start: int = 1
    end: int = -1

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Merge the axes."""
        shape = inputs[0] or (1,)
        start = place(self.start, shape, "start_dim")
        end = place(self.end, shape, "end_dim")
        if start > end:
            raise ShapeError(
                f"start_dim={self.start} comes after end_dim={self.end} in {show_shape(shape)}",
                expected="start_dim at or before end_dim",
                argument="start_dim",
            )
        merged = product(shape[start : end + 1])
        return ((*shape[:start], merged, *shape[end + 1 :]),)

    def worked(self, inputs: Shapes, outputs: Shapes) -> tuple[Working, ...]:
        """The product of the axes that are merged."""
        from convcalc.layers.core.worked import Working
        from convcalc.layers.core.worked import chained
        from convcalc.layers.core.worked import show
        from convcalc.layers.core.worked import times

        shape = inputs[0] or (1,)
        start = place(self.start, shape, "start_dim")
        sizes = shape[start : place(self.end, shape, "end_dim") + 1]
        filled = chained(times(sizes), show(product(sizes)))
        return (Working(what="features", formula="", filled=filled),)


class KerasFlatten(View):
    """
    All axes but the batch merged into one; one is made where there is none.

    Shapes:
        input: (N, *S)
        result: (N, ΠS)

    Units: nothing: the memory stays.

    Source: keras.layers.Flatten.
    """

    kind: ClassVar[str] = "flatten"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Merge the axes."""
        shape = inputs[0]
        needs_axes(shape, 1, "(N, ...)")
        return ((shape[0], product(shape[1:])),)


class Unflatten(View):
    """
    One axis taken apart.

    Shapes:
        input: (*before, Πsizes, *after)
        result: (*before, *sizes, *after)

    Units: nothing: the memory stays.

    Source: torch.nn.Unflatten, "Shape".
    """

    kind: ClassVar[str] = "unflatten"

    axis: int
    sizes: Shape

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Take the axis apart."""
        shape = inputs[0]
        axis = place(self.axis, shape, "dim")
        sizes = complete(self.sizes, shape[axis : axis + 1], "unflattened_size", needs)
        return ((*shape[:axis], *sizes, *shape[axis + 1 :]),)


def torch_flatten(given: Given) -> Flatten:
    """torch.nn.Flatten."""
    return Flatten(
        start=axis_argument(given.start_dim, "start_dim"),
        end=axis_argument(given.end_dim, "end_dim"),
    )


def native_flatten(given: Given) -> Flatten:
    """The native flatten: the batch stays."""
    return Flatten(start=axis_argument(given.start, "start"), end=axis_argument(given.end, "end"))


def keras_flatten(given: Given) -> KerasFlatten:
    """keras.layers.Flatten."""
    keras_axes(given.data_format)
    return KerasFlatten()


def torch_unflatten(given: Given) -> Unflatten:
    """torch.nn.Unflatten."""
    if not isinstance(given.unflattened_size, (tuple, list)) or not given.unflattened_size:
        refuse("unflattened_size", given.unflattened_size, "a tuple of sizes")
    return Unflatten(
        axis=axis_argument(given.dim, "dim"),
        sizes=sizes_of(given.unflattened_size, "unflattened_size"),
    )


def native_unflatten(given: Given) -> Unflatten:
    """The native unflatten."""
    return Unflatten(axis=axis_argument(given.axis, "axis"), sizes=sizes_of(given.sizes, "sizes"))
