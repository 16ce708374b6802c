"""`numpy` as models use it in their constructors: arithmetic on sizes, lists and small arrays."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.operations.dtypes import category
from convcalc.readers.python.libraries.torch.classes import TENSOR
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.libraries.torch.dtypes import numpy_type
from convcalc.readers.python.libraries.torch.functional import entries
from convcalc.readers.python.libraries.torch.settings import Silent
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.builtins import BUILTINS
from convcalc.readers.python.values.operators import operate

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.libraries.torch.calls import RuleEntry
    from convcalc.readers.python.objects.host import Site

ENTRIES: dict[str, RuleEntry] = {
    "add": ("others.numpy", "both", ast.Add),
    "all": ("others.numpy", "total"),
    "any": ("others.numpy", "total"),
    "arange": ("others.numpy", "arange"),
    "append": ("others.numpy_products", "appended"),
    "argmax": ("others.numpy", "place_of"),
    "argmin": ("others.numpy", "place_of"),
    "argsort": ("others.numpy", "on_array", ("torch.functions.sorting", "sort")),
    "array": ("others.numpy", "array"),
    "asarray": ("others.numpy", "array"),
    "atleast_1d": ("others.numpy", "at_least_one_axis"),
    "broadcast_to": ("others.numpy", "on_array", ("torch.functions.repeating", "expand")),
    "concatenate": ("others.numpy", "on_list", ("torch.functions.joining", "cat")),
    "clip": ("others.numpy_products", "clip"),
    "column_stack": ("others.numpy", "on_list", ("torch.functions.joining", "columns")),
    "diag": ("others.numpy_products", "diag"),
    "divide": ("others.numpy", "both", ast.Div),
    "cumprod": ("others.numpy", "running"),
    "cumsum": ("others.numpy", "running"),
    "empty": ("others.numpy", "filled"),
    "dot": ("others.numpy_products", "dot"),
    "dstack": ("others.numpy", "on_list", ("torch.functions.joining", "stacked_along", 3, 2)),
    "einsum": ("others.numpy_products", "summed"),
    "expand_dims": ("others.numpy", "on_array", ("torch.functions.views", "unsqueeze")),
    "eye": ("others.numpy", "eye"),
    "flip": ("others.numpy_products", "flip"),
    "floor_divide": ("others.numpy", "both", ast.FloorDiv),
    "full": ("others.numpy", "full"),
    "hstack": ("others.numpy", "on_list", ("torch.functions.joining", "stacked_along", 1, 1)),
    "linspace": ("others.numpy", "linspace"),
    "matmul": ("others.numpy", "on_arrays", ("torch.functions.products", "matmul")),
    "max": ("others.numpy", "total"),
    "maximum": ("others.numpy", "extreme", "max"),
    "mean": ("others.numpy", "total"),
    "meshgrid": ("others.numpy_products", "meshgrid"),
    "min": ("others.numpy", "total"),
    "minimum": ("others.numpy", "extreme", "min"),
    "mod": ("others.numpy", "both", ast.Mod),
    "moveaxis": ("others.numpy", "on_array", ("torch.functions.views", "moveaxis")),
    "multiply": ("others.numpy", "both", ast.Mult),
    "ones": ("others.numpy", "filled"),
    "outer": ("others.numpy", "on_arrays", ("torch.functions.products", "outer")),
    "power": ("others.numpy", "both", ast.Pow),
    "remainder": ("others.numpy", "both", ast.Mod),
    "repeat": ("others.numpy", "repeat"),
    "reshape": ("others.numpy", "on_array", ("torch.functions.views", "reshape")),
    "split": ("others.numpy", "split"),
    "squeeze": ("others.numpy", "on_array", ("torch.functions.views", "squeeze")),
    "stack": ("others.numpy", "on_list", ("torch.functions.joining", "stack")),
    "subtract": ("others.numpy", "both", ast.Sub),
    "sum": ("others.numpy", "total"),
    "tile": ("others.numpy", "on_array", ("torch.functions.repeating", "tile")),
    "transpose": ("others.numpy", "transpose"),
    "true_divide": ("others.numpy", "both", ast.Div),
    "unique": ("others.numpy", "unique"),
    "vstack": ("others.numpy", "on_list", ("torch.functions.joining", "stacked_along", 2, 0)),
    "where": ("others.numpy", "on_arrays", ("torch.functions.choosing", "where")),
    "zeros": ("others.numpy", "filled"),
    **dict.fromkeys(
        ("bartlett", "blackman", "hamming", "hanning"), ("others.numpy_products", "window")
    ),
}


def array(site: Site, spelled: str, object: Any, dtype: Any = None, **options: Any) -> TorchTensor:  # noqa: A002 (NumPy's word)
    """numpy.array: fractions are float64."""
    from convcalc.readers.python.libraries.torch.functions.factories import from_data

    return _wide(from_data(site, object, numpy_type(dtype)), object, dtype)


def _wide(made: TorchTensor, given: Any, dtype: Any) -> TorchTensor:
    """NumPy's own fractions have 64 bits."""
    from convcalc.readers.python.libraries.torch.calls import retyped

    if dtype is None and made.dtype == "float32" and not isinstance(given, TorchTensor):
        return retyped(made, "float64", fresh=True)
    return made


def as_array(site: Site, value: Any) -> TorchTensor:
    """A number or a list as an array, an array as it is."""
    return value if isinstance(value, TorchTensor) else array(site, "array", value)


def called(
    site: Site, spelled: str, entry: RuleEntry, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    """A function of PyTorch's that does the same."""
    from convcalc.readers.python.libraries.torch.calls import TorchFunction

    return TorchFunction(spelled, entry).call(args, kwargs, site)


def on_array(site: Site, spelled: str, entry: RuleEntry, a: Any, *args: Any, **options: Any) -> Any:
    """A function of an array, or of a list as one."""
    return called(site, spelled, entry, [as_array(site, a), *args], options)


def on_arrays(site: Site, spelled: str, entry: RuleEntry, *args: Any, **options: Any) -> Any:
    """A function of several arrays, or lists as arrays."""
    given = [_spread(site, each) for each in args]
    return called(site, spelled, entry, given, options)


def on_list(
    site: Site, spelled: str, entry: RuleEntry, arrays: Any, *args: Any, **options: Any
) -> Any:
    """A function of a list of arrays, or of lists as arrays."""
    given = [as_array(site, each) for each in site.evaluator.collect(arrays, site)]
    return called(site, spelled, entry, [given, *args], options)


def split(
    site: Site, spelled: str, ary: Any, indices_or_sections: Any, axis: Any = 0
) -> tuple[TorchTensor, ...]:
    """numpy.split: into equal parts, or at positions."""
    from convcalc.readers.python.libraries.torch.functions.joining import tensor_split

    found = tensor_split(site, spelled, ary, indices_or_sections, axis)
    sizes = {each.shape[axis] for each in found}
    if isinstance(indices_or_sections, int) and len(sizes) > 1:
        raise BadValue(
            f"{spelled}() of {show(ary)} into {indices_or_sections} parts",
            expected="a number that divides the axis",
        )
    return found


def place_of(site: Site, spelled: str, a: Any, axis: Any = None) -> Any:
    """numpy.argmax, argmin: of everything a number, along an axis an array."""
    from convcalc.readers.python.libraries.torch.functions.reducing import reduce_one

    found = reduce_one(site, spelled, as_array(site, a), axis)
    return found.number(site) if not found.shape and found.values() is not None else found


def transpose(site: Site, spelled: str, a: Any, axes: Any = None) -> TorchTensor:
    """numpy.transpose: all axes in the opposite order where none is named."""
    from convcalc.readers.python.libraries.torch.functions.views import permute

    source = as_array(site, a)
    order = tuple(reversed(range(len(source.shape)))) if axes is None else axes
    return permute(site, spelled, source, order)


def arange(site: Site, spelled: str, *ends: Any, **options: Any) -> TorchTensor:
    """numpy.arange: fractions are float64."""
    from convcalc.readers.python.libraries.torch.functions.ranges import arange as made

    return _wide(made(site, spelled, *ends, **options), ends, options.get("dtype"))


def eye(site: Site, spelled: str, n: Any, m: Any = None, *, dtype: Any = None) -> TorchTensor:
    """numpy.eye."""
    from convcalc.readers.python.libraries.torch.functions.ranges import eye as made

    return made(site, spelled, n, m, dtype=DTYPES["float64"] if dtype is None else dtype)


def full(
    site: Site, spelled: str, shape: Any, fill_value: Any, dtype: Any = None, **options: Any
) -> TorchTensor:
    """numpy.full: fractions are float64."""
    from convcalc.readers.python.libraries.torch.functions.factories import full as made

    return _wide(made(site, spelled, shape, fill_value, dtype=numpy_type(dtype)), fill_value, dtype)


def filled(site: Site, spelled: str, shape: Any, dtype: Any = None, **options: Any) -> TorchTensor:
    """numpy.zeros, numpy.ones, numpy.empty."""
    from convcalc.readers.python.libraries.torch.functions.factories import filled as made

    return made(site, spelled, shape, dtype=numpy_type(dtype or "float64"))


def linspace(
    site: Site, spelled: str, start: Any, stop: Any, num: Any = 50, **options: Any
) -> TorchTensor:
    """numpy.linspace."""
    from convcalc.readers.python.libraries.torch.functions.ranges import linspace as made

    return made(site, spelled, start, stop, num, dtype=DTYPES["float64"])


def repeat(site: Site, spelled: str, a: Any, repeats: Any, axis: Any = None) -> TorchTensor:
    """numpy.repeat."""
    from convcalc.readers.python.libraries.torch.functions.repeating import repeat_interleave

    source = as_array(site, a)
    return repeat_interleave(site, spelled, source, repeats, axis)


def running(site: Site, spelled: str, a: Any, axis: Any = None) -> TorchTensor:
    """numpy.cumsum, numpy.cumprod."""
    from convcalc.readers.python.libraries.torch.functions.along import along
    from convcalc.readers.python.libraries.torch.functions.views import flatten

    source = as_array(site, a)
    if axis is None:
        source = flatten(site, "flatten", source)
    return along(site, spelled, source, 0 if axis is None else axis)


def total(site: Site, spelled: str, a: Any, axis: Any = None, **options: Any) -> Any:
    """numpy.sum, mean, max, min, all, any: of everything a number, along an axis an array."""
    from convcalc.readers.python.libraries.torch.functions.reducing import reduced

    source = as_array(site, a)
    axes = None if axis is None else (axis,)
    dtype = "bool" if spelled in ("all", "any") else source.dtype
    if spelled == "mean" and category(dtype) < 2:
        dtype = "float64"
    found = reduced(site, spelled, source, axes, (options.get("keepdim") is True, dtype))
    return found.number(site) if not found.shape and found.values() is not None else found


def both(site: Site, spelled: str, operation: type[ast.operator], x1: Any, x2: Any) -> Any:
    """numpy.add, power and the like: an operator, which lists take as arrays do."""
    one, two = _spread(site, x1), _spread(site, x2)
    fractions = operation is ast.Div or any(type(each) is float for each in (x1, x2))
    return operate(operation, _fractions(one, fractions), _fractions(two, fractions), site)


def _fractions(value: Any, wanted: bool) -> Any:
    """Whole numbers of an array as NumPy's fractions, where fractions come out."""
    from convcalc.readers.python.libraries.torch.calls import retyped

    if wanted and isinstance(value, TorchTensor) and category(value.dtype) < 2:
        return retyped(value, "float64", fresh=True)
    return value


def extreme(site: Site, spelled: str, method: str, x1: Any, x2: Any) -> Any:
    """numpy.maximum, minimum: of two numbers, or element by element."""
    from convcalc.readers.python.libraries.torch.functions.elementwise import binary

    one, two = _spread(site, x1), _spread(site, x2)
    if not isinstance(one, TorchTensor) and not isinstance(two, TorchTensor):
        return BUILTINS[method].call([one, two], {}, site)
    one, two = (
        each if isinstance(each, TorchTensor) else array(site, "array", each) for each in (one, two)
    )
    return binary(site, spelled, spelled, one, two)


def at_least_one_axis(site: Site, spelled: str, a: Any) -> TorchTensor:
    """numpy.atleast_1d, of one array."""
    source = as_array(site, a)
    return source if source.shape else array(site, "array", [source.number(site)])


def unique(site: Site, spelled: str, ar: Any, **options: Any) -> Any:
    """numpy.unique."""
    from convcalc.readers.python.libraries.torch.functions.gathering import unique as found

    return found(site, spelled, _spread(site, ar), **options)


def _spread(site: Site, value: Any) -> Any:
    """A list as an array."""
    return array(site, "array", value) if type(value) in (list, tuple) else value


def _product(site: Site, values: Any, axis: Any = None, **options: Any) -> Any:
    """numpy.prod: of sizes that may be symbols; along an axis an array."""
    if axis is not None:
        from convcalc.readers.python.libraries.torch.functions.reducing import reduce_one

        return reduce_one(site, "prod", as_array(site, values), axis)
    if isinstance(values, TorchTensor):
        values = values.known(site).reshape(-1).tolist()
    if type(values) in (int, float) or isinstance(values, Expr):
        return values
    result: Any = 1
    for each in site.evaluator.collect(values, site):
        result = operate(ast.Mult, result, each, site)
    return result


WHOLE = frozenset({"abs", "ceil", "floor", "rint", "round", "square"})
"""Functions that whole numbers stay whole numbers in."""


def _rounded(site: Site, value: Any, decimals: int) -> Any:
    """numpy.round to so many decimals."""
    if isinstance(value, (int, float)):
        return round(value, decimals)
    from convcalc.readers.python.libraries.torch.functions.elementwise import rounded

    return rounded(site, "round", as_array(site, value), decimals=decimals)


def _number(function: Callable[[Any], Any], name: str) -> Entry:
    """A function of a number, or of every element of an array or a list."""

    def run(site: Site, value: Any, decimals: Any = 0, **options: Any) -> Any:
        if decimals:
            return _rounded(site, value, decimals)
        if isinstance(value, Expr) and name in ("ceil", "floor", "round", "rint"):
            return value
        if type(value) in (int, float, bool):
            return function(value)
        if type(value) in (list, tuple):
            value = array(site, "array", value)
        if not isinstance(value, TorchTensor):
            raise BadValue(f"{describe(value)} is no number: {show(value)}")
        if name not in WHOLE:
            value = _fractions(value, wanted=True)
        return value.attribute({"rint": "round"}.get(name, name), site).call([], {}, site)

    return Entry(run, 1, 2, ("dtype", "decimals"))


def _kind(convert: Callable[[Any], Any]) -> Entry:
    """A NumPy type called on a number: a number of Python's."""

    def run(site: Site, value: Any = 0) -> Any:
        if isinstance(value, TorchTensor):
            return value.number(site)
        if isinstance(value, Expr):
            return value
        if type(value) not in (int, float, bool):
            raise BadValue(f"{describe(value)} is no number: {show(value)}")
        return convert(value)

    return Entry(run, 0, 1)


FUNCTIONS: dict[str, Entry] = {
    "abs": _number(abs, "abs"),
    "ceil": _number(lambda value: float(math.ceil(value)), "ceil"),
    "cos": _number(math.cos, "cos"),
    "exp": _number(math.exp, "exp"),
    "floor": _number(lambda value: float(math.floor(value)), "floor"),
    "log": _number(math.log, "log"),
    "log10": _number(math.log10, "log10"),
    "log2": _number(math.log2, "log2"),
    "rint": _number(lambda value: float(round(value)), "rint"),
    "round": _number(lambda value: float(round(value)), "round"),
    "sin": _number(math.sin, "sin"),
    "sqrt": _number(math.sqrt, "sqrt"),
    "square": _number(lambda value: value * value, "square"),
    "prod": Entry(_product, 1, 2, ("axis", "dtype")),
    "product": Entry(_product, 1, 2, ("axis", "dtype")),
}

TYPES: dict[str, Entry] = {
    **dict.fromkeys(("float16", "float32", "float64", "float_"), _kind(float)),
    **dict.fromkeys(("int8", "int16", "int32", "int64", "int_", "uint8", "intp"), _kind(int)),
    "bool_": _kind(bool),
}

TABLE: dict[str, Any] = {
    **entries(ENTRIES),
    **{name: Builtin(f"numpy.{name}", entry) for name, entry in (FUNCTIONS | TYPES).items()},
    "e": math.e,
    "inf": math.inf,
    "nan": math.nan,
    "newaxis": None,
    "ndarray": TENSOR,
    "pi": math.pi,
    "set_printoptions": Silent("numpy.set_printoptions"),
}
