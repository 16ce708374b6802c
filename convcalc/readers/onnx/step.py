"""One node of a graph as the rules of operators see it: inputs, attributes, and what they give."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.other.given_weights import Functional
from convcalc.operations.dtypes import category
from convcalc.readers.onnx.values import Value
from convcalc.readers.onnx.values import sizes_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.onnx.scope import Runner
    from convcalc.readers.onnx.scope import Scope
    from convcalc.readers.stored.arrays import Array
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.network import StoredTensor
    from convcalc.readers.stored.wire import Record


class Undecided(Exception):  # noqa: N818 (a question to the file, not a user's error)
    """What leaves a node cannot be worked out: the file may declare it."""


class Step:
    """
    A node that is being run.

    `op` is the operator, `version` that of its operator set, `name` what its row is called,
    `results` the names of what leaves it, empty where it is not wanted.
    """

    def __init__(
        self, run: Runner, record: Record, inputs: list[Value | None], version: int, name: str
    ) -> None:
        self.run = run
        self.op: str = record["op_type"] or ""
        self.inputs = inputs
        self.version = version
        self.name = name
        self.results: list[str] = record["output"]
        self.record = record
        self.scope: Scope | None = None
        self._attributes = {each["name"] or "": each for each in record["attribute"]}

    @property
    def network(self) -> Network:
        """The hand that applies layers."""
        return self.run.network

    def attribute(self, name: str) -> Record | None:
        """The record of an attribute, that of the function's caller where it stands for one."""
        found = self._attributes.get(name)
        if found is not None and found["ref_attr_name"]:
            return self.run.bound.get(found["ref_attr_name"])
        return found

    def has(self, name: str) -> bool:
        """Whether the attribute is there."""
        return self.attribute(name) is not None

    def whole(self, name: str, usual: int = 0) -> int:
        """A whole number."""
        found = self.attribute(name)
        return usual if found is None else found["i"] or 0

    def fraction(self, name: str, usual: float = 0.0) -> float:
        """A fraction."""
        found = self.attribute(name)
        return usual if found is None else found["f"] or 0.0

    def text(self, name: str, usual: str = "") -> str:
        """A text."""
        found = self.attribute(name)
        if found is None:
            return usual
        return str(found["s"] or b"", "utf-8", "replace")

    def wholes(self, name: str) -> tuple[int, ...] | None:
        """Whole numbers; None where the attribute is not there."""
        found = self.attribute(name)
        return None if found is None else tuple(found["ints"])

    def fractions(self, name: str) -> tuple[float, ...] | None:
        """Fractions; None where the attribute is not there."""
        found = self.attribute(name)
        return None if found is None else tuple(found["floats"])

    def graph(self, name: str) -> Record:
        """
        A graph inside the node.

        Raises:
            BadValue: If it is not there.
        """
        found = self.attribute(name)
        if found is None or found["g"] is None:
            raise BadValue(f"{self.op} without its {name}")
        graph: Record = found["g"]
        return graph

    def given(self, index: int) -> Value | None:
        """An input; None where it is left out."""
        return self.inputs[index] if index < len(self.inputs) else None

    def needed(self, index: int) -> Value:
        """
        An input that must be there.

        Raises:
            BadValue: If it is left out.
        """
        found = self.given(index)
        if found is None:
            raise BadValue(f"{self.op} without its input {index}")
        return found

    def sizes(self, index: int) -> list[Any] | None:
        """The elements of an input, None for those not known; None where they are not followed."""
        return sizes_in(self.given(index))

    def scalar(self, index: int) -> Any:
        """The only element of an input; None where it is not known."""
        found = self.sizes(index)
        return found[0] if found is not None and len(found) == 1 else None

    def axes(self, rank: int, index: int | None, name: str = "axes") -> list[int] | None:
        """
        Axes, of an attribute or of an input, counted from the front; None where none are given.

        Raises:
            Undecided: If they depend on what the network computes.
            BadValue: If there is no such axis.
        """
        listed: Sequence[Any] | None = self.wholes(name)
        if listed is None and index is not None and self.given(index) is not None:
            listed = self.sizes(index)
            if listed is None or not all(type(each) is int for each in listed):
                raise Undecided(f"the axes of {self.op} are worked out by the network")
        return None if listed is None else [self.axis(each, rank) for each in listed]

    def axis(self, axis: int, rank: int) -> int:
        """
        An axis counted from the front.

        Raises:
            BadValue: If there is no such axis.
        """
        if not -rank <= axis < rank:
            raise BadValue(
                f"{self.op}: axis {axis} of {rank} axes", expected=f"{-rank} to {rank - 1}"
            )
        return axis % rank

    def apply(
        self,
        layer: Layer,
        inputs: Sequence[Value] | None = None,
        *,
        dtype: str | Sequence[str] = "",
        weights: Sequence[tuple[str, Value | None]] = (),
        buffers: Sequence[tuple[str, Value | None]] = (),
        matrices: Sequence[Value] = (),
        kept: Sequence[StoredTensor] = (),
    ) -> list[Value]:
        """
        Apply a layer: a row of the network.

        Args:
            layer: The layer.
            inputs: What goes in; the node's own inputs without it.
            dtype: The number format of the results, or one for each; that of the first input
                without it.
            weights: Inputs of the node that the layer has as its own, by the names of its weights:
                stored ones are counted, others go in as inputs.
            buffers: The same of what is stored and not trained.
            kept: Stored tensors that graphs inside the node use.
            matrices: Those of the inputs whose stored tensors are counted in any number format.

        Raises:
            ConvcalcError: If the layer cannot take these inputs.
        """
        if inputs is None:
            inputs = [each for each in self.inputs if each is not None]
        stores = list(self._stored(weights, buffers))
        stores += [(f"{each.name or 'weight'}", each) for each in kept]
        stores += self.mixed_in(inputs, matrices)
        computed = [each for _, each in weights if each is not None and not each.is_constant]
        if weights and computed:
            layer = Functional(layer=layer, count=len(inputs))
            inputs = [*inputs, *computed]
        found = self.network.apply(
            layer,
            inputs,
            name=self.name,
            spelled=self.op,
            call=self.call(),
            scope=scope_of(self.name),
            stores=stores,
            dtype=dtype or (inputs[0].dtype if inputs else "float32"),
        )
        return [Value(each.tensor, each.dtype) for each in found]

    def _stored(
        self,
        weights: Sequence[tuple[str, Value | None]],
        buffers: Sequence[tuple[str, Value | None]],
    ) -> Sequence[tuple[str, StoredTensor]]:
        found = []
        for role, value in weights:
            made_of = () if value is None else value.made_of
            for index, each in enumerate(made_of):
                found.append((role if index == 0 else f"{role}.{index}", each))
        for role, value in buffers:
            for each in () if value is None else value.made_of:
                each.is_buffer = True
                found.append((role, each))
        return found

    def mixed_in(
        self, inputs: Sequence[Value], matrices: Sequence[Value] = ()
    ) -> list[tuple[str, StoredTensor]]:
        """The stored tensors among the inputs: fractions that have axes, which may be learned."""
        found = []
        for index, value in enumerate(inputs):
            if value.is_constant and (category(value.dtype) == 2 or value in matrices):
                for number, each in enumerate(filter(_has_axes, value.made_of)):
                    role = "weight" if value in matrices else f"input{index}"
                    found.append((role if number == 0 else f"{role}.{number}", each))
        return found

    def call(self) -> str:
        """The operator with its attributes, as a row shows it."""
        shown = []
        for name in sorted(self._attributes, key=_importance):
            found = self.attribute(name)
            if found is not None:
                text = shown_attribute(found)
                if text and text not in USUAL.get(name, ()):
                    shown.append(f"{name}={text}")
        return f"{self.op}({', '.join(shown)})" if shown else self.op

    def constant(
        self,
        shape: Shape,
        dtype: str,
        array: Array | None = None,
        *,
        made_of: Sequence[StoredTensor] = (),
        is_constant: bool = True,
    ) -> Value:
        """A tensor that no layer makes, and that gives no row."""
        made = self.network.constant(shape, dtype)
        return Value(made.tensor, dtype, array, is_constant=is_constant, made_of=made_of)

    def fresh(self, what: str = "") -> Dim:
        """A size that only the values decide, as a symbol of its own."""
        return self.run.fresh(what or self.op)


FIRST = ("kernel_shape", "strides", "pads", "auto_pad", "dilations", "group")
"""The attributes that are read first."""

ONES = ("1", "[1]", "[1, 1]", "[1, 1, 1]")
USUAL: dict[str, tuple[str, ...]] = {
    "strides": ONES,
    "dilations": ONES,
    "group": ONES,
    "alpha": ONES,
    "beta": ONES,
    "pads": ("[0, 0]", "[0, 0, 0, 0]", "[0, 0, 0, 0, 0, 0]"),
    "auto_pad": ("'NOTSET'",),
    "ceil_mode": ("0",),
    "storage_order": ("0",),
    "transA": ("0",),
    "transB": ("0",),
    "allowzero": ("0",),
}
"""Values of attributes that go without saying, as a row would show them."""


def _importance(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _has_axes(stored: StoredTensor) -> bool:
    return bool(stored.shape)


def scope_of(name: str) -> str:
    """The path of what holds a row: what stands before the last slash."""
    return name.rpartition("/")[0].strip("/")


def shown_attribute(record: Record) -> str:
    """The value of an attribute as a row shows it; empty for tensors and graphs."""
    for field in ("ints", "floats"):
        if record[field]:
            listed = record[field][:12]
            return (
                f"[{', '.join(f'{each:g}' if field == 'floats' else str(each) for each in listed)}]"
            )
    if record["s"] is not None:
        return repr(str(record["s"][:60], "utf-8", "replace"))
    if record["i"] is not None:
        return str(record["i"])
    if record["f"] is not None:
        return f"{record['f']:g}"
    return ""
