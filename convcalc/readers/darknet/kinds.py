"""
What every kind of section is as a layer.

A kind takes the trace, the section and what goes in, and gives what goes out. Every tensor has four
axes, (N, C, H, W), as in Darknet.

Source: AlexeyAB/darknet, src/parser.c and src/*_layer.c.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import ShapeError
from convcalc.layers.activation.activation import Activation
from convcalc.layers.activation.softmax import Softmax
from convcalc.layers.convolution.binary_conv import BinaryConv
from convcalc.layers.convolution.conv import Conv
from convcalc.layers.convolution.local_conv import LocalConv
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.window import Window
from convcalc.layers.normalisation.batch_norm import BatchNorm
from convcalc.layers.normalisation.response_norm import LocalResponseNorm
from convcalc.layers.other.function import Function
from convcalc.layers.other.identity import Identity
from convcalc.layers.pooling.global_pool import GlobalPool
from convcalc.layers.pooling.pool import Pool
from convcalc.layers.shape.resize import Resize
from convcalc.layers.shape.shuffle import PixelShuffle
from convcalc.layers.shape.shuffle import PixelUnshuffle

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.operand import Operand
    from convcalc.readers.darknet.sections import Section
    from convcalc.readers.darknet.tracing import Trace

KINDS: dict[str, str] = {
    "conv": "kinds:convolutional",
    "convolutional": "kinds:convolutional",
    "max": "kinds:maxpool",
    "maxpool": "kinds:maxpool",
    "local_avg": "kinds:local_avgpool",
    "local_avgpool": "kinds:local_avgpool",
    "avg": "kinds:avgpool",
    "avgpool": "kinds:avgpool",
    "conn": "kinds:connected",
    "connected": "kinds:connected",
    "local": "kinds:local",
    "route": "joining:route",
    "shortcut": "joining:shortcut",
    "scale_channels": "joining:scale_channels",
    "sam": "joining:sam",
    "upsample": "kinds:upsample",
    "reorg": "kinds:reorg",
    "reorg_old": "kinds:reorg",
    "reorg3d": "kinds:reorg",
    "crop": "kinds:crop",
    "batchnorm": "kinds:batchnorm",
    "lrn": "kinds:normalization",
    "normalization": "kinds:normalization",
    "soft": "kinds:softmax",
    "softmax": "kinds:softmax",
    "dropout": "kinds:same",
    "empty": "kinds:same",
    "silence": "kinds:same",
    "cost": "kinds:same",
    "activation": "kinds:activation",
    "logxent": "kinds:activation",
    "l2norm": "kinds:activation",
    "contrastive": "heads:contrastive",
    "yolo": "heads:yolo",
    "gaussian_yolo": "heads:gaussian_yolo",
    "region": "heads:region",
    "detection": "heads:detection",
    "iseg": "heads:iseg",
    "rnn": "recurrent:rnn",
    "crnn": "recurrent:crnn",
    "lstm": "recurrent:lstm",
    "conv_lstm": "recurrent:conv_lstm",
    "gru": "recurrent:gru",
}
"""What stands between the brackets -> module:function here."""


def normalised(section: Section, width: Dim, prefix: str = "") -> dict[str, Shape]:
    """The biases, and what a batch norm behind them stores."""
    found: dict[str, Shape] = {f"{prefix}biases": (width,)}
    if section.number("batch_normalize", 0):
        found[f"{prefix}scales"] = (width,)
        found[f"{prefix}rolling_mean"] = found[f"{prefix}rolling_variance"] = (width,)
    return found


def _steps(section: Section) -> tuple[int, int]:
    """The strides (y, x)."""
    step = section.number("stride", 1, 1)
    return section.number("stride_y", step, 1), section.number("stride_x", step, 1)


def convolutional(trace: Trace, section: Section, source: Operand) -> Operand:
    """A convolution, its batch norm and its activation; with antialiasing a blur does the steps."""
    channels = source.shape[1]
    size = section.number("size", 1, 1)
    groups = section.number("groups", 1, 1)
    filters = section.number("filters", 1, 1)
    padding = size // 2 if section.number("pad", 0) else section.number("padding", 0, 0)
    steps = _steps(section)
    blur = section.number("antialiasing", 0)
    if type(channels) is int and channels % groups:
        raise section.wrong("groups", f"groups={groups} for {channels} channels", "a divisor")
    if filters % groups:
        raise section.wrong("groups", f"groups={groups} for {filters} filters", "a divisor")
    make = BinaryConv if section.number("xnor", 0) else Conv
    layer = make(
        ndim=2,
        in_channels=channels,
        out_channels=filters,
        groups=groups,
        window=_window(section, size, padding, (1, 1) if blur else steps),
        bias=True,
        activation=section.text_of("activation", "logistic") != "linear",
        unbatched=False,
    )
    stored = {"weights": (filters, channels // groups, size, size), **normalised(section, filters)}
    output = trace.apply(section, layer, [source], stored)
    if not blur:
        return output
    width = 2 if blur == 2 else 3
    pads = ((0, 0), (0, 0)) if blur == 2 else ((1, 1), (1, 1))
    window = Window(kernel_size=(width, width), stride=steps, dilation=(1, 1), padding=pads)
    smooth = Pool(ndim=2, operation="blur", window=window, unbatched=False)
    return trace.apply(section, smooth, [output], suffix="_blur")


def _window(section: Section, size: int, padding: int, steps: tuple[int, int]) -> Window:
    """
    The window of a convolution.

    Darknet leaves the dilation out of the size of the result and pads by dilation · padding, which
    is one and the same where the padding is half of an odd size.
    """
    dilation = 1 if size == 1 else section.number("dilation", 1, 1)
    pads = padding * dilation
    if dilation > 1 and padding * 2 != size - 1:
        raise section.wrong(
            "dilation",
            f"dilation={dilation} with size={size} and a padding of {padding}, for which Darknet "
            "works out another size than its windows have",
            "pad=1 and an odd size",
        )
    return Window(
        kernel_size=(size, size),
        stride=steps,
        dilation=(dilation, dilation),
        padding=((pads, pads), (pads, pads)),
    )


def _pooling(section: Section) -> Window:
    """The window of a pooling: all of its padding, size - 1 by default, is told in one number."""
    step = section.number("stride", 1, 1)
    steps = section.number("stride_y", step, 1), section.number("stride_x", step, 1)
    size = section.number("size", step, 1)
    padding = section.number("padding", size - 1, 0)
    pair = (padding // 2, padding - padding // 2)
    return Window(kernel_size=(size, size), stride=steps, dilation=(1, 1), padding=(pair, pair))


def maxpool(trace: Trace, section: Section, source: Operand) -> Operand:
    """The largest of a window, or with maxpool_depth of channels."""
    if section.number("maxpool_depth", 0):
        batch, _, height, width = source.shape
        channels = section.number("out_channels", 1, 1)
        shape = (batch, channels, height, width)
        layer: Layer = Function(
            function="maxpool_depth", shapes=(shape,), work=product(source.shape), stays=(0, 2, 3)
        )
        return trace.apply(section, layer, [source])
    layer = Pool(ndim=2, operation="max", window=_pooling(section), unbatched=False)
    return trace.apply(section, layer, [source])


def local_avgpool(trace: Trace, section: Section, source: Operand) -> Operand:
    """The mean of a window."""
    layer = Pool(ndim=2, operation="average", window=_pooling(section), unbatched=False)
    return trace.apply(section, layer, [source])


def avgpool(trace: Trace, section: Section, source: Operand) -> Operand:
    """The mean of every channel."""
    return trace.apply(section, GlobalPool(operation="average", keepdims=True), [source])


def connected(trace: Trace, section: Section, source: Operand) -> Operand:
    """Every input with every output."""
    batch, inputs = source.shape[0], product(source.shape[1:])
    outputs = section.number("output", 1, 1)
    is_active = section.text_of("activation", "logistic") != "linear"
    layer = Function(
        function="connected",
        shapes=((batch, outputs, 1, 1),),
        products=batch * inputs * outputs,
        work=batch * outputs * (1 + is_active),
        stays=(0,),
    )
    stored = {"weights": (outputs, inputs), **normalised(section, outputs)}
    return trace.apply(section, layer, [source], stored)


def local(trace: Trace, section: Section, source: Operand) -> Operand:
    """A convolution with weights of its own at every place."""
    size, step = section.number("size", 1, 1), section.number("stride", 1, 1)
    filters, pad = section.number("filters", 1, 1), section.number("pad", 0)
    # With pad=1 there are ⌊(n - 1) / stride⌋ + 1 places, whatever the size.
    before = (size - 1) // 2 if pad else 0
    pair = (before, size - 1 - before if pad else 0)
    window = Window(
        kernel_size=(size, size), stride=(step, step), dilation=(1, 1), padding=(pair, pair)
    )
    layer = LocalConv(ndim=2, window=window, filters=filters, unbatched=False)
    places = product(layer.applied((source.shape,), trace.network.needs)[0][2:])
    weights = (source.shape[1] * filters * size * size, places)
    stored = {"weights": weights, "biases": (filters, places)}
    return trace.apply(section, layer, [source], stored)


def upsample(trace: Trace, section: Section, source: Operand) -> Operand:
    """Every pixel several times; with a negative stride only every so manieth pixel."""
    step = section.number("stride", 2)
    if step > 0:
        return trace.apply(section, Resize(scale=step, mode="nearest"), [source])
    if step == 0:
        raise section.wrong("stride", "stride=0", "a number of pixels, for example 2")
    *front, height, width = source.shape
    shape = (*front, height // -step, width // -step)
    return trace.apply(section, Function(function="downsample", shapes=(shape,)), [source])


def reorg(trace: Trace, section: Section, source: Operand) -> Operand:
    """Pixels become channels, or the other way with reverse=1."""
    step = section.number("stride", 1, 1)
    if section.number("reverse", 0):
        return trace.apply(section, PixelShuffle(factor=step), [source])
    if section.number("extra", 0) or section.number("flatten", 0):
        trace.note("what [reorg] does with extra or flatten keeps its shape here")
        return trace.apply(section, Identity(), [source])
    return trace.apply(section, PixelUnshuffle(factor=step), [source])


def crop(trace: Trace, section: Section, source: Operand) -> Operand:
    """A part of this height and width."""
    height, width = section.number("crop_height", 1, 1), section.number("crop_width", 1, 1)
    shape = (*source.shape[:2], height, width)
    for got, least in ((source.shape[2], height), (source.shape[3], width)):
        trace.network.needs.at_least(
            got,
            least,
            lambda: ShapeError(
                f"{show_shape(source.shape)} is smaller than the crop {height} × {width}"
            ),
        )
    return trace.apply(section, Function(function="crop", shapes=(shape,), stays=(0, 1)), [source])


def batchnorm(trace: Trace, section: Section, source: Operand) -> Operand:
    """A batch norm by itself."""
    width = source.shape[1]
    stored = {
        "biases": (width,),
        "scales": (width,),
        "rolling_mean": (width,),
        "rolling_variance": (width,),
    }
    return trace.apply(section, BatchNorm(num_features=width, axis=1), [source], stored)


def normalization(trace: Trace, section: Section, source: Operand) -> Operand:
    """A local response normalisation."""
    layer = LocalResponseNorm(neighbours=section.number("size", 5, 1))
    return trace.apply(section, layer, [source])


def softmax(trace: Trace, section: Section, source: Operand) -> Operand:
    """A softmax over the channels, or over groups of all inputs."""
    return trace.apply(section, Softmax(axes=(1, 2, 3)), [source])


def same(trace: Trace, section: Section, source: Operand) -> Operand:
    """What changes nothing in inference."""
    return trace.apply(section, Identity(), [source])


def activation(trace: Trace, section: Section, source: Operand) -> Operand:
    """An activation by itself."""
    function = section.text_of("activation", section.kind) or "activation"
    return trace.apply(section, Activation(function=function), [source])
