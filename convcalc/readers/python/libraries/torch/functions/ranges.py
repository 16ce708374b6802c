"""Rules for tensors of regular numbers: ranges, diagonals, triangles."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.operations import ranges
from convcalc.operations.constants import MOST_VALUES
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import constant
from convcalc.readers.python.libraries.torch.calls import made
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.libraries.torch.dtypes import dtype_of
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def arange(site: Site, spelled: str, *ends: Any, **options: Any) -> TorchTensor:
    """torch.arange: to an end, or from a start in steps."""
    given = [each.number(site) if isinstance(each, TorchTensor) else each for each in ends]
    given += [options[name] for name in ("end",) if name in options]
    start, step = options.get("start", 0), options.get("step", 1)
    if len(given) == 1:
        stop = given[0]
    else:
        start, stop, step = (*given, step)[:3]
    return _arange(site, (start, stop, step), options.get("dtype"))


def inclusive(site: Site, spelled: str, *ends: Any, **options: Any) -> TorchTensor:
    """torch.range: with its end, and of fractions unless a type is given."""
    given = [options[name] for name in ("start",) if name in options] + list(ends)
    given += [options[name] for name in ("end",) if name in options]
    start, stop = given[:2] if len(given) > 1 else (0, given[0])
    step = given[2] if len(given) > 2 else options.get("step", 1)
    return _arange(site, (start, stop + step, step), options.get("dtype") or DTYPES["float32"])


def _arange(site: Site, ends: tuple[Any, Any, Any], dtype: Any) -> TorchTensor:
    start, stop, step = ends
    for each in ends:
        if not isinstance(each, (int, float, Expr)):
            raise BadValue(f"arange() takes numbers, got {show(each)}")
    count = ranges.steps_between(ends)
    if type(count) is int and count < 0:
        raise BadValue(f"arange() from {start} to {stop} in steps of {step}", argument="end")
    wanted = "" if dtype is None else dtype_of(dtype, "")
    return ranges.in_steps(TorchHand(site), ends, count, wanted)


def linspace(
    site: Site, spelled: str, start: Any, end: Any, steps: Any, *args: Any, **options: Any
) -> TorchTensor:
    """torch.linspace, logspace, worked out from both ends as PyTorch does."""
    first, last = (
        each.number(site) if isinstance(each, TorchTensor) else each for each in (start, end)
    )
    count = size_of(steps, "steps", site)
    name = dtype_of(options.get("dtype"), "float32")
    if spelled != "linspace":
        return constant(site, (count,), name)
    return ranges.spaced(TorchHand(site), (first, last), count, name)


def eye(site: Site, spelled: str, n: Any, m: Any = None, **options: Any) -> TorchTensor:
    """torch.eye."""
    rows = size_of(n, "n", site)
    columns_ = rows if m is None else size_of(m, "m", site)
    dtype = dtype_of(options.get("dtype"), "float32")
    return ranges.identity(TorchHand(site), rows, columns_, dtype)


def triangle(site: Site, spelled: str, input: Any, diagonal: Any = 0) -> TorchTensor:
    """torch.tril, triu: the other half is zero."""
    from convcalc.layers.activation.activation import Activation

    source = tensor(input, "input", site)
    offset = size_of(diagonal, "diagonal", site)
    layer = Activation(function=spelled)
    plain = type(offset) is int
    return apply(
        site,
        spelled,
        layer,
        [source],
        "",
        (lambda numpy, array: getattr(numpy, spelled)(array, offset)) if plain else None,
    )[0]


def triangle_indices(
    site: Site, spelled: str, row: Any, col: Any, offset: Any = 0, **options: Any
) -> TorchTensor:
    """torch.tril_indices, triu_indices."""
    sizes = [size_of(each, "entry", site) for each in (row, col, offset)]
    if not all(type(each) is int and abs(each) <= MOST_VALUES for each in sizes):
        raise BadValue(f"{spelled}() of {sizes[0]} rows", expected="known sizes", argument="entry")
    rows, columns_, moved = sizes
    if rows * columns_ > MOST_VALUES:
        raise BadValue(f"{spelled}() of {rows} rows and {columns_} columns")
    count = sum(
        (column <= index + moved) if spelled == "tril_indices" else (column >= index + moved)
        for index in range(rows)
        for column in range(columns_)
    )
    name = "tril" if spelled == "tril_indices" else "triu"
    return made(
        site,
        (2, count),
        "int64",
        lambda numpy: numpy.stack(
            numpy.nonzero(getattr(numpy, name)(numpy.ones((rows, columns_)), moved))
        ),
    )


def diagonal_matrix(site: Site, spelled: str, input: Any, diagonal: Any = 0) -> TorchTensor:
    """torch.diag: a vector becomes a matrix, a matrix its diagonal."""
    from convcalc.layers.other.function import Function
    from convcalc.readers.python.libraries.torch.functions.views import diagonal as taken

    source = tensor(input, "input", site)
    moved = size_of(diagonal, "diagonal", site)
    if len(source.shape) != 1:
        return taken(site, "diagonal", source, moved)
    length = source.shape[0] + abs(moved)
    layer = Function(function=spelled, shapes=((length, length),), work=0)
    return apply(site, spelled, layer, [source], "", lambda numpy, array: numpy.diag(array, moved))[
        0
    ]
