"""Rules for what works along an axis and keeps the shape."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.core.axes import place
from convcalc.layers.dense.similarity import Similarity
from convcalc.layers.other.along_axis import Along
from convcalc.layers.other.function import Function
from convcalc.operations import along_axes
from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import real_type
from convcalc.readers.python.libraries.torch.arguments import axes_of
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import is_number
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.dtypes import dtype_of
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.tracing.named_results import NamedResults

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def along(site: Site, spelled: str, input: Any, dim: Any, *, dtype: Any = None) -> TorchTensor:
    """torch.cumsum, cumprod, logcumsumexp."""
    source = tensor(input, "input", site)
    axis = axis_of(dim, "dim", site)
    wanted = "" if dtype is None else dtype_of(dtype, "")
    record = along_axes.RUNNING[spelled]
    return along_axes.running(TorchHand(site), spelled, record, source, axis, wanted)


def along_with_positions(site: Site, spelled: str, input: Any, dim: Any) -> NamedResults:
    """torch.cummax, cummin."""
    source = tensor(input, "input", site)
    axis = axis_of(dim, "dim", site)
    found = along_axes.running_with_positions(TorchHand(site), spelled, source, axis)
    return NamedResults(spelled, ("values", "indices"), found)


def difference(
    site: Site,
    spelled: str,
    input: Any,
    n: Any = 1,
    dim: Any = -1,
    prepend: Any = None,
    append: Any = None,
) -> TorchTensor:
    """torch.diff: neighbours subtracted, of what stands before and behind as well."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    times = size_of(n, "n", site)
    parts = [each for each in (prepend, source, append) if each is not None]
    if len(parts) > 1:
        from convcalc.readers.python.libraries.torch.functions.joining import cat

        source = cat(site, "cat", parts, axis)
    length = source.shape[axis] - times
    length = max(length, 0) if type(length) is int else length
    shape = (*source.shape[:axis], length, *source.shape[axis + 1 :])
    layer = Function(function=spelled, shapes=(shape,))
    return apply(
        site, spelled, layer, [source], "", lambda numpy, array: numpy.diff(array, times, axis)
    )[0]


def softmax(
    site: Site, spelled: str, input: Any, dim: Any = None, _stacklevel: Any = 3, dtype: Any = None
) -> TorchTensor:
    """torch.softmax, log_softmax, F.softmin; a type may stand behind the axis."""
    source = tensor(input, "input", site)
    if dtype is None and not is_number(_stacklevel):
        dtype = _stacklevel
    axes = None if dim is None else (axis_of(dim, "dim", site),)
    wanted = "" if dtype is None else dtype_of(dtype, "")
    return along_axes.normalised(TorchHand(site), spelled, source, axes, wanted)


def gumbel_softmax(
    site: Site,
    spelled: str,
    logits: Any,
    tau: Any = 1,
    hard: Any = False,
    eps: Any = 1e-10,
    dim: Any = -1,
) -> TorchTensor:
    """F.gumbel_softmax."""
    return softmax(site, spelled, logits, dim)


def normalize(
    site: Site, spelled: str, input: Any, p: Any = 2.0, dim: Any = 1, eps: Any = 1e-12
) -> TorchTensor:
    """F.normalize: divided by its norm along an axis."""
    source = tensor(input, "input", site)
    axes = axes_of(dim) or ()
    return apply(site, spelled, Along(function="normalize", axes=axes), [source])[0]


def flip(site: Site, spelled: str, input: Any, *dims: Any, **named: Any) -> TorchTensor:
    """torch.flip."""
    axes = tuple(axis_of(e) for e in sizes_of(dims or tuple(named.values()), "dims", site))
    source = tensor(input, "input", site)
    return along_axes.flipped(TorchHand(site), spelled, source, axes)


def flip_along(site: Site, spelled: str, axis: int, input: Any) -> TorchTensor:
    """torch.fliplr, flipud."""
    place(axis, tensor(input, "input", site).shape, "dims")
    return flip(site, spelled, input, axis)


def roll(site: Site, spelled: str, input: Any, shifts: Any, dims: Any = None) -> TorchTensor:
    """torch.roll; without axes, of all elements in a row."""
    source = tensor(input, "input", site)
    moved = sizes_of((shifts,), "shifts", site)
    axes = axes_of(dims, "dims")
    count = 1 if axes is None else len(axes)
    if len(moved) != count:
        raise BadValue(f"{len(moved)} shifts for {count} axes", argument="shifts")
    return along_axes.rolled(TorchHand(site), spelled, source, moved, axes)


def quarter_turns(
    site: Site, spelled: str, input: Any, k: Any = 1, dims: Any = (0, 1)
) -> TorchTensor:
    """torch.rot90."""
    source = tensor(input, "input", site)
    first, second = (place(axis, source.shape, "dims") for axis in axes_of(dims, "dims") or ())
    shape = list(source.shape)
    if size_of(k, "k", site) % 2:
        shape[first], shape[second] = shape[second], shape[first]
    layer = Function(function=spelled, shapes=(tuple(shape),), work=0)
    return apply(
        site, spelled, layer, [source], "", lambda numpy, a: numpy.rot90(a, k, (first, second))
    )[0]


def similarity(
    site: Site, spelled: str, x1: Any, x2: Any, *args: Any, **options: Any
) -> TorchTensor:
    """F.cosine_similarity(x1, x2, dim, eps), F.pairwise_distance(x1, x2, p, eps, keepdim)."""
    inputs = [tensor(x1, "x1", site), tensor(x2, "x2", site)]
    if spelled == "cosine_similarity":
        dim = args[0] if args else options.get("dim", 1)
        layer = Similarity(function="cosine", axis=axis_of(dim, "dim", site))
    else:
        keep = bool(args[2] if len(args) > 2 else options.get("keepdim", False))
        layer = Similarity(function="distance", axis=-1, keepdim=keep)
    dtype = real_type(inputs[0].dtype)
    return apply(site, spelled, layer, inputs, "float32" if category(dtype) < 2 else dtype)[0]
