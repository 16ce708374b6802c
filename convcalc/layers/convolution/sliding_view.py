"""The windows of one axis side by side, seen without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.layers.core.axes import place
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.window import Window

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail


class SlidingView(Layer):
    """
    Every window of an axis, its elements on a new last axis.

    Shapes:
        input: any with the axis, S
        result: ⌊(S − size) / step⌋ + 1 on the axis, and a last axis of `size`

    Units: nothing: the memory stays.

    Source: torch.Tensor.unfold.
    """

    kind: ClassVar[str] = "sliding_view"
    is_view: ClassVar[bool] = True

    axis: int
    size: Dim
    step: Dim

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The windows, and the elements of one."""
        shape = inputs[0]
        axis = place(self.axis, shape, "dimension")
        window = Window(
            kernel_size=(self.size,), stride=(self.step,), dilation=(1,), padding="valid"
        )
        count = window.slide(shape[axis : axis + 1], needs)
        return ((*shape[:axis], *count, *shape[axis + 1 :], self.size),)

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Nothing."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The windows along the axis."""
        shape = inputs[0]
        axis = place(self.axis, shape, "dimension")
        slide = Slide(starts=(0,), sizes=(self.size,), advance=self.step)
        return (
            {each: (each, slide if each == axis else ONE_TO_ONE) for each in range(len(shape))},
        )

    def spatial_axes(self, shape: Shape) -> range:
        """The axis that the window slides along."""
        axis = place(self.axis, shape, "dimension")
        return range(axis, axis + 1)
