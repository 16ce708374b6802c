"""keras.layers.Layer: the class that every layer of Keras or of the user derives from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import Variable
from convcalc.readers.python.libraries.keras.tensors import mapped
from convcalc.readers.python.libraries.rules import rule
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import HostClassMethod
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostProperty
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.tracing.shortest_call import call_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site


class KerasClass(HostClass):
    """A class of Keras's own; nothing that a source does to it outlives the evaluation."""

    __slots__ = ()

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Refuse: the class belongs to every evaluation."""
        raise BadValue(f"{self.name}.{name} is Keras's own and is not changed here")


def new(site: Site, cls: ClassObject, *args: Any, **kwargs: Any) -> LayerInstance:
    """A layer that knows where it was made."""
    made = cls.make(site)
    if not isinstance(made, LayerInstance):
        raise BadValue(f"{cls.name} is no layer")
    made.source = site.source()
    made.spelled_call = call_of(cls.name, args, kwargs, {})
    return made


def initialise(
    site: Site,
    self: LayerInstance,
    *args: Any,
    name: Any = None,
    trainable: Any = True,
    **rest: Any,
) -> None:
    """What every layer takes."""
    self.name = name if isinstance(name, str) else session(site).name(self.cls.name)
    self.is_trainable = trainable is not False
    if "dtype" in rest:
        self.attributes.setdefault("dtype", rest["dtype"])
    if "input_shape" in rest or "batch_input_shape" in rest:
        rule("keras.layer_classes", "keep_input")(self, rest, site)


def _call(site: Site, self: LayerInstance, *args: Any, **kwargs: Any) -> object:
    return self.invoke(list(args), kwargs, site)


def _super_call(site: Site, self: LayerInstance, *args: Any, **kwargs: Any) -> object:
    """`super().call(x)` of a layer of Keras, inside the user's `call`."""
    return self.core_call(list(args), kwargs, site, site.source(), owns=not self.is_overridden())


def _build(site: Site, self: LayerInstance, *shapes: Any, **named: Any) -> None:
    self.is_built = True


def _own_build(
    site: Site, self: LayerInstance, shape: Any = None, *rest: Any, **named: Any
) -> None:
    """Building a layer of Keras by hand makes its weights known."""
    if isinstance(shape, tuple) and not self.shapes:
        self.shapes = (tuple([1 if each is None else each for each in shape]),)
    self.is_built = True


def shape_argument(value: Any) -> Shape:
    """
    The shape of a weight.

    Raises:
        BadValue: If it is none, or a size is not known.
    """
    if value is None:
        return ()
    values = value if isinstance(value, (tuple, list)) else (value,)
    for each in values:
        if isinstance(each, bool) or not isinstance(each, (int, Expr)):
            raise BadValue(
                f"shape={value!r}: {describe(each)} is no size",
                expected="whole numbers",
                argument="shape",
            )
    return tuple(values)


def _add_weight(site: Site, self: LayerInstance, *args: Any, **kwargs: Any) -> Variable:
    """In the order of Keras 3 (shape, initializer) or of Keras 2 (name, shape)."""
    given = dict(kwargs)
    rest = list(args)
    if rest and (isinstance(rest[0], str) or (rest[0] is None and "shape" not in given)):
        given.setdefault("name", rest.pop(0))
    if rest:
        given.setdefault("shape", rest[0])
    name = given.get("name")
    trainable = given.get("trainable", True)
    site.evaluator.charge_items(4)
    weight = Variable(
        shape_argument(given.get("shape")),
        name if isinstance(name, str) else "variable",
        dtype_name(given.get("dtype")),
        is_trainable=trainable is not False,
    )
    self.variables.append(weight)
    return weight


def dtype_name(value: Any, default: str = "float32") -> str:
    """The type of a tensor by name, from whatever says it."""
    return value if isinstance(value, str) else getattr(value, "name", default)


def weights(self: LayerInstance, *, trainable: bool | None = None) -> list[Variable]:
    """The weights of a layer and of all inside, trained ones or others only."""
    found: dict[int, Variable] = {}
    if trainable and not self.is_trainable:
        return []
    for layer in self.all_layers():
        for each in layer.own_weights():
            trained = each.is_trainable and layer.is_trainable and self.is_trainable
            if trainable is None or trained == trainable:
                found.setdefault(id(each), each)
    return list(found.values())


def _count(site: Site, self: LayerInstance) -> object:
    return sum((product(each.tensor.shape) for each in weights(self)), 0)


def _edge(kind: str, *, shape: bool = False) -> Callable[[Site, LayerInstance], object]:
    """`input` and `output`, or their shapes: of the first call on symbolic tensors."""

    def get(site: Site, self: LayerInstance) -> object:
        if not self.inbound:
            raise BadValue(
                f"the layer {self.name!r} has never been called: it has no {kind}",
                expected="a layer of a functional model",
            )
        operation = self.inbound[0]
        found = operation.outputs
        if kind == "input" and operation.inputs:
            found = operation.inputs
        told: list[Any] = [each.keras_shape() for each in found] if shape else list(found)
        return told[0] if len(told) == 1 else told

    return get


def _get_config(site: Site, self: LayerInstance) -> dict[str, Any]:
    return {"name": self.name, "trainable": self.is_trainable}


def _from_config(site: Site, cls: ClassObject, config: Any, *rest: Any) -> object:
    return cls.call([], dict(config), site)


def _nothing(site: Site, self: LayerInstance, *args: Any, **kwargs: Any) -> None:
    """What changes no shape."""


def _compute_output_shape(site: Site, self: LayerInstance, shape: Any) -> object:
    symbolic_input = rule("keras.inputs", "symbolic_input")
    many = isinstance(shape, list) or (shape and isinstance(shape[0], (tuple, list)))
    given = [symbolic_input(each, site) for each in (shape if many else [shape])]
    found = self.invoke([given if many else given[0]], {}, site)
    return mapped(found, lambda each: each.keras_shape())


PROPERTIES: dict[str, Callable[[Site, LayerInstance], object]] = {
    "built": lambda _, self: self.is_built,
    "compute_dtype": lambda *_: "float32",
    "dtype": lambda *_: "float32",
    "input": _edge("input"),
    "input_shape": _edge("input", shape=True),
    "losses": lambda *_: [],
    "metrics": lambda *_: [],
    "name": lambda _, self: self.name,
    "non_trainable_variables": lambda _, self: weights(self, trainable=False),
    "non_trainable_weights": lambda _, self: weights(self, trainable=False),
    "output": _edge("output"),
    "output_shape": _edge("output", shape=True),
    "trainable": lambda _, self: self.is_trainable,
    "trainable_variables": lambda _, self: weights(self, trainable=True),
    "trainable_weights": lambda _, self: weights(self, trainable=True),
    "variable_dtype": lambda *_: "float32",
    "variables": lambda _, self: weights(self),
    "weights": lambda _, self: weights(self),
}

METHODS: dict[str, Callable[..., Any]] = {
    "__call__": _call,
    "__init__": initialise,
    "add_loss": _nothing,
    "add_metric": _nothing,
    "add_variable": _add_weight,
    "add_weight": _add_weight,
    "build": _build,
    "compute_output_shape": _compute_output_shape,
    "count_params": _count,
    "get_config": _get_config,
    "get_weights": lambda _, self: weights(self),
    "set_weights": _nothing,
}

LAYER = KerasClass(
    "Layer",
    (),
    {
        "__new__": HostStatic("__new__", new),
        "from_config": HostClassMethod("from_config", _from_config),
        **{name: HostProperty(function) for name, function in PROPERTIES.items()},
        **{name: HostMethod(name, function) for name, function in METHODS.items()},
    },
    module="keras.layers",
    instance_type=LayerInstance,
)

OWN_METHODS = {
    "build": HostMethod("build", _own_build),
    "call": HostMethod("call", _super_call),
}
"""What the layers of Keras's own have besides."""
