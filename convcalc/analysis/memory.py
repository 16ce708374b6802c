"""
The most activation memory that is alive at once, over the order of execution.

A tensor is alive from the call that makes it (an input from the start) to its last use, an output
to the end. While a layer runs, its inputs and its outputs are both alive. A view, and what is
written over its input in place, has no memory of its own and keeps alive what it looks at. This is
what inference needs at least; training keeps every activation. Weights and constants, which no
layer makes, are no activations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.dtypes import OWN_BITS
from convcalc.analysis.dtypes import bytes_of
from convcalc.dims import product

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.dims.congruence import Condition
    from convcalc.graph.graph import Graph
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.shapes import Shape


def peak_of(graph: Graph, bits: int) -> tuple[Dim, bool]:
    """
    The peak in bytes, and whether it is exact; where it is not, it is a lower bound.

    With symbolic sizes it is the maximum of the totals that can be the greatest for some sizes.
    """
    totals: dict[Dim, None] = {}
    most = 0
    is_all = all(node.layer.hidden_outputs() is None for node in graph.nodes)
    for live in _live(graph, bits):
        if type(live) is int:
            most = max(live, most)
        else:
            totals[live] = None
    if not totals:
        return most, is_all
    from convcalc.analysis.greatest import greatest_of

    peak, is_exact = greatest_of([*totals, most] if most else list(totals), _least_values(graph))
    return peak, is_exact and is_all


def _least_values(graph: Graph) -> dict[str, int]:
    """The least value of every symbol of the inputs for which the network can be right."""
    said = {} if graph.assumptions is None else graph.assumptions.least()
    if not graph.conditions:
        return said
    from convcalc.dims import free_symbols
    from convcalc.dims.congruence import least

    alone: dict[str, list[Condition]] = {}
    for condition in graph.conditions:
        names = free_symbols(condition.expr)
        if len(names) == 1:
            alone.setdefault(names[0], []).append(condition)
    found = {name: least(conditions, name) for name, conditions in alone.items()}
    for name, value in found.items():
        if value is not None:
            said[name] = max(value, said.get(name, 1))
    return said


class _Bytes:
    """The bytes of a tensor by its shape and number format, each worked out once."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self._known: dict[tuple[str, Shape], Dim] = {}

    def of(self, tensor: Tensor) -> Dim:
        """The bytes of a tensor."""
        key = (tensor.dtype, tensor.shape)
        size = self._known.get(key)
        if size is None:
            bits = OWN_BITS[tensor.dtype] if tensor.dtype else self.bits
            size = self._known[key] = bytes_of(product(tensor.shape), bits)
        return size


def _live(graph: Graph, bits: int) -> list[Dim]:
    """What is alive at the start and during every call."""
    memory, last_use = _lifetimes(graph)
    live: Dim = 0
    sizes: dict[int, Dim] = {}
    size_of = _Bytes(bits).of
    freed_by: dict[int, list[int]] = {}
    for root, step in last_use.items():
        freed_by.setdefault(step, []).append(root)
    for _, tensor in graph.inputs:
        sizes[tensor.index] = size_of(tensor)
        live = live + sizes[tensor.index]
    result = [live]
    for root in freed_by.get(-1, ()):
        live = live - sizes[root]
    for step, node in enumerate(graph.nodes):
        for tensor in node.outputs:
            if memory.get(tensor.index) == tensor.index:
                sizes[tensor.index] = size_of(tensor)
                live = live + sizes[tensor.index]
        result.append(live)
        for root in freed_by.get(step, ()):
            live = live - sizes[root]
    return result


def _lifetimes(graph: Graph) -> tuple[dict[int, int], dict[int, int]]:
    """
    Which tensor's memory each tensor lies in, and the last call that uses each memory.

    What nobody makes, and views of it, lie in none.
    """
    memory: dict[int, int] = {}
    last_use: dict[int, int] = {}
    for _, tensor in graph.inputs:
        memory[tensor.index] = tensor.index
        last_use[tensor.index] = -1
    for step, node in enumerate(graph.nodes):
        is_view = (node.layer.is_view or node.is_in_place) and node.inputs
        for tensor in node.inputs:
            root = memory.get(tensor.index)
            if root is not None:
                last_use[root] = step
        for tensor in node.outputs:
            root = memory.get(node.inputs[0].index) if is_view else tensor.index
            if root is not None:
                memory[tensor.index] = root
                last_use[root] = step
    for tensor in graph.outputs:
        root = memory.get(tensor.index)
        if root is not None:
            last_use[root] = len(graph.nodes)
    return memory, last_use
