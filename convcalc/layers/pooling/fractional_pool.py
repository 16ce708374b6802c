"""Fractional max pooling: windows at random places give an output of any smaller size."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import number
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.interpolation import scaled
from convcalc.layers.core.spatial import SpatialLayer
from convcalc.layers.core.spatial import stepping
from convcalc.layers.core.trails import Irregular

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.window import Sizes


class FractionalPool(SpatialLayer):
    """
    The maximum of windows whose places are drawn at random.

    Either `output_size` or `output_ratio` is given. `spare` is how many positions must be left
    over.

    Shapes:
        input: (N, C, *S)
        result: (N, C, *output_size), or (N, C, *⌊S · output_ratio⌋); a second time for the indices

    Units: macs = 0; Πk element operations for every output element.

    Source: Graham 2014, "Fractional Max-Pooling"; torch.nn.FractionalMaxPool2d.
    """

    kind: ClassVar[str] = "fractional_pool"

    kernel_size: Sizes
    output_size: Sizes = ()
    output_ratio: tuple[float, ...] = ()
    return_indices: bool = False
    spare: int = 0

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """The given sizes, or the ratio of the input's."""
        parts = self.parts(inputs[0])
        result = []
        for axis, length in enumerate(parts.spatial):
            wanted = self._wanted(axis, length)
            self._must_fit(axis, length, wanted, needs)
            result.append(wanted)
        output = parts.join(parts.channels, tuple(result))
        return (output, output) if self.return_indices else (output,)

    def _wanted(self, axis: int, length: Dim) -> Dim:
        if self.output_size:
            return self.output_size[axis]
        return scaled(length, self.output_ratio[axis])

    def _must_fit(self, axis: int, length: Dim, wanted: Dim, needs: Needs) -> None:
        kernel = self.kernel_size[axis]
        least = wanted + kernel - 1 + self.spare
        needs.at_least(
            length,
            least,
            lambda: ShapeError(
                f"{wanted} windows of {kernel} do not fit into axis {axis} of {length}",
                expected=f"at least {least}",
                hint=f"an output_size of at most {length - kernel + 1 - self.spare}",
                argument="output_size" if self.output_size else "output_ratio",
            ),
        )

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One operation for every element of every window."""
        return product(outputs[0]) * product(self.kernel_size)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """A window at a random place."""
        axes = self.parts(inputs[0]).spatial_axes
        steps = [
            Irregular(size=kernel, reason="the windows are at random places")
            for kernel in self.kernel_size
        ]
        return (stepping(inputs[0], outputs[0], axes, steps),)


def _ratios(value: Any, ndim: int) -> tuple[float, ...]:
    values = value if isinstance(value, (tuple, list)) else (value,) * ndim
    if len(values) != ndim:
        refuse("output_ratio", value, f"one ratio or {ndim}")
    for each in values:
        if not 0 < number(each, "output_ratio") < 1:
            refuse("output_ratio", each, "a ratio between 0 and 1")
    return tuple(values)


def fractional_max_pool(given: Given, ndim: int) -> FractionalPool:
    """torch.nn.FractionalMaxPool2d, FractionalMaxPool3d, and their native namesakes."""
    if (given.output_size is None) == (given.output_ratio is None):
        raise BadValue(
            "both output_size and output_ratio are given"
            if given.output_size is not None
            else "neither output_size nor output_ratio is given",
            expected="one of the two",
            argument="output_size",
        )
    return FractionalPool(
        ndim=ndim,
        kernel_size=sizes(given.kernel_size, ndim, "kernel_size"),
        output_size=()
        if given.output_size is None
        else sizes(given.output_size, ndim, "output_size", 0),
        output_ratio=() if given.output_ratio is None else _ratios(given.output_ratio, ndim),
        return_indices=switch(given.return_indices, "return_indices"),
        spare=1 if ndim == 3 else 0,
    )
