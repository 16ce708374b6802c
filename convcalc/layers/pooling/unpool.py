"""Max unpooling: every value goes back to where the maximum was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.transposed_reach import painted

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Parts
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Sizes


class Unpool(SpatialLayer):
    """
    The inverse of a max pooling, from the maxima and their indices.

    Shapes:
        inputs: (N, C, *S) twice, the values and the indices
        result: (N, C, *T), T = (S − 1)·s − 2·p + k, or `output_size`, less than a stride away from
            that

    Units: macs = 0; one element operation for every output element.

    Source: torch.nn.MaxUnpool2d, "Shape".
    """

    kind: ClassVar[str] = "unpool"
    takes_output_size: ClassVar[bool] = True
    takes_many: ClassVar[bool] = True

    kernel_size: Sizes
    stride: Sizes
    padding: Sizes
    output_size: Sizes | None = None

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The size of the input of the pooling."""
        if len(inputs) != 2:
            raise ShapeError(
                f"unpooling got {len(inputs)} input{'' if len(inputs) == 1 else 's'}",
                expected="two: the values and the indices",
                hint="return_indices=True makes a max pooling give both",
            )
        parts = self.parts(inputs[0])
        self._same_shapes(inputs, needs)
        wanted = self._wanted()
        result = []
        for axis, length in enumerate(parts.spatial):
            grown = (length - 1) * self.stride[axis] - 2 * self.padding[axis]
            grown = grown + self.kernel_size[axis]
            if wanted is not None:
                grown = self._asked_for(axis, wanted[axis], grown, needs)
            self._must_remain(grown, parts, needs)
            result.append(grown)
        return (parts.join(parts.channels, tuple(result)),)

    def _same_shapes(self, inputs: Shapes, needs: Needs) -> None:
        values, indices = inputs

        def differ() -> ShapeError:
            return ShapeError(
                f"the values {show_shape(values)} and the indices {show_shape(indices)} differ",
                expected="the same shape twice",
            )

        if len(values) != len(indices):
            raise differ()
        for value, index in zip(values, indices, strict=True):
            needs.equal(value, index, differ)

    def _wanted(self) -> Sizes | None:
        if self.output_size is None:
            return None
        if len(self.output_size) not in (self.ndim, self.ndim + 2):
            refuse("output_size", self.output_size, f"{self.ndim} or {self.ndim + 2} sizes")
        return self.output_size[-self.ndim :]

    def _asked_for(self, axis: int, wanted: Dim, middle: Dim, needs: Needs) -> Dim:
        """The size that was asked for, less than a stride away from the usual one."""
        spare = self.stride[axis] - 1

        def cannot() -> ShapeError:
            return ShapeError(
                f"an output size of {wanted} on axis {axis}",
                expected=f"{middle - spare} to {middle + spare}",
                argument="output_size",
            )

        needs.at_least(wanted, middle - spare, cannot)
        needs.at_least(middle + spare, wanted, cannot)
        return wanted

    def _must_remain(self, grown: Dim, parts: Parts, needs: Needs) -> None:
        needs.at_least(
            grown,
            1,
            lambda: ShapeError(
                f"nothing is left of the input {show_shape(parts.spatial)}: "
                f"an output size of {grown}",
                expected="at least 1",
                hint="less padding",
                argument="padding",
            ),
        )

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The windows that an output lies in, for the values and for the indices."""
        axes = self.parts(inputs[0]).spatial_axes
        steps = [
            painted(kernel, stride, 1, cut)
            for kernel, stride, cut in zip(self.kernel_size, self.stride, self.padding, strict=True)
        ]
        trail = stepping(inputs[0], outputs[0], axes, steps)
        return trail, trail


def torch_max_unpool(given: Given, ndim: int) -> Unpool:
    """torch.nn.MaxUnpool1d, MaxUnpool2d, MaxUnpool3d."""
    return native_max_unpool(given.but(output_size=None), ndim)


def native_max_unpool(given: Given, ndim: int) -> Unpool:
    """Native maxunpool1d, maxunpool2d, maxunpool3d; the stride is the kernel unless it is given."""
    output_size = given.output_size
    kernel = sizes(given.kernel_size, ndim, "kernel_size")
    if output_size is not None:
        count = len(output_size) if isinstance(output_size, (tuple, list)) else ndim
        output_size = sizes(output_size, count, "output_size")
    return Unpool(
        ndim=ndim,
        kernel_size=kernel,
        stride=kernel if given.stride is None else sizes(given.stride, ndim, "stride"),
        padding=sizes(given.padding, ndim, "padding", 0),
        output_size=output_size,
    )
