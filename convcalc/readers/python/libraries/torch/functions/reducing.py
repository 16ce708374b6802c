"""Rules for reductions: axes that become one value, or are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.reduce import Reduce
from convcalc.operations import reductions
from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import real_type
from convcalc.operations.reductions import REDUCTIONS
from convcalc.readers.python.libraries.torch.arguments import axes_of
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.dtypes import dtype_of
from convcalc.readers.python.libraries.torch.functions.views import flatten
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def reduce(
    site: Site,
    spelled: str,
    input: Any,
    dim: Any = None,
    keepdim: Any = False,
    *,
    dtype: Any = None,
) -> TorchTensor:
    """torch.sum, mean, amax and the like."""
    source = tensor(input, "input", site)
    wanted = "" if dtype is None else dtype_of(dtype, "")
    if wanted and category(wanted) < 2 and spelled in ("mean", "nanmean"):
        raise BadValue(f"{spelled}() as {wanted}", expected="a type of fractions", argument="dtype")
    return reduced(site, spelled, source, axes_of(dim), (bool(keepdim), wanted))


def reduce_one(
    site: Site,
    spelled: str,
    input: Any,
    dim: Any = None,
    keepdim: Any = False,
    *,
    dtype: Any = None,
) -> TorchTensor:
    """torch.prod, argmax, argmin: of everything, or along one axis."""
    axis = None if dim is None else axis_of(dim, "dim", site)
    return reduce(site, spelled, input, axis, keepdim, dtype=dtype)


def reduce_some(
    site: Site, spelled: str, input: Any, dim: Any, keepdim: Any = False
) -> TorchTensor:
    """torch.logsumexp, whose axes must be named."""
    return reduce(site, spelled, input, dim, keepdim)


def counted(site: Site, spelled: str, input: Any, dim: Any = None) -> TorchTensor:
    """torch.count_nonzero."""
    return reduce(site, spelled, input, dim)


def reduced(
    site: Site,
    spelled: str,
    source: TorchTensor,
    axes: tuple[int, ...] | None,
    options: tuple[bool, str],
) -> TorchTensor:
    """A reduction to one tensor; `options` are whether axes are kept, and a type or nothing."""
    keeps_axes, dtype = options
    record = REDUCTIONS[spelled]
    return reductions.reduced(
        TorchHand(site), spelled, record, source, axes, keeps_axes=keeps_axes, dtype=dtype
    )


def variance(
    site: Site, spelled: str, input: Any, dim: Any = None, *rest: Any, **options: Any
) -> Any:
    """torch.var, std, var_mean, std_mean, in their older forms as well."""
    source = tensor(input, "input", site)
    if isinstance(dim, bool):
        dim, rest = None, (dim, *rest)
    keep = bool(options.get("keepdim", rest[-1] if len(rest) > 1 else False))
    axes = axes_of(dim)
    real = real_type(source.dtype)
    if spelled in ("var", "std"):
        return reduced(site, spelled, source, axes, (keep, ""))
    layer = Reduce(function=spelled, axes=axes, keepdim=keep, count=2)
    return tuple(apply(site, spelled, layer, [source], (real, source.dtype)))


def quantile(
    site: Site,
    spelled: str,
    input: Any,
    q: Any,
    dim: Any = None,
    keepdim: Any = False,
    *,
    interpolation: Any = "linear",
) -> TorchTensor:
    """torch.quantile: one result a quantile, in front."""
    source = tensor(input, "input", site)
    layer = Reduce(function=spelled, axes=axes_of(dim), keepdim=bool(keepdim))
    shape = layer.outputs((source.shape,), needs_of(site))[0]
    if isinstance(q, TorchTensor):
        shape = (*q.shape, *shape)
    return apply(site, spelled, Function(function=spelled, shapes=(shape,)), [source])[0]


def norm(
    site: Site,
    spelled: str,
    input: Any,
    p: Any = "fro",
    dim: Any = None,
    keepdim: Any = False,
    dtype: Any = None,
) -> TorchTensor:
    """torch.norm."""
    source = tensor(input, "input", site)
    result = real_type(dtype_of(dtype, source.dtype))
    if dtype is not None and category(result) < 2:
        raise BadValue(f"{spelled}() as {result}", expected="a type of fractions", argument="dtype")
    options = (bool(keepdim), result)
    return reduced(site, "norm", source, axes_of(dim), options)


def vector_norm(
    site: Site,
    spelled: str,
    x: Any,
    ord: Any = None,
    dim: Any = None,
    keepdim: Any = False,
    *,
    dtype: Any = None,
) -> TorchTensor:
    """torch.linalg.norm, vector_norm."""
    shape = tensor(x, "x", site).shape
    if spelled == "norm" and ord is not None and dim is None and len(shape) not in (1, 2):
        raise ShapeError(
            f"norm() of {show_shape(shape)} with ord={show(ord)}",
            expected="1 or 2 axes, or dim",
            argument="ord",
        )
    return norm(site, spelled, x, ord, dim, keepdim, dtype)


def matrix_norm(
    site: Site,
    spelled: str,
    input: Any,
    ord: Any = "fro",
    dim: Any = (-2, -1),
    keepdim: Any = False,
    *,
    dtype: Any = None,
) -> TorchTensor:
    """torch.linalg.matrix_norm."""
    return norm(site, spelled, input, ord, dim, keepdim, dtype)


def all_or_any(
    site: Site, spelled: str, input: Any, dim: Any = None, keepdim: Any = False
) -> TorchTensor:
    """torch.all, torch.any."""
    return reduce(
        site,
        spelled,
        flatten(site, "flatten", input) if dim == () else input,
        dim,
        keepdim,
    )
