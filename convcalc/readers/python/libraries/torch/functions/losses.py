"""Rules for losses: a number, or one for every element or sample."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import broadcast
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def _lost(
    site: Site, spelled: str, inputs: list[TorchTensor], kept: Shape, reduction: Any
) -> TorchTensor:
    """One operation an element of the larger input, whatever the loss is."""
    shape = kept if reduction == "none" else ()
    largest: Shape = max([each.shape for each in inputs], key=_rank)
    work = product(largest)
    layer = Function(function=spelled, shapes=(shape,), work=work)
    return apply(site, spelled, layer, inputs)[0]


def _rank(shape: Shape) -> int:
    return len(shape)


def elementwise_loss(
    site: Site,
    spelled: str,
    input: Any,
    target: Any,
    *args: Any,
    reduction: Any = "mean",
    **options: Any,
) -> TorchTensor:
    """F.mse_loss, l1_loss, binary_cross_entropy, kl_div and others of two shapes that broadcast."""
    given = [tensor(input, "input", site), tensor(target, "target", site)]
    needs = needs_of(site)
    shape = broadcast((given[0].shape, given[1].shape), needs, channel_axis=1)
    return _lost(site, spelled, given, shape, reduction)


def class_loss(
    site: Site,
    spelled: str,
    input: Any,
    target: Any,
    *args: Any,
    reduction: Any = "mean",
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
    return _lost(site, spelled, [source, wanted], kept, reduction)


def sample_loss(
    site: Site, spelled: str, *inputs: Any, reduction: Any = "mean", **options: Any
) -> TorchTensor:
    """F.triplet_margin_loss, cosine_embedding_loss, ctc_loss and others: one a sample."""
    given = [each for each in inputs if hasattr(each, "shape")]
    named = [each for each in options.values() if hasattr(each, "shape")]
    sources = [tensor(each, "input", site) for each in (*given, *named)]
    return _lost(site, spelled, sources, sources[0].shape[:1], reduction)
