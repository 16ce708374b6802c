"""Element by element: one tensor, or several that broadcast; quantisation; softmax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.activation.activation import Activation
from convcalc.layers.activation.softmax import Softmax
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import Merge
from convcalc.readers.onnx.values import Value
from convcalc.readers.onnx.values import dtype_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.onnx.step import Step


def function_of(op: str) -> str:
    """What a layer calls the function of an operator."""
    return op.rpartition(".")[2].lower()


def _joined(step: Step, inputs: Sequence[Value], dtype: str) -> list[Value]:
    if len(inputs) == 1:
        layer: Activation | Merge = Activation(function=function_of(step.op))
    else:
        layer = Merge(function=function_of(step.op), least=1)
    return step.apply(layer, inputs, dtype=dtype)


def _aligned(step: Step, one: Value, other: Value) -> Value:
    """The second factor with axes behind it, as operator sets before 7 align it at an axis."""
    if not step.whole("broadcast") or other.rank >= one.rank:
        return other
    axis = step.whole("axis", one.rank - other.rank)
    axis = axis + one.rank if axis < 0 else axis
    behind = one.rank - axis - other.rank
    if behind <= 0:
        return other
    shape = (*other.shape, *(1,) * behind)
    made = step.network.constant(shape, other.dtype)
    return Value(made.tensor, other.dtype, is_constant=other.is_constant, made_of=other.made_of)


def binary(step: Step) -> list[Value]:
    """Two that broadcast."""
    one, other = step.needed(0), step.needed(1)
    return _joined(step, [one, _aligned(step, one, other)], one.dtype)


def comparison(step: Step) -> list[Value]:
    """Two that broadcast, and give what is true."""
    one, other = step.needed(0), step.needed(1)
    return _joined(step, [one, _aligned(step, one, other)], "bool")


def several(step: Step) -> list[Value]:
    """Any number that broadcast."""
    inputs = [each for each in step.inputs if each is not None]
    return _joined(step, inputs, inputs[0].dtype)


def unary(step: Step) -> list[Value]:
    """Every element by itself; further inputs are settings."""
    source = step.needed(0)
    if source.is_sequence:
        return [source]
    if step.op == "Identity":
        return [passed(step, source)]
    if step.op == "BiasGelu":
        return _joined(step, [source, step.needed(1)], source.dtype)
    return step.apply(Activation(function=function_of(step.op)), [source])


def passed(step: Step, source: Value, dtype: str = "") -> Value:
    """A value as it is: no row, and still made of the same stored tensors."""
    if not dtype or dtype == source.dtype:
        return source
    return Value(
        source.tensor, dtype, source.array, is_constant=source.is_constant, made_of=source.made_of
    )


def truth(step: Step) -> list[Value]:
    """Every element by itself, and what is true."""
    return step.apply(Activation(function=function_of(step.op)), [step.needed(0)], dtype="bool")


def clip(step: Step) -> list[Value]:
    """Clip: the bounds are attributes or inputs."""
    return step.apply(Activation(function="clamp"), [step.needed(0)])


def prelu(step: Step) -> list[Value]:
    """PRelu: a slope that broadcasts to the input."""
    source, slope = step.needed(0), step.needed(1)
    if slope.rank == 1 and source.rank > 1 and slope.shape[0] != 1 and step.version < 7:
        shape = (slope.shape[0], *(1,) * (source.rank - 2))
        made = step.network.constant(shape, slope.dtype)
        slope = Value(
            made.tensor, slope.dtype, is_constant=slope.is_constant, made_of=slope.made_of
        )
    return step.apply(Merge(function="prelu"), [source, slope])


def where(step: Step) -> list[Value]:
    """One or the other."""
    inputs = [step.needed(index) for index in (0, 1, 2)]
    return step.apply(Merge(function="where"), inputs, dtype=inputs[1].dtype)


def cast(step: Step) -> list[Value]:
    """In another number format: a constant stays one."""
    source = step.needed(0)
    if step.op == "CastLike":
        dtype = step.needed(1).dtype
    else:
        record = step.attribute("to")
        if record is None:
            raise BadValue(f"{step.op} without its number format")
        dtype = old_name(step.text("to")) if record["s"] else dtype_of(step.whole("to"))
    if source.is_constant:
        return [passed(step, source, dtype)]
    return step.apply(Activation(function="cast"), [source], dtype=dtype)


def old_name(word: str) -> str:
    """A number format as the first operator sets spelled it."""
    return {"FLOAT": "float32", "DOUBLE": "float64"}.get(word.upper(), word.lower())


def same(step: Step) -> list[Value]:
    """Dropout: nothing in inference; its mask where that is wanted."""
    source = step.needed(0)
    found = [source]
    if len(step.results) > 1:
        mask = Function(function="mask", shapes=(source.shape,))
        found += step.apply(mask, [source], dtype="bool" if step.version >= 10 else source.dtype)
    return found


def quantise(step: Step) -> list[Value]:
    """QuantizeLinear: the number format is that of the zero point."""
    source, zero = step.needed(0), step.given(2)
    dtype = "uint8" if zero is None else zero.dtype
    if zero is None and step.whole("output_dtype"):
        dtype = dtype_of(step.whole("output_dtype"))
    if source.is_constant:
        return [passed(step, source, dtype)]
    return step.apply(Activation(function="quantise"), [source], dtype=dtype)


def dequantise(step: Step) -> list[Value]:
    """DequantizeLinear: a stored tensor is still the weight that the file stores."""
    source, scale = step.needed(0), step.needed(1)
    if source.is_constant:
        return [Value(source.tensor, scale.dtype, is_constant=True, made_of=source.made_of)]
    return step.apply(Activation(function="dequantise"), [source], dtype=scale.dtype)


def dynamic_quantise(step: Step) -> list[Value]:
    """DynamicQuantizeLinear: eight bits, a scale and a zero point."""
    source = step.needed(0)
    layer = Function(
        function="dynamic_quantise",
        shapes=(source.shape, (), ()),
        work=3 * product(source.shape),
        stays=tuple(range(source.rank)),
    )
    return step.apply(layer, [source], dtype=("uint8", "float32", "uint8"))


def quantised_binary(step: Step) -> list[Value]:
    """QLinearAdd and QLinearMul: the second factor is the fourth input."""
    return _joined(step, [step.needed(0), step.needed(3)], step.needed(0).dtype)


def softmax(step: Step) -> list[Value]:
    """Softmax along an axis; before operator set 13 over all axes from it on."""
    source = step.needed(0)
    if not source.rank:
        return step.apply(Activation(function="softmax"), [source])
    if step.version < 13:
        first = step.axis(step.whole("axis", 1 if source.rank > 1 else 0), source.rank)
        axes = tuple(range(first, source.rank))
    else:
        axes = (step.axis(step.whole("axis", -1), source.rank),)
    return step.apply(Softmax(axes=axes), [source])
