"""From an ONNX file to a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import ReadError
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.onnx.declared import declared_shape
from convcalc.readers.onnx.declared import tensor_type
from convcalc.readers.onnx.messages import MESSAGES
from convcalc.readers.onnx.model import Model
from convcalc.readers.onnx.running import Run
from convcalc.readers.onnx.scope import Scope
from convcalc.readers.onnx.values import Value
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.contents import Contents
    from convcalc.readers.stored.network import Declared
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.wire import Record


def read(contents: Contents, name: str) -> FileDefinition:
    """
    The definition in an ONNX file, binary or text.

    Raises:
        ReadError: If the bytes are none.
        LimitError: If it is nested too deeply.
    """
    try:
        model = model_of(contents)
    except ReadError as problem:
        raise contents.refuse(
            f"this is no whole ONNX file: {problem.message}", expected=problem.expected
        ) from None
    except ConvcalcError as problem:
        raise contents.refuse(problem.message, expected=problem.expected) from None
    return definition_of(model, name)


def model_of(contents: Contents) -> Model:
    """
    The model in a file, binary or text.

    Raises:
        ConvcalcError: If it is none.
    """
    if contents.head(1) == b"\x08":
        return Model(Wire(MESSAGES).read(contents.data, "Model"), contents.file)
    from convcalc.readers.onnx.text import record_of

    return Model(record_of(contents), contents.file)


def definition_of(model: Model, name: str) -> FileDefinition:
    """What a model is as a definition."""

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Value]:
        outputs, _ = run_model(model, network, inputs)
        return [each for each in outputs if not each.is_missing]

    return FileDefinition(name, model.declared(), drive, format=model.format)


def run_model(
    model: Model, network: Network, inputs: Sequence[Operand]
) -> tuple[list[Value], Scope]:
    """What leaves the model, and every value of its main graph."""
    from convcalc.readers.onnx.declared import declared_value

    run = Run(model, network)
    scope = Scope()
    run.initializers(model.graph, scope)
    given = iter(inputs)
    for record in model.inputs():
        name = record["name"] or ""
        if tensor_type(record) is None:
            scope.values[name] = declared_value(run, record)
        else:
            each = next(given)
            scope.values[name] = Value(each.tensor, each.dtype)
    for name, each in zip(model.undeclared(), given, strict=True):
        scope.values[name] = Value(each.tensor, each.dtype)
    run.nodes(model.graph, scope)
    if all(map(_is_as_declared, model.declared(), inputs)):
        network.builder.assumed += stale(model.graph, scope)
    outputs = run.outputs([each["name"] or "" for each in model.graph["output"]], scope)
    return outputs, scope


def _is_as_declared(declared: Declared, given: Operand) -> bool:
    return declared.shape == given.shape


MOST_TOLD = 3


def stale(graph: Record, scope: Scope) -> list[str]:
    """Where the file states another shape than its graph gives, in words."""
    found = []
    for record in (*graph["value_info"], *graph["output"]):
        stated, value = declared_shape(record), scope.find(record["name"] or "")
        if stated is None or value is None or value.is_sequence or value.is_missing:
            continue
        pairs = zip(stated, value.shape, strict=False)
        is_other = any(type(one) is int and type(two) is int and one != two for one, two in pairs)
        if is_other or len(stated) != len(value.shape):
            told = ", ".join("?" if each is None else str(each) for each in stated)
            found.append(
                f"{record['name']!r} is {show_shape(value.shape)}, where the file states ({told})"
            )
    more = len(found) - MOST_TOLD
    return found if more <= 0 else [*found[:MOST_TOLD], f"and {more:,} more shapes are stale"]
