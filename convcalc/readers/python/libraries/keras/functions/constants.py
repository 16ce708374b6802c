"""Tensors that nothing computes: constants, zeros, random ones, weights from initializers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.graph.tensor import Tensor
from convcalc.layers.activation.activation import Activation
from convcalc.operations import ranges
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.layer_class import dtype_name
from convcalc.readers.python.libraries.keras.layer_class import shape_argument
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import Variable
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site


def filled(shape: Any, dtype: str = "float32") -> KerasTensor:
    """A constant of this shape."""
    return KerasTensor(Tensor(shape_argument(shape), -1), dtype)


def constant(value: Any, dtype: str = "") -> KerasTensor:
    """
    A number, or lists of numbers, as a tensor.

    Raises:
        BadValue: If it is something else.
    """
    if isinstance(value, KerasTensor):
        return value
    if isinstance(value, TensorValue):
        # An array of NumPy's: beside a tensor of fractions it has the tensor's type.
        word = "float32" if value.dtype.startswith("float") else value.dtype
        return filled(value.tensor.shape, dtype or word)
    return filled(_shape_of(value), dtype or _dtype_of(value))


DEEPEST = 64


def _shape_of(value: Any) -> Shape:
    sizes: list[Dim] = []
    while isinstance(value, (list, tuple)):
        sizes.append(len(value))
        if not value:
            break
        if len(sizes) > DEEPEST:
            raise BadValue(f"lists nested more than {DEEPEST} deep are no tensor")
        value = value[0]
    if isinstance(value, KerasTensor):
        return (*sizes, *value.tensor.shape)
    if not isinstance(value, (bool, int, float, Expr, list, tuple)):
        raise BadValue(f"{describe(value)} is no tensor", expected="a tensor, or numbers")
    return tuple(sizes)


def _dtype_of(value: Any) -> str:
    while isinstance(value, (list, tuple)) and value:
        value = value[0]
    return "int32" if type(value) is int else "float32"


# rules: each takes the site, then what the user writes


def zeros(site: Site, shape: Any = None, dtype: Any = None, **rest: Any) -> KerasTensor:
    """zeros, ones, empty, random.normal(shape)."""
    return filled(shape, dtype_name(dtype))


def full(site: Site, shape: Any, fill_value: Any = 0, dtype: Any = None) -> KerasTensor:
    """Of one value: full and fill."""
    return filled(shape, dtype_name(dtype))


def like(site: Site, x: Any, *rest: Any, **options: Any) -> KerasTensor:
    """zeros_like and its sisters."""
    one = constant(x)
    if one.is_symbolic:
        name = dtype_name(options.get("dtype"), one.dtype)
        layer = Activation(function="full_like")
        return perform(layer, [one], site, "FullLike", dtype=name)  # type: ignore[no-any-return]  # one tensor gives one
    name = dtype_name(options.get("dtype"), one.dtype)
    return KerasTensor(one.tensor, name, trace=one.trace)


def eye(
    site: Site, n: Any, m: Any = None, *rest: Any, dtype: Any = None, **options: Any
) -> KerasTensor:
    """The identity matrix; TensorFlow says `num_columns`."""
    m = options.get("num_columns", options.get("M", m))
    rows, columns = shape_argument((n, n if m is None else m))
    return ranges.identity(KerasHand(site), rows, columns, dtype_name(dtype))


def arange(
    site: Site, start: Any, stop: Any = None, step: Any = 1, dtype: Any = None, **rest: Any
) -> KerasTensor:
    """Numbers in steps: tf.range, ops.arange."""
    stop = rest.get("limit", stop)
    step = rest.get("delta", step)
    first, last = (0, start) if stop is None else (start, stop)
    ends = (first, last, step)
    if not all(isinstance(each, (int, float, Expr)) for each in ends):
        raise BadValue("the length of arange() is not known", expected="whole numbers")
    count = ranges.steps_between(ends)
    if type(count) is int and count < 0:
        raise BadValue(f"arange() from {first} to {last} in steps of {step}", argument="stop")
    return ranges.in_steps(KerasHand(site), ends, count, dtype_name(dtype, ""))


def linspace(
    site: Site, start: Any, stop: Any, num: Any = 50, *rest: Any, **options: Any
) -> KerasTensor:
    """So many numbers between two."""
    dtype = dtype_name(options.get("dtype"), "float32")
    (count,) = shape_argument((num,))
    return ranges.spaced(KerasHand(site), (start, stop), count, dtype)


def convert(site: Site, value: Any = None, dtype: Any = None, *rest: Any, **options: Any) -> object:
    """convert_to_tensor, tf.constant: tensors stay as they are."""
    given = options.get("x", value)
    if isinstance(given, Unread):
        return given
    if isinstance(given, KerasTensor):
        return given
    shape = options.get("shape")
    made = constant(given, dtype_name(dtype, ""))
    return made if shape is None else filled(shape, made.dtype)


def variable(
    site: Site, initializer: Any = None, shape: Any = None, dtype: Any = None, *rest: Any, **o: Any
) -> object:
    """keras.Variable and tf.Variable: a weight, from its shape or its first value."""
    value = o.get("initial_value", initializer)
    if isinstance(value, Unread):
        return value
    trainable = (rest[0] if rest else o.get("trainable", True)) is not False
    if isinstance(shape, bool):
        # tf.Variable(value, trainable) in the order of TensorFlow.
        trainable, shape = shape, None
    sizes = shape_argument(shape) if shape is not None else constant(value).tensor.shape
    name = o.get("name")
    word = name if isinstance(name, str) else "variable"
    return Variable(sizes, word, dtype_name(dtype), is_trainable=trainable)


def tf_variable(site: Site, *args: Any, **options: Any) -> object:
    """tf.Variable, which Keras does not count among the weights of a layer."""
    made = variable(site, *args, **options)
    if isinstance(made, Variable):
        made.is_counted = False
        session(site).loose_variables.append(made)
    return made
