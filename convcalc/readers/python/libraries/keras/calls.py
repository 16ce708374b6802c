"""How Keras hands its arguments on: to `build`, to `call`, and to the layers of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of

if TYPE_CHECKING:
    from convcalc.graph.tensor import Tensor
    from convcalc.readers.python.libraries.keras.layer import LayerInstance
    from convcalc.readers.python.objects.functions import Function
    from convcalc.readers.python.tracing.trace import Trace

INPUT_NAMES = (
    "inputs",
    "x",
    "input_tensor",
    "sequence",
    "sequences",
    "images",
    "query",
    "value",
    "key",
    "initial_state",
    "states",
)
"""The arguments of layers that are tensors to work on; masks are none."""


def given_inputs(args: list[Any], kwargs: dict[str, Any]) -> list[Any]:
    """What a layer of Keras is told to work on: tensors, and what is not known."""
    return [*args, *[kwargs[name] for name in INPUT_NAMES if name in kwargs]]


def layer_inputs(args: list[Any], kwargs: dict[str, Any]) -> list[KerasTensor]:
    """The tensors that a layer of Keras works on, in order."""
    return list(tensors_of(given_inputs(args, kwargs)))


def with_extras(
    layer: LayerInstance, found: Any, inputs: list[Tensor], kwargs: dict[str, Any], trace: Trace
) -> Any:
    """What a call gives besides, where it asks for it: the scores of an attention."""
    if kwargs.get("return_attention_scores") is not True:
        return found
    query, value = inputs[0].shape, inputs[min(1, len(inputs) - 1)].shape
    heads = layer.attributes.get("num_heads", layer.attributes.get("num_query_heads"))
    between = () if heads is None else (heads,)
    scores = trace.constant((*query[:1], *between, *query[1:-1], *value[1:-1]))
    return found, KerasTensor(scores, trace=trace)


def call_arguments(call: Function, given: int, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The named arguments for the user's `call`, with what Keras adds and leaves out itself."""
    arguments = call.node.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    known = [each.arg for each in every]
    result = dict(kwargs)
    for name, value in (("training", False), ("mask", None)):
        if name in result and name not in known and arguments.kwarg is None:
            del result[name]
        positional = name in call.parameters()[:given]
        if name in known and not positional and result.get(name) is None:
            result[name] = value
    return result


def build_arguments(
    layer: LayerInstance, build: Function, args: list[Any], kwargs: dict[str, Any]
) -> list[Any]:
    """The shapes for the user's `build`: of the first input, or of those its arguments name."""
    wanted = build.parameters()[1:]
    if len(wanted) <= 1:
        first = args[0] if args else next(iter(kwargs.values()), None)
        return [shapes_of(first)] if wanted else []
    call = layer.cls.lookup("call")
    names = call.parameters()[1:] if hasattr(call, "parameters") else []
    given = dict(zip(names, args, strict=False)) | kwargs
    return [shapes_of(given.get(name.removesuffix("_shape"))) for name in wanted]


def shapes_of(value: Any) -> Any:
    """The same structure with shapes in the places of tensors, their batch not known."""
    if isinstance(value, KerasTensor):
        return (None, *value.tensor.shape[1:])
    if type(value) in (list, tuple):
        return type(value)([shapes_of(each) for each in value])
    if isinstance(value, dict):
        return {key: shapes_of(each) for key, each in value.items()}
    return value
