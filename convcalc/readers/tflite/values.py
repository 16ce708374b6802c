"""What flows between operators, and what an operator may ask of whoever runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Protocol

from convcalc.operations.operand import Operand

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.tensor import Tensor as Made
    from convcalc.readers.stored.arrays import Array
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.network import StoredTensor
    from convcalc.readers.tflite.model import Model
    from convcalc.readers.tflite.model import Operator
    from convcalc.readers.tflite.model import Tensor


class Undecided(Exception):  # noqa: N818 (a question to the file, not a user's error)
    """What leaves an operator cannot be worked out: the file says what it was once."""


class Value(Operand):
    """
    A tensor of a subgraph: as an operand, with what is known of its elements.

    `stored` is the tensor of the file that it is, if it is one; `held` names the variable that it
    stands for.
    """

    __slots__ = ("_read", "array", "held", "stored")

    def __init__(
        self,
        tensor: Made,
        dtype: str,
        array: Array | None = None,
        *,
        stored: StoredTensor | None = None,
        held: str = "",
        read: Callable[[], Array | None] | None = None,
    ) -> None:
        super().__init__(tensor, dtype)
        self.array = array
        self.stored = stored
        self.held = held
        self._read = read

    def elements(self) -> Array | None:
        """Its elements, where they are few and known."""
        if self._read is not None:
            self.array = self._read()
            self._read = None
        return self.array


class Runner(Protocol):
    """
    Whoever runs a model.

    `variables` are what variables hold by their names, `states` the names of those that the network
    writes, `told` sentences about shapes that are the file's.
    """

    model: Model
    network: Network
    variables: dict[str, Value]
    states: frozenset[str]
    told: list[str]

    def inner(self, name: str, index: int, given: Sequence[Value | None]) -> list[Value]:
        """
        Run another subgraph for the operator of this name.

        Raises:
            ConvcalcError: If there is none, or an operator in it cannot be run.
        """

    def initialise(self, index: int) -> None:
        """Run a subgraph whose rows are not part of the network: it fills variables."""

    def stored(self, tensor: Tensor) -> StoredTensor:
        """A stored tensor, the same for all that share its bytes."""

    def name_of(self, operator: Operator, wanted: Sequence[Tensor]) -> str:
        """What a row is called: the first name of what leaves the operator."""

    def fresh(self, what: str) -> Dim:
        """A size that nobody knows before the network runs, as a symbol of its own."""
