"""The bilinear layer: two inputs joined by a learned matrix for every output feature."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail


class Bilinear(Layer):
    """
    y = x₁ᵀ·A·x₂ + b, row by row.

    Shapes:
        inputs: (*rows, in1_features) and (*rows, in2_features)
        weight: (out_features, in1_features, in2_features)
        result: (*rows, out_features)

    Units: macs = Πrows · out_features · in1_features · in2_features.

    Source: torch.nn.Bilinear, "Shape". PyTorch's own counter does not count this layer.
    """

    kind: ClassVar[str] = "bilinear"
    takes_many: ClassVar[bool] = True

    out_features: Dim
    in1_features: Dim | None = None
    in2_features: Dim | None = None
    bias: bool = True

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Join the last axes of both inputs."""
        needs_inputs(inputs, 2, 2, "two inputs with the same axes before the last")
        first, second = inputs
        needs_axes(first, 1)
        if len(first) != len(second):
            raise _unlike(first, second)
        pairs = zip(first[:-1], second[:-1], strict=True)
        rows = [needs.equal(one, other, lambda: _unlike(first, second)) for one, other in pairs]
        one, other = self._features(inputs)
        self._check("in1_features", first[-1], one, needs)
        self._check("in2_features", second[-1], other, needs)
        return ((*rows, self.out_features),)

    def _features(self, inputs: Shapes) -> tuple[Dim, Dim]:
        one, other = self.in1_features, self.in2_features
        if (one is None or other is None) and not inputs:
            raise NeedsInput
        return (
            inputs[0][-1] if one is None else one,
            inputs[1][-1] if other is None else other,
        )

    def _check(self, name: str, got: Dim, wanted: Dim, needs: Needs) -> None:
        needs.equal(
            got,
            wanted,
            lambda: ShapeError(
                f"the input has {got} features, the layer takes {name}={wanted}",
                expected=f"{wanted} features on the last axis",
                hint=f"{name}={got}",
                argument=name,
            ),
        )

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """A matrix for every output feature, and the bias if there is one."""
        matrix: dict[str, Shape] = {"weight": (self.out_features, *self._features(inputs))}
        return matrix | ({"bias": (self.out_features,)} if self.bias else {})

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every row and element of the weight."""
        return product(outputs[0]) * product(self._features(inputs))

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Adding the bias."""
        return product(outputs[0]) * self.bias

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every output sees all features of its own row in both inputs."""
        return tuple(mixing(shape, outputs[0], (-1,)) for shape in inputs)


def _unlike(first: Shape, second: Shape) -> ShapeError:
    return ShapeError(
        f"inputs {show_shape(first)} and {show_shape(second)} have different rows",
        expected="the same sizes on all axes but the last",
    )


def torch_bilinear(given: Given) -> Bilinear:
    """torch.nn.Bilinear."""
    return Bilinear(
        in1_features=size(given.in1_features, "in1_features"),
        in2_features=size(given.in2_features, "in2_features"),
        out_features=size(given.out_features, "out_features"),
        bias=torch_switch(given.bias, "bias"),
    )


def native_bilinear(given: Given) -> Bilinear:
    """The native bilinear: the features of both inputs are inferred."""
    return Bilinear(
        out_features=size(given.out_features, "out_features"), bias=switch(given.bias, "bias")
    )
