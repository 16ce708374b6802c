"""The inputs of a network: declared, given by the caller, and with a batch axis in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.errors import UsageError
from convcalc.layers.core.shapes import show_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.builder import GraphBuilder
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape

Given = tuple["str | None", "Shape"]


LEAST_FULL = 4
"""Shapes of fewer axes are not tried as full ones: a map has a batch, channels and two sizes."""


class Inputs:
    """
    Declares inputs, the caller's shapes before the definition's, and settles their batch axis.

    The first layer that takes an input says how many axes it wants: one more, and the batch is put
    in front; as many, and the batch was there. Where the layer takes both, the batch is put in
    front, and `guessed` says so: a trace that fails may be tried again with `doubtful_is_full`.
    With `given_are_full` the caller's shapes are never in doubt.
    """

    def __init__(
        self,
        builder: GraphBuilder,
        given: Sequence[Given] | None,
        batch: Dim | None,
        *,
        doubtful_is_full: bool = False,
        given_are_full: bool = False,
    ) -> None:
        self.builder = builder
        self.batch = batch
        self.given_are_full = given_are_full
        self.doubtful_is_full = doubtful_is_full
        self.guessed = False
        self._by_name: dict[str, Shape] = {}
        for name, shape in given or ():
            if name in self._by_name:
                raise UsageError(f"the input {name!r} is given twice")
            if name:
                self._by_name[name] = shape
        self._in_order = [shape for name, shape in given or () if not name]
        self._pending: dict[Tensor, bool] = {}

    @property
    def any_left(self) -> bool:
        """Whether the caller gave shapes that nothing has taken yet."""
        return bool(self._by_name or self._in_order)

    @property
    def has_pending(self) -> bool:
        """Whether the batch axis of some input is not settled yet."""
        return bool(self._pending)

    def given_for(self, name: str) -> Shape | None:
        """The caller's shape for an input; it is taken once."""
        if name in self._by_name:
            return self._by_name.pop(name)
        return self._in_order.pop(0) if self._in_order else None

    def declare(
        self,
        name: str,
        shape: Shape,
        *,
        given: Shape | None = None,
        batch: Dim | None = None,
        surely_without_batch: bool = False,
    ) -> Tensor:
        """
        A new input.

        Args:
            name: What it is called.
            shape: The declared shape, without the batch.
            given: The caller's shape, which is used instead.
            batch: The batch that the definition declares; the caller's goes before it.
            surely_without_batch: The framework itself says that the shape has no batch.
        """
        if given is None:
            return self._place(
                name, shape, batch, settled=surely_without_batch, full_if_in_doubt=False
            )
        if len(given) == len(shape) + 1:
            return self.builder.input(name, self._renamed(given))
        return self._place(
            name,
            given,
            batch,
            settled=surely_without_batch and len(given) == len(shape),
            full_if_in_doubt=self.given_are_full,
        )

    def declare_given(self, name: str, given: Shape) -> Tensor:
        """An input of which only the caller's shape is known."""
        return self._place(name, given, None, settled=False, full_if_in_doubt=self.given_are_full)

    def _place(
        self, name: str, shape: Shape, batch: Dim | None, *, settled: bool, full_if_in_doubt: bool
    ) -> Tensor:
        tensor = self.builder.input(name, shape)
        if settled or batch is not None:
            self._put_in_front(tensor, batch)
        else:
            self._pending[tensor] = full_if_in_doubt
        return tensor

    def settle(self, tensor: Tensor, layer: Layer | None = None) -> None:
        """Decide whether a shape has its batch axis, by the first layer that takes it."""
        full_if_in_doubt = self._pending.pop(tensor, None)
        if full_if_in_doubt is None:
            return
        ranks = layer.wanted_ranks() if layer is not None else ()
        rank = len(tensor.shape)
        is_doubtful = not ranks or (ranks[0] != rank + 1 and rank + 1 in ranks)
        if is_doubtful and full_if_in_doubt:
            is_full = True
        elif is_doubtful and rank >= LEAST_FULL:
            self.guessed = True
            is_full = self.doubtful_is_full
        else:
            is_full = bool(ranks) and (rank + 1 not in ranks or rank + 2 == ranks[0])
        if is_full:
            tensor.shape = self._renamed(tensor.shape)
        else:
            self._put_in_front(tensor, None)

    def settle_all(self) -> None:
        """Settle the inputs that no layer takes."""
        for tensor in tuple(self._pending):
            self.settle(tensor)

    def _put_in_front(self, tensor: Tensor, batch: Dim | None) -> None:
        shape = tensor.shape
        chosen = self.batch if self.batch is not None else batch
        if chosen is None:
            chosen = 1
            self.builder.assumed.append(f"batch 1, put in front of {show_shape(shape)}")
        tensor.shape = (chosen, *shape)

    def _renamed(self, shape: Shape) -> Shape:
        """A full shape, with the caller's batch if there is one."""
        return shape if self.batch is None else (self.batch, *shape[1:])

    def check_all_taken(self) -> None:
        """
        Refuse shapes that no input takes.

        Raises:
            UsageError: With the names that there are.
        """
        if not self.any_left:
            return
        names = [name for name, _ in self.builder.inputs]
        known = ", ".join(names) or "none"
        for name in self._by_name:
            from convcalc.suggestions import did_you_mean

            hint = did_you_mean(name, names)
            raise UsageError(f"no input is called {name!r}", expected=known, hint=hint)
        count = len(names) + len(self._in_order)
        raise UsageError(
            f"{count} input shapes for {len(names)} inputs",
            expected=f"one for each of: {known}",
        )


def bind_symbols(declared: Sequence[object], given: Shape) -> dict[str, Dim]:
    """
    The values that a given shape has for the symbols of the declared one.

    Raises:
        BadValue: If a symbol would have two values.
    """
    found: dict[str, Dim] = {}
    sizes = given[len(given) - len(declared) :] if len(given) >= len(declared) else ()
    for name, size in zip(declared, sizes, strict=False):
        if not isinstance(name, str):
            continue
        if found.setdefault(name, size) != size:
            raise BadValue(f"{name} cannot be both {found[name]} and {size}")
    return found
