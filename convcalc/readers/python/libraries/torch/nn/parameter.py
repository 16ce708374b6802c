"""PyTorch's parameters and buffers: tensors that belong to modules."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.graph.tensor import Tensor
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site

NOBODYS = -1
"""The number of a tensor that no layer of any graph makes: a model outlives its traces."""


class Parameter(TorchTensor):
    """A tensor that a module learns; two owners that hold the same object share it."""

    __slots__ = ("is_learned",)
    type_name: ClassVar[str] = "a parameter"

    def __init__(
        self,
        tensor: Tensor,
        dtype: str = "float32",
        data: Callable[[], Any] | None = None,
        *,
        is_learned: bool = True,
    ) -> None:
        super().__init__(tensor, dtype, data)
        self.is_learned = is_learned

    def own_type(self) -> HostObject:
        """`nn.Parameter`."""
        return PARAMETER

    def attribute(self, name: str, site: Site) -> object:
        """As of any tensor; it knows whether it is learned."""
        if name == "requires_grad":
            return self.is_learned
        if name == "requires_grad_":
            return BoundMethod(LEARN, self)
        return super().attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Freeze it, or let it be learned; new data may have another shape."""
        if name == "requires_grad":
            self.is_learned = site.evaluator.decide(value, site)
        else:
            super().set_attribute(name, value, site)

    def copied(self, memo: dict[int, Any], site: Site) -> Parameter:
        """Another parameter of the same shape."""
        tensor = Tensor(self.shape, NOBODYS)
        return Parameter(tensor, self.dtype, self.values(), is_learned=self.is_learned)


class Buffer(TorchTensor):
    """A tensor that a module keeps and does not learn, as `nn.Buffer` makes it."""

    __slots__ = ("is_persistent",)
    type_name: ClassVar[str] = "a buffer"

    def __init__(
        self,
        tensor: Tensor,
        dtype: str = "float32",
        data: Callable[[], Any] | None = None,
        *,
        is_persistent: bool = True,
    ) -> None:
        super().__init__(tensor, dtype, data)
        self.is_persistent = is_persistent


def _learn(site: Site, parameter: Parameter, requires_grad: object = True) -> Parameter:
    parameter.is_learned = site.evaluator.decide(requires_grad, site)
    return parameter


LEARN = HostMethod("requires_grad_", _learn)


def parameter_of(shape: Shape, dtype: str = "float32", *, is_learned: bool = True) -> Parameter:
    """A new parameter of this shape."""
    return Parameter(Tensor(shape, NOBODYS), dtype, is_learned=is_learned)


def buffer_of(shape: Shape, dtype: str = "float32") -> TorchTensor:
    """A new tensor of this shape that is not learned."""
    return TorchTensor(Tensor(shape, NOBODYS), dtype)


def copy_of(tensor: TensorValue) -> TorchTensor:
    """Another tensor of the same shape and values, that no layer makes."""
    data = tensor.values() if isinstance(tensor, TorchTensor) else tensor.data
    return TorchTensor(Tensor(tensor.shape, NOBODYS), tensor.dtype, data)


class ParameterClass(HostClass):
    """`nn.Parameter(data, requires_grad)`."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        A parameter with the shape of its data.

        Raises:
            BadValue: If the data is no tensor.
        """
        given = dict(zip(("data", "requires_grad"), args, strict=False)) | kwargs
        data = tensor_given(given.get("data"), "Parameter", site)
        learned = site.evaluator.decide(given.get("requires_grad", True), site)
        if data is None:
            return parameter_of((0,), is_learned=learned)
        return Parameter(Tensor(data.shape, NOBODYS), data.dtype, data.data, is_learned=learned)


class BufferClass(HostClass):
    """`nn.Buffer(data, persistent)`."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        A buffer with the shape of its data.

        Raises:
            BadValue: If the data is no tensor.
        """
        given = dict(zip(("data", "persistent"), args, strict=False)) | kwargs
        data = tensor_given(given.get("data"), "Buffer", site)
        shape = (0,) if data is None else data.shape
        buffer = Buffer(Tensor(shape, NOBODYS))
        if data is not None:
            buffer.dtype, buffer.data = data.dtype, data.data
        buffer.is_persistent = site.evaluator.decide(given.get("persistent", True), site)
        return buffer


def tensor_given(value: object, what: str, site: Site) -> TensorValue | None:
    """
    A tensor or None as it was given.

    Raises:
        BadValue: If it is something else, or not known.
    """
    if value is None or isinstance(value, TensorValue):
        return value
    if isinstance(value, Unread):
        value.refuse(site)
    raise BadValue(f"{what} of {describe(value)}", expected="a tensor")


PARAMETER = ParameterClass("Parameter", (), {}, module="torch.nn.parameter")
BUFFER = BufferClass("Buffer", (), {}, module="torch.nn.parameter")
UNINITIALISED = ParameterClass(
    "UninitializedParameter", (PARAMETER,), {}, module="torch.nn.parameter"
)
