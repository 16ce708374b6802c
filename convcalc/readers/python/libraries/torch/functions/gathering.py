"""Rules for picking and putting elements by tensors of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import place
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.operations import gathering
from convcalc.operations import positions
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import is_number
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.functions.factories import from_data
from convcalc.readers.python.libraries.torch.functions.indexing import get_item
from convcalc.readers.python.libraries.torch.functions.indexing import positions_of
from convcalc.readers.python.libraries.torch.functions.indexing import set_item
from convcalc.readers.python.libraries.torch.functions.indexing import unknown_number
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.values.comparisons import equal

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def nonzero(site: Site, spelled: str, input: Any, *, as_tuple: Any = False) -> object:
    """torch.nonzero, argwhere."""
    return positions_of(site, spelled, tensor(input, "input", site), as_tuple=bool(as_tuple))


def masked_select(site: Site, spelled: str, input: Any, mask: Any) -> object:
    """torch.masked_select."""
    source, chosen = tensor(input, "input", site), tensor(mask, "mask", site)
    if chosen.values() is None or chosen.shape != source.shape:
        return unknown_number(site, spelled, chosen)
    return get_item(site, source, chosen)


def depends(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> object:
    """torch.bincount, histc and others whose size depends on the values."""
    return unknown_number(site, spelled, tensor(input, "input", site))


def histogram(
    site: Site, spelled: str, input: Any, bins: Any = 100, min: Any = 0, max: Any = 0
) -> TorchTensor:
    """torch.histc: how many elements fall into each of the bins."""
    source = tensor(input, "input", site)
    layer = Function(function=spelled, shapes=((size_of(bins, "bins", site),),), work=0)
    return apply(site, spelled, layer, [source])[0]


def unique(
    site: Site,
    spelled: str,
    input: Any,
    sorted: Any = True,
    return_inverse: Any = False,
    return_counts: Any = False,
    dim: Any = None,
) -> object:
    """torch.unique: of a constant, the values it holds."""
    source = tensor(input, "input", site)
    if source.values() is None or dim is not None:
        return unknown_number(site, spelled, source)
    wanted = {"return_inverse": bool(return_inverse), "return_counts": bool(return_counts)}

    def compute(numpy: Any, array: Any) -> Any:
        found = numpy.unique(array, **wanted)
        return found if isinstance(found, tuple) else (found,)

    import numpy as np

    count = len(compute(np, source.known(site))[0])
    shapes = [(count,)] + [source.shape] * wanted["return_inverse"]
    shapes += [(count,)] * wanted["return_counts"]
    layer = Function(function=spelled, shapes=tuple(shapes), work=0)
    types = (source.dtype, "int64", "int64")[: len(shapes)]
    if len(shapes) == 1:
        return apply(site, spelled, layer, [source], types, lambda *it: compute(*it)[0])[0]
    return tuple(apply(site, spelled, layer, [source], types, compute))


def index_select(site: Site, spelled: str, input: Any, dim: Any, index: Any) -> TorchTensor:
    """torch.index_select."""
    source, picked = tensor(input, "input", site), tensor(index, "index", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    if len(picked.shape) > 1:
        raise ShapeError(f"an index {show_shape(picked.shape)}", expected="one axis")
    positions.check_positions(TorchHand(site), spelled, picked, source.shape[axis])
    if not picked.shape:
        picked = get_item(site, picked, None)
    return get_item(site, source, (*(slice(None),) * axis, picked))


def gather(
    site: Site, spelled: str, input: Any, dim: Any, index: Any, *, sparse_grad: Any = False
) -> TorchTensor:
    """torch.gather: the result has the shape of the index."""
    source, picked = tensor(input, "input", site), tensor(index, "index", site)
    axis = place(axis_of(dim, "dim", site), source.shape or (1,), "dim")
    hand = TorchHand(site)
    gathering.same_rank(spelled, source, picked)
    positions.check_cover(spelled, source, picked, axis, hand.needs)
    if source.shape:
        positions.check_positions(hand, spelled, picked, source.shape[axis])
    return gathering.gathered(hand, spelled, source, picked, axis)


def take_along_dim(
    site: Site, spelled: str, input: Any, indices: Any, dim: Any = None
) -> TorchTensor:
    """torch.take_along_dim."""
    source, picked = tensor(input, "input", site), tensor(indices, "indices", site)
    axis = None if dim is None else place(axis_of(dim, "dim", site), source.shape, "dim")
    return gathering.picked_along(TorchHand(site), spelled, source, picked, axis)


def take(site: Site, spelled: str, input: Any, index: Any) -> TorchTensor:
    """torch.take: from all elements in a row."""
    source, picked = tensor(input, "input", site), tensor(index, "index", site)
    hand = TorchHand(site)
    count = product(source.shape)
    positions.check_positions(hand, spelled, picked, count, from_the_end=True)
    return gathering.taken(hand, spelled, source, picked, None)


def scatter(
    site: Site,
    spelled: str,
    input: Any,
    dim: Any,
    index: Any,
    src: Any = None,
    *args: Any,
    **o: Any,
) -> TorchTensor:
    """torch.scatter, scatter_add, index_add, index_copy, index_fill: as the first tensor."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape or (1,), "dim")
    put = o.get("source", o.get("value", src))
    picked, hand = tensor(index, "index", site), TorchHand(site)
    part = put if isinstance(put, TorchTensor) else None
    if spelled.startswith("scatter"):
        positions.check_put(hand, spelled, source, picked, part, axis)
    else:
        length = source.shape[axis] if source.shape else 1
        positions.check_positions(hand, spelled, picked, length)
        if part is not None and spelled != "index_fill":
            positions.check_added(hand, spelled, source, picked, part, axis)
    inputs = [source, picked]
    inputs += [put] if isinstance(put, TorchTensor) else []
    stays = tuple(range(len(source.shape)))
    layer = Function(function=spelled, shapes=(source.shape,), work=0, stays=stays)
    return apply(site, spelled, layer, inputs)[0]


def put_at(
    site: Site, spelled: str, input: Any, indices: Any, values: Any, accumulate: Any = False
) -> TorchTensor:
    """torch.index_put."""
    result = retyped(tensor(input, "input", site), tensor(input).dtype, fresh=True)
    set_item(site, result, tuple(indices), values)
    return result


def embedding(
    site: Site, spelled: str, input: Any, weight: Any, padding_idx: Any = None, *args: Any, **o: Any
) -> TorchTensor:
    """F.embedding: rows of a table."""
    source, table = tensor(input, "input", site), tensor(weight, "weight", site)
    if len(table.shape) != 2:
        raise ShapeError(f"a table {show_shape(table.shape)}", expected="2 axes", argument="weight")
    positions.check_positions(TorchHand(site), spelled, source, table.shape[0])
    shape = (*source.shape, table.shape[1])
    layer = Function(
        function=spelled, shapes=(shape,), work=0, stays=tuple(range(len(source.shape)))
    )
    return apply(site, spelled, layer, [source, table], table.dtype)[0]


def embedding_table_first(
    site: Site,
    spelled: str,
    weight: Any,
    indices: Any,
    padding_idx: Any = None,
    *args: Any,
    **o: Any,
) -> TorchTensor:
    """torch.embedding."""
    return embedding(site, spelled, indices, weight, padding_idx)


def one_hot(site: Site, spelled: str, input: Any, num_classes: Any = -1) -> TorchTensor:
    """F.one_hot: without a number of classes it follows from the values."""
    source = tensor(input, "input", site)
    count = size_of(num_classes, "num_classes", site)
    if type(count) is int and count < 0:
        count = int(source.known(site).max()) + 1
    positions.check_positions(TorchHand(site), spelled, source, count)
    last = len(source.shape)
    return gathering.one_hot(TorchHand(site), spelled, source, count, last, "int64")


def bucketed(
    site: Site,
    spelled: str,
    input: Any,
    boundaries: Any,
    *,
    out_int32: Any = False,
    right: Any = False,
    side: Any = None,
    sorter: Any = None,
) -> TorchTensor:
    """torch.bucketize: between which of the boundaries every element, or a number, lies."""
    ends = tensor(boundaries, "boundaries", site)
    source = from_data(site, input) if is_number(input) else tensor(input, "input", site)
    layer = Function(
        function=spelled, shapes=(source.shape,), stays=tuple(range(len(source.shape)))
    )
    way = "right" if right or side == "right" else "left"
    return apply(
        site,
        spelled,
        layer,
        [source, ends],
        "int32" if out_int32 else "int64",
        lambda numpy, a, b: numpy.searchsorted(b, a, way),
    )[0]


def bucketed_second(
    site: Site, spelled: str, sorted_sequence: Any, input: Any, **options: Any
) -> TorchTensor:
    """torch.searchsorted: the same with the boundaries first."""
    return bucketed(site, spelled, input, sorted_sequence, **options)


def select_put(site: Site, spelled: str, input: Any, src: Any, dim: Any, index: Any) -> TorchTensor:
    """torch.select_scatter: as the first tensor, with another one at a place of an axis."""
    source, part = tensor(input, "input", site), tensor(src, "src", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    return _part_put(site, spelled, source, part, (*source.shape[:axis], *source.shape[axis + 1 :]))


def slice_put(
    site: Site,
    spelled: str,
    input: Any,
    src: Any,
    dim: Any = 0,
    start: Any = None,
    end: Any = None,
    step: Any = 1,
) -> TorchTensor:
    """torch.slice_scatter: as the first tensor, with another one in a part of an axis."""
    source, part = tensor(input, "input", site), tensor(src, "src", site)
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    ends = [each for each in (start, end, step) if each is not None]
    wanted = part.shape
    if all(type(each) is int for each in (*ends, source.shape[axis])):
        span = len(range(source.shape[axis])[start:end:step])
        wanted = (*source.shape[:axis], span, *source.shape[axis + 1 :])
    return _part_put(site, spelled, source, part, wanted)


def _part_put(
    site: Site, spelled: str, source: TorchTensor, part: TorchTensor, wanted: Shape
) -> TorchTensor:
    if not equal(part.shape, wanted, site.evaluator):
        raise ShapeError(
            f"{spelled}() of {show_shape(part.shape)} into {show_shape(source.shape)}",
            expected=f"{show_shape(wanted)}, the part that it goes into",
            argument="src",
        )
    stays = tuple(range(len(source.shape)))
    layer = Function(function=spelled, shapes=(source.shape,), work=0, stays=stays)
    return apply(site, spelled, layer, [source, part])[0]
