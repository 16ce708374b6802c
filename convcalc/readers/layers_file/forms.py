"""What is neither a layer nor Python's: input, output, expect, Sequential, Model and the like."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.graph.graph import Expectation
from convcalc.readers.layers_file.input_forms import InputForm
from convcalc.readers.layers_file.input_forms import KerasInputForm
from convcalc.readers.layers_file.layer_names import LayerName
from convcalc.readers.layers_file.runs import Run
from convcalc.readers.layers_file.runs import is_layer_like
from convcalc.readers.layers_file.spec_values import Ignored
from convcalc.readers.layers_file.spec_values import TensorValue
from convcalc.readers.layers_file.spec_values import is_tensors
from convcalc.readers.python.objects.functions import MANY
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.layers_file.tracer import Tracer


class OutputForm(HostObject):
    """`output(a, b)`: what the network gives; the last line where nothing is said."""

    __slots__ = ("tracer",)
    type_name: ClassVar[str] = "output"

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Declare the outputs."""
        if kwargs:
            raise BadValue("output() takes tensors only", argument=next(iter(kwargs)))
        declare_outputs(self.tracer, args or [TensorValue(self.tracer.line_before(), self.tracer)])
        return None


def declare_outputs(tracer: Tracer, values: list[Any]) -> None:
    """
    Make tensors the outputs of the network.

    Raises:
        BadValue: If something else is among them.
    """
    found: list[Any] = []
    for each in values:
        if not is_tensors(each):
            raise BadValue(f"an output is a tensor, not {describe(each)}: {show(each)}")
        found.extend([each] if isinstance(each, TensorValue) else each)
    tracer.builder.outputs = tuple([each.tensor for each in found])


class ExpectForm(HostObject):
    """`expect(output=(10,), params=61_706)`: recorded, and checked when everything is known."""

    __slots__ = ("tracer",)
    type_name: ClassVar[str] = "expect"

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Record what is expected, of the network or of one tensor."""
        if len(args) > 1 or (args and not isinstance(args[0], TensorValue)):
            raise BadValue(
                f"expect() takes one tensor and named quantities, got {show(args[0])}",
                expected="for example expect(output=(10,), params=61_706)",
            )
        if not kwargs:
            raise BadValue("expect() expects nothing", expected="for example params=61_706")
        for name, wanted in kwargs.items():
            self._record(name, wanted, args[0].tensor if args else None, site)
        return None

    def _record(self, name: str, wanted: Any, subject: Any, site: Site) -> None:
        if subject is None:
            scope = site.scope.find(name)
            value = scope.variables[name] if scope is not None else None
            if isinstance(value, TensorValue) and name not in ("output", "shape"):
                name, subject = "shape", value.tensor
        source = site.evaluator.text.place(keyword_node(site.node, name))
        self.tracer.builder.expect(
            Expectation(quantity=name, wanted=wanted, subject=subject, source=source)
        )


def keyword_node(node: ast.expr, name: str) -> ast.expr:
    """The value of a keyword of a call, or the call."""
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        if keyword.arg == name:
            return keyword.value
    return node


class SequentialForm(HostObject):
    """`nn.Sequential(a, b)`, `keras.Sequential([a, b])`, and with a dict of names."""

    __slots__ = ("tracer",)
    type_name: ClassVar[str] = "Sequential"

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A run of these layers."""
        name = kwargs.pop("name", "")
        layers = kwargs.pop("layers", None)
        if kwargs:
            argument = next(iter(kwargs))
            raise BadValue(f"Sequential() has no argument {argument!r}", argument=argument)
        if layers is not None:
            args = [layers]
        if len(args) == 1 and type(args[0]) is dict:
            items = list(args[0].items())
        else:
            if len(args) == 1 and type(args[0]) in (list, tuple):
                args = list(args[0])
            items = [("", each) for each in args]
        site.evaluator.weigh(args)
        for _, each in items:
            check_item(each)
        items = [
            (own, each.bare(site) if isinstance(each, LayerName) else each) for own, each in items
        ]
        site.evaluator.charge_items(len(items))
        return Run(items, self.tracer, name if isinstance(name, str) else "")


def check_item(item: Any) -> None:
    """
    Refuse what cannot be a layer of a run.

    Raises:
        BadValue: If it cannot.
    """
    if not (is_layer_like(item) or isinstance(item, HostObject)):
        raise BadValue(f"{describe(item)} is no layer: {show(item)}", expected="a layer")


class HereForm(HostObject):
    """`here()`: what the line before gave, as a tensor to come back to."""

    __slots__ = ("tracer",)
    type_name: ClassVar[str] = "here"

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The tensor."""
        if args or kwargs:
            raise BadValue("here() takes no arguments")
        return TensorValue(self.tracer.line_before(), self.tracer)


class OrderedDict(HostObject):
    """`OrderedDict([("conv", ...)])`: a dict, which keeps its order anyway."""

    __slots__ = ()
    type_name: ClassVar[str] = "OrderedDict"

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A dict."""
        from convcalc.readers.python.values.methods import pairs

        return pairs(site, args, kwargs)


class ModuleListForm(HostObject):
    """`nn.ModuleList([a, b])`: a list."""

    __slots__ = ()
    type_name: ClassVar[str] = "ModuleList"

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A list."""
        return list(site.evaluator.collect(args[0], site)) if args else []


class ModelForm(HostObject):
    """`keras.Model(inputs, outputs)`: declares the outputs."""

    __slots__ = ("tracer",)
    type_name: ClassVar[str] = "Model"

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Declare the outputs; what is done with the model afterwards changes no shape."""
        outputs = args[1] if len(args) > 1 else kwargs.get("outputs")
        if outputs is None:
            raise BadValue("Model() needs its outputs", expected="Model(inputs, outputs)")
        declare_outputs(self.tracer, [outputs])
        return Ignored("model")


class Partial(HostObject):
    """`partial(nn.Conv2d, bias=False)`: a call with some arguments given already."""

    __slots__ = ("args", "function", "kwargs")
    type_name: ClassVar[str] = "a partial call"

    def __init__(self, function: HostObject, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs

    @staticmethod
    def make() -> HostObject:
        """The function `functools.partial`."""

        def run(site: Site, function: Any, *args: Any, **kwargs: Any) -> Partial:
            if not isinstance(function, HostObject):
                raise BadValue(f"partial() takes a function or layer first, got {show(function)}")
            return Partial(function, list(args), kwargs)

        return Builtin("partial", AnyNames(run, 1, MANY))

    def parameters(self) -> Sequence[str]:
        """Those of the function, as far as they are not given."""
        return self.function.parameters()[len(self.args) :]

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call the function."""
        return self.function.call([*self.args, *args], self.kwargs | kwargs, site)


class AnyNames(Entry):
    """A function of the host that takes arguments of any name."""

    def run(self, name: str, first: tuple[Any, ...], args: list[Any], kwargs: Any) -> object:
        """Run it."""
        return self.function(*first, *args, **kwargs)


FORMS: dict[str, Callable[[Tracer], HostObject]] = {
    "Input": KerasInputForm,
    "InputLayer": KerasInputForm,
    "Model": ModelForm,
    "ModuleList": lambda _: ModuleListForm(),
    "OrderedDict": lambda _: OrderedDict(),
    "Sequential": SequentialForm,
    "expect": ExpectForm,
    "here": HereForm,
    "input": InputForm,
    "output": OutputForm,
    "partial": lambda _: Partial.make(),
    "super": lambda _: Ignored("super"),
}
