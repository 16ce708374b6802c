"""What flows between layers: a shape with an identity, and the layer objects that make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.other.own_parameters import Parameters
    from convcalc.source import Source


class Tensor:
    """
    A symbolic tensor: its shape, and its number in the graph.

    `dtype` is its own number format, empty where it has the network's.
    """

    __slots__ = ("dtype", "index", "shape")

    def __init__(self, shape: Shape, index: int, dtype: str = "") -> None:
        self.shape = shape
        self.index = index
        self.dtype = dtype

    def __repr__(self) -> str:
        return f"Tensor({self.index}, {self.shape})"


class Module:
    """
    One layer object of the definition: called twice, it shares its weights.

    `call` is the layer as the user wrote it, on one line; `name` is what the definition calls it,
    if it does. `parameters` is what it owns, where that is not what its layer says: a function
    that is handed its weights owns none.
    """

    __slots__ = ("call", "layer", "name", "parameters", "source", "spelled", "trainable")

    def __init__(
        self,
        layer: Layer,
        *,
        spelled: str,
        call: str,
        name: str = "",
        source: Source | None = None,
        trainable: bool = True,
        parameters: Parameters | None = None,
    ) -> None:
        self.layer = layer
        self.spelled = spelled
        self.call = call
        self.name = name
        self.source = source
        self.trainable = trainable
        self.parameters = parameters
