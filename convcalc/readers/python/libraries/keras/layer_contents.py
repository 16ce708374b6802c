"""What a layer of Keras holds: attributes, layers inside, weights."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.other.own_parameters import Parameters
from convcalc.readers.python.libraries.keras.tensors import Variable
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.graph.tensor import Module
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.keras.layer import LayerInstance
    from convcalc.readers.python.libraries.keras.tensors import Operation
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site
    from convcalc.source import Source

DEEPEST = 8
"""How deep lists in lists are looked through for layers."""


class Holder(Instance):
    """
    A layer of Keras, or of a class of the user that derives from one.

    `core` is what it does, for Keras's own layers; a layer of the user does what its `call` says.
    `inbound` are its calls on symbolic tensors, `shapes` those of the inputs it was built for.
    """

    __slots__ = (
        "core",
        "inbound",
        "is_built",
        "is_trainable",
        "module",
        "name",
        "shapes",
        "source",
        "spelled_call",
        "variables",
    )

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.core: Layer | None = None
        self.inbound: list[Operation] = []
        self.is_built = False
        self.is_trainable = True
        self.module: Module | None = None
        self.name = ""
        self.shapes: tuple[Shape, ...] = ()
        self.source: Source | None = None
        self.spelled_call = ""
        self.variables: list[Variable] = []

    # what it holds

    def attribute(self, name: str, site: Site) -> object:
        """As any object's; the weights of Keras's own layers too."""
        found = self.find(name, site)
        if found is MISSING and self.core is not None:
            for each in self.own_weights():
                if each.name == name:
                    return each
        return super().attribute(name, site) if found is MISSING else found

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """As any object's; `trainable`, `name` and `built` are the layer's own matter."""
        if name == "trainable":
            self.set_trainable(site.evaluator.decide(value, site))
        elif name in ("name", "_name") and isinstance(value, str):
            self.name = value
        elif name == "built":
            self.is_built = self.is_built or site.evaluator.decide(value, site)
        else:
            super().set_attribute(name, value, site)

    def set_trainable(self, value: bool) -> None:
        """For the layer and all inside."""
        self.is_trainable = value
        for each in self.sublayers():
            each.set_trainable(value)

    def sublayers(self) -> list[LayerInstance]:
        """The layers among its attributes, in the order of assignment, each once."""
        found: dict[int, LayerInstance] = {}
        for value in self.attributes.values():
            for each in _layers_in(value):
                if each is not self:
                    found.setdefault(id(each), each)
        return list(found.values())

    def all_layers(self) -> Iterator[LayerInstance]:
        """Itself and every layer inside, each once."""
        seen: set[int] = set()
        waiting: list[LayerInstance] = [self]  # type: ignore[list-item]  # every holder is a layer
        while waiting:
            layer = waiting.pop()
            if id(layer) not in seen:
                seen.add(id(layer))
                yield layer
                waiting += reversed(layer.sublayers())

    def own_weights(self) -> list[Variable]:
        """Its weights without those of the layers inside; none before it is built."""
        if self.core is not None and not self.is_overridden():
            return self._core_weights()
        found = {id(each): each for each in self.variables}
        found |= {id(each): each for each in self._held_variables() if each.is_counted}
        return [*self._core_weights(), *found.values()]

    def uncounted(self) -> list[Variable]:
        """Variables of TensorFlow's own among its attributes."""
        return [each for each in self._held_variables() if not each.is_counted]

    def _held_variables(self) -> list[Variable]:
        held = [each for value in self.attributes.values() for each in tensors_of(value)]
        return [each for each in held if isinstance(each, Variable)]

    def _core_weights(self) -> list[Variable]:
        if self.core is None:
            return []
        try:
            weights = self.core.weights(self.shapes)
            buffers = self.core.buffers(self.shapes)
        except (NeedsInput, IndexError):
            return []
        frozen = self.core.frozen_weights()
        return [
            *[
                Variable(shape, name, "float32", is_trainable=name not in frozen)
                for name, shape in weights.items()
            ],
            *[
                Variable(shape, name, "float32", is_trainable=False)
                for name, shape in buffers.items()
            ],
        ]

    def is_overridden(self) -> bool:
        """Whether its `call` is the user's."""
        return isinstance(self.cls.lookup("call"), Function)

    def parameters_layer(self) -> Parameters:
        """Its own weights as the graph counts them."""
        own = self.own_weights()
        names = _unique_names([each.name for each in own])
        pairs = list(zip(names, own, strict=True))
        return Parameters(
            weights_by_name=tuple([(name, each.tensor.shape) for name, each in pairs]),
            frozen=tuple([name for name, each in pairs if not each.is_trainable]),
        )


def refuse_unread(value: Any, site: Site) -> None:
    """
    Stop at something that is not known where a tensor is needed.

    Raises:
        ConvcalcError: If there is any, with what it is and where it comes from.
    """
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, Unread):
            each.refuse(site)
        if isinstance(each, (list, tuple)):
            site.evaluator.charge_steps(len(each))
            pending.extend(reversed(each))
        elif isinstance(each, dict):
            site.evaluator.charge_steps(len(each))
            pending.extend(reversed(each.values()))


def _layers_in(value: Any, depth: int = 0) -> Iterator[LayerInstance]:
    if isinstance(value, Holder):
        yield value  # type: ignore[misc]  # every holder is a layer
    elif depth < DEEPEST and isinstance(value, (list, tuple)):
        for each in value:
            yield from _layers_in(each, depth + 1)
    elif depth < DEEPEST and isinstance(value, dict):
        for each in value.values():
            yield from _layers_in(each, depth + 1)


def _unique_names(names: list[str]) -> list[str]:
    """The names, with numbers where they repeat."""
    counts: dict[str, int] = {}
    found = []
    for name in names:
        count = counts.get(name, 0)
        counts[name] = count + 1
        found.append(f"{name}_{count}" if count else name)
    return found
