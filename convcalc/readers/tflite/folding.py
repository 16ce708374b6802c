"""Whole numbers on their way from SHAPE to RESHAPE: what operators make of known elements."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.axes import place
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.operations.spelling import spelled
from convcalc.readers.stored import numbers
from convcalc.readers.stored.arrays import MOST
from convcalc.readers.stored.arrays import Array
from convcalc.readers.stored.arrays import common_shape
from convcalc.readers.stored.arrays import count
from convcalc.readers.stored.arrays import cut
from convcalc.readers.stored.arrays import elementwise
from convcalc.readers.stored.arrays import joined
from convcalc.readers.stored.arrays import permuted
from convcalc.readers.stored.arrays import reduced
from convcalc.readers.stored.arrays import spread
from convcalc.readers.stored.arrays import taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def _quotient(one: Any, other: Any) -> Any:
    whole = isinstance(one, int) and isinstance(other, int)
    return numbers.whole_div(one, other) if whole else numbers.true_div(one, other)


def _floor_div(one: Any, other: Any) -> Any:
    if isinstance(other, int) and other == 0:
        return None
    if isinstance(one, float) or isinstance(other, float):
        return numbers.floor(numbers.true_div(one, other))
    return one // other


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ABS": numbers.absolute,
    "ADD": numbers.add,
    "CEIL": numbers.ceil,
    "DIV": _quotient,
    "EQUAL": numbers.equal,
    "FLOOR": numbers.floor,
    "FLOOR_DIV": _floor_div,
    "FLOOR_MOD": numbers.mod,
    "GREATER": numbers.more,
    "GREATER_EQUAL": numbers.at_least,
    "LESS": lambda one, other: numbers.more(other, one),
    "LESS_EQUAL": lambda one, other: numbers.at_least(other, one),
    "LOGICAL_AND": lambda one, other: one and other,
    "LOGICAL_NOT": numbers.negated,
    "LOGICAL_OR": lambda one, other: one or other,
    "MAXIMUM": numbers.greatest,
    "MINIMUM": numbers.least,
    "MUL": numbers.mul,
    "NEG": numbers.neg,
    "NOT_EQUAL": lambda one, other: _opposite(numbers.equal(one, other)),
    "POW": numbers.power,
    "SELECT": lambda truth, one, other: one if truth else other,
    "SELECT_V2": lambda truth, one, other: one if truth else other,
    "SIGN": numbers.sign,
    "SQUARE": lambda one: numbers.mul(one, one),
    "SUB": numbers.sub,
    "ZEROS_LIKE": lambda _: 0,
}
"""What is done element by element."""


ALONE = frozenset(spelled("ABS CEIL FLOOR LOGICAL_NOT NEG SIGN SQUARE ZEROS_LIKE"))
CHOOSING = frozenset(spelled("SELECT SELECT_V2"))
"""Functions of one tensor, and of three; the others take two."""


def _opposite(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _folded(items: list[Any], function: Callable[..., Any]) -> Any:
    result = items[0]
    for each in items[1:]:
        result = None if result is None else function(result, each)
    return result


TOTALS: dict[str, Callable[..., Any]] = {
    "REDUCE_MAX": numbers.greatest,
    "REDUCE_MIN": numbers.least,
    "REDUCE_PROD": numbers.mul,
    "SUM": numbers.add,
}
EMPTY = {"REDUCE_PROD": 1, "SUM": 0}

AS_THEY_ARE = frozenset({"RESHAPE", "SQUEEZE", "EXPAND_DIMS"})


def fold(step: Step, found: Sequence[Value]) -> None:
    """Say the elements of what leaves an operator, where those of all that goes in are known."""
    if step.activation or found[0].dtype not in FOLLOWED or not all(map(_is_small, found)):
        return
    given = [each.elements() for each in step.given if each is not None]
    arrays = [each for each in given if each is not None]
    for value, array in zip(found, _results(step, arrays, found), strict=False):
        if array is not None and array.shape == value.shape:
            value.array = array


FOLLOWED = frozenset(
    {"bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float32"}
)


def _is_small(value: Value) -> bool:
    return all(type(each) is int for each in value.shape) and count(value.shape) <= MOST  # type: ignore[arg-type]  # whole numbers


def _results(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    word = step.word
    if word in FUNCTIONS:
        if len(arrays) != (1 if word in ALONE else 3 if word in CHOOSING else 2):
            return ()
        return [elementwise(FUNCTIONS[word], arrays)]
    if word == "CAST":
        return [elementwise(lambda each: numbers.cast(each, found[0].dtype), arrays[:1])]
    if word in AS_THEY_ARE:
        return [Array(_sizes(found[0]), arrays[0].items)]
    if word in TOTALS:
        return [_total(step, arrays)]
    moved = MOVES.get(word)
    return moved(step, arrays, found) if moved else ()


def _sizes(value: Value) -> tuple[int, ...]:
    return tuple([each for each in value.shape if isinstance(each, int)])


def _total(step: Step, arrays: list[Array]) -> Array | None:
    source = arrays[0]
    axes = [place(each, source.shape or (1,)) for each in arrays[1].items]
    if not source.shape:
        return source
    function = TOTALS[step.word]
    return reduced(
        source,
        lambda items: _folded(items, function) if items else EMPTY.get(step.word),
        axes,
        keeps=step.options["keep_dims"],
    )


def _packed(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    axis = place(step.options["axis"], (*arrays[0].shape, 1))
    added = [Array((*each.shape[:axis], 1, *each.shape[axis:]), each.items) for each in arrays]
    return [joined(added, axis)]


def _concatenated(
    step: Step, arrays: list[Array], found: Sequence[Value]
) -> Sequence[Array | None]:
    return [joined(arrays, place(step.options["axis"], arrays[0].shape))]


def _unpacked(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    axis = place(step.options["axis"], arrays[0].shape)
    return [taken(arrays[0], axis, Array((), [index])) for index in range(len(found))]


def _pieces(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    source, axis = (arrays[1], arrays[0]) if step.word == "SPLIT" else (arrays[0], arrays[2])
    along = place(axis.scalar(), source.shape)
    results, start = [], 0
    for each in found:
        size = _sizes(each)[along]
        results.append(cut(source, along, start, start + size))
        start += size
    return results


def _gathered(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    if step.options["batch_dims"]:
        return ()
    return [taken(arrays[0], place(step.options["axis"], arrays[0].shape), arrays[1])]


def _transposed(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    return [permuted(arrays[0], [place(each, arrays[0].shape) for each in arrays[1].items])]


def _indexed(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    """Slices and positions that the rule has made out already."""
    source, axis, shape = arrays[0], 0, list(_sizes(found[0]))
    for part in step.parts:
        if isinstance(part, New):
            continue
        if isinstance(part, Single):
            if type(part.position) is not int:
                return ()
            one = taken(source, axis, Array((1,), [part.position]))
            if one is None:
                return ()
            source = one
        elif isinstance(part, Span):
            ends = part.start, part.stop
            if not all(each is None or type(each) is int for each in ends):
                return ()
            places = range(source.shape[axis])[slice(*ends, part.step)]
            some = taken(source, axis, Array((len(places),), places))
            if some is None:
                return ()
            source = some
        axis += 1
    return [Array(shape, source.items)]


def _spread(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    source = arrays[1] if step.word == "FILL" else arrays[0]
    shape = _sizes(found[0])
    if common_shape([source.shape, shape]) != shape:
        return ()
    return [spread(source, shape)]


def _steps(step: Step, arrays: list[Array], found: Sequence[Value]) -> Sequence[Array | None]:
    start, stride = arrays[0].scalar(), arrays[2].scalar()
    items = [numbers.add(start, numbers.mul(stride, index)) for index in range(_sizes(found[0])[0])]
    return [Array((len(items),), items)]


MOVES: dict[str, Callable[..., Sequence[Array | None]]] = {
    "BROADCAST_TO": _spread,
    "CONCATENATION": _concatenated,
    "FILL": _spread,
    "GATHER": _gathered,
    "PACK": _packed,
    "RANGE": _steps,
    "SLICE": _indexed,
    "SPLIT": _pieces,
    "SPLIT_V": _pieces,
    "STRIDED_SLICE": _indexed,
    "TRANSPOSE": _transposed,
    "UNPACK": _unpacked,
}
"""What moves elements, or writes them out."""
