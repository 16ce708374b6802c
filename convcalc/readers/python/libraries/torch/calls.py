"""Functions of PyTorch as the evaluated world sees them, and how their rules apply layers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.signatures import bind
from convcalc.layers.core.signatures import signature
from convcalc.operations import applying
from convcalc.operations.dtypes import category
from convcalc.readers.python.libraries.rules import rule
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.hand import trace_of
from convcalc.readers.python.libraries.torch.layouts import check_in_place
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.constants import Values
    from convcalc.readers.python.objects.host import Site


RuleEntry = tuple[Any, ...]
"""(module of a library, its function, what the entry sets before the user's arguments)."""


Rule = tuple["Callable[..., Any]", RuleEntry]


RENAMED = {"axis": "dim", "keepdims": "keepdim", "x": "input", "x2": "other", "axes": "dims"}
"""NumPy's names of arguments, which PyTorch takes as well."""


EVERYWHERE = frozenset({"axis", "keepdims"})
"""Those that even functions take which read their named arguments themselves."""


RESHAPING = frozenset(
    {
        "as_strided_",
        "resize_",
        "squeeze_",
        "swapaxes_",
        "swapdims_",
        "t_",
        "transpose_",
        "unsqueeze_",
    }
)
"""Methods in place that change the shape."""


def load(entry: RuleEntry) -> Rule:
    """The function of an entry, and what the entry sets: 0 and False are not the same there."""
    return rule(entry[0], entry[1]), entry[2:]


class TorchFunction(HostObject):
    """
    A function of PyTorch, or a method bound to its tensor.

    `in_place`: the tensor becomes the result.
    """

    __slots__ = ("bound", "entry", "in_place", "name")
    type_name: ClassVar[str] = "a function"

    def __init__(
        self,
        name: str,
        entry: RuleEntry,
        bound: TorchTensor | None = None,
        *,
        in_place: bool = False,
    ) -> None:
        self.name = name
        self.entry = entry
        self.bound = bound
        self.in_place = in_place

    def __repr__(self) -> str:
        return f"<function {self.name}>"

    def attribute(self, name: str, site: Site) -> object:
        """What it is called; PyTorch's own functions are not Python's and tell no defaults."""
        told = {"__name__": self.name.rpartition(".")[2], "__kwdefaults__": None}
        return told[name] if name in told else super().attribute(name, site)

    def parameters(self) -> Sequence[str]:
        """Its arguments, those behind the tensor for a method."""
        function, fixed = load(self.entry)
        names = signature(function, 2 + len(fixed)).names
        return names[1:] if self.bound is not None else names

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        function, fixed = load(self.entry)
        site.evaluator.weigh_arguments(args, kwargs)
        if self.bound is not None:
            args = [self.bound, *args]
        if kwargs:
            kwargs = _renamed(function, 2 + len(fixed), kwargs)
        spelled = self.name.rpartition(".")[2]
        if self.in_place and spelled not in RESHAPING and args:
            check_in_place(spelled, args[0])
        first = (site, spelled.rstrip("_") if self.in_place else spelled, *fixed)
        result = bind(function, first, args, kwargs, self.name)
        target = args[0] if self.in_place and args else kwargs.get("out")
        if isinstance(target, TorchTensor) and isinstance(result, TorchTensor):
            return self._put(target, result, site)
        return result

    def _put(self, target: TorchTensor, result: TorchTensor, site: Site) -> TorchTensor:
        """Keep the result in a tensor that is there already."""
        if self.name == "set_":
            return target.point_to(result)
        result = _as_type_of(target, result, self.name)
        if self.in_place and self.name.rpartition(".")[2] not in RESHAPING:
            grown = len(result.shape) != len(target.shape) or any(
                type(one) is int and type(other) is int and one != other
                for one, other in zip(result.shape, target.shape, strict=True)
            )
            if grown:
                raise ShapeError(
                    f"{self.name} gives {result.shape}, which does not go into {target.shape}",
                    expected=f"what broadcasts to {target.shape}",
                )
        if self.in_place:
            trace_of(site).builder.mark_in_place(target.tensor, result.tensor)
        target.become(result)
        if target.origin is not None:
            rule("torch.functions.indexing", "put_back")(site, target)
        return target


def _as_type_of(target: TorchTensor, result: TorchTensor, spelled: str) -> TorchTensor:
    """The result in the type of the tensor that it goes into."""
    if category(result.dtype) > category(target.dtype):
        raise BadValue(
            f"{spelled} gives {result.dtype}, which does not go into {target.dtype}",
            expected=f"a tensor of {result.dtype}",
        )
    return result if result.dtype == target.dtype else retyped(result, target.dtype)


def _renamed(function: Callable[..., Any], fixed: int, kwargs: dict[str, Any]) -> dict[str, Any]:
    """NumPy's names of arguments in PyTorch's words, and the place to put the result left out."""
    takes = signature(function, fixed)
    known = takes.known

    def word(name: str) -> str:
        other = RENAMED.get(name, name)
        is_renamed = other in known or (bool(takes.keyword_rest) and name in EVERYWHERE)
        return other if name not in known and is_renamed else name

    return {word(name): value for name, value in kwargs.items() if name != "out" or name in known}


def apply(
    site: Site,
    spelled: str,
    layer: Layer,
    inputs: Sequence[TorchTensor],
    dtype: str | Sequence[str] = "",
    compute: Callable[..., Any] | None = None,
) -> list[TorchTensor]:
    """The tensors that a layer gives: `operations.applying.perform` by PyTorch's hand."""
    return applying.perform(TorchHand(site), spelled, layer, inputs, dtype, compute)


def needs_of(site: Site) -> Needs:
    """What must be true of the sizes, so far."""
    return trace_of(site).builder.needs


def constant(
    site: Site, shape: Shape, dtype: str = "float32", values: Values | None = None
) -> TorchTensor:
    """
    A tensor that no layer makes.

    Raises:
        LimitError: If all of them together would take too much.
    """
    return TorchHand(site).constant(shape, dtype, values)


def made(
    site: Site, shape: Shape, dtype: str, compute: Callable[..., Any] | None = None
) -> TorchTensor:
    """A constant of this shape; from NumPy, `compute` gives its values where they are few."""
    return applying.made(TorchHand(site), shape, dtype, compute)


def retyped(source: TorchTensor, dtype: str, *, fresh: bool = False) -> TorchTensor:
    """The same tensor of the graph with another type; `fresh` where its memory is its own."""
    values = applying.recast(source, dtype)
    result = TorchTensor(source.tensor, dtype, values, None if fresh else source.storage)
    result.layout = "" if fresh else source.layout
    return result
