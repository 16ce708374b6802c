"""Tools that are handed a model with what to feed it: what they would call it with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.readers.python.tracing.tensors import tensors_in
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.tracing.trace import Trace

MODELS = ("model", "module", "net", "mod", "self")
"""The keywords under which a tool takes a model."""


class Tool(Value):
    """
    How a tool takes what it feeds: behind the model, or by these keywords.

    `has_batch` is whether the sizes that it takes begin with the batch.
    """

    tensors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    has_batch: bool = True


TOOLS: dict[str, Tool] = {
    "ActivationCountAnalysis": Tool(tensors=("inputs",)),
    "FlopCountAnalysis": Tool(tensors=("inputs",)),
    "add_graph": Tool(tensors=("input_to_model",)),
    "build_graph": Tool(tensors=("args",)),
    "calculate_flops": Tool(tensors=("args",), sizes=("input_shape",)),
    "count_flops_params": Tool(tensors=("x",), sizes=("x",)),
    "count_ops": Tool(tensors=("input",)),
    "draw_graph": Tool(tensors=("input_data",), sizes=("input_size",)),
    "export": Tool(tensors=("args",)),
    "flop_count": Tool(tensors=("inputs",)),
    "get_model_complexity_info": Tool(sizes=("input_res", "input_size"), has_batch=False),
    "get_model_profile": Tool(tensors=("args",), sizes=("input_shape",)),
    "profile": Tool(tensors=("inputs",)),
    "profile_macs": Tool(tensors=("args",)),
    "pytorch_model_summary.summary": Tool(tensors=("inputs",)),
    "stat": Tool(sizes=("input_size",), has_batch=False),
    "summary_string": Tool(sizes=("input_size",), has_batch=False),
    "torchinfo.summary": Tool(tensors=("input_data",), sizes=("input_size",)),
    "torchscan.summary": Tool(sizes=("input_shape",), has_batch=False),
    "torchsummary.summary": Tool(tensors=("input_data",), sizes=("input_size",), has_batch=False),
    "torchsummaryX.summary": Tool(tensors=("x",)),
    "trace": Tool(tensors=("example_inputs",)),
}
"""By the last name, or the last two where that alone says nothing."""


def fed_by(
    name: str, args: list[Any], kwargs: dict[str, Any], trace: Trace
) -> tuple[ModuleInstance, list[Any], dict[str, Any]] | None:
    """The model and the arguments that a call of a tool feeds to it, where that is one."""
    words = name.replace("(...)", "").split(".")
    tool = TOOLS.get(words[-1]) or TOOLS.get(f"{words[0]}.{words[-1]}")
    if tool is None:
        return None
    rest = list(args)
    model = next((kwargs[each] for each in MODELS if each in kwargs), None)
    if model is None and rest:
        model = rest.pop(0)
    if not isinstance(model, ModuleInstance):
        return None
    named = kwargs["kwargs"] if type(kwargs.get("kwargs")) is dict else {}
    for each in (*[kwargs.get(key) for key in tool.tensors], *rest[:1]):
        if next(tensors_in([each]), None) is not None:
            return model, *_arguments(each, named)
    if tool.tensors and named:
        return model, [], named
    for each in (*[kwargs.get(key) for key in tool.sizes], *(rest[:1] if tool.sizes else ())):
        shapes = _shapes(each)
        if shapes:
            whole = [shape if tool.has_batch else (1, *shape) for shape in shapes]
            return model, [model.make_tensor(trace.constant(each), "float32") for each in whole], {}
    return None


def imported_as(name: str, tree: ast.Module) -> str:
    """The dotted name of what a file imports under a name, where its import could not be read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for each in node.names:
                if name in (each.asname, each.name):
                    return f"{node.module}.{each.name}"
    return name


def _arguments(fed: Any, named: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """What a tool calls a model with, for a tensor, several of them, or some by name."""
    if isinstance(fed, dict):
        return [], {**fed, **named}
    return list(fed) if isinstance(fed, (list, tuple)) else [fed], named


def _shapes(sizes: Any) -> list[Shape]:
    """The shapes in what a tool is told: one, or a list of them."""
    if isinstance(sizes, TensorValue) or not isinstance(sizes, (list, tuple)) or not sizes:
        return []
    if all(type(each) is int and each > 0 for each in sizes):
        return [tuple(sizes)]
    inner = [_shapes(each) for each in sizes]
    return [each[0] for each in inner] if all(len(each) == 1 for each in inner) else []
