"""Functions of PyTorch as the evaluated world sees them, and how their rules apply layers."""

from __future__ import annotations

from functools import cache
from math import prod
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc import rows
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.signatures import bind
from convcalc.layers.core.signatures import signature
from convcalc.operations.constants import Values
from convcalc.operations.constants import cast
from convcalc.operations.constants import is_small
from convcalc.operations.constants import one_of
from convcalc.operations.dtypes import category
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace


Row = tuple[Any, ...]
"""(module of a library, its function, what the row sets before the user's arguments)."""


Rule = tuple["Callable[..., Any]", Row]


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


@cache
def _function(file: str, name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = rows.load(
        f"{file}:{name}", inside="convcalc.readers.python.libraries"
    )
    return function


def load(row: Row) -> Rule:
    """The function of a row, and what the row sets: 0 and False are not the same there."""
    return _function(row[0], row[1]), row[2:]


class TorchFunction(HostObject):
    """
    A function of PyTorch, or a method bound to its tensor.

    `in_place`: the tensor becomes the result.
    """

    __slots__ = ("bound", "in_place", "name", "row")
    type_name: ClassVar[str] = "a function"

    def __init__(
        self, name: str, row: Row, bound: TorchTensor | None = None, *, in_place: bool = False
    ) -> None:
        self.name = name
        self.row = row
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
        function, fixed = load(self.row)
        names = signature(function, 2 + len(fixed)).names
        return names[1:] if self.bound is not None else names

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        function, fixed = load(self.row)
        site.evaluator.weigh_arguments(args, kwargs)
        if self.bound is not None:
            args = [self.bound, *args]
        if kwargs:
            kwargs = _renamed(function, 2 + len(fixed), kwargs)
        spelled = self.name.rpartition(".")[2]
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
        target.become(result)
        if target.origin is not None:
            from convcalc.readers.python.libraries.torch.functions.indexing import put_back

            put_back(site, target)
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
    """
    The tensors that a layer gives: a node, or constants where all inputs are known constants.

    `dtype` is the type of the results, or one for each; that of the first input without it.
    `compute` gives from NumPy and the inputs' arrays the values of the result, or of all results.

    Raises:
        ConvcalcError: If the layer cannot take these inputs.
    """
    if not dtype:
        dtype = inputs[0].dtype
    if compute is not None:
        values = [each.values() for each in inputs]
        if None not in values:
            found = _constants(site, layer, inputs, dtype, Values(compute_with(compute), values))
            if found is not None:
                _counted(site, spelled, layer, inputs, found)
                return found
    trace = trace_of(site)
    if trace.builder.inputs:
        tensors = trace.operate(layer, [each.tensor for each in inputs], site, spelled)
    else:
        tensors = _outside(site, layer, inputs)
    shared = inputs[0].storage if layer.is_view and inputs else None
    if isinstance(dtype, str):
        return [TorchTensor(each, dtype, None, shared) for each in tensors]
    return [TorchTensor(*pair) for pair in zip(tensors, dtype, strict=True)]


def _outside(site: Site, layer: Layer, inputs: Sequence[TorchTensor]) -> tuple[Tensor, ...]:
    """The results before the network is called: no part of it, whatever they are worked out for."""
    trace = trace_of(site)
    shapes = layer.applied(tuple([each.shape for each in inputs]), trace.builder.needs)
    return tuple([trace.constant(shape) for shape in shapes])


def trace_of(site: Site) -> Trace:
    """The hand that applies layers where this happens."""
    trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # every reader of source has it
    return trace


def needs_of(site: Site) -> Needs:
    """What must be true of the sizes, so far."""
    return trace_of(site).builder.needs


def compute_with(compute: Callable[..., Any]) -> Callable[..., Any]:
    """The function with NumPy handed to it first."""

    def run(*arrays: Any) -> Any:
        import numpy  # noqa: ICN001 (its name is short enough)

        return compute(numpy, *arrays)

    return run


def _constants(
    site: Site, layer: Layer, inputs: Sequence[TorchTensor], dtype: Any, values: Values
) -> list[TorchTensor] | None:
    """The results with their values; None where they are too many."""
    shapes = layer.applied(tuple([each.shape for each in inputs]), Needs())
    if not all(map(is_small, shapes)):
        return None
    dtypes = [dtype] * len(shapes) if isinstance(dtype, str) else dtype
    shared = inputs[0].storage if layer.is_view and inputs else None
    found = []
    for index, shape in enumerate(shapes):
        if len(shapes) == 1:
            own = Values(cast(lambda _, array: array, dtypes[0], shape), [values])
        else:
            own = one_of(values, index, dtypes[index], shape)
        found.append(constant(site, shape, dtypes[index], own))
        if shared is not None:
            found[-1].storage = shared
            found[-1].version = shared.version
    return found


def _counted(
    site: Site,
    spelled: str,
    layer: Layer,
    inputs: Sequence[TorchTensor],
    found: list[TorchTensor],
) -> None:
    """Make a row of a product of constants: the network does that work whenever it runs."""
    trace = trace_of(site)
    shapes = tuple([each.shape for each in inputs])
    if not trace.builder.inputs or layer.macs(shapes, tuple([each.shape for each in found])) == 0:
        return
    tensors = trace.operate(layer, [each.tensor for each in inputs], site, spelled)
    for each, made_by in zip(found, tensors, strict=True):
        each.tensor = made_by


def constant(
    site: Site, shape: Shape, dtype: str = "float32", values: Values | None = None
) -> TorchTensor:
    """
    A tensor that no layer makes.

    Raises:
        LimitError: If all of them together would take too much.
    """
    tensor = trace_of(site).constant(shape)
    if values is not None:
        count = prod([each for each in shape if type(each) is int])
        site.evaluator.charge_items(4 + count // 8)
        site.evaluator.charge_steps(count // 100)
    return TorchTensor(tensor, dtype, values)


def made(
    site: Site, shape: Shape, dtype: str, compute: Callable[..., Any] | None = None
) -> TorchTensor:
    """A constant of this shape; from NumPy, `compute` gives its values where they are few."""
    values = None
    if compute is not None and is_small(shape):
        values = Values(cast(compute, dtype, shape))
    return constant(site, shape, dtype, values)


def retyped(source: TorchTensor, dtype: str, *, fresh: bool = False) -> TorchTensor:
    """The same tensor of the graph with another type; `fresh` where its memory is its own."""
    values = source.values()
    if dtype != source.dtype and values is not None:
        values = Values(cast(lambda _, array: array, dtype, source.shape), [values])
    return TorchTensor(source.tensor, dtype, values, None if fresh else source.storage)
