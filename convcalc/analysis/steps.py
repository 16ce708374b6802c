"""What a network is told as: calls of modules with what ran inside, and nodes for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.graph.graph import Call
    from convcalc.graph.graph import Graph
    from convcalc.graph.graph import Node
    from convcalc.graph.tensor import Tensor


class Step:
    """
    What one row tells of.

    A call with the nodes that ran inside it, none for a call that only holds parameters; or no call
    and one node.
    """

    __slots__ = ("call", "nodes")

    def __init__(self, call: Call | None, nodes: tuple[Node, ...]) -> None:
        self.call = call
        self.nodes = nodes

    @property
    def name(self) -> str:
        """What its row is called."""
        return self.nodes[0].name if self.call is None else self.call.name

    @property
    def outputs(self) -> tuple[Tensor, ...]:
        """What leaves it."""
        return self.nodes[0].outputs if self.call is None else self.call.outputs


def steps_of(graph: Graph) -> Iterator[Step]:
    """The rows of a graph to be, in order: a call stands behind what ran before it was left."""
    nodes = graph.nodes
    told = 0
    for call in graph.calls:
        alone = call.first if call.is_leaf else call.last
        for node in nodes[told:alone]:
            yield Step(None, (node,))
        yield Step(call, nodes[call.first : call.last] if call.is_leaf else ())
        told = max(told, call.last)
    for node in nodes[told:] if told else nodes:
        yield Step(None, (node,))
