"""Rules for functions that show the same elements in another shape or order, or repeat them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.convolution.sliding_view import SlidingView
from convcalc.layers.core.axes import place
from convcalc.layers.core.axes import places
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.reshape import sizes_of as reshaped_sizes
from convcalc.operations import shapes
from convcalc.operations.dtypes import BYTES
from convcalc.operations.dtypes import complex_type
from convcalc.operations.dtypes import real_type
from convcalc.readers.python.libraries.torch.arguments import axes_of
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.dtypes import TorchDtype
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.values.comparisons import equal
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.shape.indexing import Part
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def _viewed(site: Site, spelled: str, layer: Layer, source: TorchTensor) -> TorchTensor:
    """The same elements as a layer shows them."""
    return shapes.viewed(TorchHand(site), spelled, layer, source)


def reshape(site: Site, spelled: str, input: Any, *shape: Any, **named: Any) -> TorchTensor:
    """torch.reshape, Tensor.view: sizes one by one, or in one list."""
    source = tensor(input, "input", site)
    kind = shape[0] if len(shape) == 1 else named.get("dtype")
    if isinstance(kind, TorchDtype):
        return _reread(site, spelled, source, kind.name)
    given = shape or tuple(named[key] for key in ("shape", "size") if key in named)
    if not given:
        raise BadValue(f"{spelled}() without sizes", expected="sizes", argument="shape")
    sizes = reshaped_sizes(sizes_of(given, "shape", site), "shape")
    return _reshaped(site, spelled, source, sizes)


def _reread(site: Site, spelled: str, source: TorchTensor, dtype: str) -> TorchTensor:
    """Tensor.view(dtype): the same bytes as elements of another type, more or fewer of them."""
    had, has = BYTES[source.dtype], BYTES[dtype]
    if had == has:
        return TorchTensor(source.tensor, dtype, None, source.storage)
    whole = (source.shape or (0,))[-1] * had
    shape = (*source.shape[:-1], whole // has)
    needs_of(site).equal(
        shape[-1] * has,
        whole,
        lambda: ShapeError(
            f"{spelled}({dtype}) of {show_shape(source.shape)} {source.dtype}",
            expected=f"a last axis of whole elements of {has} bytes",
        ),
    )
    layer = Function(function=spelled, shapes=(shape,), work=0, stays=tuple(range(len(shape) - 1)))
    return apply(site, spelled, layer, [source], dtype)[0]


def _reshaped(site: Site, spelled: str, source: TorchTensor, sizes: Shape) -> TorchTensor:
    if sizes == source.shape:
        return retyped(source, source.dtype)
    return shapes.reshaped(TorchHand(site), spelled, source, sizes)


def reshape_as(site: Site, spelled: str, input: Any, other: Any) -> TorchTensor:
    """Tensor.view_as, reshape_as."""
    return _reshaped(
        site, spelled, tensor(input, "input", site), tensor(other, "other", site).shape
    )


def flatten(
    site: Site, spelled: str, input: Any, start_dim: Any = 0, end_dim: Any = -1
) -> TorchTensor:
    """torch.flatten."""
    return _viewed(
        site, spelled, made("torch", "Flatten", start_dim, end_dim), tensor(input, "input", site)
    )


def ravel(site: Site, spelled: str, input: Any) -> TorchTensor:
    """torch.ravel."""
    return flatten(site, spelled, input)


def unflatten(site: Site, spelled: str, input: Any, dim: Any, sizes: Any) -> TorchTensor:
    """torch.unflatten."""
    wanted = sizes_of((sizes,), "sizes", site)
    return _viewed(
        site, spelled, made("torch", "Unflatten", dim, wanted), tensor(input, "input", site)
    )


def squeeze(site: Site, spelled: str, input: Any, dim: Any = None) -> TorchTensor:
    """torch.squeeze: axes of another size than 1 stay."""
    source = tensor(input, "input", site)
    shape = source.shape
    if dim == () and dim is not None:
        return retyped(source, source.dtype)
    wanted = axes_of(dim)
    axes = range(len(shape)) if wanted is None else places(wanted, shape or (1,), "dim")
    gone = [axis for axis in axes if axis < len(shape) and equal(shape[axis], 1, site.evaluator)]
    if not gone:
        return retyped(source, source.dtype)
    return shapes.squeezed(TorchHand(site), spelled, source, gone)


def unsqueeze(site: Site, spelled: str, input: Any, dim: Any) -> TorchTensor:
    """torch.unsqueeze."""
    axis, source = axis_of(dim, "dim", site), tensor(input, "input", site)
    return shapes.unsqueezed(TorchHand(site), spelled, source, axis)


def at_least_each(site: Site, spelled: str, rank: int, *tensors: Any) -> Any:
    """torch.atleast_1d, atleast_2d, atleast_3d: of one tensor, of several, or of a list."""
    given = tensors[0] if len(tensors) == 1 else tensors
    if type(given) in (list, tuple):
        return tuple([at_least(site, spelled, rank, each) for each in given])
    return at_least(site, spelled, rank, given)


def at_least(site: Site, spelled: str, rank: int, input: Any) -> TorchTensor:
    """A tensor with at least so many axes."""
    source = tensor(input, "input", site)
    shape: Shape = source.shape
    while len(shape) < rank:
        shape = (*shape, 1) if len(shape) == 2 else (1, *shape)
    return _reshaped(site, spelled, source, shape)


def permute(site: Site, spelled: str, input: Any, *dims: Any, **named: Any) -> TorchTensor:
    """torch.permute."""
    order = sizes_of(dims or tuple(named.values()), "dims", site)
    return _permuted(site, spelled, tensor(input, "input", site), [axis_of(e) for e in order])


def _permuted(site: Site, spelled: str, source: TorchTensor, order: list[int]) -> TorchTensor:
    return shapes.permuted(TorchHand(site), spelled, source, order)


def transpose(site: Site, spelled: str, input: Any, dim0: Any, dim1: Any) -> TorchTensor:
    """torch.transpose, swapaxes, swapdims."""
    source = tensor(input, "input", site)
    first, second = axis_of(dim0, "dim0", site), axis_of(dim1, "dim1", site)
    if not source.shape:
        for name, axis in (("dim0", first), ("dim1", second)):
            place(axis, (1,), name)
        return retyped(source, source.dtype)
    return shapes.exchanged(TorchHand(site), spelled, source, first, second)


def swapaxes(site: Site, spelled: str, input: Any, axis0: Any, axis1: Any) -> TorchTensor:
    """torch.swapaxes."""
    return transpose(site, spelled, input, axis0, axis1)


def turned(site: Site, spelled: str, input: Any) -> TorchTensor:
    """torch.t, Tensor.T: all axes in the opposite order."""
    source = tensor(input, "input", site)
    if spelled == "t" and len(source.shape) > 2:
        raise BadValue(f"t() of {source!r}", expected="at most 2 axes", hint="transpose(0, 1)")
    if len(source.shape) < 2:
        return retyped(source, source.dtype)
    return _permuted(site, "permute", source, list(range(len(source.shape)))[::-1])


def matrices_turned(site: Site, spelled: str, input: Any) -> TorchTensor:
    """Tensor.mT, torch.adjoint: the last two axes exchanged."""
    if spelled == "adjoint" and not tensor(input, "input", site).shape:
        return unchanged(site, spelled, input)
    return transpose(site, "transpose", input, -2, -1)


def unchanged(site: Site, spelled: str, input: Any) -> TorchTensor:
    """A tensor as it is."""
    source = tensor(input, "input", site)
    return retyped(source, source.dtype)


def resized(site: Site, spelled: str, input: Any, *size: Any, **options: Any) -> TorchTensor:
    """Tensor.resize_: any number of elements; those that are new have any value."""
    source = tensor(input, "input", site)
    sizes = sizes_of(size, "size", site)
    if equal(product(sizes), product(source.shape), site.evaluator):
        return _reshaped(site, spelled, source, sizes)
    return apply(site, spelled, Function(function=spelled, shapes=(sizes,), work=0), [source])[0]


def moveaxis(site: Site, spelled: str, input: Any, source: Any, destination: Any) -> TorchTensor:
    """torch.movedim, torch.moveaxis."""
    given = tensor(input, "input", site)
    shape = given.shape
    taken = places(axes_of(source, "source") or (), shape, "source")
    put = places(axes_of(destination, "destination") or (), shape, "destination")
    return shapes.moved(TorchHand(site), spelled, given, taken, put)


def unfold(
    site: Site, spelled: str, input: Any, dimension: Any, size: Any, step: Any
) -> TorchTensor:
    """Tensor.unfold: the windows of one axis."""
    source = tensor(input, "input", site)
    axis = axis_of(dimension, "dimension", site)
    layer = SlidingView(
        axis=axis, size=size_of(size, "size", site), step=size_of(step, "step", site)
    )
    return apply(site, spelled, layer, [source])[0]


def narrow(site: Site, spelled: str, input: Any, dim: Any, start: Any, length: Any) -> TorchTensor:
    """torch.narrow."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    first, count = size_of(start, "start", site), size_of(length, "length", site)
    size = source.shape[axis]
    first = first + size if type(first) is int and first < 0 else first
    needs = needs_of(site)
    needs.at_least(
        size,
        first + count,
        lambda: ShapeError(
            f"{count} positions from {first} of {size}",
            expected=f"at most {size} altogether",
            argument="length",
        ),
    )
    parts = (*(Span() for _ in range(axis)), Span(start=first, stop=first + count))
    return shapes.indexed(TorchHand(site), spelled, source, parts)


def select(site: Site, spelled: str, input: Any, dim: Any, index: Any) -> TorchTensor:
    """torch.select."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    whole: list[Part] = [Span() for _ in range(axis)]
    parts = [*whole, Single(position=size_of(index, "index", site))]
    return shapes.indexed(TorchHand(site), spelled, source, parts)


def diagonal(
    site: Site, spelled: str, input: Any, offset: Any = 0, dim1: Any = 0, dim2: Any = 1
) -> TorchTensor:
    """torch.diagonal: two axes become one, behind the others."""
    source = tensor(input, "input", site)
    shape = source.shape
    first, second = place(axis_of(dim1), shape, "dim1"), place(axis_of(dim2), shape, "dim2")
    if first == second:
        raise BadValue(
            f"{spelled}() of axis {dim1} and axis {dim2}, which are one",
            expected="two axes",
            argument="dim2",
        )
    moved = size_of(offset, "offset", site)
    return shapes.diagonal(TorchHand(site), spelled, source, moved, (first, second))


def matrices_diagonal(
    site: Site, spelled: str, input: Any, *, offset: Any = 0, dim1: Any = -2, dim2: Any = -1
) -> TorchTensor:
    """torch.linalg.diagonal: of the last two axes."""
    return diagonal(site, spelled, input, offset, dim1, dim2)


def paired(site: Site, spelled: str, input: Any) -> TorchTensor:
    """torch.view_as_complex, torch.view_as_real: a last axis of 2 for the two parts."""
    source = tensor(input, "input", site)
    if spelled == "view_as_real":
        shape, dtype = (*source.shape, 2), real_type(source.dtype)
    else:
        shape, dtype = source.shape[:-1], complex_type(source.dtype)
        needs_of(site).equal(
            (source.shape or (0,))[-1],
            2,
            lambda: ShapeError(
                f"{spelled}() of {show_shape(source.shape)}", expected="a last axis of 2"
            ),
        )
    stays = tuple(range(len(source.shape)))
    layer = Function(function=spelled, shapes=(shape,), work=0, stays=stays)
    return apply(site, spelled, layer, [source], dtype)[0]


def strided(
    site: Site, spelled: str, input: Any, size: Any, stride: Any, storage_offset: Any = None
) -> TorchTensor:
    """torch.as_strided: the sizes alone are followed."""
    source = tensor(input, "input", site)
    layer = Function(function=spelled, shapes=(sizes_of((size,), "size", site),), work=0)
    return apply(site, spelled, layer, [source])[0]
