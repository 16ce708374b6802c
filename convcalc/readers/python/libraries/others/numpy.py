"""`numpy` as models use it in their constructors: arithmetic on sizes, lists and small arrays."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.readers.python.libraries.torch.classes import TENSOR
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.libraries.torch.names import rows
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

    from convcalc.readers.python.libraries.torch.calls import Row
    from convcalc.readers.python.objects.host import Site

ROWS: dict[str, Row] = {
    "add": ("others.numpy", "both", ast.Add),
    "all": ("others.numpy", "total"),
    "any": ("others.numpy", "total"),
    "arange": ("torch.functions.ranges", "arange"),
    "argmax": ("torch.functions.reducing", "reduce", "index"),
    "argmin": ("torch.functions.reducing", "reduce", "index"),
    "argsort": ("torch.functions.sorting", "sort"),
    "array": ("others.numpy", "array"),
    "asarray": ("others.numpy", "array"),
    "atleast_1d": ("others.numpy", "at_least_one_axis"),
    "broadcast_to": ("torch.functions.repeating", "expand"),
    "concatenate": ("torch.functions.joining", "cat"),
    "divide": ("others.numpy", "both", ast.Div),
    "cumprod": ("others.numpy", "running"),
    "cumsum": ("others.numpy", "running"),
    "expand_dims": ("torch.functions.views", "unsqueeze"),
    "eye": ("torch.functions.ranges", "eye"),
    "flip": ("torch.functions.along", "flip"),
    "floor_divide": ("others.numpy", "both", ast.FloorDiv),
    "full": ("torch.functions.factories", "full"),
    "linspace": ("others.numpy", "linspace"),
    "max": ("others.numpy", "total"),
    "maximum": ("others.numpy", "extreme", "max"),
    "mean": ("others.numpy", "total"),
    "meshgrid": ("torch.functions.joining", "meshgrid"),
    "min": ("others.numpy", "total"),
    "minimum": ("others.numpy", "extreme", "min"),
    "mod": ("others.numpy", "both", ast.Mod),
    "multiply": ("others.numpy", "both", ast.Mult),
    "ones": ("others.numpy", "filled"),
    "outer": ("torch.functions.products", "outer"),
    "power": ("others.numpy", "both", ast.Pow),
    "remainder": ("others.numpy", "both", ast.Mod),
    "repeat": ("others.numpy", "repeat"),
    "reshape": ("torch.functions.views", "reshape"),
    "split": ("torch.functions.joining", "tensor_split"),
    "squeeze": ("torch.functions.views", "squeeze"),
    "stack": ("torch.functions.joining", "stack"),
    "subtract": ("others.numpy", "both", ast.Sub),
    "sum": ("others.numpy", "total"),
    "tile": ("torch.functions.repeating", "tile"),
    "transpose": ("torch.functions.views", "permute"),
    "true_divide": ("others.numpy", "both", ast.Div),
    "unique": ("others.numpy", "unique"),
    "where": ("torch.functions.choosing", "where"),
    "zeros": ("others.numpy", "filled"),
}


def array(site: Site, spelled: str, object: Any, dtype: Any = None, **options: Any) -> TorchTensor:  # noqa: A002 (NumPy's word)
    """numpy.array: fractions are float64."""
    from convcalc.readers.python.libraries.torch.functions.factories import from_data

    made = from_data(site, object, dtype)
    return _wide(made, object, dtype)


def _wide(made: TorchTensor, given: Any, dtype: Any) -> TorchTensor:
    """NumPy's own fractions have 64 bits."""
    from convcalc.readers.python.libraries.torch.calls import retyped

    if dtype is None and made.dtype == "float32" and not isinstance(given, TorchTensor):
        return retyped(made, "float64", fresh=True)
    return made


def filled(site: Site, spelled: str, shape: Any, dtype: Any = None, **options: Any) -> TorchTensor:
    """numpy.zeros, numpy.ones."""
    from convcalc.readers.python.libraries.torch.functions.factories import filled as made

    return made(site, spelled, shape, dtype=DTYPES["float64"] if dtype is None else dtype)


def linspace(
    site: Site, spelled: str, start: Any, stop: Any, num: Any = 50, **options: Any
) -> TorchTensor:
    """numpy.linspace."""
    from convcalc.readers.python.libraries.torch.functions.ranges import linspace as made

    return made(site, spelled, start, stop, num, dtype=DTYPES["float64"])


def repeat(site: Site, spelled: str, a: Any, repeats: Any, axis: Any = None) -> TorchTensor:
    """numpy.repeat."""
    from convcalc.readers.python.libraries.torch.functions.repeating import repeat_interleave

    source = a if isinstance(a, TorchTensor) else array(site, "array", a)
    return repeat_interleave(site, spelled, source, repeats, axis)


def running(site: Site, spelled: str, a: Any, axis: Any = None) -> TorchTensor:
    """numpy.cumsum, numpy.cumprod."""
    from convcalc.readers.python.libraries.torch.functions.along import along

    source = a if isinstance(a, TorchTensor) else array(site, "array", a)
    return along(site, spelled, "total", source, 0 if axis is None else axis)  # type: ignore[no-any-return]  # one tensor


def total(site: Site, spelled: str, a: Any, axis: Any = None, **options: Any) -> Any:
    """numpy.sum, mean, max, min, all, any: of everything a number, along an axis an array."""
    from convcalc.readers.python.libraries.torch.functions.reducing import reduced

    source = a if isinstance(a, TorchTensor) else array(site, "array", a)
    axes = None if axis is None else (axis,)
    dtype = "bool" if spelled in ("all", "any") else source.dtype
    found = reduced(site, spelled, source, axes, (options.get("keepdim") is True, dtype))
    return found.number(site) if not found.shape and found.values() is not None else found


def both(site: Site, spelled: str, operation: type[ast.operator], x1: Any, x2: Any) -> Any:
    """numpy.add, power and the like: an operator, which lists take as arrays do."""
    one, two = _spread(site, x1), _spread(site, x2)
    return operate(operation, one, two, site)


def extreme(site: Site, spelled: str, method: str, x1: Any, x2: Any) -> Any:
    """numpy.maximum, minimum: of two numbers, or element by element."""
    from convcalc.readers.python.libraries.torch.functions.elementwise import binary

    one, two = _spread(site, x1), _spread(site, x2)
    if not isinstance(one, TorchTensor) and not isinstance(two, TorchTensor):
        return BUILTINS[method].call([one, two], {}, site)
    one, two = (
        each if isinstance(each, TorchTensor) else array(site, "array", each) for each in (one, two)
    )
    return binary(site, spelled, "", one, two)


def at_least_one_axis(site: Site, spelled: str, a: Any) -> TorchTensor:
    """numpy.atleast_1d, of one array."""
    source = a if isinstance(a, TorchTensor) else array(site, "array", a)
    return source if source.shape else array(site, "array", [source.number(site)])


def unique(site: Site, spelled: str, ar: Any, **options: Any) -> Any:
    """numpy.unique."""
    from convcalc.readers.python.libraries.torch.functions.gathering import unique as found

    return found(site, spelled, _spread(site, ar), **options)


def _spread(site: Site, value: Any) -> Any:
    """A list as an array."""
    return array(site, "array", value) if type(value) in (list, tuple) else value


def _product(site: Site, values: Any, axis: Any = None, **options: Any) -> Any:
    """numpy.prod: of sizes that may be symbols."""
    if isinstance(values, TorchTensor):
        values = values.known(site).reshape(-1).tolist()
    if type(values) in (int, float) or isinstance(values, Expr):
        return values
    result: Any = 1
    for each in site.evaluator.collect(values, site):
        result = operate(ast.Mult, result, each, site)
    return result


def _number(function: Callable[[Any], Any], name: str) -> Entry:
    """A function of a number, or of every element of an array or a list."""

    def run(site: Site, value: Any, **options: Any) -> Any:
        if isinstance(value, Expr) and name in ("ceil", "floor", "round", "rint"):
            return value
        if type(value) in (int, float, bool):
            return function(value)
        if type(value) in (list, tuple):
            value = array(site, "array", value)
        if not isinstance(value, TorchTensor):
            raise BadValue(f"{describe(value)} is no number: {show(value)}")
        return value.attribute({"rint": "round"}.get(name, name), site).call([], {}, site)  # type: ignore[attr-defined]  # a method

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
    **rows(ROWS),
    **{name: Builtin(f"numpy.{name}", entry) for name, entry in (FUNCTIONS | TYPES).items()},
    "e": math.e,
    "inf": math.inf,
    "nan": math.nan,
    "newaxis": None,
    "ndarray": TENSOR,
    "pi": math.pi,
    "set_printoptions": Silent("numpy.set_printoptions"),
}

RANDOM: dict[str, Any] = {"seed": Silent("numpy.random.seed")}
