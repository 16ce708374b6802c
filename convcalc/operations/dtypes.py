"""Element types: their names, how two of them meet, and what NumPy calls them."""

from __future__ import annotations

BYTES: dict[str, int] = {
    "bool": 1,
    "uint8": 1,
    "int8": 1,
    "uint16": 2,
    "int16": 2,
    "uint32": 4,
    "int32": 4,
    "uint64": 8,
    "int64": 8,
    "float8_e4m3fn": 1,
    "float8_e5m2": 1,
    "float16": 2,
    "bfloat16": 2,
    "float32": 4,
    "float64": 8,
    "complex32": 4,
    "complex64": 8,
    "complex128": 16,
}
"""Name -> bytes an element; a later type takes in the values of an earlier one, two pairs apart."""

ORDER = {name: index for index, name in enumerate(BYTES)}
MEET = {
    frozenset({"uint8", "int8"}): "int16",
    frozenset({"float16", "bfloat16"}): "float32",
}
"""Types of which neither takes in the other."""

NUMPY = {"bfloat16": "float32", "float8_e4m3fn": "float32", "float8_e5m2": "float32"}
"""Types that NumPy lacks: their values are kept more exactly."""


def is_floating(name: str) -> bool:
    """Whether it is a type of fractions."""
    return "float" in name


def is_complex(name: str) -> bool:
    """Whether it is a type of complex numbers."""
    return name.startswith("complex")


def category(name: str) -> int:
    """0 for truths, 1 for whole numbers, 2 for fractions, 3 for complex numbers."""
    if name == "bool":
        return 0
    return 3 if is_complex(name) else 2 if is_floating(name) else 1


def promoted(one: str, other: str) -> str:
    """
    The type that values of both go into.

    >>> promoted("int64", "float16")
    'float16'
    """
    if is_complex(one) != is_complex(other):
        one, other = (
            complex_type(each) if is_complex(each) or is_floating(each) else each
            for each in (one, other)
        )
    return MEET.get(frozenset((one, other))) or max(one, other, key=ORDER.__getitem__)


def numpy_name(name: str) -> str:
    """What NumPy calls it, or what it has instead."""
    return NUMPY.get(name, name)


MAX_COMPLEX = {"complex64": "float32", "complex128": "float64", "complex32": "float16"}


def real_type(name: str) -> str:
    """The type of the parts of a complex number; any other type itself."""
    return MAX_COMPLEX[name] if is_complex(name) else name


def complex_type(name: str) -> str:
    """
    The type of complex numbers whose parts are of this type, that itself if it is one.

    >>> complex_type("int64"), complex_type("float64")
    ('complex64', 'complex128')
    """
    if is_complex(name):
        return name
    return {"float16": "complex32", "float64": "complex128"}.get(name, "complex64")
