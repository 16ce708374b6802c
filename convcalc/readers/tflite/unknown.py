"""Operators that are not worked out: the file says the shapes of what leaves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.layers.core.shapes import show_shape
from convcalc.operations.spelling import spelled
from convcalc.readers.tflite.schema import OPTIONS
from convcalc.readers.tflite.step import is_weight

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.stored.network import StoredTensor
    from convcalc.readers.tflite.model import Operator
    from convcalc.readers.tflite.model import Tensor
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

MULTIPLYING = frozenset(
    spelled("""
    BATCH_MATMUL BIDIRECTIONAL_SEQUENCE_LSTM BIDIRECTIONAL_SEQUENCE_RNN CALL CALL_ONCE
    CONCAT_EMBEDDINGS CONV_2D CONV_3D CONV_3D_TRANSPOSE DELEGATE DEPTHWISE_CONV_2D
    EMBEDDING_LOOKUP_SPARSE FULLY_CONNECTED IF LSH_PROJECTION LSTM REDUCE_WINDOW RFFT2D RNN
    STABLEHLO_CASE STABLEHLO_COMPOSITE STABLEHLO_CONVOLUTION STABLEHLO_CUSTOM_CALL
    STABLEHLO_DOT_GENERAL STABLEHLO_REDUCE STABLEHLO_REDUCE_WINDOW STABLEHLO_SCATTER STABLEHLO_SORT
    STABLEHLO_WHILE SVDF TRANSPOSE_CONV UNIDIRECTIONAL_SEQUENCE_LSTM UNIDIRECTIONAL_SEQUENCE_RNN
    WHILE
    """)
)
"""Built-in operators that may multiply and add; the others do no such work."""

BIASES = {
    "CONV_2D": 2,
    "CONV_3D": 2,
    "CONV_3D_TRANSPOSE": 3,
    "DEPTHWISE_CONV_2D": 2,
    "FULLY_CONNECTED": 2,
    "TRANSPOSE_CONV": 3,
}
"""The place of the bias, which is of four bytes where weights are of one."""


def as_stated(
    step: Step, undecided: str, shapes: Sequence[Shape] | None = None
) -> list[Value | None]:
    """
    A row with the shapes of the file, or with these; `undecided` says why they are not worked out.

    What leaves a custom operator and has no axes in the file may have any: it is not given.

    Raises:
        BadValue: If they are known for other sizes only.
    """
    is_told = [each.has_rank or not step.operator.is_custom for each in step.wanted]
    if shapes is None:
        shapes = stated_shapes(step, undecided)
    else:
        is_told = [True] * len(shapes)
    has_products = step.operator.is_custom or step.word in MULTIPLYING
    return step.unknown(
        [each if told else None for each, told in zip(shapes, is_told, strict=True)],
        _reason(step, undecided),
        has_products=has_products,
        inside=_inside(step),
    )


def stated_shapes(step: Step, undecided: str) -> list[Shape]:
    """
    The shapes that the file says of what leaves an operator.

    Raises:
        BadValue: If they are known for other sizes only.
    """
    shapes = [_shape(step, each) for each in step.wanted]
    if undecided and step.wanted:
        shown = ", ".join(map(show_shape, shapes))
        step.run.told.append(f"{step.name!r} is {shown}, as the file says, since {undecided}")
    return shapes


def _reason(step: Step, undecided: str) -> str:
    if step.operator.is_custom:
        return f"what the custom operator {step.word} does is not known"
    if undecided:
        return undecided
    return f"what {step.word} works out depends on the values"


def _shape(step: Step, tensor: Tensor) -> Shape:
    """The shape that the file says, where the inputs have the sizes that go with it."""
    for value, told in zip(step.given, step.told, strict=True):
        if value is None or told is None:
            continue
        fits = len(value.shape) == len(told.sizes) and all(
            size is None or size == own for size, own in zip(told.sizes, value.shape, strict=True)
        )
        if told.has_rank and not fits:
            raise BadValue(
                f"it takes {show_shape(value.shape)}, and the file says what leaves it for "
                f"{show_shape(told.shape)} only",
                expected="the sizes that the file has",
            )
    return tuple([step.run.fresh(step.word) if size is None else size for size in tensor.sizes])


def _inside(step: Step) -> list[tuple[str, StoredTensor]]:
    """The weights of the subgraphs that an operator runs."""
    found: dict[StoredTensor, None] = {}
    waiting = list(_subgraphs(step.operator))
    seen = set(waiting)
    while waiting:
        index = waiting.pop()
        if not 0 <= index < len(step.run.model.subgraphs):
            continue
        graph = step.run.model.subgraphs[index]
        for operator in graph.operators:
            more = set(_subgraphs(operator)) - seen
            seen |= more
            waiting += more
            for place, each in enumerate(operator.inputs):
                tensor = graph.tensors[each] if each >= 0 else None
                is_bias = BIASES.get(operator.word) == place
                if tensor is not None and tensor.buffer and (is_weight(tensor.dtype) or is_bias):
                    found[step.run.stored(tensor)] = None
    return [(f"inside_{number}", each) for number, each in enumerate(found)]


def _subgraphs(operator: Operator) -> Iterator[int]:
    """The subgraphs that an operator runs."""
    if "subgraph:" in OPTIONS.get(operator.word, "") and not operator.is_custom:
        for name, value in operator.options().items():
            if name.endswith("subgraph"):
                yield value
