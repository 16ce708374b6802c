"""Functions of keras.ops and tensorflow that do what layers do: convolve, pool, pad, resize."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.core.arguments import size
from convcalc.layers.other.function import Function
from convcalc.layers.other.identity import Identity
from convcalc.layers.shape.pad import Pad
from convcalc.layers.shape.resize import Resize
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.functions.convolutions import channels
from convcalc.readers.python.libraries.keras.functions.convolutions import conv
from convcalc.readers.python.libraries.keras.functions.convolutions import conv_transpose
from convcalc.readers.python.libraries.keras.functions.convolutions import depthwise_conv
from convcalc.readers.python.libraries.keras.functions.convolutions import inner
from convcalc.readers.python.libraries.keras.functions.convolutions import padding_word
from convcalc.readers.python.libraries.keras.functions.math import activation
from convcalc.readers.python.libraries.keras.functions.math import moments
from convcalc.readers.python.libraries.keras.functions.math import pair
from convcalc.readers.python.libraries.keras.functions.math import shaped_alike
from convcalc.readers.python.libraries.keras.functions.math import softmax
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.keras.tensors import KerasTensor
    from convcalc.readers.python.objects.host import Site

MODES = {
    "CONSTANT": "constant",
    "REFLECT": "reflect",
    "SYMMETRIC": "replicate",
    "EDGE": "replicate",
}


def resize(site: Site, images: Any, *args: Any, **options: Any) -> object:
    """image.resize(images, size)."""
    size_given = options.get("size", args[0] if args else None)
    if not isinstance(size_given, (tuple, list)) or len(size_given) != 2:
        raise BadValue("resize() needs two sizes", expected="(height, width)", argument="size")
    mode = options.get("interpolation", options.get("method", "bilinear"))
    layer = Resize(
        size=tuple([size(each_size, "size") for each_size in size_given]),
        mode=mode if isinstance(mode, str) and mode in RESIZE_MODES else "bilinear",
        channels_last=options.get("data_format") != "channels_first",
    )
    return perform(layer, [constant(images)], site, "Resize")


RESIZE_MODES = ("nearest", "bilinear", "bicubic", "area")


def pad(
    site: Site, x: Any = None, pad_width: Any = 0, mode: Any = "constant", *r: Any, **o: Any
) -> object:
    """Positions added before and after every axis."""
    tensor = constant(o.get("tensor", x))
    widths = o.get("paddings", pad_width)
    rank = len(tensor.tensor.shape)
    if isinstance(widths, int):
        widths = [(widths, widths)] * rank
    elif len(widths) == 2 and all(isinstance(each_width, int) for each_width in widths):
        widths = [tuple(widths)] * rank
    if len(widths) != rank:
        raise BadValue(
            f"{len(widths)} pairs of paddings for {rank} axes", expected="a pair for every axis"
        )
    amounts = tuple([(size(a, "paddings", 0), size(b, "paddings", 0)) for a, b in widths])
    word = MODES.get(str(mode).upper(), "constant")
    first = next((i for i, each_pair in enumerate(amounts) if each_pair != (0, 0)), rank - 1)
    layer = Pad(amounts=amounts[first:], mode=word)
    return perform(layer, [tensor], site, "Pad")


def pool(operation: str) -> Any:
    """max_pool and average_pool of as many axes as the input has."""

    def run(site: Site, inputs: Any = None, *args: Any, **options: Any) -> object:
        tensor = constant(options.get("input", inputs))
        names = ("pool_size", "strides", "padding", "data_format")
        given = dict(zip(names, args, strict=False)) | options
        ndim = len(tensor.tensor.shape) - 2
        window = given.get("ksize", given.get("pool_size", 2))
        layer = made(
            "keras",
            f"{operation}Pooling{ndim}D",
            inner(window, ndim),
            inner(given.get("strides"), ndim),
            padding_word(given),
            data_format=channels(given),
        )
        return perform(layer, [tensor], site, f"{operation}Pool")

    return run


def windows(
    site: Site,
    input: Any,  # noqa: A002 (TensorFlow's word)
    window_shape: Any,
    pooling_type: Any,
    strides: Any = None,
    padding: Any = "VALID",
    data_format: Any = None,
    **options: Any,
) -> object:
    """tf.nn.pool: windows one by one unless strides are said."""
    operation = "Average" if pooling_type == "AVG" else "Max"
    given = {"data_format": data_format} if data_format is not None else {}
    return pool(operation)(
        site, input, window_shape, 1 if strides is None else strides, padding, **given
    )


def adaptive(operation: str) -> Any:
    """Pooling to a size, of as many axes as the input has."""

    def run(site: Site, inputs: Any, output_size: Any, data_format: Any = None) -> object:
        tensor = constant(inputs)
        ndim = len(tensor.tensor.shape) - 2
        layer = made(
            "keras",
            f"Adaptive{operation}Pooling{ndim}D",
            output_size,
            data_format=channels({"data_format": data_format}),
        )
        return perform(layer, [tensor], site, f"Adaptive{operation}Pool")

    return run


def depth_to_space(
    site: Site, x: Any = None, block_size: Any = 2, data_format: Any = None, **o: Any
) -> object:
    """Channels moved into space, block by block."""
    tensor = constant(o.get("input", x))
    block = size(block_size, "block_size")
    height, width, depth, whole = _picture(tensor, data_format)
    if type(depth) is int and depth % block**2:
        raise BadValue(
            f"{depth} channels do not divide into blocks of {block} x {block}",
            argument="block_size",
        )
    sizes = whole(height * block, width * block, depth // block**2)
    layer = Function(function="depth_to_space", shapes=(sizes,), work=0)
    return perform(layer, [tensor], site, "DepthToSpace")


def space_to_depth(
    site: Site, x: Any = None, block_size: Any = 2, data_format: Any = None, **o: Any
) -> object:
    """Space moved into channels, block by block."""
    tensor = constant(o.get("input", x))
    block = size(block_size, "block_size")
    height, width, depth, whole = _picture(tensor, data_format)
    for each_size in (height, width):
        if type(each_size) is int and each_size % block:
            raise BadValue(
                f"{each_size} positions do not divide into blocks of {block}",
                argument="block_size",
            )
    sizes = whole(height // block, width // block, depth * block**2)
    layer = Function(function="space_to_depth", shapes=(sizes,), work=0)
    return perform(layer, [tensor], site, "SpaceToDepth")


def _picture(tensor: KerasTensor, data_format: Any) -> tuple[Any, Any, Any, Any]:
    """Height, width and channels of pictures, and how to make a shape of others."""
    shape = tensor.tensor.shape
    if len(shape) != 4:
        raise BadValue(f"{len(shape)} axes", expected="4 axes: pictures with batch and channels")
    if channels({"data_format": data_format}) == "channels_first":
        return shape[2], shape[3], shape[1], lambda h, w, c: (shape[0], c, h, w)
    return shape[1], shape[2], shape[3], lambda h, w, c: (shape[0], h, w, c)


def extract_patches(site: Site, images: Any, size: Any = None, *args: Any, **o: Any) -> object:
    """Windows as vectors: image.extract_patches(images, size, strides, dilation_rate, padding)."""
    given = dict(zip(("strides", "dilation_rate", "padding"), args, strict=False)) | o
    window = inner(o.get("sizes", size), 2)
    tensor = constant(images)
    layout = channels(given)
    layer = made(
        "keras",
        "DepthwiseConv2D",
        window,
        inner(given.get("strides") or window, 2),
        padding_word({"padding": given.get("padding", "valid")}),
        dilation_rate=inner(given.get("rates", given.get("dilation_rate")) or 1, 2),
        data_format=layout,
    )
    from convcalc.layers.core.needs import Needs

    sizes = list(layer.applied((tensor.tensor.shape,), Needs())[0])
    window = (window, window) if isinstance(window, int) else window
    sizes[1 if layout == "channels_first" else -1] *= product(window)
    patches = Function(function="extract_patches", shapes=(tuple(sizes),), work=0)
    return perform(patches, [tensor], site, "ExtractPatches")


def batch_norm(site: Site, x: Any, *rest: Any, **options: Any) -> object:
    """batch_normalization(x, mean, variance, ...): scaled and shifted by what is handed over."""
    return shaped_alike("BatchNormalization")(site, x)


def kept(spelled: str) -> Any:
    """A function that does nothing at inference: dropout."""

    def run(site: Site, x: Any = None, *rest: Any, **options: Any) -> object:
        tensor = constant(options.get("inputs", x))
        return perform(Identity(), [tensor], site, spelled) if tensor.is_symbolic else tensor

    return run


ACTIVATIONS = (
    "relu",
    "relu6",
    "sigmoid",
    "tanh",
    "silu",
    "swish",
    "gelu",
    "elu",
    "selu",
    "softplus",
    "softsign",
    "leaky_relu",
    "hard_sigmoid",
    "hard_silu",
    "hard_swish",
    "log_sigmoid",
    "log_softmax",
    "mish",
    "celu",
    "glu",
    "hard_tanh",
    "exponential",
)

NN: dict[str, Any] = {
    **{name: activation(name) for name in ACTIVATIONS if name != "glu"},
    "average_pool": pool("Average"),
    "avg_pool": pool("Average"),
    "avg_pool2d": pool("Average"),
    "batch_norm": batch_norm,
    "batch_normalization": batch_norm,
    "bias_add": pair("add"),
    "conv": conv,
    "conv1d": conv,
    "conv2d": conv,
    "conv3d": conv,
    "conv_transpose": conv_transpose,
    "convolution": conv,
    "depth_to_space": depth_to_space,
    "depthwise_conv": depthwise_conv,
    "depthwise_conv2d": depthwise_conv,
    "dropout": kept("Dropout"),
    "l2_normalize": shaped_alike("L2Normalize"),
    "max_pool": pool("Max"),
    "max_pool2d": pool("Max"),
    "moments": moments,
    "normalize": shaped_alike("Normalize"),
    "pool": windows,
    "softmax": softmax,
    "space_to_depth": space_to_depth,
}

IMAGE: dict[str, Any] = {
    "extract_patches": extract_patches,
    "resize": resize,
}
