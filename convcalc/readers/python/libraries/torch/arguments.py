"""Arguments of PyTorch's functions: tensors, lists of them, sizes and axes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site


def tensor(value: Any, name: str = "input", site: Site | None = None) -> TorchTensor:
    """
    An argument that must be a tensor.

    Raises:
        BadValue: If it is something else.
    """
    if isinstance(value, TorchTensor):
        return value
    if isinstance(value, Unread):
        value.refuse(site)
    if isinstance(value, TensorValue):
        return TorchTensor(value.tensor, value.dtype, value.data)
    raise BadValue(
        f"{name} is {describe(value)}: {show(value)}", expected="a tensor", argument=name
    )


def tensor_list(value: Any, name: str = "tensors", site: Site | None = None) -> list[TorchTensor]:
    """
    An argument that must be a list of tensors, or a tensor, whose first axis is gone over.

    Raises:
        BadValue: If it is something else.
    """
    if isinstance(value, Unread):
        value.refuse(site)
    if isinstance(value, TorchTensor) and site is not None:
        return list(value.iterate(site))  # type: ignore[arg-type]  # tensors
    if isinstance(value, HostObject) and site is not None:
        value = list(value.iterate(site))
    if type(value) not in (list, tuple):
        raise BadValue(
            f"{name} is {describe(value)}: {show(value)}",
            expected="a list of tensors",
            argument=name,
        )
    return [tensor(each, name, site) for each in value]


def is_number(value: object) -> bool:
    """Whether a value is a number or a size."""
    return isinstance(value, (int, float, complex, Expr))


def size_of(value: Any, name: str, site: Site) -> Any:
    """
    A whole number or size; the one value of a tensor, where it is known.

    Raises:
        BadValue: If it is something else.
    """
    if isinstance(value, TorchTensor):
        value = value.number(site)
    if isinstance(value, Unread):
        value.refuse(site)
    if type(value) is bool or not isinstance(value, (int, Expr)):
        hint = "// divides into whole numbers" if isinstance(value, float) else ""
        raise BadValue(f"{name}={show(value)}", expected="a whole number", hint=hint, argument=name)
    return value


def sizes_of(values: Any, name: str, site: Site) -> Shape:
    """
    Sizes given one by one, or in one list or tuple.

    Raises:
        BadValue: If one is something else.
    """
    if len(values) == 1 and not is_number(values[0]):
        first = values[0]
        if type(first) in (list, tuple):
            values = first
        elif isinstance(first, TorchTensor) and first.shape:
            values = first.known(site).tolist()
        elif isinstance(first, HostObject) and not isinstance(first, (TorchTensor, Unread)):
            values = list(first.iterate(site))
    return tuple([size_of(each, name, site) for each in values])


def axis_of(value: Any, name: str = "dim", site: Site | None = None) -> int:
    """
    The index of an axis.

    Raises:
        BadValue: If it is no known whole number.
    """
    if isinstance(value, TorchTensor) and site is not None:
        value = value.number(site)
    if type(value) is not int:
        raise BadValue(
            f"{name}={show(value)}",
            expected="a whole number, the index of an axis",
            argument=name,
        )
    return value


def axes_of(value: Any, name: str = "dim") -> tuple[int, ...] | None:
    """
    One axis or several; None for all.

    Raises:
        BadValue: If one is no known whole number.
    """
    if value is None:
        return None
    if type(value) in (list, tuple):
        return tuple([axis_of(each, name) for each in value]) or None
    return (axis_of(value, name),)
