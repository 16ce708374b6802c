"""From a TensorFlow Lite file to a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import symbol
from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.network import Declared
from convcalc.readers.tflite.model import Model
from convcalc.readers.tflite.running import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.operations.operand import Operand
    from convcalc.readers.contents import Contents
    from convcalc.readers.stored.network import Network
    from convcalc.readers.tflite.model import Tensor
    from convcalc.readers.tflite.values import Value


def read(contents: Contents, name: str) -> FileDefinition:
    """
    The definition in a TensorFlow Lite file: its first subgraph.

    Raises:
        ReadError: If the bytes are none.
        LimitError: If they lead to the same lists over and over.
    """
    try:
        model = Model(contents.data)
    except LimitError:
        raise
    except ReadError as problem:
        raise contents.refuse(
            f"this is no whole TensorFlow Lite file: {problem.message}", expected=problem.expected
        ) from None
    return definition_of(model, name)


def definition_of(model: Model, name: str) -> FileDefinition:
    """What a model is as a definition."""
    declared = inputs_of(model)

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Value]:
        run = Run(model, network)
        run.differences.is_moved = any(
            each.shape != told.shape for each, told in zip(inputs, declared, strict=True)
        )
        return run.main(inputs)

    words = ["TFLite", model.description.rstrip(".")]
    return FileDefinition(
        name, declared, drive, format=", ".join(filter(None, words)), assumed=_assumed(model)
    )


def inputs_of(model: Model) -> list[Declared]:
    """The inputs of the main subgraph; every size that is open has a name of its own."""
    graph = model.subgraphs[0]
    taken: dict[str, int] = {}
    return [
        Declared(
            name=tensor.name or f"input_{place}",
            shape=_shape(tensor, taken),
            dtype=tensor.dtype,
        )
        for place, tensor in ((each, graph.tensors[each]) for each in graph.inputs)
    ]


NAMES = {3: "NTC", 4: "NHWC", 5: "NDHWC"}
"""What axes are called, by how many there are."""


def _shape(tensor: Tensor, taken: dict[str, int]) -> tuple[Dim, ...] | None:
    if not tensor.has_rank and not tensor.shape:
        return () if tensor.sizes == () else None
    names = NAMES.get(len(tensor.sizes), "")
    result: list[Dim] = []
    for axis, size in enumerate(tensor.sizes):
        if size is not None:
            result.append(size)
            continue
        word = "N" if axis == 0 else names[axis] if names else f"S{axis}"
        number = taken[word] = taken.get(word, 0) + 1
        result.append(symbol(word if number == 1 else f"{word}{number}"))
    return tuple(result)


def _assumed(model: Model) -> list[str]:
    """What is left out of a file with more than one network."""
    keys = [each.key for each in model.signatures]
    others = [each for each in model.signatures if each.subgraph]
    if not others:
        return []
    return [f"of the signatures {', '.join(keys)} the first subgraph is read"]
