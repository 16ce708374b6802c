"""
Which input positions an output sees, by definition: every tap of every window followed back, one by
one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any

from networks import Merge

from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.graph.tensor import Tensor
from convcalc.layers import vocabulary

if TYPE_CHECKING:
    from convcalc.graph.graph import Graph

Seen = frozenset[int]
View = Callable[[int], Seen]


class Line:
    """
    A network over one axis, built twice: as a graph, and as functions from an output position to
    what it sees.

    Positions outside a tensor are followed as if it went on, so nothing is clipped.
    """

    def __init__(self, length: Any) -> None:
        self.builder = GraphBuilder("line")
        self.tensors = [self.builder.input("input", (1, 1, length))]
        self.accepted: list[int] = []
        self.views: list[View] = [lambda position: frozenset((position,))]

    def window(self, at: int, k: int, s: int, p: tuple[int, int], d: int) -> None:
        self.put(at, "native", "conv1d", 1, k=k, s=s, p=(p,), d=d)
        taps = [d * tap - p[0] for tap in range(k)]
        self.follow(at, lambda i: [i * s + tap for tap in taps])

    def transposed(self, at: int, k: int, s: int, p: int, rest: tuple[int, int]) -> None:
        extra, d = rest
        self.put(at, "torch", "ConvTranspose1d", 1, 1, k, s, p, extra, dilation=d)
        taps = [d * tap - p for tap in range(k)]
        self.follow(at, lambda i: [(i - tap) // s for tap in taps if (i - tap) % s == 0])

    def repeated(self, at: int, times: int) -> None:
        self.put(at, "native", "upsample", scale=times)
        self.follow(at, lambda i: [i // times])

    def merged(self, at: int, other: int) -> None:
        merge = Module(Merge(), spelled="merge", call="merge")
        self.tensors += self.builder.apply(merge, self.pair(at, other), name=f"m{len(self.views)}")
        one, two = self.views[at], self.views[other]
        self.views.append(remembered(lambda i: one(i) | two(i)))

    def pair(self, at: int, other: int) -> tuple[Tensor, Tensor]:
        return self.tensors[at], self.tensors[other]

    def put(self, at: int, vocabulary_name: str, name: str, *args: Any, **kwargs: Any) -> None:
        maker = vocabulary.find(vocabulary_name, name)
        assert maker is not None, name
        module = Module(maker.make(args, kwargs), spelled=name, call=name)
        self.tensors += self.builder.apply(module, (self.tensors[at],), name=f"l{len(self.views)}")

    def follow(self, at: int, back: Callable[[int], list[int]]) -> None:
        view = self.views[at]
        self.views.append(
            remembered(lambda i: frozenset().union(*(view(position) for position in back(i))))
        )

    def length(self, at: int) -> Any:
        return self.tensors[at].shape[2]

    def graph(self) -> Graph:
        return self.builder.graph()


def remembered(view: View) -> View:
    known: dict[int, Seen] = {}

    def look(position: int) -> Seen:
        if position not in known:
            known[position] = view(position)
        return known[position]

    return look


def extent(seen: Seen) -> int:
    return max(seen) - min(seen) + 1 if seen else 0
