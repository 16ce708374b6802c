"""What a layer is given: the tensors of its forward, and what its weight says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site


def said_by_weight(name: str, shape: Shape, given: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the weight rather than from the attributes, where both were changed."""
    if name == "Linear" and len(shape) == 2:
        return {"out_features": shape[0], "in_features": shape[1]}
    if name == "Embedding" and len(shape) == 2:
        return {"num_embeddings": shape[0], "embedding_dim": shape[1]}
    if not name.startswith("Conv") or len(shape) != int(name[-2]) + 2:
        return {}
    groups = given["groups"]
    outer, inner = shape[0], shape[1] * groups
    if name.startswith("ConvTranspose"):
        outer, inner = inner, outer
    return {"out_channels": outer, "in_channels": inner, "kernel_size": shape[2:]}


def in_cell(name: str) -> int:
    """The order of the parameters of one recurrent cell."""
    return IN_CELL.index(name.partition("_l")[0])


IN_CELL = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
FLOATS = frozenset({"float16", "bfloat16", "float32", "float64", "complex64", "complex128"})


def tensors_of(value: object, site: Site) -> list[TensorValue]:
    """
    The tensors of one argument of a forward: one, several in a tuple, or none.

    Raises:
        BadValue: If it is something else, or not known.
    """
    if isinstance(value, TensorValue):
        return [value]
    if isinstance(value, Unread):
        value.refuse(site)
    if value is None:
        return []
    if isinstance(value, (tuple, list)):
        return [tensor for each in value for tensor in tensors_of(each, site)]
    raise BadValue(f"a layer is given {describe(value)}: {site.text()}", expected="a tensor")


def _many(count: int) -> str:
    return "1 argument" if count == 1 else f"{count} arguments"


def bound(
    spelled: str, takes: Sequence[str], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """
    The arguments of a forward by name.

    Raises:
        BadValue: If one is unknown, given twice, one too many, or the first is missing.
    """
    if len(args) > len(takes):
        raise BadValue(
            f"{spelled}: forward() takes {_many(len(takes))}, got {len(args)}",
            expected=", ".join(takes),
        )
    given = dict(zip(takes, args, strict=False))
    for name, value in kwargs.items():
        if name not in takes or name in given:
            raise BadValue(
                f"{spelled}: forward() takes no argument {name!r} here",
                expected=", ".join(takes),
            )
        given[name] = value
    if takes[0] in given and given[takes[0]] is None:
        raise BadValue(
            f"{spelled}: the input is None",
            expected="a tensor",
            hint="a forward() without return gives None: return what its last layer gives",
        )
    if takes[0] not in given:
        raise BadValue(f"{spelled}: forward() needs {takes[0]!r}")
    return given
