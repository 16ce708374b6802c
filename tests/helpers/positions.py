"""
Which input positions an output sees, by definition: every tap of every window followed back, one by
one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING
from typing import Any

from networks import Merge

from convcalc import vocabulary
from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.graph.tensor import Tensor
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Picked
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span

if TYPE_CHECKING:
    from convcalc.graph.graph import Graph

Seen = frozenset[int]
View = Callable[[int], Seen]
HALF = Fraction(1, 2)


class Line:
    """
    A network over one axis, built twice: as a graph, and as functions from an output position to
    what it sees.

    Positions outside a tensor are followed as if it went on, so nothing is clipped. Of what is
    `loose`, behind a resampling, only a bound is known; what is `standing` looks the same way from
    every position.
    """

    def __init__(self, length: Any) -> None:
        self.builder = GraphBuilder("line")
        self.tensors = [self.builder.input("input", (1, 1, length))]
        self.accepted: list[int] = []
        self.views: list[View] = [lambda position: frozenset((position,))]
        self.loose: set[int] = set()
        self.standing: set[int] = set()

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

    def resampled(self, at: int, length: int) -> None:
        self.put(at, "torch", "Upsample", size=length, mode="linear")
        before = self.length(at)
        self.follow(at, lambda i: neighbours(Fraction((2 * i + 1) * before, 2 * length) - HALF))
        self.loose.add(len(self.views) - 1)

    def gathered(self, at: int, positions: list[int]) -> None:
        """y[:, :, positions]"""
        length = max(self.length(at), 1)
        layer = Index(parts=(Span(), Span(), Picked(shape=(len(positions),))))
        self.apply(Module(layer, spelled="index", call="index"), at)
        self.follow(at, lambda i: [positions[i % len(positions)] % length])
        self.loose.add(len(self.views) - 1)

    def picked(self, at: int, position: int) -> None:
        """y + y[:, :, position, None]: a view that stands still beside one that moves."""
        layer = Index(parts=(Span(), Span(), Single(position=position), New()))
        self.apply(Module(layer, spelled="index", call="index"), at)
        self.follow(at, lambda _: [position])
        self.standing.add(len(self.views) - 1)
        self.merged(at, len(self.views) - 1)

    def merged(self, at: int, other: int) -> None:
        merge = Module(Merge(), spelled="merge", call="merge")
        self.tensors += self.builder.apply(merge, self.pair(at, other), name=f"m{len(self.views)}")
        one, two = self.views[at], self.views[other]
        self.views.append(remembered(lambda i: one(i) | two(i)))
        self.inherit(at, other)

    def pair(self, at: int, other: int) -> tuple[Tensor, Tensor]:
        return self.tensors[at], self.tensors[other]

    def put(self, at: int, vocabulary_name: str, name: str, *args: Any, **kwargs: Any) -> None:
        maker = vocabulary.find(vocabulary_name, name)
        assert maker is not None, name
        self.apply(Module(maker.make(args, kwargs), spelled=name, call=name), at)

    def apply(self, module: Module, at: int) -> None:
        self.tensors += self.builder.apply(module, (self.tensors[at],), name=f"l{len(self.views)}")

    def follow(self, at: int, back: Callable[[int], list[int]]) -> None:
        view = self.views[at]
        self.views.append(
            remembered(lambda i: frozenset().union(*(view(position) for position in back(i))))
        )
        self.inherit(at)

    def inherit(self, *before: int) -> None:
        """The newest view is as loose as one of those before it, and stands still if all do."""
        if self.loose.intersection(before):
            self.loose.add(len(self.views) - 1)
        if self.standing.issuperset(before):
            self.standing.add(len(self.views) - 1)

    def length(self, at: int) -> Any:
        return self.tensors[at].shape[2]

    def graph(self) -> Graph:
        return self.builder.graph()


def neighbours(place: Fraction) -> list[int]:
    """The positions around a place, one where the place is a position."""
    return [int(place)] if place.denominator == 1 else [floor(place), floor(place) + 1]


def remembered(view: View) -> View:
    known: dict[int, Seen] = {}

    def look(position: int) -> Seen:
        if position not in known:
            known[position] = view(position)
        return known[position]

    return look


def extent(seen: Seen) -> int:
    return max(seen) - min(seen) + 1 if seen else 0
