"""The names that nodes see, and what a node may ask of whoever runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.readers.onnx.values import Value
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.wire import Record


class Scope:
    """The values of a graph by name; what is not there is looked for outside."""

    __slots__ = ("outer", "values")

    def __init__(self, outer: Scope | None = None) -> None:
        self.outer = outer
        self.values: dict[str, Value] = {}

    def find(self, name: str) -> Value | None:
        """The value of this name; None where there is none."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.values.get(name)
            if found is not None:
                return found
            scope = scope.outer
        return None


class Runner(Protocol):
    """Whoever runs a model: `bound` are the attributes of the function that is being run."""

    network: Network
    bound: Mapping[str, Record]

    def fresh(self, what: str) -> Dim:
        """A size that nobody knows before the network runs."""

    def stored(self, record: Record, name: str = "") -> Value:
        """A tensor that the file stores."""

    def sparse(self, record: Record) -> Value:
        """A tensor of which the file stores only some elements."""

    def graph(
        self, graph: Record, given: Sequence[Value], outer: Scope | None = None
    ) -> list[Value]:
        """What leaves a graph that is given these inputs."""
