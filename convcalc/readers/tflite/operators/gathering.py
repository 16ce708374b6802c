"""Operators that pick elements by positions, put them there, or write positions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.core.axes import place
from convcalc.layers.other.along_axis import Along
from convcalc.layers.other.function import Function
from convcalc.operations.gathering import one_hot as written_out
from convcalc.operations.gathering import taken
from convcalc.readers.tflite.values import Undecided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def _moved(
    step: Step, shape: Shape, own: Sequence[int], *, work: Dim = 0, stays: Sequence[int] = ()
) -> list[Value]:
    layer = Function(function=step.word.lower(), shapes=(shape,), work=work, stays=tuple(stays))
    return step.apply(layer, own)


def gather(step: Step) -> list[Value]:
    """Positions of an axis; the first `batch_dims` axes of both are the same."""
    source, places = step.source(0), step.source(1)
    axis = place(step.options["axis"], source.shape)
    shared = step.options["batch_dims"]
    if not shared:
        return [taken(step, step.word, source, places, axis)]
    shared += len(places.shape) if shared < 0 else 0
    if not 0 <= shared <= min(axis, len(places.shape)):
        raise BadValue(f"batch_dims={shared}", expected=f"at most {min(axis, len(places.shape))}")
    shape = (*source.shape[:axis], *places.shape[shared:], *source.shape[axis + 1 :])
    return _moved(step, shape, (0, 1), stays=range(shared))


def gather_nd(step: Step) -> list[Value]:
    """Elements, or parts, at positions (*P, K) of the first K axes."""
    source, places = step.shape(0), step.shape(1)
    count = places[-1] if places else 0
    if type(count) is not int:
        raise Undecided("how many axes it picks from is worked out while it runs")
    if not places or count > len(source):
        raise BadValue(f"{count} axes to pick from", expected=f"at most {len(source)}")
    return _moved(step, (*places[:-1], *source[count:]), (0, 1))


def embedding_lookup(step: Step) -> list[Value]:
    """Rows of a table (V, *E) by their numbers (P)."""
    rows = step.axes(0, 1)
    return _moved(step, (*rows, *step.shape(1)[1:]), (0, 1), stays=(0,))


def one_hot(step: Step) -> list[Value]:
    """A vector for every number, along an axis of the result."""
    source = step.source(0)
    count = step.size(1, "how long its vectors are")
    rank = len(source.shape)
    axis = step.options["axis"]
    if not -1 <= axis <= rank:
        raise BadValue(f"axis={axis}", expected=f"-1 to {rank}")
    dtype = step.wanted[0].dtype if step.wanted else "float32"
    return [written_out(step, step.word, source, count, axis % (rank + 1), dtype)]


def scatter_nd(step: Step) -> list[Value]:
    """Parts put at positions of a tensor of zeros whose sizes are told."""
    shape = step.sizes(2, "the shape of its result")
    return _moved(step, shape, (0, 1), work=product(step.shape(1)))


def sparse_to_dense(step: Step) -> list[Value]:
    """Values put at positions of a tensor whose sizes are told."""
    return _moved(step, step.sizes(1, "the shape of its result"), (0, 2))


def segment_sum(step: Step) -> list[Value]:
    """Parts of (S, *E) added up by the numbers of their segments, which are in order."""
    numbers = step.whole_numbers(1, "how many segments there are")
    if numbers and min(numbers) < 0:
        raise BadValue(f"segment {min(numbers)}", expected="at least 0")
    count = max(numbers) + 1 if numbers else 0
    shape = step.shape(0)
    return _moved(step, (count, *shape[1:]), (0, 1), work=product(shape))


def unsorted_segment(step: Step) -> list[Value]:
    """Parts joined by the numbers (*P) of their segments, of which there are so many."""
    count = step.size(2, "how many segments there are")
    shape = step.shape(0)
    rank = len(step.shape(1))
    return _moved(step, (count, *shape[rank:]), (0, 1), work=product(shape))


def dynamic_update_slice(step: Step) -> list[Value]:
    """A part of a tensor replaced by another one."""
    return _moved(step, step.shape(0), (0, 1))


def reverse_sequence(step: Step) -> list[Value]:
    """Every sequence the other way round, as far as it is long."""
    return step.apply(Along(function="flip", axes=(step.options["seq_dim"],)))


def matrix_diag(step: Step) -> list[Value]:
    """Vectors as the diagonals of matrices."""
    shape = step.shape(0)
    if not shape:
        raise BadValue("a tensor without axes", expected="at least one axis")
    return _moved(step, (*shape, shape[-1]), (0,), stays=range(len(shape)))


def matrix_set_diag(step: Step) -> list[Value]:
    """Matrices with other diagonals."""
    shape = step.shape(0)
    return _moved(step, shape, (0, 1), stays=range(len(shape)))
