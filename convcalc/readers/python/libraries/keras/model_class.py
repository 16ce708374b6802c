"""keras.Model and keras.Sequential: the classes, and what people ask of models."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.keras.graph import FunctionalGraph
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.layer_class import LAYER
from convcalc.readers.python.libraries.keras.layer_class import KerasClass
from convcalc.readers.python.libraries.keras.layer_class import initialise
from convcalc.readers.python.libraries.keras.layer_contents import refuse_unread
from convcalc.readers.python.libraries.keras.model import ModelInstance
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostProperty
from convcalc.readers.python.objects.host import describe
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

IGNORED = (
    "compile",
    "evaluate",
    "export",
    "fit",
    "load_weights",
    "load_own_variables",
    "predict",
    "reset_states",
    "save",
    "save_weights",
    "summary",
    "train_on_batch",
)
"""Methods of models that no shape depends on."""


def _initialise(site: Site, self: ModelInstance, *args: Any, **kwargs: Any) -> None:
    """`Model(inputs, outputs, name)`, or a class of the user without them."""
    given = dict(zip(("inputs", "outputs", "name"), args, strict=False)) | kwargs
    inputs = given.pop("inputs", given.pop("input", None))
    outputs = given.pop("outputs", given.pop("output", None))
    given.setdefault("name", None)
    is_plain = self.cls is MODEL or self.cls is FUNCTIONAL
    if given["name"] is None and is_plain:
        given["name"] = session(site).name("Functional")
    initialise(site, self, **given)
    if inputs is None and outputs is None:
        return
    refuse_unread((inputs, outputs), site)
    for each in tensors_of((inputs, outputs)):
        if not each.is_symbolic:
            raise BadValue("a functional model is made of tensors that come from keras.Input")
    if not list(tensors_of(inputs)) or not list(tensors_of(outputs)):
        raise BadValue(
            f"Model(inputs={describe(inputs)}, outputs={describe(outputs)})",
            expected="tensors that come from keras.Input, and those made from them",
        )
    self.graph = FunctionalGraph(inputs, outputs)
    self.is_built = True


def _sequential(
    site: Site, self: ModelInstance, layers: Any = None, trainable: Any = True, name: Any = None
) -> None:
    initialise(site, self, name=name, trainable=trainable)
    self.row = []
    for each in site.evaluator.collect(layers if layers is not None else [], site):
        _add(site, self, each)


def _add(site: Site, self: ModelInstance, layer: Any = None, **rest: Any) -> None:
    if isinstance(layer, KerasTensor) and layer.operation is not None:
        layer = layer.operation.operator
    refuse_unread(layer, site)
    if not isinstance(layer, LayerInstance):
        raise BadValue(f"{describe(layer)} is no layer to add to a Sequential")
    self.append(layer, site)


def _pop(site: Site, self: ModelInstance, *rest: Any, **named: Any) -> LayerInstance:
    if not self.row:
        raise BadValue("the Sequential has no layers left")
    last = self.row.pop()
    self.end = self.row[-1].inbound[-1].outputs[0] if self.row and self.row[-1].inbound else None
    if self.beginning is not None and self.end is None:
        self.end = self.beginning
    return last


def _get_layer(site: Site, self: ModelInstance, name: Any = None, index: Any = None) -> object:
    layers = self.layers()
    if type(name) is int:
        name, index = None, name
    if index is not None:
        if not -len(layers) <= index < len(layers):
            raise BadValue(f"the model has {len(layers)} layers, there is no number {index}")
        return layers[index]
    for each in layers:
        if each.name == name:
            return each
    names = [each.name for each in layers]
    raise BadValue(f"no layer of the model is called {name!r}", hint=nearest(str(name), names))


def _build(site: Site, self: ModelInstance, input_shape: Any = None, **rest: Any) -> None:
    if isinstance(input_shape, (tuple, list)) and self.graph is None:
        if self.row is not None and self.beginning is None:
            self.begin(tuple(input_shape), site)
        elif self.row is None:
            self.attributes["_declared"] = tuple(input_shape)


def _ends(name: str, *, one: bool) -> Callable[[Site, ModelInstance], object]:
    """`inputs` and `outputs` of a model, or its one `input` and `output`."""

    def get(site: Site, self: ModelInstance) -> object:
        found: Any = None
        if self.graph is not None:
            found = self.graph.inputs if name == "input" else self.graph.outputs
        elif self.beginning is not None:
            found = self.beginning if name == "input" else self.end
        if found is None:
            raise BadValue(
                f"the model {self.name!r} has no {name} yet",
                expected="a functional model, or a Sequential whose input is known",
            )
        if not one:
            return list(tensors_of(found))
        if isinstance(found, (list, tuple)) and len(found) == 1:
            return found[0]
        return found

    return get


def _shape(name: str) -> Callable[[Site, ModelInstance], object]:
    def get(site: Site, self: ModelInstance) -> object:
        found = [each.keras_shape() for each in tensors_of(_ends(name, one=True)(site, self))]
        return found[0] if len(found) == 1 else found

    return get


def _nothing(site: Site, self: ModelInstance, *args: Any, **kwargs: Any) -> None:
    """What changes no shape."""


def _call(site: Site, self: ModelInstance, *args: Any, **kwargs: Any) -> object:
    """`super().call(x)` of a functional model or a Sequential."""
    return self.run_own(list(args), kwargs, site)


PROPERTIES: dict[str, Callable[[Site, ModelInstance], object]] = {
    "input": _ends("input", one=True),
    "input_names": lambda site, self: list(self.input_names(site)),
    "input_shape": _shape("input"),
    "inputs": _ends("input", one=False),
    "layers": lambda _, self: list(self.layers()),
    "output": _ends("output", one=True),
    "output_shape": _shape("output"),
    "outputs": _ends("output", one=False),
}

MODEL = KerasClass(
    "Model",
    (LAYER,),
    {
        **{name: HostProperty(function) for name, function in PROPERTIES.items()},
        **{name: HostMethod(name, _nothing) for name in IGNORED},
        "__init__": HostMethod("__init__", _initialise),
        "build": HostMethod("build", _build),
        "call": HostMethod("call", _call),
        "get_layer": HostMethod("get_layer", _get_layer),
    },
    module="keras",
    instance_type=ModelInstance,
)

FUNCTIONAL = KerasClass("Functional", (MODEL,), {}, module="keras", instance_type=ModelInstance)

SEQUENTIAL = KerasClass(
    "Sequential",
    (MODEL,),
    {
        "__init__": HostMethod("__init__", _sequential),
        "add": HostMethod("add", _add),
        "pop": HostMethod("pop", _pop),
    },
    module="keras",
    instance_type=ModelInstance,
)
