"""Rules for losses: a number, or one for every element or sample."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import broadcast
from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import promoted
from convcalc.operations.dtypes import real_type
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


OF_DISTANCES = frozenset({"l1_loss", "triplet_margin_loss", "triplet_margin_with_distance_loss"})
"""Losses that are real numbers for complex ones."""


def _lost(
    site: Site, spelled: str, inputs: list[TorchTensor], kept: Shape, options: dict[str, Any]
) -> TorchTensor:
    """One operation an element of the larger input, whatever the loss is."""
    shape = kept if reduction(options) == "none" else ()
    largest: Shape = max([each.shape for each in inputs], key=_rank)
    work = product(largest)
    layer = Function(function=spelled, shapes=(shape,), work=work)
    dtype = inputs[0].dtype
    for each in inputs[1:]:
        dtype = promoted(dtype, each.dtype)
    if spelled in OF_DISTANCES:
        dtype = real_type(dtype)
    return apply(site, spelled, layer, inputs, "float32" if category(dtype) < 2 else dtype)[0]


def reduction(options: dict[str, Any]) -> Any:
    """How a loss is reduced; `size_average` and `reduce` are older words for it."""
    average, reduce = options.get("size_average"), options.get("reduce")
    if average is None and reduce is None:
        return options.get("reduction", "mean")
    if reduce is False:
        return "none"
    return "sum" if average is False else "mean"


def _rank(shape: Shape) -> int:
    return len(shape)


def elementwise_loss(
    site: Site,
    spelled: str,
    input: Any,
    target: Any,
    *args: Any,
    **options: Any,
) -> TorchTensor:
    """F.mse_loss, l1_loss, binary_cross_entropy, kl_div and others of two shapes that broadcast."""
    given = [tensor(input, "input", site), tensor(target, "target", site)]
    needs = needs_of(site)
    shape = broadcast((given[0].shape, given[1].shape), needs, channel_axis=1)
    return _lost(site, spelled, given, shape, options)


def class_loss(
    site: Site,
    spelled: str,
    input: Any,
    target: Any,
    *args: Any,
    **options: Any,
) -> TorchTensor:
    """F.cross_entropy, nll_loss: classes on axis 1, the target without it or with probabilities."""
    source, wanted = tensor(input, "input", site), tensor(target, "target", site)
    shape = source.shape
    kept = () if len(shape) == 1 else (shape[0], *shape[2:])
    if wanted.shape not in (kept, shape):
        raise ShapeError(
            f"{spelled}() of {show_shape(shape)} with a target {show_shape(wanted.shape)}",
            expected=f"a target {show_shape(kept)}",
            argument="target",
        )
    return _lost(site, spelled, [source, wanted], kept, options)


def sample_loss(site: Site, spelled: str, kept: str, *inputs: Any, **options: Any) -> TorchTensor:
    """
    F.triplet_margin_loss, cosine_embedding_loss, ctc_loss and others.

    `kept` says what there is a number for without a reduction: "all" elements of what the inputs
    broadcast to or its "broadcast rows", the "first" input's elements or its "rows", elements of
    the "target", or the "batch" behind the time.
    """
    given = [each for each in inputs if hasattr(each, "shape")]
    named = [each for each in options.values() if hasattr(each, "shape")]
    sources = [tensor(each, "input", site) for each in (*given, *named)]
    shapes = tuple([each.shape for each in sources])
    if kept == "all":
        shape = broadcast(shapes, needs_of(site), channel_axis=1)
    elif kept == "broadcast rows":
        shape = broadcast(shapes, needs_of(site), channel_axis=1)[:-1]
    else:
        shape = {
            "first": shapes[0],
            "rows": shapes[0][:-1],
            "batch": shapes[0][1:-1],
            "target": shapes[min(1, len(shapes) - 1)],
        }[kept]
    return _lost(site, spelled, sources, shape, options)
