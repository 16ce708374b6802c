"""Functions of Keras and TensorFlow on values: element by element, reduced, multiplied."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.other.identity import Identity
from convcalc.layers.other.reduce import Reduce
from convcalc.operations import along_axes
from convcalc.operations import products
from convcalc.operations import shapes
from convcalc.operations.reductions import reduced
from convcalc.readers.python.libraries.keras.functions.activations import named_activation
from convcalc.readers.python.libraries.keras.functions.constants import constant
from convcalc.readers.python.libraries.keras.functions.elementwise import each_element
from convcalc.readers.python.libraries.keras.functions.elementwise import joined
from convcalc.readers.python.libraries.keras.functions.elementwise import of_one
from convcalc.readers.python.libraries.keras.functions.elementwise import of_two
from convcalc.readers.python.libraries.keras.functions.families import BINARY
from convcalc.readers.python.libraries.keras.functions.families import REDUCED
from convcalc.readers.python.libraries.keras.functions.families import REDUCTIONS
from convcalc.readers.python.libraries.keras.functions.families import SHAPED_ALIKE
from convcalc.readers.python.libraries.keras.functions.families import UNARY
from convcalc.readers.python.libraries.keras.functions.families import class_name
from convcalc.readers.python.libraries.keras.functions.gathering import GATHERING
from convcalc.readers.python.libraries.keras.functions.gathering import take_flat
from convcalc.readers.python.libraries.keras.functions.shapes import tensor_list
from convcalc.readers.python.libraries.keras.hand import KerasHand
from convcalc.readers.python.libraries.keras.layer_class import dtype_name
from convcalc.readers.python.libraries.keras.operations import perform
from convcalc.readers.python.libraries.keras.session import snake_case
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.operations.reductions import Reduction
    from convcalc.readers.python.objects.host import Site

Rule = Any


def each(name: str) -> Rule:
    """A function of every element by itself."""

    def run(site: Site, x: Any = None, *rest: Any, **options: Any) -> object:
        given = options.get("features", options.get("input", x))
        return of_one(name, constant(given), site)

    return run


def shaped_alike(spelled: str) -> Rule:
    """A function whose result is shaped as what it is given."""

    def run(site: Site, x: Any = None, *rest: Any, **options: Any) -> object:
        return each_element(spelled, constant(options.get("input", x)), site)

    return run


def pair(name: str) -> Rule:
    """A function of two tensors, or a tensor and a number, element by element."""

    def run(site: Site, x1: Any = None, x2: Any = None, *rest: Any, **options: Any) -> object:
        one, other = options.get("x", x1), options.get("y", x2)
        if isinstance(one, Unread) or isinstance(other, Unread):
            return one if isinstance(one, Unread) else other
        if not isinstance(one, KerasTensor) and not isinstance(other, KerasTensor):
            one = constant(one)
        found = of_two(name, (one, other), site)
        if found is NotImplemented:
            raise BadValue(f"{snake_case(class_name(name))}() takes tensors or numbers")
        return found

    return run


def reduction(name: str, record: Reduction, dtype: str = "") -> Rule:
    """A function that reduces axes to one value; `axis` None means all."""

    def run(
        site: Site, x: Any = None, axis: Any = None, keepdims: Any = False, *rest: Any, **o: Any
    ) -> object:
        tensor = constant(o.get("input_tensor", o.get("input", o.get("tensor", x))))
        axes = None if axis is None else axes_argument(axis, "axis")
        keep = o.get("keep_dims", keepdims) is True
        hand = KerasHand(site)
        return reduced(hand, class_name(name), record, tensor, axes, keeps_axes=keep, dtype=dtype)

    return run


def norm(
    site: Site, x: Any = None, kind: Any = None, axis: Any = None, *rest: Any, **o: Any
) -> object:
    """A norm along axes."""
    keep = o.get("keepdims", rest[0] if rest else False)
    return reduction("norm", REDUCTIONS["norm"])(site, o.get("tensor", x), axis, keep)


def moments(site: Site, x: Any, axes: Any, *rest: Any, keepdims: Any = False, **o: Any) -> object:
    """Mean and variance."""
    layer = Reduce(function="moments", axes=axes_argument(axes, "axes"), keepdim=keepdims, count=2)
    return perform(layer, [constant(x)], site, "Moments")


def itself(site: Site, x: Any = None, *rest: Any, **options: Any) -> object:
    """What changes no value that matters: stop_gradient, identity, a dropout at inference."""
    return options.get("input", options.get("value", x))


def cast(site: Site, x: Any, dtype: Any = None, **options: Any) -> object:
    """Another type."""
    if not isinstance(x, KerasTensor):
        return x
    if x.is_symbolic:
        return perform(Identity(), [x], site, "Cast", dtype=dtype_name(dtype, x.dtype))
    return KerasTensor(x.tensor, dtype_name(dtype, x.dtype), trace=x.trace)


def where(site: Site, condition: Any, x1: Any = None, x2: Any = None, **options: Any) -> object:
    """One or the other, element by element."""
    x1, x2 = options.get("x", x1), options.get("y", x2)
    if x1 is None or x2 is None:
        raise BadValue("where() with a condition alone: its shape depends on values")
    dtype = KerasHand.promotion.meeting((x1, x2))
    return joined("Where", (condition, x1, x2), site, dtype)


def add_all(site: Site, inputs: Any, *rest: Any, **options: Any) -> object:
    """tf.add_n([x, y])."""
    tensors = tensor_list(inputs)
    return tensors[0] if len(tensors) == 1 else joined("Add", tensors, site)


def matmul(site: Site, x1: Any = None, x2: Any = None, *rest: Any, **options: Any) -> object:
    """A product of matrices, either of them transposed where it is asked for."""
    one, other = constant(options.get("a", x1)), constant(options.get("b", x2))
    if options.get("transpose_a") is True:
        one = last_exchanged(one, site)
    if options.get("transpose_b") is True:
        other = last_exchanged(other, site)
    return products.multiplied(KerasHand(site), "Matmul", one, other)


def last_exchanged(tensor: KerasTensor, site: Site) -> KerasTensor:
    """The tensor with its last two axes exchanged."""
    order = [*range(len(tensor.tensor.shape))]
    order[-2:] = reversed(order[-2:])
    return shapes.permuted(KerasHand(site), "Transpose", tensor, order, "axes")


def tensordot(site: Site, x1: Any, x2: Any, axes: Any = 2, **options: Any) -> object:
    """Sums over axes of both."""
    one, other = constant(options.get("a", x1)), constant(options.get("b", x2))
    ranks = len(one.tensor.shape), len(other.tensor.shape)
    if type(axes) is int:
        first, second = tuple(range(ranks[0] - axes, ranks[0])), tuple(range(axes))
    else:
        first, second = (axes_argument(each, "axes") for each in axes)
    return products.contracted_over(KerasHand(site), "Tensordot", one, other, (first, second))


def einsum(site: Site, equation: Any, *operands: Any, **options: Any) -> object:
    """Sums of products over named axes."""
    tensors = tensor_list(list(operands))
    terms, result = parsed_equation(equation)
    return products.contracted(KerasHand(site), "Einsum", tensors, terms, result)


def parsed_equation(equation: Any) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """
    The names of the axes of every input, and of the result.

    Raises:
        BadValue: If the equation is no text.
    """
    if not isinstance(equation, str):
        raise BadValue("the equation of einsum() is no text", argument="equation")
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = tuple(map(_names, left.split(",")))
    if arrow:
        return terms, _names(right)
    letters = [name for term in terms for name in term]
    once = tuple(sorted(name for name in set(letters) if letters.count(name) == 1))
    return terms, (*(["..."] if "..." in letters else []), *[n for n in once if n != "..."])


def _names(term: str) -> tuple[str, ...]:
    before, dots, after = term.partition("...")
    return (*before, *(("...",) if dots else ()), *after)


def softmax(site: Site, x: Any = None, axis: Any = -1, **options: Any) -> object:
    """A softmax along an axis."""
    tensor = constant(options.get("logits", x))
    axes = axes_argument(-1 if axis is None else axis, "axis")
    return along_axes.normalised(KerasHand(site), "Softmax", tensor, axes)


def activation(name: str) -> Rule:
    """An activation by name."""

    def run(site: Site, x: Any = None, *rest: Any, **options: Any) -> object:
        given = options.get("features", options.get("logits", x))
        return named_activation(name).call([constant(given)], {}, site)

    return run


def place_of(name: str, usual: int | None, dtype: str) -> Rule:
    """argmax, argmin: along an axis, `usual` where none is named."""
    rule = reduction(name, REDUCTIONS[name], dtype)

    def run(site: Site, x: Any = None, axis: Any = None, *rest: Any, **options: Any) -> object:
        return rule(site, x, usual if axis is None else axis, *rest, **options)

    return run


def normalised_with_norm(
    site: Site,
    tensor: Any,
    ord: Any = "euclidean",  # noqa: A002 (TensorFlow's word)
    axis: Any = None,
    **o: Any,
) -> object:
    """tf.linalg.normalize: the tensor, and its norm with the axes kept."""
    given = constant(tensor)
    return each_element("Normalize", given, site), norm(site, given, ord, axis, keepdims=True)


INDICES = ("argmax", "argmin")

OF_KERAS: dict[str, Any] = {
    **{name: reduction(name, REDUCTIONS[name]) for name in (*INDICES, "count_nonzero")},
    "take": take_flat,
}
"""Functions that keras.ops has otherwise than TensorFlow."""

OF_TENSORFLOW: dict[str, Any] = {
    **{name: place_of(name, 0, "int64") for name in INDICES},
    "count_nonzero": reduction("count_nonzero", REDUCTIONS["count_nonzero"], "int64"),
}
"""The same the other way round."""


MATH: dict[str, Any] = {
    **{name: each(name) for name in UNARY},
    **{name: shaped_alike(class_name(name)) for name in SHAPED_ALIKE},
    **{name: pair(name) for name in BINARY},
    **{name: reduction(name, record) for name, record in REDUCTIONS.items() if name != "norm"},
    **{name: reduction(name, REDUCTIONS[name], "int64") for name in INDICES},
    **{f"reduce_{name}": reduction(name, record) for name, record in REDUCED.items()},
    **GATHERING,
    "add_n": add_all,
    "cast": cast,
    "dot": matmul,
    "einsum": einsum,
    "identity": itself,
    "matmul": matmul,
    "moments": moments,
    "norm": norm,
    "stop_gradient": itself,
    "tensordot": tensordot,
    "where": where,
}
