"""Rules for what tells something of a tensor, converts it, or leaves it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.axes import place
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.operations.dtypes import BYTES
from convcalc.operations.dtypes import is_complex
from convcalc.operations.dtypes import is_floating
from convcalc.operations.dtypes import promoted
from convcalc.operations.dtypes import real_type
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import constant
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.dtypes import CASTS
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.libraries.torch.dtypes import TENSORS
from convcalc.readers.python.libraries.torch.dtypes import TorchDtype
from convcalc.readers.python.libraries.torch.dtypes import dtype_of
from convcalc.readers.python.libraries.torch.dtypes import numpy_type
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.comparisons import equal

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def size(site: Site, spelled: str, input: Any, dim: Any = None) -> object:
    """Tensor.size: all sizes, or one."""
    shape = tensor(input, "input", site).shape
    if dim is None:
        return shape
    axis = axis_of(dim, "dim", site)
    if not -len(shape) <= axis < len(shape):
        raise BadValue(
            f"size({axis}) of a tensor with {len(shape)} axes",
            expected=f"{-len(shape)} to {len(shape) - 1}",
            argument="dim",
        )
    return shape[axis]


def rank(site: Site, spelled: str, input: Any) -> int:
    """Tensor.dim."""
    return len(tensor(input, "input", site).shape)


def count(site: Site, spelled: str, input: Any) -> Dim:
    """torch.numel."""
    return product(tensor(input, "input", site).shape)


def stride(site: Site, spelled: str, input: Any, dim: Any = None) -> object:
    """Tensor.stride, as if the elements stood in a row."""
    shape = tensor(input, "input", site).shape
    strides = tuple([product(shape[axis + 1 :]) for axis in range(len(shape))])
    return strides if dim is None else strides[axis_of(dim, "dim", site)]


def item(site: Site, spelled: str, input: Any) -> object:
    """Tensor.item; a number that is not known is a tensor without axes, to be computed with."""
    given = tensor(input, "input", site)
    if given.values() is None and product(given.shape) == 1:
        return constant(site, (), given.dtype)
    return given.number(site)


def as_list(site: Site, spelled: str, input: Any) -> object:
    """Tensor.tolist."""
    return site.evaluator.made(tensor(input, "input", site).known(site).tolist())


def always(site: Site, spelled: str, value: object, *args: Any, **options: Any) -> object:
    """What is the same for every tensor here."""
    return value


def address(site: Site, spelled: str, input: Any) -> int:
    """
    Tensor.data_ptr.

    Raises:
        NotKnown: Always: where memory stands is told by no definition.
    """
    source = tensor(input, "input", site)
    raise NotKnown(
        f"the address of {source!r} is needed", expected="what follows from shapes alone"
    )


def element_size(site: Site, spelled: str, input: Any) -> int:
    """Tensor.element_size, in bytes."""
    return BYTES[tensor(input, "input", site).dtype]


def is_tensor(site: Site, spelled: str, obj: Any) -> bool:
    """torch.is_tensor."""
    return isinstance(obj, TorchTensor)


def is_floating_point(site: Site, spelled: str, input: Any) -> bool:
    """torch.is_floating_point."""
    return is_floating(tensor(input, "input", site).dtype)


def is_complex_type(site: Site, spelled: str, input: Any) -> bool:
    """torch.is_complex."""
    return is_complex(tensor(input, "input", site).dtype)


def same_size(site: Site, spelled: str, input: Any, other: Any) -> bool:
    """torch.is_same_size."""
    one, two = tensor(input, "input", site), tensor(other, "other", site)
    return equal(one.shape, two.shape, site.evaluator)


def same_values(site: Site, spelled: str, input: Any, other: Any) -> bool:
    """torch.equal: where both are known, or the shapes differ."""
    import numpy  # noqa: ICN001 (its name is short enough)

    one, two = tensor(input, "input", site), tensor(other, "other", site)
    if one.tensor is two.tensor:
        return True
    if not same_size(site, spelled, one, two):
        return False
    return bool(numpy.array_equal(one.known(site), two.known(site)))


def nearly_same_values(
    site: Site,
    spelled: str,
    input: Any,
    other: Any,
    rtol: Any = 1e-05,
    atol: Any = 1e-08,
    equal_nan: Any = False,
) -> bool:
    """torch.allclose, of shapes that broadcast."""
    import numpy  # noqa: ICN001 (its name is short enough)

    one, two = tensor(input, "input", site), tensor(other, "other", site)
    if one.tensor is two.tensor:
        return True
    known = one.known(site), two.known(site)
    return bool(numpy.allclose(*known, rtol=rtol, atol=atol, equal_nan=bool(equal_nan)))


def same(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.contiguous, detach, cuda, requires_grad_ and the like: the same elements."""
    source = tensor(input, "input", site)
    if spelled in ("requires_grad_", "retain_grad", "register_hook"):
        return source
    return retyped(source, source.dtype)


def copied(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.clone: elements of its own."""
    source = tensor(input, "input", site)
    return _copy(site, spelled, source, source.dtype)


def in_a_row(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.contiguous: a copy where the elements lie in another order or with gaps."""
    source = tensor(input, "input", site)
    if not source.layout or args or options:
        return retyped(source, source.dtype)
    return _copy(site, spelled, source, source.dtype)


def _copy(site: Site, spelled: str, source: TorchTensor, dtype: str) -> TorchTensor:
    """Elements of its own, perhaps of another type; no work but memory."""
    layer = Function(
        function=spelled, shapes=(source.shape,), work=0, stays=tuple(range(len(source.shape)))
    )
    return apply(site, spelled, layer, [source], dtype, lambda _, array: array)[0]


def _converted(site: Site, spelled: str, source: TorchTensor, dtype: str) -> TorchTensor:
    """A copy in another type; the tensor itself where it has the type."""
    if dtype == source.dtype:
        return retyped(source, dtype)
    return _copy(site, spelled, source, dtype)


def overwritten(
    site: Site, spelled: str, input: Any, src: Any = None, non_blocking: Any = False
) -> TorchTensor:
    """Tensor.copy_: the elements of another, which broadcasts; NumPy's `copy` takes none."""
    from convcalc.readers.python.libraries.torch.functions.repeating import expanded

    if src is None:
        return retyped(tensor(input, "input", site), input.dtype, fresh=True)
    source, other = tensor(input, "input", site), tensor(src, "src", site)
    return retyped(expanded(site, "expand", other, source.shape), source.dtype, fresh=True)


def pointed_elsewhere(
    site: Site, spelled: str, input: Any, source: Any = None, *layout: Any
) -> TorchTensor:
    """Tensor.set_: the memory of another tensor, or none."""
    if source is None:
        return constant(site, (0,), tensor(input, "input", site).dtype)
    return retyped(tensor(source, "source", site), source.dtype)


def moved(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.to: a type, a device, or another tensor whose type is taken."""
    source = tensor(input, "input", site)
    dtype = source.dtype
    for each in (*args, *options.values()):
        if isinstance(each, (TorchDtype, TorchTensor)):
            dtype = each.dtype if isinstance(each, TorchTensor) else each.name
    if options.get("copy") is True:
        return _copy(site, spelled, source, dtype)
    return _converted(site, spelled, source, dtype)


def cast_to(site: Site, spelled: str, input: Any, dtype: Any, **options: Any) -> TorchTensor:
    """numpy.ndarray.astype."""
    source = tensor(input, "input", site)
    return _copy(site, spelled, source, dtype_of(numpy_type(dtype), source.dtype))


def typed(site: Site, spelled: str, input: Any, dtype: Any = None, *args: Any, **o: Any) -> object:
    """Tensor.type: the name of the type, or the tensor in another."""
    source = tensor(input, "input", site)
    if dtype is None:
        return f"torch.{TENSORS.get(source.dtype, source.dtype.capitalize())}Tensor"
    name = getattr(dtype, "name", dtype)
    word = str(name).rpartition(".")[2].removesuffix("Tensor").lower()
    name = CASTS.get(word, word)
    if name not in BYTES:
        raise BadValue(f"type({show(dtype)})", expected="torch.float32", argument="dtype")
    return _converted(site, spelled, source, name)


def cast(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.float, long, bool and the like."""
    wanted = CASTS.get(spelled, spelled)
    return _converted(site, spelled, tensor(input, "input", site), wanted)


def as_fractions(site: Site, spelled: str, input: Any) -> TorchTensor:
    """Tensor.dequantize."""
    return retyped(tensor(input, "input", site), "float32")


def renormalised(
    site: Site, spelled: str, input: Any, p: Any, dim: Any, maxnorm: Any
) -> TorchTensor:
    """torch.renorm: as the tensor, its parts along an axis made smaller."""
    source = tensor(input, "input", site)
    if len(source.shape) < 2:
        raise ShapeError(f"renorm() of {show_shape(source.shape)}", expected="at least 2 axes")
    place(axis_of(dim, "dim", site), source.shape, "dim")
    return TorchTensor(source.tensor, source.dtype)


def type_of_result(site: Site, spelled: str, tensor1: Any, tensor2: Any) -> TorchDtype:
    """torch.result_type: numbers and tensors without axes give way to tensors with axes."""
    return DTYPES[TorchHand.promotion.meeting((tensor1, tensor2))]


def as_type_of(site: Site, spelled: str, input: Any, other: Any) -> TorchTensor:
    """Tensor.type_as."""
    wanted = tensor(other, "other", site).dtype
    return _converted(site, spelled, tensor(input, "input", site), wanted)


def part(site: Site, spelled: str, input: Any) -> TorchTensor:
    """torch.real, imag."""
    source = tensor(input, "input", site)
    if not is_complex(source.dtype):
        return retyped(source, source.dtype)
    return retyped(source, real_type(source.dtype))


def common_type(site: Site, spelled: str, *values: Any) -> TorchDtype:
    """torch.promote_types."""
    names = [dtype_of(each, "float32") for each in values]
    return DTYPES[promoted(names[0], names[-1])]


def default_dtype(site: Site, spelled: str, *args: Any) -> TorchDtype:
    """torch.get_default_dtype."""
    return DTYPES["float32"]


def numpy_array(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """Tensor.numpy: what follows is read as if it were a tensor still."""
    return same(site, spelled, input)


def called(site: Site, spelled: str, function: Any, *args: Any, **options: Any) -> object:
    """torch.utils.checkpoint.checkpoint: the function, called."""
    own = {
        "use_reentrant",
        "preserve_rng_state",
        "context_fn",
        "determinism_check",
        "debug",
    }
    kwargs = {name: value for name, value in options.items() if name not in own}
    result: object = function.call(list(args), kwargs, site)
    return result


def called_in_turn(
    site: Site, spelled: str, functions: Any, segments: Any, input: Any, **options: Any
) -> object:
    """torch.utils.checkpoint.checkpoint_sequential."""
    result = input
    for each in site.evaluator.iterate(functions, site):
        result = each.call([result], {}, site)
    return result


def nothing_happens(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> None:
    """Tensor.backward and the like."""
