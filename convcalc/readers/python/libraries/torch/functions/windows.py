"""Rules for functions that are layers without weights: pooling, padding, resizing, activations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.activation.activation import Activation
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.given_weights import Functional
from convcalc.layers.shape.pad import Pad
from convcalc.operations import elementwise
from convcalc.operations.promotion import FRACTION
from convcalc.operations.promotion import SAME
from convcalc.readers.python.libraries.torch.arguments import is_number
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.layouts import check_in_place
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.vocabulary import find

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


OF_FRACTIONS = frozenset({"LPPool1d", "LPPool2d", "LPPool3d"})
"""Layers with a window that make fractions of whole numbers."""


def _plain(value: Any, site: Site) -> Any:
    """An argument of a layer: tensors of one value are numbers, lists of them too."""
    if isinstance(value, TorchTensor):
        return value.known(site).tolist()
    if type(value) in (list, tuple):
        return tuple([_plain(each, site) for each in value])
    return value


def made_layer(name: str, args: Any, kwargs: dict[str, Any], site: Site) -> Layer:
    """The layer of PyTorch's vocabulary that a function does the work of."""
    maker = find("torch", name)
    if maker is None:
        raise BadValue(f"no layer {name}")
    return maker.make(
        [_plain(each, site) for each in args],
        {key: _plain(each, site) for key, each in kwargs.items()},
    )


def as_layer(site: Site, spelled: str, name: str, input: Any, *args: Any, **kwargs: Any) -> Any:
    """F.relu, F.pixel_shuffle and the like, whose arguments are those of the layer."""
    source = tensor(input, "input", site)
    layer = made_layer(name, args, kwargs, site)
    if isinstance(layer, Activation):
        if layer.is_in_place:
            check_in_place(spelled, source)
        record = elementwise.UNARY[layer.function]
        return elementwise.activated(TorchHand(site), spelled, record, layer, source)
    gives = FRACTION if name in OF_FRACTIONS else SAME
    dtype = TorchHand.promotion.result(gives, source.dtype)
    found = apply(site, spelled, layer, [source], dtype)
    return found[0] if len(found) == 1 else tuple(found)


def max_pool(
    site: Site,
    spelled: str,
    name: str,
    input: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: Any = False,
    return_indices: Any = False,
) -> Any:
    """F.max_pool1d, max_pool2d, max_pool3d; those with indices give both tensors."""
    wanted = bool(return_indices) or spelled.endswith("_with_indices")
    if type(stride) in (list, tuple) and not stride:
        stride = None
    given = (kernel_size, stride, padding, dilation, wanted, ceil_mode)
    found = apply(
        site,
        spelled,
        made_layer(name, given, {}, site),
        [tensor(input, "input", site)],
    )
    return (found[0], retyped(found[1], "int64")) if wanted else found[0]


def average_pool(
    site: Site,
    spelled: str,
    name: str,
    input: Any,
    kernel_size: Any,
    stride: Any = None,
    *args: Any,
    **options: Any,
) -> Any:
    """F.avg_pool1d, avg_pool2d, avg_pool3d; an empty list of strides is none."""
    if type(stride) in (list, tuple) and not stride:
        stride = None
    return as_layer(site, spelled, name, input, kernel_size, stride, *args, **options)


def adaptive_max_pool(
    site: Site, spelled: str, name: str, input: Any, output_size: Any, return_indices: Any = False
) -> Any:
    """F.adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d."""
    found = as_layer(site, spelled, name, input, output_size, return_indices)
    return (found[0], retyped(found[1], "int64")) if type(found) is tuple else found


def unpool(
    site: Site,
    spelled: str,
    name: str,
    input: Any,
    indices: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    output_size: Any = None,
) -> TorchTensor:
    """F.max_unpool1d, max_unpool2d, max_unpool3d."""
    layer = made_layer(name, (kernel_size, stride, padding), {}, site)
    if output_size is not None:
        layer = layer.replace(output_size=sizes_of((output_size,), "output_size", site))
    inputs = [tensor(input, "input", site), tensor(indices, "indices", site)]
    return apply(site, spelled, layer, inputs)[0]


def interpolate(
    site: Site,
    spelled: str,
    input: Any,
    size: Any = None,
    scale_factor: Any = None,
    mode: Any = "nearest",
    align_corners: Any = None,
    recompute_scale_factor: Any = None,
    antialias: Any = False,
) -> TorchTensor:
    """F.interpolate, upsample, upsample_nearest, upsample_bilinear."""
    if spelled == "upsample_bilinear":
        mode, align_corners = "bilinear", True
    elif spelled == "upsample_nearest":
        mode = "nearest"
    if antialias and mode not in ("bilinear", "bicubic"):
        raise BadValue(
            f"antialias=True for mode={mode!r}",
            expected="bilinear or bicubic",
            argument="antialias",
        )
    source = tensor(input, "input", site)
    wanted = _wanted_size(size, site)
    given = (wanted, scale_factor, mode, align_corners, recompute_scale_factor)
    layer = made_layer("Upsample", given, {}, site)
    if antialias:
        layer = layer.replace(disturbed="antialiasing widens the neighbourhood")
    return apply(site, spelled, layer, [source])[0]


def _wanted_size(size: Any, site: Site) -> Any:
    """Sizes as whole numbers: PyTorch takes those of tensors."""
    if size is None or is_number(size):
        return size
    if isinstance(size, TorchTensor) and not size.shape:
        return size_of(size, "size", site)
    return sizes_of((size,), "size", site)


def pad(
    site: Site, spelled: str, input: Any, pad: Any, mode: Any = "constant", value: Any = None
) -> TorchTensor:
    """F.pad: pairs from the last axis to the first; other modes than constant pad spatial axes."""
    source = tensor(input, "input", site)
    amounts = sizes_of((pad,), "pad", site)
    choice(mode, "mode", ("constant", "reflect", "replicate", "circular"))
    if len(amounts) % 2:
        raise BadValue(f"{len(amounts)} amounts to pad", expected="pairs", argument="pad")
    pairs = tuple(reversed(list(zip(amounts[::2], amounts[1::2], strict=True))))
    nothing = all(type(each) is int and each == 0 for each in amounts)
    if nothing and len(pairs) <= len(source.shape):
        return retyped(source, source.dtype)
    if mode == "constant":
        layer = Pad(amounts=pairs, argument="pad")
    else:
        ranks = (len(pairs) + 1, len(pairs) + 2)
        layer = Pad(amounts=pairs, mode=mode, ranks=ranks, least=1, argument="pad")

    def compute(numpy: Any, array: Any) -> Any:
        widths = [(0, 0)] * (array.ndim - len(pairs)) + list(pairs)
        return numpy.pad(array, widths, constant_values=value or 0)

    usable = mode == "constant" and all(type(each) is int and each >= 0 for each in amounts)
    return apply(site, spelled, layer, [source], "", compute if usable else None)[0]


def grid_sample(
    site: Site,
    spelled: str,
    input: Any,
    grid: Any,
    mode: Any = "bilinear",
    padding_mode: Any = "zeros",
    align_corners: Any = None,
) -> TorchTensor:
    """F.grid_sample: the channels of one at the places of the other."""
    source, places = tensor(input, "input", site), tensor(grid, "grid", site)
    rank = len(source.shape)
    if len(places.shape) != rank or rank not in (4, 5) or places.shape[-1] != rank - 2:
        raise ShapeError(
            f"grid_sample() of {show_shape(source.shape)} at {show_shape(places.shape)}",
            expected="(N, C, H, W) and (N, H', W', 2), or the same with 3 spatial axes",
            argument="grid",
        )
    needs_of(site).equal(
        source.shape[0],
        places.shape[0],
        lambda: ShapeError(
            f"grid_sample() of {show_shape(source.shape)} at {show_shape(places.shape)}",
            expected="the same batch for both",
        ),
    )
    shape = (*source.shape[:2], *places.shape[1:-1])
    taps = {"nearest": 1, "bilinear": 2, "bicubic": 4}.get(mode, 2) ** (rank - 2)
    layer = Function(function=spelled, shapes=(shape,), work=product(shape) * taps, stays=(0, 1))
    return apply(site, spelled, layer, [source, places])[0]


def affine_grid(
    site: Site, spelled: str, theta: Any, size: Any, align_corners: Any = None
) -> TorchTensor:
    """F.affine_grid: places for every position of a size (N, C, *S)."""
    source = tensor(theta, "theta", site)
    wanted = sizes_of((size,), "size", site)
    shape = (wanted[0], *wanted[2:], len(wanted) - 2)
    layer = Function(function=spelled, shapes=(shape,), work=product(shape) * (len(wanted) - 1))
    return apply(site, spelled, layer, [source])[0]


def prelu(site: Site, spelled: str, input: Any, weight: Any) -> TorchTensor:
    """F.prelu: one slope, or one a channel."""
    source, slopes = tensor(input, "input", site), tensor(weight, "weight", site)
    count = slopes.shape[0] if slopes.shape else 1
    layer = Functional(layer=made_layer("PReLU", (count,), {}, site))
    return apply(site, spelled, layer, [source, slopes])[0]


def threshold(
    site: Site, spelled: str, input: Any, threshold: Any, value: Any, inplace: Any = False
) -> Any:
    """F.threshold."""
    return as_layer(site, spelled, "Threshold", input, threshold, value, inplace)


def kept(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """F.dropout and its sisters: nothing at inference."""
    source = tensor(input, "input", site)
    return retyped(source, source.dtype)


def kept_sequence(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """F.dropout1d: of 2 or 3 axes."""
    source = tensor(input, "input", site)
    if len(source.shape) not in (2, 3):
        raise ShapeError(f"{spelled}() of {show_shape(source.shape)}", expected="2 or 3 axes")
    return kept(site, spelled, source)


def rrelu(
    site: Site,
    spelled: str,
    input: Any,
    lower: Any = 0.125,
    upper: Any = 1 / 3,
    *args: Any,
    **o: Any,
) -> Any:
    """F.rrelu."""
    return as_layer(site, spelled, "RReLU", input, lower, upper)


def fractional_pool(
    site: Site,
    spelled: str,
    name: str,
    input: Any,
    kernel_size: Any,
    output_size: Any = None,
    output_ratio: Any = None,
    return_indices: Any = False,
    _random_samples: Any = None,
) -> Any:
    """F.fractional_max_pool2d, fractional_max_pool3d."""
    given = (kernel_size, output_size, output_ratio, bool(return_indices))
    found = as_layer(site, spelled, name, input, *given)
    return (found[0], retyped(found[1], "int64")) if type(found) is tuple else found


def shuffled_channels(site: Site, spelled: str, input: Any, groups: Any) -> Any:
    """F.channel_shuffle."""
    return as_layer(site, spelled, "ChannelShuffle", input, groups)
