"""
Nodes on constants and on sizes: worked out element by element, and no row of the network.

A fold takes a step all of whose inputs have elements, and gives the number format and the elements
of the result; None where it cannot tell them, which leaves the node to the rules of operators.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import Any

from convcalc.operations.dtypes import category
from convcalc.readers.stored import arrays
from convcalc.readers.stored import numbers
from convcalc.readers.stored.arrays import Array

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.onnx.step import Step

Folded = tuple[str, Array] | None

WORDS = """
Identity same
Dropout same
Add arithmetic add
Sub arithmetic sub
Mul arithmetic mul
Div quotient
Mod arithmetic mod
Pow arithmetic power
Min several least
Max several greatest
Sum several add
And truth both
Or truth either
Xor truth one_of_two
Equal truth equal
Greater truth more
GreaterOrEqual truth at_least
Less truth fewer
LessOrEqual truth at_most
Not truth negated
Neg unary neg
Abs unary absolute
Sign unary sign
Floor unary floor
Ceil unary ceil
Round unary round_half_even
Sqrt unary root
Where where
Cast cast
CastLike cast_like
Concat moving.concat
Gather moving.gather
GatherElements moving.gather_elements
GatherND moving.gather_nd
Slice moving.ranges_of_axes
Squeeze moving.squeeze
Unsqueeze moving.unsqueeze
Reshape moving.reshape
Flatten moving.flatten
Transpose moving.transpose
Expand moving.expand
Tile moving.tile
Range numbers_in_a_row
ConstantOfShape constant_of_shape
ReduceProd reduction mul
ReduceSum reduction add
ReduceMax reduction greatest
ReduceMin reduction least
ScatterND moving.scatter_nd
ScatterElements moving.scatter_elements
Scatter moving.scatter_elements
CumSum cumulative
Pad moving.pad
NonZero moving.non_zero
Size size
Trilu moving.trilu
"""


def _entry(word: str) -> str:
    """The module and the function of a word; one without a module is here."""
    module, _, name = word.rpartition(".")
    return f"{module or 'folding'}:{name}"


FOLDS: dict[str, str] = {
    line.split()[0]: _entry(line.split()[1]) for line in WORDS.split("\n") if line
}
"""Operator -> the function that folds it."""

NUMBERS: dict[str, str] = {
    line.split()[0]: line.split()[2] for line in WORDS.split("\n") if line.count(" ") > 1
}
"""Operator -> what is done with its elements, a function of `numbers` or one below."""


def both(one: Any, other: Any) -> bool:
    """Whether both are true."""
    return bool(one and other)


def either(one: Any, other: Any) -> bool:
    """Whether one is true."""
    return bool(one or other)


def one_of_two(one: Any, other: Any) -> bool:
    """Whether just one is true."""
    return bool(one) != bool(other)


def fewer(one: Any, other: Any) -> Any:
    """Whether the first is smaller."""
    return numbers.more(other, one)


def at_most(one: Any, other: Any) -> Any:
    """Whether the first is not larger."""
    return numbers.at_least(other, one)


def _function(step: Step) -> Callable[..., Any]:
    name = NUMBERS[step.op]
    found: Callable[..., Any] = getattr(numbers, name, None) or globals()[name]
    return found


def arrays_of(step: Step) -> list[Array]:
    """The elements of every input that is there."""
    return [each.array for each in step.inputs if each is not None and each.array is not None]


def dtype_of_input(step: Step, index: int = 0) -> str:
    """The number format of an input."""
    return step.needed(index).dtype


def _rounded(dtype: str, found: Array | None) -> Folded:
    """Fractions as their number format holds them."""
    if found is None:
        return None
    if dtype == "float32":
        found.items = [numbers.single(each) for each in found.items]
    return dtype, found


def same(step: Step) -> Folded:
    """The elements as they are."""
    if len([each for each in step.results if each]) > 1:
        return None
    return dtype_of_input(step), arrays_of(step)[0]


def arithmetic(step: Step) -> Folded:
    """Two that broadcast."""
    if step.has("axis") or len(step.inputs) != 2:
        return None
    return _rounded(dtype_of_input(step), arrays.elementwise(_function(step), arrays_of(step)))


def quotient(step: Step) -> Folded:
    """Whole numbers rounded towards 0, fractions exactly."""
    if step.has("axis") or len(step.inputs) != 2:
        return None
    dtype = dtype_of_input(step)
    function = numbers.whole_div if category(dtype) == 1 else numbers.true_div
    return _rounded(dtype, arrays.elementwise(function, arrays_of(step)))


def several(step: Step) -> Folded:
    """Any number of arrays that broadcast."""
    given = arrays_of(step)
    found: Array | None = given[0]
    for each in given[1:]:
        if found is None:
            return None
        found = arrays.elementwise(_function(step), [found, each])
    return _rounded(dtype_of_input(step), found)


def truth(step: Step) -> Folded:
    """What is true or not."""
    if step.has("axis"):
        return None
    found = arrays.elementwise(_function(step), arrays_of(step))
    return None if found is None else ("bool", found)


def unary(step: Step) -> Folded:
    """Every element by itself."""
    return _rounded(dtype_of_input(step), arrays.elementwise(_function(step), arrays_of(step)))


def where(step: Step) -> Folded:
    """One or the other; the same in both is known whatever the condition."""
    condition, one, other = arrays_of(step)
    shape = arrays.common_shape([condition.shape, one.shape, other.shape])
    if shape is None or arrays.count(shape) > arrays.MOST:
        return None
    rows = zip(*[arrays.spread(each, shape).items for each in (condition, one, other)], strict=True)
    return dtype_of_input(step, 1), Array(shape, [_chosen(*row) for row in rows])


def _chosen(condition: Any, one: Any, other: Any) -> Any:
    if condition is None:
        return one if one is not None and one is other else None
    return one if condition else other


def cast(step: Step) -> Folded:
    """In another number format."""
    from convcalc.readers.onnx.values import dtype_of

    target = step.text("to").lower() if step.attribute("to")["s"] else ""  # type: ignore[index]  # of a Cast
    dtype = {"float": "float32", "double": "float64"}.get(target, target) or dtype_of(
        step.whole("to")
    )
    return dtype, arrays.elementwise(partial(numbers.cast, dtype=dtype), arrays_of(step))  # type: ignore[return-value]  # one array broadcasts


def cast_like(step: Step) -> Folded:
    """In the number format of the second input."""
    dtype = dtype_of_input(step, 1)
    return dtype, arrays.elementwise(partial(numbers.cast, dtype=dtype), arrays_of(step)[:1])  # type: ignore[return-value]  # the same


def numbers_in_a_row(step: Step) -> Folded:
    """Numbers in a row."""
    start, limit, delta = (each.scalar() for each in arrays_of(step))
    if not all(type(each) in (int, float) for each in (start, limit, delta)) or not delta:
        return None
    size = max(-int((start - limit) // delta), 0)
    if size > arrays.MOST:
        return None
    return dtype_of_input(step), Array((size,), [start + index * delta for index in range(size)])


def constant_of_shape(step: Step) -> Folded:
    """One element everywhere."""
    from convcalc.readers.onnx.values import dtype_of
    from convcalc.readers.onnx.values import elements_of

    shape = step.sizes(0)
    if shape is None or not all(type(each) is int and each >= 0 for each in shape):
        return None
    if arrays.count(shape) > arrays.MOST:
        return None
    record = step.attribute("value")
    if record is None or record["t"] is None:
        return "float32", Array(shape, [0.0] * arrays.count(shape))
    found = elements_of(record["t"])
    if found is None or not found.items:
        return None
    return dtype_of(record["t"]["data_type"]), Array(shape, found.items * arrays.count(shape))


def reduction(step: Step) -> Folded:
    """One for all along some axes."""
    data = arrays_of(step)[0]
    axes = step.axes(len(data.shape), 1)
    if not axes:
        if step.whole("noop_with_empty_axes"):
            return dtype_of_input(step), data
        axes = list(range(len(data.shape)))
    function = _function(step)

    def run(items: list[Any]) -> Any:
        result = items[0] if items else None
        for each in items[1:]:
            result = None if result is None else function(result, each)
        return result

    return dtype_of_input(step), arrays.reduced(
        data, run, axes, keeps=bool(step.whole("keepdims", 1))
    )


def cumulative(step: Step) -> Folded:
    """Sums so far of a vector."""
    data = arrays_of(step)[0]
    if len(data.shape) != 1 or step.whole("exclusive") or step.whole("reverse"):
        return None
    items: list[Any] = []
    for each in data.items:
        last = items[-1] if items else 0
        items.append(None if each is None or last is None else numbers.add(last, each))
    return dtype_of_input(step), Array(data.shape, items)


def size(step: Step) -> Folded:
    """How many elements there are."""
    return "int64", Array((), [arrays.count(arrays_of(step)[0].shape)])
