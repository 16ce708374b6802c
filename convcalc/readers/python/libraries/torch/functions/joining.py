"""Rules for functions that join tensors along an axis, or cut one into several."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import place
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.merge import broadcast
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.split import MOST_PIECES
from convcalc.layers.shape.split import Chunk
from convcalc.layers.shape.split import Split
from convcalc.layers.shape.split import nearly_equal
from convcalc.operations import joining
from convcalc.operations import shapes
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.arguments import tensor_list
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.functions.repeating import expanded
from convcalc.readers.python.libraries.torch.functions.views import at_least
from convcalc.readers.python.libraries.torch.functions.views import reshape
from convcalc.readers.python.libraries.torch.hand import TorchHand

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def cat(site: Site, spelled: str, tensors: Any, dim: Any = 0) -> TorchTensor:
    """torch.cat: an empty tensor of one axis goes with anything."""
    given = tensor_list(tensors, "tensors", site)
    several = [each for each in given if each.shape != (0,)] or given[:1]
    if not several:
        raise BadValue("cat() of no tensors", expected="at least one", argument="tensors")
    axis = axis_of(dim, "dim", site)
    if not several[0].shape:
        raise BadValue("cat() of tensors without axes", expected="at least 1 axis", hint="stack()")
    place(axis, several[0].shape, "dim")
    return joining.concatenated(TorchHand(site), spelled, several, axis)


def stack(site: Site, spelled: str, tensors: Any, dim: Any = 0) -> TorchTensor:
    """torch.stack."""
    given = tensor_list(tensors, "tensors", site)
    if not given:
        raise BadValue("stack() of no tensors", expected="at least one", argument="tensors")
    axis = axis_of(dim, "dim", site)
    place(axis, (*given[0].shape, 1), "dim")
    return joining.stacked(TorchHand(site), spelled, given, axis)


def stacked_along(site: Site, spelled: str, rank: int, axis: int, tensors: Any) -> TorchTensor:
    """torch.hstack, vstack, dstack: of at least `rank` axes, joined along one."""
    given = [
        at_least(site, "reshape", rank, each) for each in tensor_list(tensors, "tensors", site)
    ]
    flat = spelled == "hstack" and all(len(each.shape) == 1 for each in given)
    return cat(site, spelled, given, 0 if flat else axis)


def columns(site: Site, spelled: str, tensors: Any) -> TorchTensor:
    """torch.column_stack: vectors are columns."""
    given = [
        reshape(site, "reshape", each, (-1, 1)) if len(each.shape) <= 1 else each
        for each in tensor_list(tensors, "tensors", site)
    ]
    return cat(site, spelled, given, 1)


def _cut(
    site: Site, spelled: str, source: TorchTensor, layer: Layer, axis: int
) -> tuple[TorchTensor, ...]:
    """The pieces, with their values where the sizes are known."""
    return tuple(joining.cut(TorchHand(site), spelled, layer, source, axis))


def split(
    site: Site, spelled: str, input: Any, split_size_or_sections: Any = None, dim: Any = 0, **o: Any
) -> tuple[TorchTensor, ...]:
    """torch.split: pieces of one size, the last one perhaps smaller, or of several sizes."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    wanted = o.get("split_size", o.get("split_sizes", split_size_or_sections))
    if type(wanted) in (list, tuple):
        sizes = sizes_of((wanted,), "split_size_or_sections", site)
    else:
        sizes = _equal(source.shape[axis], size_of(wanted, "split_size_or_sections", site))
    return _cut(site, spelled, source, Split(sizes=sizes, axis=axis), axis)


def _equal(length: Dim, step: Dim) -> Shape:
    """The sizes of pieces of one size, the last one what is left."""
    if type(step) is int and step < 0:
        raise BadValue(
            f"pieces of {step}", expected="at least 1", argument="split_size_or_sections"
        )
    if type(step) is int and step == 0:
        return (0,)
    if type(length) is int and length == 0:
        return (0,)
    count = (length + step - 1) // step
    if isinstance(count, Expr):
        raise BadValue(
            f"{length} is cut into {count} pieces of {step}",
            expected="a number of pieces that is known",
            argument="split_size_or_sections",
        )
    if count > MOST_PIECES:
        raise BadValue(f"{count} pieces", expected=f"at most {MOST_PIECES:,}")
    return (*(step,) * (count - 1), length - step * (count - 1))


def chunk(
    site: Site, spelled: str, input: Any, chunks: Any, dim: Any = 0
) -> tuple[TorchTensor, ...]:
    """torch.chunk."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    pieces = size_of(chunks, "chunks", site)
    if type(pieces) is not int or not 1 <= pieces <= MOST_PIECES:
        raise BadValue(
            f"chunks={pieces}", expected=f"a number from 1 to {MOST_PIECES:,}", argument="chunks"
        )
    if source.shape[axis] == 0:
        return _cut(site, spelled, source, Split(sizes=(0,) * pieces, axis=axis), axis)
    return _cut(site, spelled, source, Chunk(pieces=pieces, axis=axis), axis)


def tensor_split(
    site: Site, spelled: str, input: Any, indices_or_sections: Any = None, dim: Any = 0, **o: Any
) -> tuple[TorchTensor, ...]:
    """torch.tensor_split: nearly equal pieces, the first ones larger, or cut at positions."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    wanted = o.get("indices", o.get("sections", indices_or_sections))
    if type(wanted) in (list, tuple):
        return _cut_at(site, spelled, source, axis, sizes_of((wanted,), "indices", site))
    length, pieces = source.shape[axis], size_of(wanted, "sections", site)
    if type(pieces) is not int or not 1 <= pieces <= MOST_PIECES:
        raise BadValue(f"{pieces} pieces", expected=f"a number from 1 to {MOST_PIECES:,}")
    sizes = nearly_equal(length, pieces)
    return _cut(site, spelled, source, Split(sizes=sizes, axis=axis), axis)


def _cut_at(
    site: Site, spelled: str, source: TorchTensor, axis: int, cuts: Shape
) -> tuple[TorchTensor, ...]:
    hand = TorchHand(site)
    found = []
    for start, stop in zip((None, *cuts), (*cuts, None), strict=True):
        parts = (*(Span() for _ in range(axis)), Span(start=start, stop=stop))
        found.append(shapes.indexed(hand, spelled, source, parts))
    return tuple(found)


def split_along(
    site: Site, spelled: str, axis: int, input: Any, indices_or_sections: Any = None, **named: Any
) -> tuple[TorchTensor, ...]:
    """
    torch.hsplit, vsplit, dsplit: equal pieces along one axis, or cut at positions.

    Raises:
        ShapeError: If there are too few axes, or the pieces would not be equal.
    """
    source = tensor(input, "input", site)
    shape = source.shape
    least = max(axis + 1, 2) if spelled == "vsplit" else axis + 1 if spelled == "dsplit" else 1
    if len(shape) < least:
        raise ShapeError(f"{spelled}() of {show_shape(shape)}", expected=f"at least {least} axes")
    along = 0 if len(shape) == 1 else axis
    wanted = named.get("sections", named.get("indices", indices_or_sections))
    if type(wanted) not in (list, tuple):
        pieces, length = size_of(wanted, "sections", site), shape[along]
        if type(pieces) is int and pieces > 0:
            needs_of(site).divisible(
                length,
                pieces,
                lambda: ShapeError(
                    f"{spelled}() of {show_shape(shape)} into {pieces}",
                    expected=f"a number that divides {length}",
                    argument="sections",
                ),
            )
    return tensor_split(site, spelled, source, wanted, along)


def split_function(
    site: Site, spelled: str, tensor: Any, split_size_or_sections: Any, dim: Any = 0
) -> tuple[TorchTensor, ...]:
    """torch.split."""
    return split(site, spelled, tensor, split_size_or_sections, dim)


def unbind(site: Site, spelled: str, input: Any, dim: Any = 0) -> tuple[TorchTensor, ...]:
    """torch.unbind."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    if source.shape[axis] == 0:
        return ()
    return tuple(joining.positions(TorchHand(site), spelled, source, axis))


def meshgrid(
    site: Site, spelled: str, *tensors: Any, indexing: Any = "ij"
) -> tuple[TorchTensor, ...]:
    """torch.meshgrid: every tensor along an axis of its own, all expanded to all."""
    several = tensors[0] if len(tensors) == 1 and type(tensors[0]) in (list, tuple) else tensors
    given = tensor_list(tuple(several), "tensors", site)
    lengths = [each.shape[0] if each.shape else 1 for each in given]
    order = list(range(len(given)))
    if indexing == "xy" and len(given) > 1:
        order[0], order[1] = 1, 0
    sizes = tuple([lengths[each] for each in order])
    found = []
    for index, each in enumerate(given):
        column = [1] * len(given)
        column[order.index(index)] = -1
        found.append(expanded(site, "expand", reshape(site, "view", each, tuple(column)), sizes))
    return tuple(found)


def broadcast_tensors(site: Site, spelled: str, *tensors: Any) -> tuple[TorchTensor, ...]:
    """torch.broadcast_tensors: all expanded to their common shape."""
    given = tensor_list(tuple(tensors), "tensors", site)
    needs = needs_of(site)
    shape = broadcast(tuple([each.shape for each in given]), needs, channel_axis=1)
    return tuple([expanded(site, "expand", each, shape) for each in given])


def broadcast_shapes(site: Site, spelled: str, *shapes: Any) -> Shape:
    """torch.broadcast_shapes."""
    given = tuple([sizes_of((each,), "shapes", site) for each in shapes])
    return broadcast(given, needs_of(site), channel_axis=1) if given else ()


def same(site: Site, spelled: str, input: Any) -> TorchTensor:
    """A tensor as it is."""
    source = tensor(input, "input", site)
    return retyped(source, source.dtype)
