"""Where a functional model begins: keras.Input and InputLayer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.graph.tensor import Tensor
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.layer_class import LAYER
from convcalc.readers.python.libraries.keras.layer_class import KerasClass
from convcalc.readers.python.libraries.keras.layer_class import dtype_name
from convcalc.readers.python.libraries.keras.layer_contents import refuse_unread
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import Operation
from convcalc.readers.python.objects.descriptors import HostMethod

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.keras.session import Session
    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site

SHAPES = ("batch_shape", "batch_input_shape", "shape", "input_shape", "batch_size")
"""The arguments that say the shape of an input."""

OPEN_NAMES = {2: "L", 3: "LC", 4: "HWC", 5: "DHWC"}
"""What the axes behind the batch are called where their sizes are left open."""


def open_shape(values: Any, state: Session | None = None) -> Shape:
    """
    A shape of Keras with a symbol for every size that is left open.

    Two inputs have the batch in common, and no other open size: `state` knows the names given.

    Raises:
        BadValue: If it is no shape.
    """
    if not isinstance(values, (tuple, list)):
        refuse("shape", values, "a tuple of sizes without the batch")
    names = OPEN_NAMES.get(len(values), "")
    found: list[Dim] = []
    for index, each in enumerate(values):
        if each is None:
            name = "N" if index == 0 else names[index - 1 :][:1] or f"S{index}"
            found.append(symbol(name) if index == 0 or state is None else state.open_size(name))
        else:
            found.append(size(each, "shape"))
    return tuple(found)


def symbolic_input(shape: Any, site: Site, name: str = "", dtype: str = "float32") -> KerasTensor:
    """A tensor of this shape, the batch included, that a model may begin with."""
    layer = LayerInstance(INPUT_LAYER)
    layer.name = name or session(site).name("input_layer")
    layer.source = site.source()
    return begin(layer, open_shape(shape, session(site)), dtype)


def begin(layer: LayerInstance, shape: Shape, dtype: str) -> KerasTensor:
    """The tensor of an input layer."""
    operation = Operation(layer, [], {}, layer.source)
    tensor = KerasTensor(Tensor(shape, -1), dtype, operation=operation, name=layer.name)
    operation.outputs.append(tensor)
    layer.inbound.append(operation)
    layer.is_built = True
    return tensor


def full_shape(given: dict[str, Any], site: Site) -> tuple[Any, ...]:
    """
    The shape with its batch, from the arguments that may say it.

    Raises:
        BadValue: If none of them does.
    """
    refuse_unread([given.get(name) for name in SHAPES], site)
    for name in ("batch_shape", "batch_input_shape"):
        if given.get(name) is not None:
            return tuple(plain_shape(given[name], name))
    shape = given.get("shape", given.get("input_shape"))
    if shape is None:
        raise BadValue("Input() needs 'shape'", expected="shape=(224, 224, 3)")
    return (given.get("batch_size"), *plain_shape(shape, "shape"))


def plain_shape(value: Any, name: str) -> tuple[Any, ...]:
    """
    A tuple of sizes; one size stands for itself.

    Raises:
        BadValue: If it is something else.
    """
    if isinstance(value, (int, Expr)):
        return (value,)
    if not isinstance(value, (tuple, list)):
        refuse(name, value, "a tuple of sizes")
    return tuple(value)


def _of_tensor(given: dict[str, Any]) -> KerasTensor | None:
    tensor = given.get("tensor", given.get("input_tensor"))
    return tensor if isinstance(tensor, KerasTensor) else None


def make_input(site: Site, *args: Any, **kwargs: Any) -> KerasTensor:
    """keras.Input(shape, batch_size, dtype, ...)."""
    names = ("shape", "batch_size", "dtype", "sparse", "batch_shape", "name", "tensor")
    given = dict(zip(names, args, strict=False)) | kwargs
    tensor = _of_tensor(given)
    if tensor is not None and tensor.is_symbolic:
        return tensor
    name = given.get("name")
    shape = full_shape(given, site) if tensor is None else tensor.tensor.shape
    word = name if isinstance(name, str) else ""
    return symbolic_input(shape, site, word, dtype_name(given.get("dtype")))


def _input_layer(site: Site, self: LayerInstance, *args: Any, **kwargs: Any) -> None:
    names = ("shape", "batch_size", "dtype")
    given = dict(zip(names, args, strict=False)) | kwargs
    name = given.get("name")
    self.name = name if isinstance(name, str) else session(site).name("input_layer")
    tensor = _of_tensor(given)
    shape = full_shape(given, site) if tensor is None else tensor.tensor.shape
    begin(self, open_shape(shape, session(site)), dtype_name(given.get("dtype")))


INPUT_LAYER = KerasClass(
    "InputLayer",
    (LAYER,),
    {"__init__": HostMethod("__init__", _input_layer)},
    module="keras.layers",
    instance_type=LayerInstance,
)


def is_input(value: HostObject) -> bool:
    """Whether an operator is the beginning of a graph."""
    return isinstance(value, LayerInstance) and value.cls.is_subclass(INPUT_LAYER)
