"""Names of layers, as the evaluated world sees them: called with arguments, they make layers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import cast

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.graph.tensor import Module
from convcalc.readers.layers_file.spec_values import MERGES
from convcalc.readers.layers_file.spec_values import LayerValue
from convcalc.readers.layers_file.spec_values import TensorValue
from convcalc.readers.layers_file.spec_values import is_tensors
from convcalc.readers.python.language.calls import argument_node
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.vocabulary.maker import ALIASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.readers.layers_file.tracer import Tracer
    from convcalc.readers.python.objects.host import Site
    from convcalc.vocabulary.maker import Maker

MOST = 1 << 63
"""What every size of a framework is below."""


class LayerName(HostObject):
    """The name of a layer in one vocabulary: called with arguments, it makes a layer."""

    __slots__ = ("maker", "memory", "tracer")
    type_name: ClassVar[str] = "the name of a layer"

    def __init__(self, maker: Maker, tracer: Tracer) -> None:
        self.maker = maker
        self.tracer = tracer
        self.memory: dict[str, Layer] = {}

    def __repr__(self) -> str:
        return self.maker.name

    def parameters(self) -> Sequence[str]:
        """The arguments of the layer."""
        return self.maker.parameters()

    def spellings(self, argument: str) -> Sequence[str]:
        """The argument, and its letter in convcalc's own vocabulary."""
        if self.maker.vocabulary != "native":
            return (argument,)
        return (argument, *[short for short, full in ALIASES.items() if full == argument])

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A layer of these arguments; with a tensor in front, applied at once."""
        if args and self.maker.name in MERGES:
            self._refuse_layers(args)
        if args and is_tensors(args[0]):
            return self._at_once(args, kwargs, site)
        return self.layer(args, kwargs, site)

    def _refuse_layers(self, args: list[Any]) -> None:
        """Layers where a merge takes tensors: they were defined and not applied."""
        for each in args:
            inner = each[0] if type(each) in (list, tuple) and each else each
            if isinstance(inner, (LayerValue, LayerName)):
                raise BadValue(
                    f"{self.maker.name} merges tensors, got {describe(each)}: {show(each)}",
                    expected="tensors",
                    hint="call it with its input first: name(x)",
                )

    def _at_once(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        count = 1
        while count < len(args) and isinstance(args[count], TensorValue):
            count += 1
        try:
            layer = self.layer(args[count:], kwargs, site)
        except ConvcalcError as error:
            keywords = ast.Call(func=site.node, args=[], keywords=site.node.keywords)  # type: ignore[attr-defined]  # a call
            blamed = argument_node(keywords, error.argument, self)
            place = site.node if blamed is keywords else blamed
            raise error.at(site.evaluator.text.place(place)) from None
        return layer.apply(layer.tensors(args[:count], {}), self.tracer.take_label(site.node), site)

    def bare(self, site: Site) -> LayerValue:
        """A layer without arguments, from its name alone in a list."""
        module = Module(
            self._remembered([], {}, site.evaluator), spelled=self.maker.name, call=self.maker.name
        )
        self.tracer.builder.define(module)
        return LayerValue(module, self.tracer)

    def layer(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> LayerValue:
        """
        A new layer object.

        Raises:
            BadValue: If an argument is missing, unknown or refused.
        """
        evaluator = site.evaluator
        keras = self.maker.vocabulary == "keras"
        settings = keras_settings(kwargs) if keras and kwargs else NO_SETTINGS
        if settings[0]:
            # Another name makes no other layer.
            kwargs = {name: value for name, value in kwargs.items() if name != "name"}
        made = self._remembered(args, kwargs, evaluator)
        module = Module(
            made,
            spelled=self.maker.name,
            call=call_text(site, args, kwargs),
            name=settings[0],
            trainable=settings[1],
        )
        self.tracer.builder.define(module)
        for inner in layers_in([*args, *kwargs.values()]):
            self.tracer.builder.take_over(inner.module)
        return LayerValue(
            module,
            self.tracer,
            node=site.node,
            text=evaluator.text,
            name_of_layer=self,
            input_shape=settings[2],
        )

    def _remembered(self, args: list[Any], kwargs: dict[str, Any], evaluator: Any) -> Layer:
        """The layer value of these arguments; the same call again gives the same value."""
        for each in (*args, *kwargs.values()):
            if type(each) in (list, tuple, dict):
                evaluator.weigh(each)
            elif type(each) is int and not -MOST < each < MOST:
                raise BadValue(
                    f"a number of {len(str(abs(each)))} digits", expected=f"less than {MOST}"
                )
        key = repr((args, kwargs))
        layer = self.memory.get(key)
        if layer is None:
            layer = self.maker.make([plain(each) for each in args], plain_values(kwargs))
            if "<" not in key and len(self.memory) < MEMORY:
                self.memory[key] = layer
        return layer


def call_text(site: Site, args: list[Any], kwargs: dict[str, Any]) -> str:
    """A layer as the user wrote it, with the values in place of names and arithmetic."""
    node, text = site.node, site.evaluator.text
    if not isinstance(node, ast.Call):
        return text.segment(node)
    written = (*node.args, *[keyword.value for keyword in node.keywords])
    if all(type(each) is ast.Constant for each in written):
        return text.segment(node)
    if len(written) != len(args) + len(kwargs):
        # Tensors or unpacked lists stand among them: what was written tells more.
        return text.segment(node)
    if not all(map(is_shown, (*args, *kwargs.values()))):
        return text.segment(node)
    parts = [*map(repr, args), *[f"{name}={value!r}" for name, value in kwargs.items()]]
    return f"{text.segment(node.func)}({', '.join(parts)})"


def is_shown(value: object) -> bool:
    """Whether a value is as short and plain as the user would write it."""
    if type(value) in (list, tuple):
        items = cast("Sequence[object]", value)
        return len(items) <= MOST_SHOWN and all(map(is_shown, items))
    return value is None or isinstance(value, (bool, int, float, str, Expr, LayerValue))


MOST_SHOWN = 8
"""A list of more values is shown as it was written."""

MEMORY = 10_000
"""How many different calls of one layer are remembered."""

Settings = tuple[str, bool, "tuple[Any, ...] | None"]

NO_SETTINGS: Settings = ("", True, None)


def keras_settings(kwargs: dict[str, Any]) -> Settings:
    """The name, whether it learns, and the input shape, that any Keras layer may be given."""
    name = kwargs.get("name")
    trainable = kwargs.get("trainable")
    shape: Any = kwargs.get("input_shape")
    if shape is None and type(kwargs.get("input_dim")) is int:
        shape = (kwargs["input_dim"],)
    batched = kwargs.get("batch_input_shape")
    if shape is None and type(batched) in (list, tuple):
        shape = batched[1:]  # type: ignore[index]  # a list or tuple
    shape = tuple(shape) if type(shape) in (list, tuple) else None
    return (name if isinstance(name, str) else "", trainable is not False, shape)


def layers_in(values: Sequence[object]) -> Iterator[LayerValue]:
    """The layers among some values, and in lists of them."""
    for each in values:
        if isinstance(each, LayerValue):
            yield each
        elif type(each) in (list, tuple):
            yield from layers_in(cast("Sequence[object]", each))


def plain(value: Any) -> Any:
    """A value as layers take it: a layer inside is its definition, a name of a layer its text."""
    if isinstance(value, LayerValue):
        return value.module.layer
    if isinstance(value, LayerName):
        return value.maker.name
    if type(value) in (list, tuple):
        return type(value)([plain(each) for each in value])
    return value


def plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """The same for every value of a dict."""
    return {name: plain(value) for name, value in values.items()} if values else values
