"""
A transposed convolution as an ONNX ConvTranspose.

ONNX gives s·(S − 1) + output_padding + d·(k − 1) + 1 − begin − end. Its `output_shape` is left out:
without `auto_pad` it cuts an odd position off the front, where TensorFlow cuts it off the end.

Source: ONNX ConvTranspose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import arguments
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import listed
from convcalc.analysis.paths import largest

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Transposed
    from convcalc.dims import Dim


def in_onnx(facts: Transposed) -> Equivalent:
    """The node with explicit `pads`, and what to beware of."""
    layer = facts.layer
    begins, ends, extra, comments = [], [], [], []
    for axis in range(facts.ndim):
        begin, end, more = _pads(facts, axis)
        begins.append(begin)
        ends.append(end)
        extra.append(more)
    pads = listed([*begins, *ends])
    words = arguments(
        f'auto_pad="NOTSET", pads={pads}, kernel_shape={listed(layer.kernel_size)}',
        f"strides={listed(layer.stride)}",
        f"dilations={listed(layer.dilation)}" if any(each != 1 for each in layer.dilation) else "",
        f"output_padding={listed(extra)}" if any(each != 0 for each in extra) else "",
        f"group={code(layer.groups)}" if layer.groups != 1 else "",
    )
    if layer.rule == "same" and begins != ends:
        comments.append(
            f"# output_shape={listed(facts.result)} in place of pads cuts the larger part off the "
            f"front: another alignment"
        )
    if any(
        type(more) is int and more >= step for more, step in zip(extra, layer.stride, strict=True)
    ):
        comments.append("# output_padding of a stride or more: onnxruntime may refuse it")
    return Equivalent(title="in ONNX", lines=(f"ConvTranspose: {words}", *comments))


def _pads(facts: Transposed, axis: int) -> tuple[Dim, Dim, Dim]:
    """What is cut off in front and behind one axis, and what is added at its end."""
    layer, begin = facts.layer, facts.cut[axis]
    surplus = facts.full(axis) - facts.result[axis]
    if layer.rule:
        return begin, largest([surplus, 0]) - begin, largest([-surplus, 0])
    end = layer.padding[axis][1]
    more = begin + end - surplus
    if type(more) is type(end) is int and more >= layer.stride[axis]:
        # What is cut off less is not added: runtimes refuse to add a stride or more.
        kept = min(more, end)
        return begin, end - kept, more - kept
    return begin, end, more
