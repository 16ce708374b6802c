"""Unfold and fold: windows laid out as columns, and columns added up to windows again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import minimum
from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.window import Window
from convcalc.layers.core.window import reach

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Sizes


class Unfold(SpatialLayer):
    """
    Every window of the input as a column.

    Shapes:
        input: (N, C, H, W)
        result: (N, C · Πk, L), L = the number of windows

    Units: macs = 0; one element operation, a copy, for every output element.

    Source: torch.nn.Unfold, "Shape".
    """

    kind: ClassVar[str] = "unfold"

    window: Window

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Count the windows, and lay them out."""
        parts = self.parts(inputs[0])
        columns = product(self.window.slide(parts.spatial, needs))
        return ((*parts.batch, parts.channels * product(self.window.kernel_size), columns),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """A column sees a window of all spatial axes; the columns lie along one axis."""
        parts = self.parts(inputs[0])
        trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(len(parts.batch))}
        trail[parts.channel_axis] = (parts.channel_axis, WHOLE)
        for index, axis in enumerate(parts.spatial_axes):
            span = reach(self.window.kernel_size[index], self.window.dilation[index])
            step = Irregular(size=span, reason="unfolding lays the windows out along one axis")
            trail[axis] = (len(outputs[0]) - 1, step)
        return (trail,)

    def slides(self) -> Window:
        """The window that slides."""
        return self.window


class Fold(Layer):
    """
    Columns put back where their windows were, and added up where they overlap.

    Shapes:
        input: (N, C · Πk, L), L = the number of windows in `output_size`; or without N
        result: (N, C, *output_size)

    Units: macs = 0; one element operation, an addition, for every input element.

    Source: torch.nn.Fold, "Shape".
    """

    kind: ClassVar[str] = "fold"

    output_size: Sizes
    window: Window

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Put the columns back."""
        shape = inputs[0]
        if len(shape) not in (2, 3):
            raise ShapeError(
                f"an input with {len(shape)} axes, {show_shape(shape)}, where columns are wanted",
                expected="(N, C·Πk, L) or (C·Πk, L)",
            )
        *batch, rows, columns = shape
        kernel = product(self.window.kernel_size)
        channels = needs.divisible(rows, kernel, lambda: _rows(rows, kernel))
        counts = self.window.slide(self.output_size, needs)
        wanted = product(counts)
        needs.equal(columns, wanted, lambda: self._columns(columns, counts))
        return ((*batch, channels, *self.output_size),)

    def _columns(self, columns: Dim, counts: Sizes) -> ShapeError:
        times = " · ".join(map(str, counts))
        return ShapeError(
            f"the input has {columns} columns, "
            f"an output of {show_shape(self.output_size)} has {times} windows",
            expected=f"{product(counts)} columns",
            argument="output_size",
        )

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One addition for every input element."""
        return product(inputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """An output sees the columns of all windows that it lies in."""
        shape, head = inputs[0], len(inputs[0]) - 2
        trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(head)}
        trail[head] = (head, WHOLE)
        extent = self._extent(Needs())
        step = Irregular(
            size=minimum(extent, shape[-1]), reason="folding takes columns of several windows"
        )
        trail[head + 1] = (head + 1, step)
        return (trail,)

    def _extent(self, needs: Needs) -> Dim:
        """From the first to the last column of the windows that one output lies in."""
        window = self.window
        rows, columns = (
            window.dilation[axis] * (window.kernel_size[axis] - 1) // window.stride[axis]
            for axis in range(2)
        )
        return rows * window.slide(self.output_size, needs)[1] + columns + 1

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (3, 2)


def _rows(rows: Dim, kernel: Dim) -> ShapeError:
    hint = ""
    if type(rows) is int and type(kernel) is int:
        lower = rows // kernel * kernel
        hint = f"{lower + kernel}" if lower == 0 else f"{lower} or {lower + kernel}"
        hint = f"{hint} rows would do"
    return ShapeError(
        f"{rows} rows do not divide into windows of {kernel} elements",
        expected=f"a multiple of {kernel} on axis -2",
        hint=hint,
        argument="kernel_size",
    )


def _window(given: Given) -> Window:
    return Window(
        kernel_size=sizes(given.kernel_size, 2, "kernel_size"),
        stride=sizes(given.stride, 2, "stride"),
        dilation=sizes(given.dilation, 2, "dilation"),
        padding=tuple((each, each) for each in sizes(given.padding, 2, "padding", 0)),
    )


def unfold(given: Given) -> Unfold:
    """torch.nn.Unfold, and convcalc's own unfold."""
    return Unfold(ndim=2, window=_window(given))


def fold(given: Given) -> Fold:
    """torch.nn.Fold, and convcalc's own fold."""
    return Fold(output_size=sizes(given.output_size, 2, "output_size"), window=_window(given))
