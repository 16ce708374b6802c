"""How operations are done: a node of the graph, or constants where all inputs are constants."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol
from typing import TypeVar

from convcalc.layers.core.needs import Needs
from convcalc.operations.constants import Values
from convcalc.operations.constants import cast
from convcalc.operations.constants import is_small
from convcalc.operations.constants import one_of
from convcalc.operations.operand import Operand

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.promotion import Promotion

V = TypeVar("V", bound=Operand)
"""The tensors of one library."""


class Hand(Protocol[V]):
    """Whoever has operations done: it knows the graph, its own tensors, and how types meet."""

    @property
    def promotion(self) -> Promotion:
        """How types meet."""

    def named(self, spelled: str) -> str:
        """The user's word as a layer calls what it does."""

    @property
    def needs(self) -> Needs:
        """What must be true of the sizes, so far."""

    @property
    def is_recording(self) -> bool:
        """Whether work is part of the network by now."""

    def applied(
        self, spelled: str, layer: Layer, inputs: Sequence[V], dtype: str | Sequence[str]
    ) -> list[V]:
        """
        The tensors that a layer gives, of this type or one for each; `spelled` is the user's word.

        Raises:
            ConvcalcError: If the layer cannot take these inputs.
        """

    def constant(
        self, shape: Shape, dtype: str, values: Values | None = None, shown: V | None = None
    ) -> V:
        """
        A tensor that no layer makes; `shown` is the one whose memory it shows, if it does.

        Raises:
            LimitError: If all of them together would take too much.
        """

    def retyped(self, source: V, dtype: str, values: Any, *, is_fresh: bool) -> V:
        """The same tensor of the graph with another type; fresh where its memory is its own."""


def perform(
    hand: Hand[V],
    spelled: str,
    layer: Layer,
    inputs: Sequence[V],
    dtype: str | Sequence[str] = "",
    compute: Callable[..., Any] | None = None,
) -> list[V]:
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
            known = Values(compute_with(compute), values)
            found = _constants(hand, layer, inputs, dtype, known)
            if found is not None:
                _counted(hand, spelled, layer, inputs, found)
                return found
    return hand.applied(spelled, layer, inputs, dtype)


def compute_with(compute: Callable[..., Any]) -> Callable[..., Any]:
    """The function with NumPy handed to it first."""

    def run(*arrays: Any) -> Any:
        import numpy  # noqa: ICN001 (its name is short enough)

        return compute(numpy, *arrays)

    return run


def _constants(
    hand: Hand[V], layer: Layer, inputs: Sequence[V], dtype: Any, values: Values
) -> list[V] | None:
    """The results with their values; None where they are too many."""
    shapes = layer.applied(tuple([each.shape for each in inputs]), Needs())
    if not all(map(is_small, shapes)):
        return None
    dtypes = [dtype] * len(shapes) if isinstance(dtype, str) else dtype
    shown = inputs[0] if layer.is_view and inputs else None
    found = []
    for index, shape in enumerate(shapes):
        if len(shapes) == 1:
            own = Values(cast(lambda _, array: array, dtypes[0], shape), [values])
        else:
            own = one_of(values, index, dtypes[index], shape)
        found.append(hand.constant(shape, dtypes[index], own, shown))
    return found


def _counted(
    hand: Hand[V], spelled: str, layer: Layer, inputs: Sequence[V], found: list[V]
) -> None:
    """Make a row of a product of constants: the network does that work whenever it runs."""
    shapes = tuple([each.shape for each in inputs])
    results = tuple([each.shape for each in found])
    if not hand.is_recording or layer.macs(shapes, results) == 0:
        return
    dtypes = [each.dtype for each in found]
    for each, made_by in zip(found, hand.applied(spelled, layer, inputs, dtypes), strict=True):
        each.tensor = made_by.tensor


def made(hand: Hand[V], shape: Shape, dtype: str, compute: Callable[..., Any] | None = None) -> V:
    """A constant of this shape; from NumPy, `compute` gives its values where they are few."""
    values = None
    if compute is not None and is_small(shape):
        values = Values(cast(compute, dtype, shape))
    return hand.constant(shape, dtype, values)


def retyped(hand: Hand[V], source: V, dtype: str, *, is_fresh: bool = False) -> V:
    """The same tensor of the graph with another type; fresh where its memory is its own."""
    return hand.retyped(source, dtype, recast(source, dtype), is_fresh=is_fresh)


def recast(source: Operand, dtype: str) -> Callable[[], Any] | None:
    """The values of a tensor in another type, where they are known."""
    values = source.values()
    if dtype == source.dtype or values is None:
        return values
    return Values(cast(lambda _, array: array, dtype, source.shape), [values])
