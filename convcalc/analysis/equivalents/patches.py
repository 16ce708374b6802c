"""
Unfold and fold in the other frameworks' words.

Source: torch.nn.Unfold, torch.nn.Fold; tf.image.extract_patches; keras.ops.image.extract_patches;
ONNX Col2Im.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import arguments
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import listed
from convcalc.analysis.equivalents.operation import unless
from convcalc.analysis.equivalents.operation import written
from convcalc.dims import product

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.window import Window


def patch_equivalents(layer: Layer, inputs: Shapes, outputs: Shapes) -> tuple[Equivalent, ...]:
    """What unfold or fold is called elsewhere, or that it is not there."""
    window: Window = layer.__dict__["window"]
    if layer.kind == "fold":
        return _folded(window, layer.__dict__["output_size"])
    channels, columns = inputs[0][-3], outputs[0][-1]
    return (
        Equivalent(title="in PyTorch", lines=(f"nn.Unfold({_torch_words(window)})",)),
        Equivalent(title="in TensorFlow and Keras", lines=_extracted(window, channels, columns)),
        Equivalent(title="in ONNX", lines=_one_hot(window, channels)),
    )


def _paddings(window: Window) -> tuple[Any, ...]:
    """The padding of every axis, alike at both ends."""
    return tuple(before for before, _ in (window.pads(axis, 1) for axis in range(2)))


def _torch_words(window: Window) -> str:
    return arguments(
        f"kernel_size={written(window.kernel_size)}",
        unless("dilation", window.dilation, 1),
        unless("padding", _paddings(window), 0),
        unless("stride", window.stride, 1),
    )


def _extracted(window: Window, channels: Any, columns: Any) -> tuple[str, ...]:
    """Both calls, and the way to PyTorch's order."""
    lines = ["# x is (N, H, W, C)"]
    pads = _paddings(window)
    if any(each != 0 for each in pads):
        pairs = ", ".join(f"[{code(each)}, {code(each)}]" for each in pads)
        lines.append(f"x = tf.pad(x, [[0, 0], {pairs}, [0, 0]])")
    sizes, strides, rates = (
        listed([1, *each, 1]) for each in (window.kernel_size, window.stride, window.dilation)
    )
    lines.append(
        f"y = tf.image.extract_patches(x, sizes={sizes}, strides={strides}, rates={rates}, "
        f'padding="VALID")'
    )
    if any(each != 1 for each in window.stride) and any(each != 1 for each in window.dilation):
        lines.append("# keras.ops.image.extract_patches refuses strides with dilation_rate")
    else:
        # Without strides Keras would take the size of the patch: they are always said.
        given = arguments(
            f"({', '.join(map(code, window.kernel_size))})",
            f"strides={written(window.stride)}",
            unless("dilation_rate", window.dilation, 1),
        )
        lines.append(f'# or y = keras.ops.image.extract_patches(x, {given}, padding="valid")')
    kernel = product(window.kernel_size)
    lines += [
        "# another order of channels: PyTorch has (C, kh, kw), TensorFlow (kh, kw, C); PyTorch's:",
        f"y = tf.reshape(y, (-1, {code(columns)}, {code(kernel)}, {code(channels)}))",
        "y = tf.transpose(y, (0, 3, 2, 1))",
        f"y = tf.reshape(y, (-1, {code(channels * kernel)}, {code(columns)}))",
    ]
    return tuple(lines)


def _ends(window: Window) -> str:
    pads = _paddings(window)
    return listed([*pads, *pads])


def _one_hot(window: Window, channels: Any) -> tuple[str, ...]:
    """ONNX has no node for it, but a convolution can pick every position."""
    dilated = any(each != 1 for each in window.dilation)
    words = arguments(
        f"pads={_ends(window)}",
        f"kernel_shape={listed(window.kernel_size)}",
        f"strides={listed(window.stride)}",
        f"dilations={listed(window.dilation)}" if dilated else "",
        f"group={code(channels)}",
    )
    kernel = product(window.kernel_size)
    return (
        f"# no node of its own; W = the {code(kernel)} one-hot kernels, for each channel again:",
        f'Conv: auto_pad="NOTSET", {words}',
        f"then Reshape: (0, {code(channels * kernel)}, -1)",
    )


def _folded(window: Window, output_size: tuple[Any, ...]) -> tuple[Equivalent, ...]:
    """PyTorch and ONNX can, TensorFlow and Keras cannot."""
    size = f"({', '.join(map(code, output_size))})"
    words = arguments(
        f"image_shape={listed(output_size)}",
        f"block_shape={listed(window.kernel_size)}",
        f"pads={_ends(window)}",
        f"strides={listed(window.stride)}",
        f"dilations={listed(window.dilation)}",
    )
    return (
        Equivalent(title="in PyTorch", lines=(f"nn.Fold({size}, {_torch_words(window)})",)),
        Equivalent(
            title="in TensorFlow and Keras",
            lines=("# none: no layer or function adds overlapping patches up",),
        ),
        Equivalent(title="in ONNX", lines=(f"Col2Im: {words}  # from opset 18 on",)),
    )
