"""PyTorch's element types as the evaluated world sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.operations.dtypes import BYTES
from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import is_complex
from convcalc.operations.dtypes import is_floating
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

ALIASES: dict[str, str] = {
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "int": "int32",
    "long": "int64",
    "short": "int16",
    "cfloat": "complex64",
    "cdouble": "complex128",
}
CASTS: dict[str, str] = {**ALIASES, "byte": "uint8", "char": "int8"}
"""Methods of tensors, and words of their classes, that convert to a type."""

TENSORS: dict[str, str] = {
    **{
        name: word.capitalize() for word, name in CASTS.items() if word not in ("cfloat", "cdouble")
    },
    "bfloat16": "BFloat16",
    "bool": "Bool",
    "complex64": "ComplexFloat",
    "complex128": "ComplexDouble",
}
"""Type -> what the class of its tensors is called, before Tensor."""

LIMITS: dict[str, tuple[float, float, float]] = {
    "float16": (-65504.0, 65504.0, 2.0**-10),
    "bfloat16": (-3.3895313892515355e38, 3.3895313892515355e38, 2.0**-7),
    "float32": (-3.4028234663852886e38, 3.4028234663852886e38, 2.0**-23),
    "float64": (-1.7976931348623157e308, 1.7976931348623157e308, 2.0**-52),
}
"""Floating type -> smallest value, largest value, distance from 1 to the next."""


class TorchDtype(HostObject):
    """`torch.float32` and the others."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a dtype"
    attributes: ClassVar[tuple[str, ...]] = ("is_floating_point", "is_complex", "itemsize")

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def attribute_names(self) -> Sequence[str]:
        """What can be asked of a type."""
        return self.attributes

    def attribute(self, name: str, site: Site) -> object:
        """What sort of type it is, and how large."""
        if name == "is_floating_point":
            return is_floating(self.name)
        if name == "is_complex":
            return is_complex(self.name)
        if name == "itemsize":
            return BYTES[self.name]
        raise no_attribute(self.type_name, name, self.attributes)

    def compare(self, sign: str, other: object, site: Site) -> object:
        """Types of one name are equal."""
        if sign not in ("==", "!="):
            return super().compare(sign, other, site)
        same = isinstance(other, TorchDtype) and other.name == self.name
        return same == (sign == "==")


WORDS: dict[str, str] = {
    "float": "float32",
    "int": "int64",
    "bool": "bool",
    **{f"numpy.{name}": name for name in BYTES},
    "numpy.bool_": "bool",
    "numpy.float_": "float64",
    "numpy.int_": "int64",
    "numpy.intp": "int64",
}
"""What else names a type: Python's own classes, and NumPy's."""

DTYPES: dict[str, TorchDtype] = {name: TorchDtype(name) for name in BYTES}
CODES = {"d": "float64", "f": "float32", "f2": "float16", "f4": "float32", "f8": "float64"}
CODES |= {"i4": "int32", "i8": "int64", "u1": "uint8", "float": "float64", "int": "int64"}
"""NumPy's short words for types."""


def numpy_type(value: Any) -> Any:
    """A type where NumPy takes a word for it, for example "float32"; anything else as it is."""
    return DTYPES.get(CODES.get(value, value), value) if isinstance(value, str) else value


def dtype_of(value: Any, default: str) -> str:
    """
    The type that an argument names; None is the default.

    Raises:
        BadValue: If it is none.
    """
    if value is None:
        return default
    if isinstance(value, TorchDtype):
        return value.name
    name = getattr(value, "name", "")
    found = WORDS.get(name if isinstance(name, str) else "")
    if found is None:
        raise BadValue(
            f"dtype={show(value)}", expected="a type, for example torch.float32", argument="dtype"
        )
    return found


class Limits(HostObject):
    """`torch.finfo(dtype)` and `torch.iinfo(dtype)`."""

    __slots__ = ("values",)
    type_name: ClassVar[str] = "the limits of a dtype"

    def __init__(self, values: dict[str, float | int]) -> None:
        self.values = values

    def attribute_names(self) -> Sequence[str]:
        """Which limits there are."""
        return tuple(self.values)

    def attribute(self, name: str, site: Site) -> object:
        """One of them."""
        if name not in self.values:
            raise no_attribute(self.type_name, name, self.attribute_names())
        return self.values[name]


def float_limits(site: Site, spelled: str, type: Any = None) -> Limits:  # noqa: A002 (PyTorch's word)
    """torch.finfo."""
    name = dtype_of(type, "float32")
    if name not in LIMITS:
        raise BadValue(f"finfo of {name}", expected=" or ".join(LIMITS), argument="type")
    least, most, step = LIMITS[name]
    tiny = {"float16": 2.0**-14, "float64": 2.0**-1022}.get(name, 2.0**-126)
    bits = 8 * BYTES[name]
    return Limits({"min": least, "max": most, "eps": step, "tiny": tiny, "bits": bits})


def integer_limits(site: Site, spelled: str, type: Any) -> Limits:  # noqa: A002 (PyTorch's word)
    """torch.iinfo."""
    name = dtype_of(type, "int64")
    if category(name) != 1:
        raise BadValue(f"iinfo of {name}", expected="a type of whole numbers", argument="type")
    bits = 8 * BYTES[name]
    if name.startswith("u"):
        return Limits({"min": 0, "max": (1 << bits) - 1, "bits": bits})
    return Limits({"min": -(1 << bits - 1), "max": (1 << bits - 1) - 1, "bits": bits})
