"""Lazy layers: the first input says what they take, and then they are ordinary ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.layer import NeedsInput
from convcalc.readers.python.libraries.torch.nn.layer import LayerClass
from convcalc.readers.python.libraries.torch.nn.layer import LayerInstance
from convcalc.readers.python.tracing.tensors import tensors_in

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.nn.layer_entries import LayerEntry
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site

INPUT_SIDES = ("in_channels", "in_features", "num_features")
"""What a lazy layer does not say of itself."""


class LazyClass(LayerClass):
    """A class whose objects become those of another class with their first input."""

    __slots__ = ("becomes", "side")

    def __init__(
        self, name: str, bases: tuple[Any, ...], entry: LayerEntry, becomes: LayerClass
    ) -> None:
        super().__init__(name, bases, entry)
        self.becomes = becomes
        self.side = next(name for name, *_ in entry.kept if name in INPUT_SIDES)
        self.instance_type = LazyInstance

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """The arguments by name; the input side is not known, which PyTorch says as 0."""
        return {self.side: 0, **given}


class LazyInstance(LayerInstance):
    """A layer that has not seen its first input, and what it is after it."""

    __slots__ = ()

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)

    def call_forward(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Learn from the input first."""
        lazy = self.layer_class
        if isinstance(lazy, LazyClass):
            for each in tensors_in([args, kwargs]):
                self._learn(lazy, each.shape)
                break
        return super().call_forward(args, kwargs, site)

    def _learn(self, lazy: LazyClass, shape: Shape) -> None:
        features = self._side(lazy, shape)
        if features is None:
            return
        has_bias = self.has_bias()
        self.become(lazy.becomes)
        self.attributes[lazy.side] = features
        if self.is_owner:
            self.learned, self.lasting, self.is_owner = {}, {}, False
        self.layer = self.remade(has_bias=has_bias)
        self.has_changed = False
        if self.node_module is not None:
            self.node_module.layer = self.layer
            self.node_module.spelled = self.cls.name
            self.node_module.call = repr(self)
            self.node_module.parameters = self.stored()

    def _side(self, lazy: LazyClass, shape: Shape) -> Any:
        """The channels or features of an input; None where it has too few axes to tell."""
        if lazy.side == "in_features":
            return shape[-1] if shape else None
        try:
            self.layer.weights((shape,))
        except (NeedsInput, IndexError):
            return None
        if len(shape) == lazy.ndim + 2 or lazy.name == "LazyBatchNorm1d":
            return shape[1] if len(shape) > 1 else None
        return shape[0] if len(shape) == lazy.ndim + 1 else None
