"""Tools that are handed a model with what to feed it: what they would call it with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.torch.dtypes import TorchDtype
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.readers.python.tracing.tensors import tensors_in
from convcalc.readers.source.matching import DEFAULT_DTYPE
from convcalc.readers.source.matching import LEAST_FULL
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace

MODELS = ("model", "module", "net", "mod", "self")
"""The keywords under which a tool takes a model."""


class Tool(Value):
    """
    How a tool takes what it feeds: behind the model, or by these keywords.

    Args:
        tensors: Keywords that take what it feeds.
        sizes: Keywords that take the sizes of it.
        has_batch: Whether those sizes begin with the batch; None where only their number tells.
        calls: The keyword of a function that makes what it feeds out of those sizes.
    """

    tensors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    has_batch: bool | None = True
    calls: str = ""


TOOLS: dict[str, Tool] = {
    "ActivationCountAnalysis": Tool(tensors=("inputs",)),
    "FlopCountAnalysis": Tool(tensors=("inputs",)),
    "add_graph": Tool(tensors=("input_to_model",)),
    "build_graph": Tool(tensors=("args",)),
    "calculate_flops": Tool(tensors=("args",), sizes=("input_shape",)),
    "count_flops_params": Tool(tensors=("x",), sizes=("x",)),
    "count_ops": Tool(tensors=("input",)),
    "draw_graph": Tool(tensors=("input_data",), sizes=("input_size",)),
    "dynamo_export": Tool(),
    "export": Tool(tensors=("args",)),
    "flop_count": Tool(tensors=("inputs",)),
    "get_model_complexity_info": Tool(
        sizes=("input_res", "input_size"), has_batch=False, calls="input_constructor"
    ),
    "functional_call": Tool(tensors=("args",)),
    "get_model_profile": Tool(tensors=("args",), sizes=("input_shape",)),
    "profile": Tool(tensors=("inputs",)),
    "profile_macs": Tool(tensors=("args",)),
    "pytorch_model_summary.summary": Tool(tensors=("inputs",)),
    "stat": Tool(sizes=("input_size",), has_batch=False),
    "summary": Tool(tensors=("input_data",), sizes=("input_size",), has_batch=None),
    "summary_string": Tool(sizes=("input_size",), has_batch=False),
    "modelsummary.summary": Tool(tensors=("x",)),
    "torchinfo.summary": Tool(tensors=("input_data",), sizes=("input_size",)),
    "torchkeras.summary": Tool(tensors=("input_data",), sizes=("input_shape",), has_batch=False),
    "torchscan.summary": Tool(sizes=("input_shape",), has_batch=False),
    "torchsummary.summary": Tool(tensors=("input_data",), sizes=("input_size",), has_batch=False),
    "torchsummaryX.summary": Tool(tensors=("x",)),
    "trace": Tool(tensors=("example_inputs",)),
    "trace_module": Tool(tensors=("inputs",)),
}
"""By the last name, or the last two where that alone says nothing."""


def fed_by(
    name: str, args: list[Any], kwargs: dict[str, Any], site: Site
) -> tuple[ModuleInstance, list[Any], dict[str, Any]] | None:
    """The model and the arguments that a call of a tool feeds to it, where that is one."""
    words = name.replace("(...)", "").split(".")
    tool = TOOLS.get(f"{words[0]}.{words[-1]}")
    if tool is None and (words[-1] != "summary" or len(words) == 1):
        tool = TOOLS.get(words[-1])
    if tool is None:
        return None
    rest = list(args)
    model = next((kwargs[each] for each in MODELS if each in kwargs), None)
    if model is None and rest:
        model = rest.pop(0)
    if not isinstance(model, ModuleInstance):
        return None
    if tool is TOOLS["functional_call"]:
        rest = rest[1:]
    named = kwargs["kwargs"] if type(kwargs.get("kwargs")) is dict else {}
    for each in (*[kwargs.get(key) for key in tool.tensors], *rest[:1]):
        if next(tensors_in([each]), None) is not None:
            return model, *_arguments(each, named)
    if tool.tensors and named:
        return model, [], named
    for each in (*[kwargs.get(key) for key in tool.sizes], *(rest[:1] if tool.sizes else ())):
        shapes = _shapes(each)
        if shapes and tool.calls in kwargs:
            return model, *_arguments(invoke(kwargs[tool.calls], [each], {}, site), {})
        if shapes:
            return model, _tensors(model, tool, shapes, kwargs, site), {}
    return None


def _tensors(
    model: ModuleInstance, tool: Tool, shapes: list[Shape], kwargs: dict[str, Any], site: Site
) -> list[Any]:
    """What a tool makes of the sizes that it is told."""
    trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # a reader of source has it
    axis, batch = kwargs.get("batch_dim"), kwargs.get("batch_size")
    batch = batch if type(batch) is int and batch > 0 else 1
    found = []
    for place, shape in enumerate(shapes):
        has_batch = len(shape) >= LEAST_FULL if tool.has_batch is None else tool.has_batch
        if not has_batch or type(axis) is int:
            front = axis if type(axis) is int else 0
            shape = (*shape[:front], batch, *shape[front:])  # noqa: PLW2901 (with its batch)
        found.append(model.make_tensor(trace.constant(shape), _dtype(kwargs.get("dtypes"), place)))
    return found


def _dtype(given: Any, place: int) -> str:
    """The element type of an input, of those that a tool is told."""
    is_listed = isinstance(given, (list, tuple)) and place < len(given)
    found = given[place] if is_listed else None
    return found.name if isinstance(found, TorchDtype) else DEFAULT_DTYPE


def loose_tools() -> dict[str, Unread]:
    """Tools by the names that a file calls them by, even where it does not import them."""
    names = [each for each in TOOLS if "." not in each]
    return {each: Unread(each, "it is not imported") for each in names}


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
        inner = fed.get("forward")
        return _arguments(inner, named) if inner is not None else ([], {**fed, **named})
    return list(fed) if isinstance(fed, (list, tuple)) else [fed], named


def _shapes(sizes: Any) -> list[Shape]:
    """The shapes in what a tool is told: one, or a list of them."""
    if isinstance(sizes, TensorValue) or not isinstance(sizes, (list, tuple)) or not sizes:
        return []
    if all(type(each) is int and each > 0 for each in sizes):
        return [tuple(sizes)]
    inner = [_shapes(each) for each in sizes]
    return [each[0] for each in inner] if all(len(each) == 1 for each in inner) else []
