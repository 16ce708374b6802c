"""The fully connected layer: a product with a learned matrix along the last axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import keras_activation
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import needs_axes
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import mixing

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail
    from convcalc.layers.core.worked import Working


class Linear(Layer):
    """
    A fully connected layer along the last axis; the axes before it are rows.

    Shapes:
        input: (*rows, in_features)
        weight: (out_features, in_features); Keras: (in_features, out_features)
        result: (*rows, out_features)

    Units: macs = Πrows · in_features · out_features; one operation an output element for bias
    and one for the fused activation.

    Source: torch.nn.Linear, "Shape"; keras.layers.Dense; torch.utils.flop_counter for the work.
    """

    kind: ClassVar[str] = "linear"

    out_features: Dim
    in_features: Dim | None = None
    bias: bool = True
    keras: bool = False
    activation: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Replace the last axis."""
        shape = inputs[0]
        needs_axes(shape, 2 if self.keras else 1)
        if self.in_features is not None:
            wanted = self.in_features
            needs.equal(shape[-1], wanted, lambda: wrong_features(shape, wanted))
        return ((*shape[:-1], self.out_features),)

    def _features(self, inputs: Shapes) -> Dim:
        if self.in_features is not None:
            return self.in_features
        if not inputs:
            raise NeedsInput
        return inputs[0][-1]

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The matrix, and the bias if there is one."""
        features = self._features(inputs)
        found: dict[str, Shape] = (
            {"kernel": (features, self.out_features)}
            if self.keras
            else {"weight": (self.out_features, features)}
        )
        if self.bias:
            found["bias"] = (self.out_features,)
        return found

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """One for every output element and input feature."""
        return product(outputs[0]) * self._features(inputs)

    def worked_macs(self, inputs: Shapes, outputs: Shapes) -> Working:
        """Output elements × input features."""
        from convcalc.layers.core.worked import worked_product

        sizes = (outputs[0], (self._features(inputs),))
        return worked_product("outputs · in_features", sizes, self.macs(inputs, outputs))

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Adding the bias, and the fused activation."""
        return product(outputs[0]) * (self.bias + self.activation)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """Every output sees all features of its own row."""
        return (mixing(inputs[0], outputs[0], (-1,)),)


class RowsLinear(Linear):
    """
    A fully connected layer over all elements of its input, in rows of as many as it takes.

    Shapes:
        input: any with a multiple of in_features elements
        weight: (out_features, in_features)
        result: (rows, out_features)

    Units: macs = rows · in_features · out_features; the rest as in `Linear`.

    Source: TensorFlow Lite's FULLY_CONNECTED without keep_num_dims.
    """

    kind: ClassVar[str] = "linear"

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Count the rows."""
        features = self._features(inputs)
        rows = needs.divisible(
            product(inputs[0]),
            features,
            lambda: ShapeError(
                f"{product(inputs[0])} elements of {show_shape(inputs[0])}",
                expected=f"a multiple of {features}",
            ),
        )
        return ((rows, self.out_features),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The rows one to one where the first axis is that of rows; everything else whole."""
        shape = inputs[0]
        is_kept = bool(shape) and shape[0] == outputs[0][0]
        return (
            {
                axis: (0, ONE_TO_ONE) if is_kept and axis == 0 else (None, WHOLE)
                for axis in range(len(shape))
            },
        )


def wrong_features(shape: Shape, wanted: Dim) -> ShapeError:
    """The complaint about features that the layer was not made for, with what to write instead."""
    got = shape[-1]
    hint = f"in_features={got}"
    if len(shape) > 2 and product(shape[1:]) == wanted:
        sizes = " · ".join(map(str, shape[1:]))
        hint = f"flatten before it: {sizes} = {wanted} features"
    elif len(shape) > 2:
        hint = f"{hint}, or flatten before it and in_features={product(shape[1:])}"
    return ShapeError(
        f"the input has {got} features, the layer takes {wanted}",
        expected=f"{wanted} features on the last axis",
        hint=hint,
        argument="in_features",
    )


def torch_linear(given: Given) -> Linear:
    """torch.nn.Linear."""
    return Linear(
        in_features=size(given.in_features, "in_features"),
        out_features=size(given.out_features, "out_features"),
        bias=torch_switch(given.bias, "bias"),
    )


def torch_lazy_linear(given: Given) -> Linear:
    """torch.nn.LazyLinear: in_features come from the first input."""
    return Linear(
        out_features=size(given.out_features, "out_features"), bias=torch_switch(given.bias, "bias")
    )


def native_linear(given: Given) -> Linear:
    """The native linear: the input features are inferred."""
    return Linear(
        out_features=size(given.out_features, "out_features"), bias=switch(given.bias, "bias")
    )


def keras_dense(given: Given) -> Linear:
    """keras.layers.Dense."""
    plain_weights(given.lora_rank, given.quantization_config)
    return Linear(
        out_features=size(given.units, "units"),
        bias=truth(given.use_bias, "use_bias"),
        keras=True,
        activation=keras_activation(given.activation),
    )


def plain_weights(lora_rank: Any, quantization_config: Any) -> None:
    """
    Need a layer with its weights as they are.

    Raises:
        BadValue: For low-rank updates and quantization, whose weights convcalc does not know.
    """
    if lora_rank is not None:
        refuse("lora_rank", lora_rank, "None: low-rank updates are not counted")
    if quantization_config is not None:
        refuse("quantization_config", quantization_config, "None: quantization is not counted")
