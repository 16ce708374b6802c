"""Adaptive pooling: the output size is given, and the windows share the input out evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.adaptive_windows import adaptive
from convcalc.layers.core.adaptive_windows import total_seen
from convcalc.layers.core.arguments import keras_axes
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.spatial import stepping
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Parts
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.worked import Working


class AdaptivePool(SpatialLayer):
    """
    A pooling to a given size; None keeps the size of that axis.

    Output i of O sees inputs ⌊i·S/O⌋ to ⌈(i + 1)·S/O⌉ − 1, so windows overlap where O does not
    divide S.

    Shapes:
        input: (N, C, *S), or (N, *S, C) with `channels_last`
        result: (N, C, *output_size); a second time for the indices, if they are asked for

    Units: macs = 0; one element operation for every element of every window.

    Source: torch.nn.AdaptiveAvgPool2d; keras.layers.AdaptiveAveragePooling2D.
    """

    kind: ClassVar[str] = "adaptive_pool"

    operation: str
    output_size: tuple[Dim | None, ...]
    return_indices: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The given sizes."""
        parts = self.parts(inputs[0])
        self._must_hold_something(parts, needs)
        spatial = tuple(
            length if wanted is None else wanted
            for length, wanted in zip(parts.spatial, self.output_size, strict=True)
        )
        output = parts.join(parts.channels, spatial)
        return (output, output) if self.return_indices else (output,)

    def _must_hold_something(self, parts: Parts, needs: Needs) -> None:
        """
        PyTorch shares out no empty axis; the mean over a whole empty map is not a number.

        Raises:
            ShapeError: If there is nothing to share out.
        """
        is_mean = self.operation == "average"
        if is_mean and all(each == 1 for each in self.output_size):
            return
        shown = show_shape(parts.join(parts.channels, parts.spatial))
        for length in (*parts.spatial, *(() if is_mean else (parts.channels,))):
            needs.at_least(
                length,
                1,
                lambda: ShapeError(
                    f"nothing to pool in the input {shown}", expected="sizes of at least 1"
                ),
            )

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """One operation for every element of every window."""
        before, after = self.parts(inputs[0]), self.parts(outputs[0])
        result = product(before.batch) * before.channels
        for length, wanted in zip(before.spatial, after.spatial, strict=True):
            seen = total_seen(length, wanted)
            if isinstance(seen, Unknown):
                return seen
            result = result * seen
        return result

    def worked(self, inputs: Shapes, outputs: Shapes) -> tuple[Working, ...]:
        """Which inputs every output sees."""
        from convcalc.layers.core.worked import worked_division

        before, after = self.parts(inputs[0]).spatial, self.parts(outputs[0]).spatial
        pairs = enumerate(zip(before, after, strict=True))
        return tuple(worked_division(axis, self.ndim, *pair) for axis, pair in pairs)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The windows along the spatial axes; one channel."""
        before, after = self.parts(inputs[0]), self.parts(outputs[0])
        steps = [
            adaptive(length, wanted)
            for length, wanted in zip(before.spatial, after.spatial, strict=True)
        ]
        return (stepping(inputs[0], outputs[0], before.spatial_axes, steps),)


def _torch_output_size(value: Any, ndim: int) -> tuple[Dim | None, ...]:
    if isinstance(value, (tuple, list)):
        if len(value) != ndim:
            refuse("output_size", value, f"one size or {ndim}")
        if ndim > 1:
            return tuple(None if each is None else size(each, "output_size", 0) for each in value)
    elif value is None:
        refuse("output_size", value, f"one size or {ndim}")
    return sizes(value, ndim, "output_size", 0)


def torch_adaptive_average_pool(given: Given, ndim: int) -> AdaptivePool:
    """torch.nn.AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveAvgPool3d."""
    return AdaptivePool(
        ndim=ndim, operation="average", output_size=_torch_output_size(given.output_size, ndim)
    )


def torch_adaptive_max_pool(given: Given, ndim: int) -> AdaptivePool:
    """torch.nn.AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d."""
    return AdaptivePool(
        ndim=ndim,
        operation="max",
        output_size=_torch_output_size(given.output_size, ndim),
        return_indices=switch(given.return_indices, "return_indices"),
    )


def _native_output_size(value: Any, ndim: int) -> tuple[Dim | None, ...]:
    values = value if isinstance(value, (tuple, list)) else (value,) * ndim
    if len(values) != ndim:
        refuse("output_size", value, f"one size or {ndim}")
    return tuple(None if each is None else size(each, "output_size") for each in values)


def native_adaptive_pool(given: Given, ndim: int, operation: str) -> AdaptivePool:
    """Native adaptiveavgpool1d, 2d, 3d and adaptivemaxpool1d, 2d, 3d."""
    return AdaptivePool(
        ndim=ndim, operation=operation, output_size=_native_output_size(given.output_size, ndim)
    )


def keras_adaptive_pool(given: Given, ndim: int, operation: str) -> AdaptivePool:
    """keras.layers.AdaptiveAveragePooling1D, 2D, 3D and AdaptiveMaxPooling1D, 2D, 3D."""
    return AdaptivePool(
        ndim=ndim,
        operation=operation,
        output_size=sizes(given.output_size, ndim, "output_size"),
        channels_last=keras_axes(given.data_format),
        unbatched=False,
    )
