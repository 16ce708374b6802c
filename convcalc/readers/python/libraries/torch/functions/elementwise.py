"""Rules for functions that work element by element: of one tensor, or of several that broadcast."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.activation.activation import Activation
from convcalc.layers.other.merge import Merge
from convcalc.operations.dtypes import category
from convcalc.operations.dtypes import numpy_name
from convcalc.operations.dtypes import promoted
from convcalc.operations.dtypes import real_type
from convcalc.readers.python.libraries.torch.arguments import is_number
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.functions.element_values import worked_out
from convcalc.readers.python.libraries.torch.tensor import TorchTensor

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site


LIGHT = frozenset({"add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide"})
"""With a plain number these scale or shift, which is no row of its own."""


TRUTHS = "truth"


FRACTIONS = "fraction"


DOUBLE = "double"


def unary(site: Site, spelled: str, kind: str, input: Any) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """torch.exp, floor, sign and the like; `kind` says which type leaves them."""
    source = tensor(input, "input", site)
    function = worked_out(spelled)
    dtype = _result(kind, source.dtype)

    def compute(numpy: Any, array: Any) -> Any:
        if kind in (FRACTIONS, "number"):
            array = array.astype(numpy_name(dtype))
        return function(numpy, array)  # type: ignore[misc]  # asked for where there is one

    layer = Activation(function=spelled)
    return apply(site, spelled, layer, [source], dtype, compute if function else None)[0]


def _result(kind: str, dtype: str) -> str:
    if kind == TRUTHS:
        return "bool"
    if kind == "number":
        return "int64" if dtype == "bool" else dtype
    if kind in ("real", "angle"):
        dtype = real_type(dtype)
    return "float32" if kind in (FRACTIONS, "angle") and category(dtype) < 2 else dtype


def scaled(site: Site, spelled: str, input: Any) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """-x: the values change, and no work is counted for it."""
    source = tensor(input, "input", site)
    if source.values() is None:
        return retyped(source, source.dtype, fresh=True)
    return unary(site, spelled, "same", source)


def unchanged(site: Site, spelled: str, input: Any) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """+x."""
    return tensor(input, "input", site)


def rounded(site: Site, spelled: str, input: Any, *, decimals: Any = 0) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """torch.round: halves go to the even neighbour."""
    source = tensor(input, "input", site)
    layer = Activation(function="round")
    digits = decimals if type(decimals) is int else 0
    return apply(
        site, spelled, layer, [source], "", lambda numpy, array: numpy.round(array, digits)
    )[0]


def clamp(site: Site, spelled: str, input: Any, min: Any = None, max: Any = None) -> TorchTensor:  # noqa: A002 (PyTorch's words)
    """torch.clamp, torch.clip: numbers or tensors as bounds."""
    source = tensor(input, "input", site)
    if min is None and max is None:
        raise BadValue("clamp() without a bound", expected="min, max or both", argument="min")
    dtype = source.dtype
    for each in (min, max):
        if isinstance(each, TorchTensor) or type(each) in (bool, int, float):
            dtype = meeting_type("", TorchTensor(source.tensor, dtype), each)
    bounds = [each for each in (min, max) if isinstance(each, TorchTensor)]
    if bounds:
        return several(site, "clamp", [source, *bounds], dtype)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.clip(array.astype(numpy_name(dtype)), min, max)

    plain = all(each is None or isinstance(each, (int, float)) for each in (min, max))
    layer = Activation(function="clamp")
    return apply(site, "clamp", layer, [source], dtype, compute if plain else None)[0]


def clamped_below(site: Site, spelled: str, input: Any, min: Any) -> TorchTensor:  # noqa: A002 (PyTorch's words)
    """torch.clamp_min."""
    return clamp(site, spelled, input, min, None)


def clamped_above(site: Site, spelled: str, input: Any, max: Any) -> TorchTensor:  # noqa: A002 (PyTorch's words)
    """torch.clamp_max."""
    return clamp(site, spelled, input, None, max)


def replaced_nan(
    site: Site,
    spelled: str,
    input: Any,  # noqa: A002 (PyTorch's word)
    nan: Any = None,
    posinf: Any = None,
    neginf: Any = None,
) -> TorchTensor:
    """torch.nan_to_num."""
    return unary(site, spelled, "same", input)


def logit(site: Site, spelled: str, input: Any, eps: Any = None) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """torch.logit."""
    return unary(site, spelled, FRACTIONS, input)


def binary(
    site: Site,
    spelled: str,
    kind: str,
    input: Any,  # noqa: A002 (PyTorch's word)
    other: Any,
    *,
    alpha: Any = 1,
    rounding_mode: Any = None,
) -> Any:
    """torch.add, mul, pow, eq and the like: of two tensors, or a tensor and a number."""
    one, two = operand(input, "input", site), operand(other, "other", site)
    dtype = meeting_type(kind, one, two)
    if kind == DOUBLE:
        dtype = "complex128" if category(dtype) == 3 else "float64"
    if rounding_mode is not None and category(meeting_type("", one, two)) < 2:
        dtype = meeting_type("", one, two)
    compute = _computed(spelled, kind, dtype, one, two, (alpha, rounding_mode))
    inputs = [each for each in (one, two) if isinstance(each, TorchTensor)]
    if len(inputs) == 2:
        layer: Any = Merge(function=spelled)
    elif (spelled in LIGHT or kind == TRUTHS) and inputs[0].values() is None:
        return retyped(inputs[0], dtype, fresh=True)
    else:
        layer = Activation(function=spelled)
    return apply(site, spelled, layer, inputs, dtype, compute)[0]


def power(site: Site, spelled: str, kind: str, input: Any, exponent: Any) -> Any:  # noqa: A002 (PyTorch's word)
    """torch.pow, float_power."""
    return binary(site, spelled, kind, input, exponent)


def closeness(
    site: Site,
    spelled: str,
    input: Any,  # noqa: A002 (PyTorch's word)
    other: Any,
    rtol: Any = 1e-05,
    atol: Any = 1e-08,
    equal_nan: Any = False,
) -> TorchTensor:
    """torch.isclose."""
    given = [tensor(input, "input", site), tensor(other, "other", site)]
    plain = all(isinstance(each, (int, float)) for each in (rtol, atol))

    def compute(numpy: Any, one: Any, two: Any) -> Any:
        return numpy.isclose(one, two, rtol, atol, bool(equal_nan))

    layer = Merge(function=spelled)
    return apply(site, spelled, layer, given, "bool", compute if plain else None)[0]


def subtracted_from(
    site: Site,
    spelled: str,
    input: Any,  # noqa: A002 (PyTorch's word)
    other: Any,
    *,
    alpha: Any = 1,
) -> Any:
    """torch.rsub."""
    return binary(site, "sub", "", other, input, alpha=alpha)


def operand(value: Any, name: str, site: Site) -> Any:
    """A number, or a tensor."""
    return value if is_number(value) else tensor(value, name, site)


def meeting_type(kind: str, one: Any, two: Any) -> str:
    """The type of the result; numbers and tensors without axes give way to tensors with axes."""
    if kind == TRUTHS:
        return "bool"
    ranked: list[tuple[int, str]] = []
    for each in (one, two):
        if isinstance(each, TorchTensor):
            ranked.append((2 if each.shape else 1, each.dtype))
        else:
            ranked.append((0, number_type(each)))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    (first, dtype), (second, other) = ranked
    if first == second:
        dtype = promoted(dtype, other)
    elif category(other) > category(dtype):
        dtype = promoted(dtype, "float32" if (second == 0 and other == "float32") else other)
    return "float32" if kind == FRACTIONS and category(dtype) < 2 else dtype


def number_type(value: Any) -> str:
    """The type that a plain number has as a tensor."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, complex):
        return "complex64"
    return "float32" if isinstance(value, float) else "int64"


def _computed(
    spelled: str, kind: str, dtype: str, one: Any, two: Any, options: tuple[Any, Any]
) -> Callable[..., Any] | None:
    """The values of the result, where both operands are plain."""
    if not all(isinstance(each, (TorchTensor, int, float)) for each in (one, two)):
        return None
    alpha, rounding = options
    function = _operation(spelled, rounding)
    if function is None:
        return None
    meeting = meeting_type("", one, two) if kind == TRUTHS else dtype

    def compute(numpy: Any, *arrays: Any) -> Any:
        given = iter(arrays)
        left, right = (
            numpy.asarray(next(given) if isinstance(each, TorchTensor) else each).astype(
                numpy_name(meeting)
            )
            for each in (one, two)
        )
        return function(numpy, left, right * alpha if alpha != 1 else right)

    return compute


def _operation(spelled: str, rounding: Any) -> Callable[..., Any] | None:
    """The function for a name; division as PyTorch rounds it."""
    if rounding == "floor":
        return worked_out("floor_divide")
    if rounding == "trunc":
        return lambda numpy, left, right: numpy.trunc(numpy.true_divide(left, right))
    return worked_out(spelled)


def several(site: Site, spelled: str, inputs: list[TorchTensor], dtype: str = "") -> TorchTensor:
    """Several tensors joined element by element."""
    return apply(site, spelled, Merge(function=spelled, least=1), inputs, dtype)[0]
