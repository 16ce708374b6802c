"""A trace of a model: its subgraphs run operator by operator, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers.stored.arrays import Array
from convcalc.readers.stored.network import StoredTensor
from convcalc.readers.tflite.differences import Differences
from convcalc.readers.tflite.operators import CUSTOM
from convcalc.readers.tflite.operators import MANY
from convcalc.readers.tflite.operators import OPERATORS
from convcalc.readers.tflite.step import Step
from convcalc.readers.tflite.unknown import as_stated
from convcalc.readers.tflite.values import Undecided
from convcalc.readers.tflite.values import Value
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.operations.operand import Operand
    from convcalc.readers.stored.network import Network
    from convcalc.readers.tflite.model import Model
    from convcalc.readers.tflite.model import Operator
    from convcalc.readers.tflite.model import Subgraph
    from convcalc.readers.tflite.model import Tensor

DEEPEST = 40
"""Subgraphs inside one another."""

MOST_STEPS = 500_000
"""Operators that are run in all, those of loops every time."""

MOST_TOLD = 10
"""Sentences about shapes that are taken from the file."""

Values = list["Value | None"]


class Run:
    """
    One trace of a model.

    `variables` are what variables hold by their names; `values` has every tensor of the main
    subgraph, for those who compare.
    """

    def __init__(self, model: Model, network: Network) -> None:
        self.model = model
        self.network = network
        self.variables: dict[str, Value] = {}
        self.states = _states(model)
        self.differences = Differences()
        self.told: list[str] = []
        self.values: Values = []
        self._prefix = ""
        self._running: list[int] = []
        self._steps = 0
        self._fresh: dict[str, int] = {}
        self._stored: dict[int, StoredTensor] = {}

    def main(self, inputs: Sequence[Operand]) -> list[Value]:
        """
        What leaves the main subgraph, which is the first one.

        Raises:
            ConvcalcError: If an operator cannot be run.
        """
        given: Values = [Value(each.tensor, each.dtype) for each in inputs]
        try:
            return self._subgraph(0, given)
        finally:
            self.network.builder.assumed += self.differences.sentences()
            self.network.builder.assumed += self.told[:MOST_TOLD]

    def _subgraph(self, index: int, given: Sequence[Value | None]) -> list[Value]:
        subgraphs = self.model.subgraphs
        if not 0 <= index < len(subgraphs):
            raise BadValue(f"subgraph {index}, and there are {len(subgraphs)}")
        if index in self._running:
            raise BadValue(f"subgraph {index} runs itself")
        if len(self._running) >= DEEPEST:
            raise LimitError("subgraphs inside one another", expected=f"at most {DEEPEST} deep")
        graph = subgraphs[index]
        values: Values = [None] * len(graph.tensors)
        if not self._running:
            self.values = values
        if len(given) < len(graph.inputs):
            raise BadValue(f"{len(given)} inputs", expected=f"{len(graph.inputs)}")
        for place, value in zip(graph.inputs, given, strict=False):
            values[place] = value
        self._running.append(index)
        untold: set[int] = set()
        for operator in graph.operators:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise LimitError(f"more than {MOST_STEPS:,} operators are run")
            self._operator(graph, operator, values)
            untold.update([each for each in operator.outputs if values[each] is None])
        self._running.pop()
        return [
            self._value(graph, place, values)
            for place in graph.outputs
            if values[place] is not None or place not in untold
        ]

    def _operator(self, graph: Subgraph, operator: Operator, values: Values) -> None:
        wanted = [graph.tensors[each] for each in operator.outputs]
        name = self.name_of(operator, wanted)
        try:
            given = [
                None
                if place < 0
                else self._value(graph, place, values, is_scratch=operator.is_custom)
                for place in operator.inputs
            ]
            told = [graph.tensors[each] if each >= 0 else None for each in operator.inputs]
            step = Step(self, operator, given, told, wanted)
            found = self._results(step)
        except ReadError:
            raise
        except ConvcalcError as error:
            raise error.at(None, f"{operator.word} {name!r}") from None
        for place, value, tensor in zip(operator.outputs, found, wanted, strict=False):
            values[place] = value
            if value is not None and len(self._running) == 1:
                self.differences.compare(name, value.shape, tensor)

    def _results(self, step: Step) -> Sequence[Value | None]:
        rule = (CUSTOM if step.operator.is_custom else OPERATORS).get(step.word)
        if rule is None:
            return as_stated(step, "")
        if step.word not in MANY:
            step.several(1)
        try:
            found: list[Value] = load(rule, inside="convcalc.readers.tflite.operators")(step)
        except Undecided as problem:
            return as_stated(step, str(problem))
        if found and found[0].array is None and step.is_known():
            from convcalc.readers.tflite.folding import fold

            fold(step, found)
        return found

    def _value(
        self, graph: Subgraph, place: int, values: Values, *, is_scratch: bool = False
    ) -> Value:
        """
        A tensor of a subgraph; `is_scratch` where the operator that takes it may write to it.

        Raises:
            BadValue: If nothing has made it.
        """
        found = values[place]
        if found is None:
            found = values[place] = self._constant(graph.tensors[place], is_scratch=is_scratch)
        return found

    def _constant(self, tensor: Tensor, *, is_scratch: bool) -> Value:
        """A tensor that the file stores, or the state of a layer, which starts as zeros."""
        made = self.network.constant(tensor.shape, tensor.dtype).tensor
        if tensor.buffer:
            stored = self.stored(tensor)
            return Value(
                made, tensor.dtype, stored=stored, read=lambda: self.model.array_of(tensor)
            )
        if product(tensor.shape) == 0:
            return Value(made, tensor.dtype, Array(tensor.shape, ()))
        if tensor.is_variable or is_scratch:
            return Value(made, tensor.dtype)
        raise BadValue(
            f"it takes {tensor.name!r}, which nothing makes, or nobody knows the shape of",
            expected="an input, a stored tensor or what an operator before it gives",
        )

    def stored(self, tensor: Tensor) -> StoredTensor:
        """A stored tensor, the same for all that share its bytes."""
        found = self._stored.get(tensor.buffer)
        if found is None:
            shape: tuple[Dim, ...] = tensor.shape
            if tensor.is_sparse:
                shape = (self.model.elements_of(tensor),)
            found = self._stored[tensor.buffer] = StoredTensor(tensor.name, shape, tensor.dtype)
        return found

    def inner(self, name: str, index: int, given: Sequence[Value | None]) -> list[Value]:
        """
        Run another subgraph for an operator.

        Raises:
            ConvcalcError: If there is none, or an operator in it cannot be run.
        """
        before, depth = self._prefix, len(self._running)
        self._prefix = f"{name}/"
        try:
            return self._subgraph(index, given)
        finally:
            self._prefix = before
            del self._running[depth:]

    def initialise(self, index: int) -> None:
        """Run a subgraph whose rows are not part of the network: it fills variables."""
        mark = self.network.mark()
        self._subgraph(index, [])
        self.network.restore(mark)

    def name_of(self, operator: Operator, wanted: Sequence[Tensor]) -> str:
        """What a row is called: the first name of what leaves the operator."""
        name = wanted[0].name.partition(";")[0] if wanted else ""
        return self._prefix + (name or operator.word.lower())

    def fresh(self, what: str) -> Dim:
        """A size that nobody knows before the network runs, as a symbol of its own."""
        number = self._fresh[what] = self._fresh.get(what, 0) + 1
        return symbol(f"{what}_{number}")


def _states(model: Model) -> frozenset[str]:
    """The names of variables that the network itself writes: what they hold is no weight."""
    found: set[str] = set()
    once = {
        each.options()["subgraph"]
        for graph in model.subgraphs
        for each in graph.operators
        if each.word == "CALL_ONCE"
    }
    for index, graph in enumerate(model.subgraphs):
        handles = {}
        for operator in graph.operators if index not in once else ():
            if operator.word == "VAR_HANDLE" and operator.outputs:
                options = operator.options()
                handles[operator.outputs[0]] = f"{options['container']}/{options['shared_name']}"
            elif operator.word == "ASSIGN_VARIABLE" and operator.inputs:
                found.add(handles.get(operator.inputs[0], ""))
    return frozenset(found)
