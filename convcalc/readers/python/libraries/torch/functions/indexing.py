"""Rules for picking and putting elements by position, and the square brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.layers.other.function import Function
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import Masked
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Picked
from convcalc.layers.shape.indexing import SetIndex
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.operations.positions import check_positions
from convcalc.readers.python.libraries.torch.arguments import is_number
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.functions.factories import from_data
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.shape.indexing import Part
    from convcalc.readers.python.objects.host import Site


MOST_KEYS = 64
"""More positions than a tensor has axes are refused before they are looked at."""


class Key:
    """What stands in square brackets: the parts, the tensors among them, and NumPy's key."""

    __slots__ = ("is_plain", "key", "parts", "tensors")

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.tensors: list[TorchTensor] = []
        self.key: list[Any] = []
        self.is_plain = True

    def add(self, part: Part, key: Any = None) -> None:
        """One more part, with NumPy's way to say it where it is no tensor."""
        self.parts.append(part)
        self.key.append(key)

    def numpy_key(self, arrays: tuple[Any, ...]) -> tuple[Any, ...]:
        """NumPy's key, the arrays put in."""
        given = iter(arrays)
        return tuple(
            next(given) if isinstance(part, (Picked, Masked)) or key is self else key
            for part, key in zip(self.parts, self.key, strict=True)
        )


def _key(key: object, shape: Shape, site: Site) -> Key:
    """
    What the brackets mean for a tensor of this shape.

    Raises:
        BadValue: If something in them is no position.
    """
    given: list[Any] = [key]
    if isinstance(key, tuple) or (isinstance(key, list) and _is_nested(key)):
        given = list(key)
    if len(given) > MOST_KEYS:
        raise BadValue(f"{len(given)} positions for a tensor of {len(shape)} axes")
    found = Key()
    taken = sum(_takes(each) for each in given)
    axis = 0
    for each in given:
        if each is Ellipsis:
            for _ in range(len(shape) - taken):
                found.add(Span(), slice(None))
                axis += 1
            continue
        _add(found, each, axis, shape, site)
        axis += _takes(each)
    return found


def _is_nested(key: list[Any]) -> bool:
    """Whether a list in the brackets stands for a tuple: something in it is more than a number."""
    return any(each is None or isinstance(each, (list, tuple, slice, TorchTensor)) for each in key)


def _takes(each: object) -> int:
    """How many axes one of the positions stands for."""
    if each is None or each is Ellipsis or type(each) is bool:
        return 0
    if isinstance(each, TorchTensor) and each.dtype == "bool":
        return len(each.shape)
    return 1


def _add(found: Key, each: Any, axis: int, shape: Shape, site: Site) -> None:
    """One of the positions."""
    if isinstance(each, Unread):
        each.refuse(site)
    if each is None or each is True:
        found.add(New())
    elif isinstance(each, slice):
        found.add(*_span(each, site))
    elif type(each) in (list, tuple, range):
        _add(found, from_data(site, list(each)), axis, shape, site)
    elif isinstance(each, TorchTensor):
        _add_tensor(found, each, axis, shape, site)
    elif type(each) is int or isinstance(each, Expr):
        found.is_plain = found.is_plain and type(each) is int
        found.add(Single(position=each), each)
    else:
        raise BadValue(f"{describe(each)} is no position: {show(each)}")


def _span(given: slice, site: Site) -> tuple[Span, slice]:
    ends = [
        None if each is None else size_of(each, name, site)
        for each, name in ((given.start, "start"), (given.stop, "stop"), (given.step, "step"))
    ]
    start, stop, step = ends
    if step is not None and (type(step) is not int or step < 1):
        raise BadValue(
            f"a slice in steps of {step}", expected="a step of at least 1", hint="flip()"
        )
    return Span(start=start, stop=stop, step=step or 1), slice(start, stop, step)


def _add_tensor(found: Key, each: TorchTensor, axis: int, shape: Shape, site: Site) -> None:
    """A tensor of positions, or of truths, whose number must be known."""
    if each.dtype != "bool" and not each.shape:
        values = each.values()
        position = int(values().item()) if values is not None else None
        found.is_plain = found.is_plain and position is not None
        found.add(Single(position=position), position)
        return
    found.tensors.append(each)
    if each.dtype != "bool":
        if axis < len(shape):
            check_positions(TorchHand(site), "[...]", each, shape[axis], from_the_end=True)
        found.add(Picked(shape=each.shape))
        return
    if each.values() is None:
        raise BadValue(
            f"elements are picked where {each!r} is true, and how many those are is not known",
            expected="a number of elements that follows from shapes",
            hint="torch.where(mask, a, b) keeps the shape",
        )
    found.add(Masked(shape=each.shape, count=int(each.known(site).sum())))


def get_item(site: Site, source: TorchTensor, key: object) -> TorchTensor:
    """x[key]."""
    found = _key(key, source.shape, site)
    parts = tuple(found.parts)
    if all(isinstance(part, Span) and part == Span() for part in parts):
        Index(parts=parts).items(source.shape)
        return retyped(source, source.dtype)
    compute: Callable[..., Any] | None = None
    if found.is_plain:

        def compute(_: Any, array: Any, *arrays: Any) -> Any:
            return array[found.numpy_key(arrays)]

    layer = Index(parts=parts)
    inputs = [source, *found.tensors]
    result = apply(site, "getitem", layer, inputs, source.dtype, compute)[0]
    if layer.is_view:
        result.origin = (source, key)
    return result


def put_back(site: Site, part: TorchTensor) -> None:
    """Change the tensor that a part was taken from, as the part was changed."""
    if part.origin is None:
        return
    whole, key = part.origin
    part.origin = None
    set_item(site, whole, key, part)
    part.storage = whole.storage
    part.version = whole.version
    part.origin = (whole, key)


def set_item(site: Site, target: TorchTensor, key: object, value: object) -> None:
    """x[key] = value."""
    if isinstance(value, TorchTensor) and value.origin is not None:
        whole, own = value.origin
        if whole is target and own is key:
            # `x[key] += y` sets what the operator in place has set already.
            return
    if isinstance(key, TorchTensor) and key.dtype == "bool" and key.values() is None:
        _set_masked(site, target, key, value)
        return
    found = _key(key, target.shape, site)
    given = [] if is_number(value) else [_value(value, site)]
    layer = SetIndex(parts=tuple(found.parts))
    if not given and found.tensors:
        given = [from_data(site, value)]
    inputs = [target, *given, *found.tensors]
    compute: Callable[..., Any] | None = None
    if found.is_plain and (given or isinstance(value, (int, float))):

        def compute(_: Any, array: Any, *arrays: Any) -> Any:
            changed = array.copy()
            own, rest = (arrays[0], arrays[1:]) if given else (value, arrays)
            changed[found.numpy_key(rest)] = own
            return changed

    target.become(apply(site, "setitem", layer, inputs, target.dtype, compute)[0])
    put_back(site, target)


def _value(value: object, site: Site) -> TorchTensor:
    if type(value) in (list, tuple):
        return from_data(site, value)
    return tensor(value, "value", site)


def _set_masked(site: Site, target: TorchTensor, mask: TorchTensor, value: object) -> None:
    """A number, or as many values as there are truths, put where a mask is true."""
    from convcalc.layers.other.merge import Merge

    needs = needs_of(site)
    Index(parts=(Masked(shape=mask.shape, count=1),)).outputs((target.shape,), needs)
    inputs = [target]
    if isinstance(value, TorchTensor) and not value.shape:
        inputs.append(value)
    target.become(apply(site, "setitem", Merge(function="setitem", least=1), inputs)[0])
    put_back(site, target)


def unknown_number(site: Site, spelled: str, source: TorchTensor) -> Unread:
    """The result of what depends on the values: its size is not known."""
    return Unread(
        f"{spelled}(...)",
        f"how many elements it gives depends on the values of {source!r}",
        site.source(),
        hint="give its shape with --assume",
    )


def positions_of(site: Site, spelled: str, source: TorchTensor, *, as_tuple: bool) -> object:
    """The positions of what is not zero, where the values are known."""
    if source.values() is None:
        return unknown_number(site, spelled, source)
    count = int((source.known(site) != 0).sum())
    rank = len(source.shape)
    if as_tuple:
        layer = Function(function=spelled, shapes=((count,),) * max(rank, 1), work=0)

        def each(numpy: Any, array: Any) -> Any:
            found = numpy.nonzero(numpy.atleast_1d(array))
            return found if rank > 1 else found[0]

        return tuple(apply(site, spelled, layer, [source], "int64", each))
    layer = Function(function=spelled, shapes=((count, rank),), work=0)
    return apply(
        site, spelled, layer, [source], "int64", lambda numpy, array: numpy.argwhere(array)
    )[0]
