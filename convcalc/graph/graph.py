"""A network as it was traced: nodes in the order of execution, and what must hold of its sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.dims.assumptions import Assumptions
    from convcalc.dims.congruence import Condition
    from convcalc.errors import ConvcalcError
    from convcalc.graph.tensor import Module
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.source import Source


class Node(Value):
    """
    One call of one layer.

    `layer` is the module's, with what this call sets otherwise, for example an `output_size`.
    `shared_with` names the first call of the same layer object. `is_in_place`: the result takes the
    memory of the first input.
    """

    not_compared: ClassVar[frozenset[str]] = frozenset({"source"})

    name: str
    scope: str
    module: Module
    layer: Layer
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    source: Source | None = None
    shared_with: str | None = None
    is_in_place: bool = False


class Call(Value):
    """
    One call of a module whose forward was read, and what ran inside it.

    The nodes from `first` to before `last` ran inside. A call that `is_leaf` is told as one row,
    whatever ran inside; another one only holds parameters itself, and is told by a row of those
    behind its nodes. `source` is the place of the call, `definition` where the module was made;
    where it is None that of `module` is taken. `shared_with` names the first call of the same
    module.
    """

    not_compared: ClassVar[frozenset[str]] = frozenset({"source", "definition"})

    name: str
    module: Module | None
    spelled: str
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    first: int
    last: int
    is_leaf: bool
    source: Source | None = None
    definition: Source | None = None
    shared_with: str | None = None


class Expectation(Value):
    """
    What the definition says must come out, as `expect(quantity=wanted)`.

    `subject` is the tensor that a shape is wanted of; None is the network's output.
    """

    not_compared: ClassVar[frozenset[str]] = frozenset({"source"})

    quantity: str
    wanted: Any
    subject: Tensor | None = None
    source: Source | None = None


class Graph(Value):
    """
    A traced network, immutable.

    `inputs` are (name, tensor); `assumed` are sentences about what the reader took for granted;
    `calls` are the calls of modules in the order in which they were left, empty where every node is
    a layer of its own; `assumptions` is what was said of the symbols; `error` is what stopped the
    trace, with the nodes up to it kept. With `tells_places` the lines of its layers may be those of
    several files, as a model's own source has them. Without `was_run` nobody knows what its layers
    are given, only that there are these. `format` says what kind of file it came in, and who wrote
    that. `hides` says which parameters there may be that are not in the graph, and why.
    """

    name: str
    inputs: tuple[tuple[str, Tensor], ...]
    nodes: tuple[Node, ...]
    outputs: tuple[Tensor, ...]
    conditions: tuple[Condition, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    unused: tuple[Module, ...] = ()
    assumed: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    assumptions: Assumptions | None = None
    error: ConvcalcError | None = None
    tells_places: bool = False
    was_run: bool = True
    format: str = ""
    hides: str = ""
