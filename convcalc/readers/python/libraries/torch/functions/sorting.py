"""Rules for sorting, and for choosing the largest or smallest along an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.core.axes import place
from convcalc.layers.other.reduce import Reduce
from convcalc.operations import along_axes
from convcalc.operations import reductions
from convcalc.readers.python.libraries.torch.arguments import axes_of
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.functions.elementwise import binary
from convcalc.readers.python.libraries.torch.functions.reducing import reduced
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.tracing.named_results import NamedResults

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def extreme(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> Any:
    """torch.max, min: of everything; along an axis with the positions; of two tensors."""
    source = tensor(input, "input", site)
    first = args[0] if args else options.get("other", options.get("dim"))
    if first is None:
        return reduced(site, spelled, source, None, (False, ""))
    if isinstance(first, TorchTensor):
        operation = "maximum" if spelled == "max" else "minimum"
        return binary(site, operation, operation, source, first)
    keep = args[1] if len(args) > 1 else options.get("keepdim", False)
    return with_positions(site, spelled, source, first, keep)


def with_positions(
    site: Site, spelled: str, input: Any, dim: Any = -1, keepdim: Any = False
) -> NamedResults:
    """torch.mode, cummax and reductions like max(dim): the values and where they were."""
    source = tensor(input, "input", site)
    axis = axis_of(dim, "dim", site)
    record, hand = reductions.PICKINGS[spelled], TorchHand(site)
    found = reductions.picked(hand, spelled, record, source, axis, keeps_axes=bool(keepdim))
    return NamedResults(spelled, ("values", "indices"), found)


def extremes(
    site: Site, spelled: str, input: Any, *, dim: Any = None, keepdim: Any = False
) -> NamedResults:
    """torch.aminmax."""
    source = tensor(input, "input", site)
    layer = Reduce(function=spelled, axes=axes_of(dim), keepdim=bool(keepdim), count=2, most=True)
    found = apply(site, spelled, layer, [source])
    return NamedResults(spelled, ("min", "max"), found)


def median(site: Site, spelled: str, input: Any, dim: Any = None, keepdim: Any = False) -> Any:
    """torch.median: of everything, or along an axis with the positions."""
    source = tensor(input, "input", site)
    if dim is None:
        return reduced(site, spelled, source, None, (False, ""))
    return with_positions(site, spelled, source, dim, keepdim)


def nth_value(
    site: Site, spelled: str, input: Any, k: Any, dim: Any = -1, keepdim: Any = False
) -> NamedResults:
    """torch.kthvalue."""
    source = tensor(input, "input", site)
    shape = source.shape or (1,)
    count = size_of(k, "k", site)
    length = shape[place(axis_of(dim, "dim", site), shape, "dim")]
    needs_of(site).at_least(
        length,
        count,
        lambda: ShapeError(
            f"the {count}. of {length}", expected=f"k of at most {length}", argument="k"
        ),
    )
    return with_positions(site, spelled, input, dim, keepdim)


def sort(
    site: Site,
    spelled: str,
    input: Any,
    dim: Any = -1,
    descending: Any = False,
    stable: Any = False,
) -> Any:
    """torch.sort, argsort."""
    source = tensor(input, "input", site)
    axis = axis_of(dim, "dim", site)
    hand, down = TorchHand(site), bool(descending)
    if spelled == "argsort":
        return along_axes.order(hand, spelled, source, axis, descending=down)
    found = along_axes.ordered(hand, spelled, source, axis, descending=down)
    return NamedResults(spelled, ("values", "indices"), found)


def sorted_only(site: Site, spelled: str, input: Any) -> TorchTensor:
    """torch.msort: along the first axis, the values alone."""
    source = tensor(input, "input", site)
    return along_axes.smallest_first(TorchHand(site), spelled, source, 0)


def topk(
    site: Site,
    spelled: str,
    input: Any,
    k: Any,
    dim: Any = -1,
    largest: Any = True,
    sorted: Any = True,
) -> NamedResults:
    """torch.topk: the k largest along an axis and where they were."""
    source = tensor(input, "input", site)
    axis = place(axis_of(dim, "dim", site), source.shape or (1,), "dim")
    count = size_of(k, "k", site)
    found = reductions.largest(TorchHand(site), spelled, source, count, axis, smallest=not largest)
    return NamedResults(spelled, ("values", "indices"), found)
