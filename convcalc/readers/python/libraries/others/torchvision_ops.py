"""`torch.ops.torchvision`: what torchvision's own source leaves to compiled code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.other.function import Function
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.functional import entries
from convcalc.readers.python.libraries.torch.functions.indexing import unknown_number
from convcalc.readers.python.libraries.torch.functions.weights import conv
from convcalc.readers.python.libraries.torch.settings import Fixed
from convcalc.readers.python.libraries.torch.settings import Silent

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.calls import RuleEntry
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def kept(site: Site, spelled: str, boxes: Any, *args: Any, **options: Any) -> object:
    """nms: how many boxes are kept depends on where they are."""
    return unknown_number(site, spelled, tensor(boxes, "boxes", site))


def deformed(
    site: Site,
    spelled: str,
    input: Any,
    weight: Any,
    offset: Any,
    mask: Any,
    bias: Any,
    *numbers: Any,
) -> TorchTensor:
    """deform_conv2d: shapes and work of a convolution, at places that are learned."""
    stride, padding, dilation = (tuple(numbers[start : start + 2]) for start in (0, 2, 4))
    groups = numbers[6]
    return conv(site, spelled, 2, input, weight, bias, stride, padding, dilation, groups)


def pooled(
    site: Site,
    spelled: str,
    input: Any,
    boxes: Any,
    spatial_scale: Any,
    height: Any,
    width: Any,
    *rest: Any,
) -> Any:
    """roi_align, roi_pool, ps_roi_align, ps_roi_pool: one small image a box."""
    source, regions = tensor(input, "input", site), tensor(boxes, "boxes", site)
    sizes = size_of(height, "height", site), size_of(width, "width", site)
    channels = source.shape[1]
    if spelled.startswith("ps_"):
        channels = channels // (sizes[0] * sizes[1])
    shape = (regions.shape[0], channels, *sizes)
    found = apply(site, spelled, Function(function=spelled, shapes=(shape,)), [source, regions])[0]
    return found if spelled == "roi_align" else (found, found)


ENTRIES: dict[str, RuleEntry] = {
    "deform_conv2d": ("others.torchvision_ops", "deformed"),
    "nms": ("others.torchvision_ops", "kept"),
    "ps_roi_align": ("others.torchvision_ops", "pooled"),
    "ps_roi_pool": ("others.torchvision_ops", "pooled"),
    "roi_align": ("others.torchvision_ops", "pooled"),
    "roi_pool": ("others.torchvision_ops", "pooled"),
}

TABLE: dict[str, Any] = entries(ENTRIES)

OPS: dict[str, Any] = {"load_library": Silent("torch.ops.load_library")}

EXTENSION: dict[str, Any] = {
    "_assert_has_ops": Silent("torchvision.extension._assert_has_ops"),
    "_has_ops": Fixed("torchvision.extension._has_ops", True),
}
