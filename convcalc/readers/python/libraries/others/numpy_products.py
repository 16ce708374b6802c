"""`numpy`: arrays that are put together, multiplied and turned."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.others.numpy import as_array
from convcalc.readers.python.libraries.others.numpy import both
from convcalc.readers.python.libraries.others.numpy import called
from convcalc.readers.python.libraries.others.numpy import on_list
from convcalc.readers.python.libraries.others.numpy import total
from convcalc.readers.python.libraries.torch.dtypes import DTYPES

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site


def appended(site: Site, spelled: str, arr: Any, values: Any, axis: Any = None) -> TorchTensor:
    """numpy.append: both flat, unless there is an axis."""
    parts = [as_array(site, arr), as_array(site, values)]
    if axis is None:
        flatten = ("torch.functions.views", "reshape")
        parts = [called(site, "reshape", flatten, [each, (-1,)], {}) for each in parts]
    joined: TorchTensor = on_list(
        site, spelled, ("torch.functions.joining", "cat"), parts, axis or 0
    )
    return joined


def dot(site: Site, spelled: str, a: Any, b: Any) -> Any:
    """numpy.dot: of numbers, vectors and matrices."""
    one, two = as_array(site, a), as_array(site, b)
    ranks = len(one.shape), len(two.shape)
    if 0 in ranks:
        return both(site, spelled, ast.Mult, one, two)
    if ranks == (1, 1):
        return total(site, "sum", both(site, spelled, ast.Mult, one, two))
    if max(ranks) > 2:
        raise BadValue(f"numpy.dot() of {max(ranks)} axes", expected="vectors or matrices")
    return called(site, "matmul", ("torch.functions.products", "matmul"), [one, two], {})


def clip(site: Site, spelled: str, a: Any, a_min: Any = None, a_max: Any = None) -> Any:
    """numpy.clip."""
    rule = ("torch.functions.elementwise", "clamp")
    return called(site, "clamp", rule, [as_array(site, a), a_min, a_max], {})


def diag(site: Site, spelled: str, v: Any, k: Any = 0) -> Any:
    """numpy.diag: a matrix of a vector, or the vector of a matrix."""
    rule = ("torch.functions.ranges", "diagonal_matrix")
    return called(site, spelled, rule, [as_array(site, v), k], {})


def summed(site: Site, spelled: str, subscripts: Any, *operands: Any, **options: Any) -> Any:
    """numpy.einsum."""
    given = [as_array(site, each) for each in operands]
    return called(site, spelled, ("torch.functions.products", "einsum"), [subscripts, *given], {})


def window(site: Site, spelled: str, M: Any) -> TorchTensor:  # noqa: N803 (NumPy's word)
    """numpy.hanning and its like: a vector whose values are not known."""
    rule = ("torch.functions.factories", "window")
    made: TorchTensor = called(site, spelled, rule, [M], {"dtype": DTYPES["float64"]})
    return made


def meshgrid(site: Site, spelled: str, *xi: Any, indexing: Any = "xy") -> Any:
    """numpy.meshgrid, whose first two axes change places unless it is told otherwise."""
    from convcalc.readers.python.libraries.torch.functions.joining import meshgrid as made

    return made(site, spelled, *[as_array(site, each) for each in xi], indexing=indexing)


def flip(site: Site, spelled: str, m: Any, axis: Any = None) -> TorchTensor:
    """numpy.flip: along all axes where none is named."""
    from convcalc.readers.python.libraries.torch.functions.along import flip as flipped

    source = as_array(site, m)
    axes = tuple(range(len(source.shape))) if axis is None else axis
    return flipped(site, spelled, source, *(axes if isinstance(axes, (tuple, list)) else (axes,)))
