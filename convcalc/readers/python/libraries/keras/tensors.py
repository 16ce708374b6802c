"""Keras's tensors: symbolic ones, which know the operation they come from, and those of a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.graph.tensor import Tensor
from convcalc.readers.python.libraries.rules import rule
from convcalc.readers.python.objects.attributes import PARTS
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.readers.python.values.methods import TUPLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.source import Source


class KerasTensor(TensorValue):
    """
    A tensor of Keras or TensorFlow.

    One with an `operation` is symbolic: it stands for whatever a model will be called with. `trace`
    is the one that the tensor is part of; a tensor of none is a constant or a weight.
    """

    __slots__ = ("name", "operation", "trace")
    outranks_arrays: ClassVar[bool] = True

    def __init__(
        self,
        tensor: Tensor,
        dtype: str = "float32",
        *,
        trace: Trace | None = None,
        operation: Operation | None = None,
        name: str = "",
    ) -> None:
        super().__init__(tensor, dtype)
        self.trace = trace
        self.operation = operation
        self.name = name

    @property
    def is_symbolic(self) -> bool:
        """Whether it stands for what a model will be called with."""
        return self.operation is not None

    def operate(
        self, layer: Layer, inputs: Sequence[TensorValue], site: Site, spelled: str
    ) -> tuple[TensorValue, ...]:
        """Symbolic ones where an input is."""
        given = [each for each in inputs if isinstance(each, KerasTensor)]
        perform = rule("keras.operations", "perform")
        return tuple(tensors_of(perform(layer, given, site, spelled.rpartition(".")[2])))

    def keras_shape(self) -> tuple[Any, ...]:
        """Its shape as Keras says it: None for what is not known while a model is made."""
        shape = self.tensor.shape
        if self.operation is None:
            return shape
        return tuple([each if type(each) is int else None for each in shape])

    def attribute_names(self) -> Sequence[str]:
        """What is told of a tensor."""
        return (*ATTRIBUTES, *METHODS)

    def attribute(self, name: str, site: Site) -> object:
        """Its shape, its type, its name, or a method."""
        if name in ATTRIBUTES:
            return ATTRIBUTES[name](self)
        if name in METHODS:
            function = METHODS[name]
            return Builtin(name, Entry(lambda site, *args: function(self, site, *args), 0, 2))
        raise no_attribute("a tensor of Keras", name, self.attribute_names())

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Nothing: what people hang on tensors changes no shape."""

    def own_type(self) -> HostObject:
        """The class KerasTensor."""
        return KERAS_TENSOR

    def unary(self, sign: str, site: Site) -> object:
        """Element by element."""
        return rule("keras.functions.elementwise", "unary")(sign, self, site)

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """Element by element; @ multiplies matrices."""
        return rule("keras.functions.elementwise", "binary")(
            sign, self, other, site, reflected=reflected
        )

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Element by element; a tensor is equal to itself where anything else is compared."""
        if not isinstance(other, (int, float, KerasTensor)):
            return super().compare(sign, other, site)
        return rule("keras.functions.elementwise", "compare")(sign, self, other, site)

    def subscript(self, key: object, site: Site) -> object:
        """The elements at some positions."""
        return rule("keras.functions.indexing", "subscript")(self, key, site)

    def iterate(self, site: Site) -> Iterable[object]:
        """Along the first axis."""
        found: Iterable[object] = rule("keras.functions.indexing", "elements")(self, site)
        return found

    def length(self, site: Site) -> object:
        """The size of the first axis."""
        return self.tensor.shape[0] if self.tensor.shape else 0


class Variable(KerasTensor):
    """A weight; TensorFlow's own variables are none to Keras: `is_counted` is False for them."""

    __slots__ = ("is_counted", "is_trainable")
    type_name: ClassVar[str] = "a weight"

    def __init__(self, shape: Shape, name: str, dtype: str, *, is_trainable: bool) -> None:
        super().__init__(Tensor(shape, -1), dtype, name=name)
        self.is_trainable = is_trainable
        self.is_counted = True

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """`trainable` is kept."""
        if name == "trainable":
            self.is_trainable = site.evaluator.decide(value, site)


def _get_shape(tensor: KerasTensor, site: Site) -> object:
    return tensor.keras_shape()


class Operation:
    """
    One call in the graph of a model to be: what is called, with what, and what came out.

    Lists and dicts of tensors are kept as they are now: what the caller does to them later is no
    matter of the call.
    `operator` is a layer or a function; an input has no arguments. `inputs` and `outputs` are the
    tensors in them, flat.
    """

    __slots__ = ("args", "inputs", "kwargs", "operator", "outputs", "source")

    def __init__(
        self, operator: Any, args: list[Any], kwargs: dict[str, Any], source: Source | None
    ) -> None:
        self.operator: Any = operator
        self.args: list[Any] = copied(args)
        self.kwargs: dict[str, Any] = copied(kwargs)
        self.source = source
        self.inputs = [each for each in tensors_of((args, kwargs)) if each.is_symbolic]
        self.outputs: list[KerasTensor] = []

    @property
    def is_input(self) -> bool:
        """Whether it is the beginning of a graph."""
        return not self.inputs


SHAPE_METHODS = {
    "as_list": Entry(lambda _, shape: list(shape), 0, 0),
    "assert_has_rank": Entry(lambda *_: None, 1, 1),
    "is_fully_defined": Entry(lambda _, shape: None not in shape, 0, 0),
}
"""What a TensorShape can do that a plain tuple cannot: a shape is a plain tuple here."""

TUPLE.update(SHAPE_METHODS)
PARTS.update({(tuple, "rank"): len, (tuple, "ndims"): len, (tuple, "dims"): list})


def _itself(tensor: KerasTensor, site: Site, *rest: object) -> object:
    return tensor


ATTRIBUTES: dict[str, Callable[[KerasTensor], object]] = {
    "dtype": lambda tensor: tensor.dtype,
    "graph": lambda *_: None,
    "name": lambda tensor: tensor.name,
    "ndim": lambda tensor: len(tensor.tensor.shape),
    "path": lambda tensor: tensor.name,
    "rank": lambda tensor: len(tensor.tensor.shape),
    "shape": KerasTensor.keras_shape,
    "sparse": lambda *_: False,
    "trainable": lambda tensor: getattr(tensor, "is_trainable", False),
    "value": lambda tensor: tensor,
    "_keras_shape": KerasTensor.keras_shape,
    "_keras_history": lambda tensor: (
        None if tensor.operation is None else (tensor.operation.operator, 0, 0)
    ),
}

METHODS: dict[str, Callable[..., object]] = {
    "assign": _itself,
    "assign_add": _itself,
    "assign_sub": _itself,
    "get_shape": _get_shape,
    "numpy": _itself,
    "set_shape": _itself,
}

KERAS_TENSOR = HostClass("KerasTensor", (), {}, module="keras")


def in_trace(value: KerasTensor, trace: Trace) -> Tensor:
    """The tensor in this trace: one that is not part of it is a constant there."""
    if value.trace is trace:
        return value.tensor
    return trace.constant(value.tensor.shape)


def is_symbolic(*values: object) -> bool:
    """Whether any tensor in these values is symbolic."""
    return any(each.is_symbolic for each in tensors_of(values))


def tensors_of(value: object) -> Iterator[KerasTensor]:
    """The tensors in a value, in the order in which Keras flattens it: dicts by sorted keys."""
    if isinstance(value, KerasTensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from tensors_of(each)
    elif isinstance(value, dict):
        for key in sorted_keys(value):
            yield from tensors_of(value[key])


def sorted_keys(value: dict[Any, Any]) -> list[Any]:
    """The keys in Keras's order; as they stand where they have none."""
    return sorted(value) if all(isinstance(key, str) for key in value) else list(value)


def copied(value: Any) -> Any:
    """The same tensors in lists and dicts that nobody else holds."""
    return mapped(value, lambda tensor: tensor)


def mapped(value: Any, function: Callable[[KerasTensor], Any]) -> Any:
    """The same structure with every tensor replaced."""
    if isinstance(value, KerasTensor):
        return function(value)
    if type(value) in (list, tuple):
        return type(value)([mapped(each, function) for each in value])
    if isinstance(value, dict):
        return {key: mapped(value[key], function) for key in value}
    return value
