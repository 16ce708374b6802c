"""PyTorch's tensor classes: what `isinstance` asks for, and what makes a tensor when called."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.torch.methods import METHODS
from convcalc.readers.python.libraries.torch.methods import function
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.classes import HostClass

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

TYPED: dict[str, str] = {
    "Tensor": "float32",
    "FloatTensor": "float32",
    "DoubleTensor": "float64",
    "HalfTensor": "float16",
    "BFloat16Tensor": "bfloat16",
    "LongTensor": "int64",
    "IntTensor": "int32",
    "ShortTensor": "int16",
    "ByteTensor": "uint8",
    "CharTensor": "int8",
    "BoolTensor": "bool",
}
"""Class -> the type of its elements."""


class TensorClass(HostClass):
    """`torch.Tensor` and its sisters of one element type."""

    __slots__ = ()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A tensor of these sizes, or of these numbers."""
        from convcalc.readers.python.libraries.torch.functions.factories import typed

        return typed(site, self.name, TYPED[self.name], *args, **kwargs)

    def attribute(self, name: str, site: Site) -> object:
        """A method, to be called with the tensor first."""
        if name in METHODS:
            return function(name)
        return super().attribute(name, site)

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value is a tensor of its type."""
        if not isinstance(value, TorchTensor):
            return False
        return self.name == "Tensor" or value.dtype == TYPED[self.name]


CLASSES: dict[str, TensorClass] = {
    name: TensorClass(name, (), {}, module="torch") for name in TYPED
}
TENSOR = CLASSES["Tensor"]
