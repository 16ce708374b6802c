"""
A transposed convolution in the other framework's words.

All of them paint the same full result, (S − 1)·s + d·(k − 1) + 1 long, and differ in what they cut
off or add: PyTorch cuts `padding` from both ends and adds `output_padding` at the end; Keras's
'valid' cuts nothing and never ends before the stride does; 'same' keeps S·s positions from the
⌊max(k′ − s, 0)/2⌋-th on.

Source: torch.nn.ConvTranspose2d, "Shape"; keras.layers.Conv2DTranspose, padding="same" as the
gradient of a SAME convolution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import Transposed
from convcalc.analysis.equivalents.operation import arguments
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import unless
from convcalc.analysis.equivalents.operation import vocabulary_of
from convcalc.analysis.equivalents.operation import written
from convcalc.analysis.paths import largest
from convcalc.layers.core.window import reach

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes

SLICES = {1: "y[:, :, {0}]", 2: "y[:, :, {0}, {1}]", 3: "y[:, :, {0}, {1}, {2}]"}


def transposed_equivalents(layer: Layer, inputs: Shapes, outputs: Shapes) -> tuple[Equivalent, ...]:
    """The same result in the words of those frameworks that the layer is not written in."""
    from convcalc.analysis.equivalents.transposed_onnx import in_onnx

    facts, vocabulary = Transposed(layer, inputs, outputs), vocabulary_of(layer.__dict__)
    found = []
    if vocabulary != "torch":
        found.append(_in_torch(facts))
    if vocabulary != "keras":
        found.append(_in_keras(facts))
    return (*found, in_onnx(facts))


def _in_torch(facts: Transposed) -> Equivalent:
    """The padding that the layer has, or the full result and the part of it that is kept."""
    own = _own_padding(facts)
    if own is not None:
        return Equivalent(title="in PyTorch", lines=(_torch_call(facts, *own),))
    extra = tuple(
        [
            largest([facts.cut[axis] + facts.result[axis] - facts.full(axis), 0])
            for axis in range(facts.ndim)
        ]
    )
    lines = [f"y = {_torch_call(facts, (0,) * facts.ndim, extra)}(x)"]
    parts = [
        f"{code(cut)}:{code(cut + result)}" if cut != 0 or cut + result != full + more else ":"
        for cut, result, full, more in zip(
            facts.cut, facts.result, map(facts.full, range(facts.ndim)), extra, strict=True
        )
    ]
    if any(part != ":" for part in parts):
        lines.append(f"y = {SLICES[facts.ndim].format(*parts)}")
    return Equivalent(title="in PyTorch", lines=tuple(lines))


def _own_padding(facts: Transposed) -> tuple[Shape, Shape] | None:
    """The padding and output_padding of a layer that says them, if PyTorch takes them."""
    layer = facts.layer
    if layer.rule or any(before != after for before, after in layer.padding):
        return None
    extra = tuple(
        [facts.result[axis] - facts.full(axis) + 2 * facts.cut[axis] for axis in range(facts.ndim)]
    )
    limits = [largest(list(pair)) for pair in zip(layer.stride, layer.dilation, strict=True)]
    if any(
        isinstance(more, int) and isinstance(limit, int) and more >= limit
        for more, limit in zip(extra, limits, strict=True)
    ):
        return None
    return facts.cut, extra


def _torch_call(facts: Transposed, padding: Shape, extra: Shape) -> str:
    layer = facts.layer
    given = arguments(
        code(facts.channels),
        code(facts.out_channels),
        f"kernel_size={written(layer.kernel_size)}",
        unless("stride", layer.stride, 1),
        unless("padding", padding, 0),
        unless("output_padding", extra, 0),
        unless("groups", layer.groups, 1),
        "" if layer.bias else "bias=False",
        unless("dilation", layer.dilation, 1),
    )
    return f"nn.ConvTranspose{facts.ndim}d({given})"


def _in_keras(facts: Transposed) -> Equivalent:
    """'valid' and a cropping layer."""
    layer, crops = facts.layer, []
    rule = "same" if layer.rule == "same" else "valid"
    for axis in range(facts.ndim):
        span = reach(layer.kernel_size[axis], layer.dilation[axis])
        whole = facts.full(axis) - span + largest([span, layer.stride[axis]])
        crops.append((facts.cut[axis], whole - facts.cut[axis] - facts.result[axis]))
    given = arguments(
        code(facts.out_channels),
        written(layer.kernel_size),
        unless("strides", layer.stride, 1),
        f'padding="{rule}"',
        unless("dilation_rate", layer.dilation, 1),
        "" if layer.bias else "use_bias=False",
    )
    lines = [f"layers.Conv{facts.ndim}DTranspose({given})"]
    if any(each != 1 for each in layer.stride) and any(each != 1 for each in layer.dilation):
        lines.append("# Keras refuses strides together with dilation_rate")
    if layer.groups != 1:
        lines.insert(0, "# Keras has no groups here: one layer for each group, then concatenate")
    if rule == "same":
        return Equivalent(title="in Keras", lines=tuple(lines))
    if any(isinstance(after, int) and after < 0 for _, after in crops):
        lines.append("# the output_padding reaches beyond what Keras paints: no cropping gives it")
    elif any(each != 0 for pair in crops for each in pair):
        pairs = ", ".join(f"({code(before)}, {code(after)})" for before, after in crops)
        lines.append(f"layers.Cropping{facts.ndim}D({pairs if facts.ndim == 1 else f'({pairs})'})")
    return Equivalent(title="in Keras", lines=tuple(lines))
