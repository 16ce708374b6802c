"""A graph run node by node: scopes of names, constants that are folded, graphs inside nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.operations.dtypes import category
from convcalc.readers.onnx.declared import declared_value
from convcalc.readers.onnx.declared import stated_shape
from convcalc.readers.onnx.folding import FOLDS
from convcalc.readers.onnx.operators import OPERATORS
from convcalc.readers.onnx.ordering import in_order
from convcalc.readers.onnx.scope import Scope
from convcalc.readers.onnx.step import Step
from convcalc.readers.onnx.step import Undecided
from convcalc.readers.onnx.values import Value
from convcalc.readers.onnx.values import dtype_of
from convcalc.readers.onnx.values import elements_of
from convcalc.readers.onnx.values import shape_of
from convcalc.readers.stored.network import StoredTensor
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.operations.operand import Operand
    from convcalc.readers.onnx.model import Model
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.wire import Record

DEEPEST = 40
"""Graphs and functions inside one another."""

MOST_STEPS = 1_000_000
"""Nodes that are run in all, those of loops and functions every time."""

MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What comes of a node with other inputs or attributes than its operator has."""

STANDARD = frozenset({"", "ai.onnx"})


class Run:
    """
    One trace of a model.

    `bound` are the attributes of the function that is being run; `versions` those of the operator
    sets in force; `seen` has every value of the main graph, for those who compare.
    """

    def __init__(self, model: Model, network: Network) -> None:
        self.model = model
        self.network = network
        self.bound: Mapping[str, Record] = {}
        self.versions = model.versions
        self.depth = 0
        self.steps = 0
        self.prefix = ""
        self._fresh: dict[str, int] = {}
        self._stored: dict[int, StoredTensor] = {}

    def fresh(self, what: str) -> Dim:
        """A size that nobody knows before the network runs, as a symbol of its own."""
        number = self._fresh[what] = self._fresh.get(what, 0) + 1
        return symbol(f"{what}_{number}")

    def initializers(self, graph: Record, scope: Scope) -> None:
        """
        Bring in what a graph stores.

        Raises:
            BadValue: If a stored tensor is none.
        """
        for record in graph["initializer"]:
            scope.values[record["name"] or ""] = self.stored(record)
        for record in graph["sparse_initializer"]:
            values = record["values"]
            if values is not None:
                scope.values[values["name"] or ""] = self.sparse(record)

    def stored(self, record: Record, name: str = "") -> Value:
        """A tensor that the file stores."""
        shape, dtype = shape_of(record), dtype_of(record["data_type"])
        made = self.network.constant(shape, dtype)
        tensor = self._stored.get(id(record))
        if tensor is None:
            tensor = self._stored[id(record)] = StoredTensor(record["name"] or name, shape, dtype)
        return Value(made.tensor, dtype, elements_of(record), is_constant=True, made_of=[tensor])

    def sparse(self, record: Record) -> Value:
        """A tensor of which the file stores only some elements: those are its parameters."""
        shape = tuple(record["dims"])
        values: Record = record["values"]
        dtype = dtype_of(values["data_type"])
        made = self.network.constant(shape, dtype)
        kept = StoredTensor(values["name"] or "", shape_of(values), dtype)
        return Value(made.tensor, dtype, is_constant=True, made_of=[kept])

    def graph(
        self, graph: Record, given: Sequence[Value], outer: Scope | None = None
    ) -> list[Value]:
        """
        Run a graph with these inputs, and give what leaves it.

        Raises:
            ConvcalcError: If a node cannot be run.
            LimitError: If graphs are nested too deeply.
        """
        scope = Scope(outer)
        self.initializers(graph, scope)
        inputs = [
            each for each in graph["input"] if outer or (each["name"] or "") not in scope.values
        ]
        for record, value in zip(inputs, given, strict=False):
            scope.values[record["name"] or ""] = value
        for record in inputs[len(given) :]:
            scope.values.setdefault(record["name"] or "", declared_value(self, record))
        self.nodes(graph, scope)
        return self.outputs([each["name"] or "" for each in graph["output"]], scope)

    def outputs(self, names: Sequence[str], scope: Scope) -> list[Value]:
        """
        The values of these names.

        Raises:
            BadValue: If nothing makes one.
        """
        found = []
        for name in names:
            value = scope.find(name)
            if value is None:
                raise BadValue(
                    f"nothing makes the output {name!r}", expected="a node that gives it"
                )
            found.append(value)
        return found

    def nodes(self, graph: Record, scope: Scope) -> None:
        """
        Run the nodes of a graph or of a function.

        Raises:
            ConvcalcError: If one cannot be run.
            LimitError: If there is no end to them.
        """
        if self.depth >= DEEPEST:
            raise LimitError("graphs inside one another", expected=f"at most {DEEPEST} deep")
        self.depth += 1
        stated = {each["name"] or "": each for each in (*graph["value_info"], *graph["output"])}
        for record in in_order(graph["node"], scope):
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise LimitError(f"more than {MOST_STEPS:,} nodes are run")
            self._node(record, scope, stated)
        self.depth -= 1

    def _node(self, record: Record, scope: Scope, stated: Mapping[str, Record]) -> None:
        inputs = [self._input(name, record, scope) for name in record["input"]]
        domain = record["domain"] or ""
        version = self.versions.get("" if domain in STANDARD else domain, 0)
        step = Step(self, record, inputs, version, self._name(record))
        try:
            results = self._results(step, domain, scope, stated)
        except ReadError:
            raise
        except ConvcalcError as error:
            raise error.at(None, f"{step.op} {step.name!r}") from None
        except MALFORMED:
            raise BadValue(
                f"{step.op} {step.name!r} has not the inputs and attributes of its operator",
                expected="what the standard asks of it",
            ) from None
        for name, value in zip(record["output"], results, strict=False):
            if name:
                scope.values[name] = value

    def _input(self, name: str, record: Record, scope: Scope) -> Value | None:
        if not name:
            return None
        found = scope.find(name)
        if found is None:
            raise BadValue(
                f"{record['op_type']} {self._name(record)!r} takes {name!r}, which nothing makes",
                expected="an input, a stored tensor or what another node gives",
            )
        return found

    def _name(self, record: Record) -> str:
        first = next((each for each in record["output"] if each), "")
        return self.prefix + (record["name"] or first or record["op_type"] or "node")

    def _results(
        self, step: Step, domain: str, scope: Scope, stated: Mapping[str, Record]
    ) -> Sequence[Value]:
        key = step.op if domain in STANDARD else f"{domain}::{step.op}"
        if any(each is not None and each.is_missing for each in step.inputs):
            return self._as_stated(step, stated, "what goes in is not known")
        folded = self._folded(step, key)
        if folded is not None:
            return folded
        function = self.model.functions.get((domain, step.op, step.record["overload"] or ""))
        if function is not None:
            return self._called(step, function)
        rule = OPERATORS.get(key)
        if rule is None:
            return self._as_stated(step, stated, f"the operator {key} is not known")
        step.scope = scope
        try:
            results: Sequence[Value] = load(rule, inside="convcalc.readers.onnx.operators")(step)
        except Undecided as problem:
            reason = f"{problem}; its shape is the one that the file states"
            return self._as_stated(step, stated, reason)
        return results

    def _folded(self, step: Step, key: str) -> Sequence[Value] | None:
        """What a node gives whose inputs are all constants with known elements, or sizes."""
        fold = FOLDS.get(key)
        if fold is None:
            return None
        if not all(each is None or each.array is not None for each in step.inputs):
            return None
        array = load(fold, inside="convcalc.readers.onnx")(step)
        if array is None:
            return None
        if isinstance(array, Value):
            return [array]
        dtype, found = array
        given = [each for each in step.inputs if each is not None]
        return [
            step.constant(
                found.shape,
                dtype,
                found,
                is_constant=all(each.is_constant for each in given),
                made_of=[
                    stored for each in given if category(each.dtype) == 2 for stored in each.made_of
                ],
            )
        ]

    def _called(self, step: Step, function: Record) -> list[Value]:
        """Run a function of the model in place of a node."""
        attributes = {each["name"] or "": each for each in function["attribute_proto"]}
        for name in (*function["attribute"], *attributes):
            found = step.attribute(name)
            if found is not None:
                attributes[name] = found
        inner = Scope()
        for name, value in zip(function["input"], step.inputs, strict=False):
            if value is not None:
                inner.values[name] = value
        before = (self.bound, self.versions, self.prefix)
        versions = {each["domain"] or "": each["version"] or 0 for each in function["opset_import"]}
        self.bound, self.versions = attributes, before[1] | versions
        self.prefix = f"{step.name}/"
        try:
            self.nodes(function, inner)
            return self.outputs(function["output"], inner)
        finally:
            self.bound, self.versions, self.prefix = before

    def _as_stated(self, step: Step, stated: Mapping[str, Record], reason: str) -> list[Value]:
        """What the file itself says of the outputs of a node; what it does not say is missing."""
        found = []
        for name in step.results:
            record = stated.get(name)
            found.append(None if record is None else stated_shape(self, record))
        known = [each for each in found if each is not None]
        inputs = [each for each in step.inputs if each is not None]
        made = self.network.unknown(
            [each for each in inputs if not each.is_missing],
            [shape for shape, _ in known],
            reason,
            dtype=[dtype for _, dtype in known],
            has_outputs=len(known) < len(found),
            name=step.name,
            spelled=step.op,
            call=step.call(),
            stores=step.mixed_in(inputs, inputs),
        )
        results = iter(made)
        return [self._missing() if each is None else _value(next(results)) for each in found]

    def _missing(self) -> Value:
        """A value of which nothing is known."""
        found = Value(self.network.constant((), "float32").tensor, "float32")
        found.is_missing = True
        return found


def _value(operand: Operand) -> Value:
    return Value(operand.tensor, operand.dtype)
