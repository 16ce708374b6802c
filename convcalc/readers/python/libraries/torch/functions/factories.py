"""Rules for functions that make tensors from sizes or from numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.layers.other.merge import broadcast
from convcalc.operations.dtypes import is_floating
from convcalc.operations.promotion import number_type
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import constant
from convcalc.readers.python.libraries.torch.calls import made
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.libraries.torch.dtypes import dtype_of
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


FILLED: dict[str, float] = {"zeros": 0, "ones": 1}
"""What is in a tensor that is filled with one number."""


def _checked(shape: Shape) -> Shape:
    for each in shape:
        if type(each) is int and each < 0:
            raise BadValue(f"a size of {each}", expected="at least 0", argument="size")
    return shape


def filled(site: Site, spelled: str, *size: Any, **options: Any) -> TorchTensor:
    """torch.zeros, ones, empty, rand, randn: the sizes one by one, or in one list."""
    given = size or tuple(options[name] for name in ("size", "shape") if name in options)
    shape = _checked(sizes_of(given, "size", site)) if given else ()
    dtype = dtype_of(options.get("dtype"), "float32")
    return made(site, shape, dtype, _full(spelled.removeprefix("new_"), shape))


def _full(spelled: str, shape: Shape) -> Callable[..., Any] | None:
    """The values of zeros and ones; those of others are not known."""
    if spelled not in FILLED:
        return None
    return lambda numpy: numpy.full(shape, FILLED[spelled])


def full(site: Site, spelled: str, size: Any, fill_value: Any, **options: Any) -> TorchTensor:
    """torch.full."""
    shape = _checked(sizes_of((size,), "size", site))
    return _filled_with(site, shape, fill_value, options.get("dtype"), None)


def _filled_with(
    site: Site, shape: Shape, value: Any, dtype: Any, default: str | None
) -> TorchTensor:
    values = value.values() if isinstance(value, TorchTensor) else None
    plain = isinstance(value, (int, float)) or values is not None
    own = value.dtype if isinstance(value, TorchTensor) else number_type(value)
    name = dtype_of(dtype, default or own)

    def compute(numpy: Any) -> Any:
        return numpy.full(shape, values() if values is not None else value)

    return made(site, shape, name, compute if plain else None)


def like(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """torch.zeros_like, ones_like, rand_like, full_like and the like."""
    source = tensor(input, "input", site)
    kind = spelled.removesuffix("_like")
    if kind == "full":
        value = args[0] if args else options.get("fill_value", 0)
        return _filled_with(site, source.shape, value, options.get("dtype"), source.dtype)
    dtype = dtype_of(options.get("dtype"), source.dtype)
    return made(site, source.shape, dtype, _full(kind, source.shape))


def new(site: Site, spelled: str, input: Any, *size: Any, **options: Any) -> TorchTensor:
    """Tensor.new_zeros, new_full, new_tensor and the like: of the tensor's own type."""
    source = tensor(input, "input", site)
    options = {"dtype": retyped_name(source), **options}
    if spelled == "new_full":
        value = size[1] if len(size) > 1 else options.pop("fill_value")
        shape = size[0] if size else options.pop("size")
        return full(site, spelled, shape, value, **options)
    if spelled == "new_tensor":
        return from_data(site, size[0], options["dtype"])
    if spelled == "new" and len(size) == 1 and type(size[0]) in (list, tuple):
        return from_data(site, size[0], options["dtype"])
    return filled(site, spelled, *size, **options)


def retyped_name(source: TorchTensor) -> Any:
    """The tensor's type as an argument."""
    return DTYPES[source.dtype]


def refilled(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.zero_, fill_, normal_ and the like, in place: the same tensor with other values."""
    source = tensor(input, "input", site)
    value: Any = 0 if spelled == "zero" else args[0] if args else options.get("value")
    if spelled in ("zero", "fill"):
        return _filled_with(site, source.shape, value, None, source.dtype)
    return constant(site, source.shape, source.dtype)


def from_data(site: Site, data: Any, dtype: Any = None) -> TorchTensor:
    """
    A tensor of numbers in lists.

    Raises:
        BadValue: If the lists are of different lengths, or hold something else.
    """
    if isinstance(data, Unread):
        data.refuse(site)
    if isinstance(data, TorchTensor):
        return retyped(data, dtype_of(dtype, data.dtype), fresh=True)
    if isinstance(data, HostObject):
        data = list(data.iterate(site))
    if type(data) in (list, tuple) and any(isinstance(each, TorchTensor) for each in data):
        return _from_tensors(site, data, dtype)
    site.evaluator.weigh(data)
    flat: list[Any] = []
    shape = _measured(data, flat, 0)
    name = dtype_of(dtype, _type_of(flat))
    plain = all(isinstance(each, (int, float)) for each in flat)
    return made(
        site, shape, name, (lambda numpy: numpy.array(flat).reshape(shape)) if plain else None
    )


def _from_tensors(site: Site, data: Any, dtype: Any) -> TorchTensor:
    """Lists of tensors of one value, and numbers among them."""
    from convcalc.readers.python.libraries.torch.functions.joining import stack
    from convcalc.readers.python.libraries.torch.functions.views import reshape

    parts = [from_data(site, each) for each in data]
    found = stack(site, "stack", [reshape(site, "view", each, each.shape) for each in parts])
    return retyped(found, dtype_of(dtype, found.dtype), fresh=True)


def _measured(data: Any, flat: list[Any], depth: int) -> Shape:
    """The shape of nested lists, whose numbers are put into `flat`."""
    if depth > 64:
        raise BadValue("lists nested more than 64 deep", argument="data")
    if type(data) not in (list, tuple, range):
        if not isinstance(data, (int, float, complex, Expr)):
            raise BadValue(f"{show(data)} in a tensor", expected="numbers", argument="data")
        flat.append(data)
        return ()
    shapes = {_measured(each, flat, depth + 1) for each in data}
    if len(shapes) > 1:
        raise BadValue(
            "lists of different lengths in a tensor",
            expected="the same length for all on one level",
            argument="data",
        )
    return (len(data), *(shapes.pop() if shapes else ()))


def _type_of(flat: list[Any]) -> str:
    if not flat:
        return "float32"
    types = {number_type(each) for each in flat}
    order = ("complex64", "float32", "int64", "bool")
    return next(each for each in order if each in types)


def from_numbers(
    site: Site, spelled: str, data: Any, dtype: Any = None, *args: Any, **o: Any
) -> Any:
    """torch.tensor, as_tensor, from_numpy."""
    return from_data(site, data, dtype)


def typed(site: Site, spelled: str, dtype: str, *data: Any, **options: Any) -> TorchTensor:
    """torch.FloatTensor and the like: of sizes, or of numbers in a list."""
    if len(data) == 1 and (type(data[0]) in (list, tuple) or isinstance(data[0], HostObject)):
        return from_data(site, data[0], DTYPES[dtype])
    return filled(site, "empty", *(data or (0,)), dtype=DTYPES[dtype])


def random_integers(site: Site, spelled: str, *args: Any, **options: Any) -> TorchTensor:
    """torch.randint(high, size), randint(low, high, size)."""
    size = options.get("size")
    for each in args:
        if type(each) in (list, tuple) or isinstance(each, HostObject):
            size = each
    if size is None:
        raise BadValue("randint() without a size", expected="size", argument="size")
    shape = sizes_of((size,), "size", site)
    return constant(site, shape, dtype_of(options.get("dtype"), "int64"))


def random_order(site: Site, spelled: str, n: Any, **options: Any) -> TorchTensor:
    """torch.randperm."""
    return constant(site, (size_of(n, "n", site),), dtype_of(options.get("dtype"), "int64"))


def random_like(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """torch.bernoulli, poisson: as the first tensor."""
    source = tensor(input, "input", site)
    return constant(site, source.shape, source.dtype)


def normal(
    site: Site, spelled: str, mean: Any = 0.0, std: Any = 1.0, size: Any = None, **options: Any
) -> TorchTensor:
    """torch.normal: as its means and deviations, which broadcast, or of a size."""
    given = [each for each in (mean, std) if isinstance(each, TorchTensor)]
    if given:
        shape = broadcast(tuple([each.shape for each in given]), needs_of(site), channel_axis=1)
        return constant(site, shape, given[0].dtype)
    shape = _checked(sizes_of((size,), "size", site))
    return constant(site, shape, dtype_of(options.get("dtype"), "float32"))


def scalar(site: Site, spelled: str, s: Any, *, dtype: Any = None, **options: Any) -> TorchTensor:
    """torch.scalar_tensor: fractions unless a type is given."""
    return from_data(site, s, dtype or DTYPES["float32"])


def samples(
    site: Site, spelled: str, input: Any, num_samples: Any, replacement: Any = False, **o: Any
) -> TorchTensor:
    """torch.multinomial."""
    source = tensor(input, "input", site)
    return constant(site, (*source.shape[:-1], size_of(num_samples, "num_samples", site)), "int64")


def window(site: Site, spelled: str, window_length: Any, *args: Any, **options: Any) -> TorchTensor:
    """torch.hann_window, hamming_window and the like."""
    dtype = dtype_of(options.get("dtype"), "float32")
    if not is_floating(dtype):
        raise BadValue(f"{spelled}() of {dtype}", expected="a type of fractions", argument="dtype")
    return constant(site, (size_of(window_length, "window_length", site),), dtype)
