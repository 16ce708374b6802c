"""A windowed layer as the attributes of an ONNX node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import are_known
from convcalc.analysis.equivalents.operation import code

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation
    from convcalc.layers.shapes import Shape

NODES = {
    "conv": "Conv",
    "depthwise_conv": "Conv",
    "separable_conv": "Conv",
    "max_pool": "MaxPool",
    "average_pool": "AveragePool",
    "norm_pool": "LpPool",
}


def in_onnx(operation: Operation) -> Equivalent:
    """
    `auto_pad` where a rule says it, and `pads` as all begins, then all ends.

    SAME_UPPER is left out for dilated windows, which onnxruntime refuses.
    """
    pads, window = operation.pads(), operation.window
    shared = [f"kernel_shape={_list(window.kernel_size)}", f"strides={_list(window.stride)}"]
    if any(each != 1 for each in window.dilation):
        shared.append(f"dilations={_list(window.dilation)}")
    groups = operation.groups if operation.kind == "conv" else operation.channels
    if not operation.is_pool and groups != 1:
        shared.append(f"group={code(groups)}")
    if window.ceil_mode:
        shared.append("ceil_mode=1")
    if operation.kind == "average_pool":
        shared.append(f"count_include_pad={int(operation.counts_padding)}")
    node, words = NODES[operation.kind], ", ".join(shared)
    lines = []
    if window.padding == "same" and not any(each != 1 for each in window.dilation):
        lines.append(f'{node}: auto_pad="SAME_UPPER", {words}')
    elif are_known(pads) and not any(each for pair in pads for each in pair):
        lines.append(f'{node}: auto_pad="VALID", {words}')
    if are_known(pads) or window.padding != "same":
        begins = tuple([before for before, _ in pads])
        ends = tuple([after for _, after in pads])
        lines.append(f'{node}: auto_pad="NOTSET", pads={_list((*begins, *ends))}, {words}')
    if operation.kind == "separable_conv":
        lines.append("then Conv: kernel_shape of ones, group=1")
    return Equivalent(title="in ONNX", lines=tuple(lines))


def _list(sizes: Shape) -> str:
    return f"[{', '.join(code(each) for each in sizes)}]"
