"""Convolutions as functions: their weights are handed over with every call."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.other.given_weights import Functional
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.libraries.keras.tensors import KerasTensor
    from convcalc.readers.python.objects.host import Site


ARGUMENTS = ("strides", "padding", "data_format", "dilation_rate")
"""What may follow input and kernel, in order."""


def inner(value: Any, ndim: int) -> Any:
    """A number an axis, from one for all or from TensorFlow's with batch and channels."""
    if isinstance(value, (tuple, list)):
        if len(value) == ndim + 2:
            return tuple(value[1:-1])
        return tuple(value) if len(value) == ndim else tuple(value) * ndim
    return value


def conv(site: Site, inputs: Any = None, kernel: Any = None, *args: Any, **options: Any) -> object:
    """A convolution whose weights are handed over."""
    tensor = constant(options.get("input", inputs))
    weight = constant(options.get("filters", kernel))
    given = dict(zip(ARGUMENTS, args, strict=False)) | options
    shape = weight.tensor.shape
    ndim = len(shape) - 2
    layout = channels(given)
    depth = tensor.tensor.shape[1 if layout == "channels_first" else -1]
    known = type(depth) is type(shape[-2]) is int
    if known and depth % shape[-2]:
        raise BadValue(
            f"{depth} channels of the input, {shape[-2]} of the kernel",
            expected=f"a kernel of channels that divide {depth}",
        )
    groups = depth // shape[-2] if known else 1
    layer = made(
        "keras",
        f"Conv{ndim}D",
        shape[-1],
        tuple(shape[:ndim]),
        strides=inner(given.get("strides") or 1, ndim),
        padding=padding_word(given),
        dilation_rate=inner(given.get("dilation_rate", given.get("dilations")) or 1, ndim),
        groups=groups,
        data_format=layout,
        use_bias=False,
    )
    return _with_weights(layer, tensor, weight, site, "Conv")


def depthwise_conv(
    site: Site, inputs: Any = None, kernel: Any = None, *args: Any, **options: Any
) -> object:
    """A depthwise convolution whose weights are handed over."""
    tensor = constant(options.get("input", inputs))
    weight = constant(options.get("filter", kernel))
    given = dict(zip(ARGUMENTS, args, strict=False)) | options
    shape = weight.tensor.shape
    ndim = len(shape) - 2
    layer = made(
        "keras",
        f"DepthwiseConv{ndim}D",
        tuple(shape[:ndim]),
        strides=inner(given.get("strides") or 1, ndim),
        padding=padding_word(given),
        depth_multiplier=shape[-1],
        data_format=channels(given),
        dilation_rate=inner(given.get("dilation_rate", given.get("dilations")) or 1, ndim),
        use_bias=False,
    )
    return _with_weights(layer, tensor, weight, site, "DepthwiseConv")


def conv_transpose(
    site: Site, inputs: Any = None, kernel: Any = None, *args: Any, **options: Any
) -> object:
    """A transposed convolution whose weights are handed over."""
    tensor, weight = constant(inputs), constant(kernel)
    names = ("strides", "padding", "output_padding", "data_format", "dilation_rate")
    given = dict(zip(names, args, strict=False)) | options
    shape = weight.tensor.shape
    ndim = len(shape) - 2
    layer = made(
        "keras",
        f"Conv{ndim}DTranspose",
        shape[-2],
        tuple(shape[:ndim]),
        strides=inner(given.get("strides") or 1, ndim),
        padding=padding_word(given),
        output_padding=given.get("output_padding"),
        dilation_rate=inner(given.get("dilation_rate", given.get("dilations")) or 1, ndim),
        data_format=channels(given),
        use_bias=False,
    )
    return _with_weights(layer, tensor, weight, site, "ConvTranspose")


def channels(given: dict[str, Any]) -> str:
    """
    Where the channels are, in Keras's words.

    >>> channels({"data_format": "NCHW"}), channels({})
    ('channels_first', 'channels_last')
    """
    word = given.get("data_format")
    first = isinstance(word, str) and (word == "channels_first" or word.startswith("NC"))
    return "channels_first" if first else "channels_last"


def padding_word(given: dict[str, Any]) -> str:
    """
    The padding, a word.

    Raises:
        BadValue: If it is given in numbers.
    """
    word = given.get("padding", "valid")
    if not isinstance(word, str):
        raise BadValue("paddings in numbers are not read here", expected="'same' or 'valid'")
    return word.lower()


def _with_weights(
    layer: Layer, tensor: KerasTensor, weight: KerasTensor, site: Site, spelled: str
) -> object:
    return perform(Functional(layer=layer), [tensor, weight], site, spelled)
