"""Layer normalisation, and its sister by the root mean square."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import places
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


class LayerNorm(Layer):
    """
    Normalisation over the last axes, or over those named.

    Shapes:
        input: (*, *normalized_shape), or any with these `axes`
        weights: scale and shift of the normalised sizes; the root mean square has no shift
        result: as the input

    Units: two operations an element, one to scale and one to shift.

    Source: torch.nn.LayerNorm, torch.nn.RMSNorm; keras.layers.LayerNormalization, RMSNormalization.
    """

    kind: ClassVar[str] = "layernorm"

    normalized_shape: Shape | None = None
    axes: tuple[int, ...] = (-1,)
    names: tuple[str, ...] = ("weight", "bias")

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the input."""
        shape = inputs[0]
        if self.normalized_shape is None:
            places(self.axes, shape)
        else:
            shape = self._fitted(shape, self.normalized_shape, needs)
        return (shape,)

    def _fitted(self, shape: Shape, wanted: Shape, needs: Needs) -> Shape:
        """The input, whose last axes must be the normalised ones."""
        last = shape[-len(wanted) :]

        def unlike() -> ShapeError:
            return ShapeError(
                f"the input {show_shape(shape)} does not end in {show_shape(wanted)}",
                expected=f"(*, {', '.join(map(str, wanted))})",
                hint=f"normalized_shape={last[0] if len(last) == 1 else show_shape(last)}",
                argument="normalized_shape",
            )

        if len(shape) < len(wanted):
            raise unlike()
        pairs = zip(last, wanted, strict=True)
        known = [needs.equal(got, right, unlike) for got, right in pairs]
        return (*shape[: -len(wanted)], *known)

    def _sizes(self, inputs: Shapes) -> Shape:
        if self.normalized_shape is not None:
            return self.normalized_shape
        if not inputs:
            raise NeedsInput
        return tuple(inputs[0][axis] for axis in self.axes)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Scale and shift."""
        return dict.fromkeys(self.names, self._sizes(inputs)) if self.names else {}

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Scaling and shifting."""
        return 2 * product(outputs[0])

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Everything along the normalised axes."""
        axes = self.axes
        if self.normalized_shape is not None:
            axes = tuple(range(-len(self.normalized_shape), 0))
        return (mixing(inputs[0], outputs[0], axes),)


def _normalized(value: Any) -> Shape:
    if not isinstance(value, (tuple, list)):
        value = (value,)
    if not value:
        refuse("normalized_shape", value, "at least one size")
    return tuple(size(each, "normalized_shape") for each in value)


def torch_layer_norm(given: Given) -> LayerNorm:
    """torch.nn.LayerNorm."""
    names = ("weight", "bias") if torch_switch(given.bias, "bias") else ("weight",)
    affine = torch_switch(given.elementwise_affine, "elementwise_affine")
    return LayerNorm(
        normalized_shape=_normalized(given.normalized_shape), names=names if affine else ()
    )


def torch_rms_norm(given: Given) -> LayerNorm:
    """torch.nn.RMSNorm."""
    affine = torch_switch(given.elementwise_affine, "elementwise_affine")
    return LayerNorm(
        normalized_shape=_normalized(given.normalized_shape), names=("weight",) if affine else ()
    )


def native_layer_norm(given: Given) -> LayerNorm:
    """The native layernorm, over one axis or several."""
    names = ("weight", "bias") if switch(given.bias, "bias") else ("weight",)
    return LayerNorm(
        axes=axes_argument(given.axis, "axis"),
        names=names if switch(given.affine, "affine") else (),
    )


def native_rms_norm(given: Given) -> LayerNorm:
    """The native rmsnorm, over one axis or several."""
    return native_layer_norm(given.but(bias=False))


def _keras_axes(value: Any) -> tuple[int, ...]:
    return tuple(sorted(axes_argument(value, "axis")))


def keras_layer_norm(given: Given) -> LayerNorm:
    """keras.layers.LayerNormalization; the retired `rms_scaling` means a scale and no shift."""
    scaling_only = truth(given.rms_scaling, "rms_scaling")
    wanted = (
        truth(given.scale, "scale") or scaling_only,
        truth(given.center, "center") and not scaling_only,
    )
    return LayerNorm(
        axes=_keras_axes(given.axis),
        names=tuple(name for name, there in zip(("gamma", "beta"), wanted, strict=True) if there),
    )


def keras_rms_norm(given: Given) -> LayerNorm:
    """keras.layers.RMSNormalization."""
    return LayerNorm(axes=_keras_axes(given.axis), names=("scale",))
