"""A windowed layer as the attributes of an ONNX node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.equivalents.operation import Equivalent
from convcalc.analysis.equivalents.operation import are_known
from convcalc.analysis.equivalents.operation import code
from convcalc.analysis.equivalents.operation import listed
from convcalc.analysis.equivalents.pads import named_pads

if TYPE_CHECKING:
    from convcalc.analysis.equivalents.operation import Operation

NODES = {
    "conv": "Conv",
    "depthwise_conv": "Conv",
    "separable_conv": "Conv",
    "max_pool": "MaxPool",
    "average_pool": "AveragePool",
    "norm_pool": "LpPool",
}
MODES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def in_onnx(operation: Operation) -> Equivalent:
    """
    `auto_pad` where a rule says it, and `pads` as all begins, then all ends.

    SAME_UPPER is left out for dilated windows, which onnxruntime refuses. Convolution pads zeros:
    other modes are a `Pad` node in front.
    """
    norm = operation.norm_type
    if operation.kind == "norm_pool" and (norm != norm // 1 or norm < 1):
        lines = [f"# LpPool takes whole numbers from 1 on as p, not {norm}"]
    elif operation.padding_mode != "zeros" and _is_padded(operation):
        lines = _padded_first(operation)
    else:
        lines = [*_nodes(operation), *_caveats(operation)]
    if operation.kind == "separable_conv":
        lines.append("then Conv: kernel_shape of ones, group=1")
    return Equivalent(title="in ONNX", lines=tuple(lines))


def _is_padded(operation: Operation) -> bool:
    return any(each != 0 for pair in operation.pads() for each in pair)


def _nodes(operation: Operation) -> list[str]:
    """The node with `auto_pad`, where that says it, and with `pads`."""
    node, words = NODES[operation.kind], _words(operation)
    window, lines = operation.window, []
    if window.padding == "same" and not any(each != 1 for each in window.dilation):
        lines.append(f'{node}: auto_pad="SAME_UPPER", {words}')
    elif are_known(operation.pads()) and not _is_padded(operation):
        lines.append(f'{node}: auto_pad="VALID", {words}')
    pairs, comments = named_pads(operation)
    pads = listed([*(before for before, _ in pairs), *(after for _, after in pairs)])
    lines.append(f'{node}: auto_pad="NOTSET", pads={pads}, {words}')
    return [*lines, *comments]


def _padded_first(operation: Operation) -> list[str]:
    """A `Pad` over all axes, batch and channels too, and the node without padding."""
    pairs, comments = named_pads(operation)
    before, after = ([pair[end] for pair in pairs] for end in range(2))
    mode = MODES[operation.padding_mode]
    pads, none = listed(["0", "0", *before, "0", "0", *after]), listed(["0"] * 2 * operation.ndim)
    if mode == "wrap":
        comments.append('# mode="wrap" needs opset 19')
    return [
        f'Pad: mode="{mode}", pads={pads}',
        *comments,
        f'then {NODES[operation.kind]}: auto_pad="NOTSET", pads={none}, {_words(operation)}',
    ]


def _words(operation: Operation) -> str:
    """The attributes that do not pad."""
    window = operation.window
    words = [f"kernel_shape={listed(window.kernel_size)}", f"strides={listed(window.stride)}"]
    if any(each != 1 for each in window.dilation):
        words.append(f"dilations={listed(window.dilation)}")
    groups = operation.groups if operation.kind == "conv" else operation.channels
    if not operation.is_pool and groups != 1:
        words.append(f"group={code(groups)}")
    if window.ceil_mode:
        words.append("ceil_mode=1")
    if operation.kind == "average_pool":
        words.append(f"count_include_pad={int(operation.counts_padding)}")
    if operation.kind == "norm_pool":
        words.append(f"p={int(operation.norm_type)}")
    return ", ".join(words)


def _caveats(operation: Operation) -> list[str]:
    if operation.kind == "norm_pool" and operation.norm_type % 2:
        return ["# ONNX takes absolute values, PyTorch does not: the same for inputs ≥ 0 only"]
    return []
