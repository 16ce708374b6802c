"""
Random networks: several inputs, not all of them used; views; layers of several outputs; outputs
anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from hypothesis import strategies as st
from networks import Net
from networks import module

if TYPE_CHECKING:
    from convcalc.graph.tensor import Module
    from convcalc.graph.tensor import Tensor

Step = tuple[str, int, int]
"""What is applied, on which tensor counted from the last one, and how many channels come out."""

KINDS = ("conv", "down", "merge", "identity", "halves", "pool")


class Drawing(NamedTuple):
    """A network to be: it can be built for any shape of its first input."""

    inputs: int
    steps: list[Step]
    outputs: list[int]

    def net(self, shape: tuple[Any, ...]) -> Drawn:
        """The network for one shape."""
        return Drawn(self, shape)


class Drawn(Net):
    """A drawn network, and the tensor in whose memory each tensor lies."""

    def __init__(self, drawing: Drawing, shape: tuple[Any, ...]) -> None:
        super().__init__(shape)
        self.tensors = [self.input]
        batch, channels, *spatial = shape
        for index in range(1, drawing.inputs):
            more = (batch, channels + index, *spatial)
            self.tensors.append(self.builder.input(f"input_{index}", more))
        self.roots = {tensor: tensor for tensor in self.tensors}
        for step in drawing.steps:
            self.take(step)
        self.builder.outputs = tuple(
            dict.fromkeys(self.tensors[-1 - at % len(self.tensors)] for at in drawing.outputs)
        )

    def take(self, step: Step) -> None:
        """One step, on a tensor that it fits."""
        kind, at, channels = step
        x = self.tensors[max(len(self.tensors) - 1 - at, 0)]
        if kind == "merge":
            self.merged(x)
        elif kind == "halves":
            self.viewed(module("native", "chunk", 2), x)
        elif kind == "identity":
            self.viewed(module("native", "identity"), x)
        elif kind == "pool":
            self.made(module("torch", "MaxPool2d", 1, return_indices=True), x)
        else:
            stride = 2 if kind == "down" else 1
            self.made(module("native", "conv2d", channels, k=3, s=stride, p=1), x)

    def merged(self, x: Tensor) -> None:
        """Added to the first tensor of its shape."""
        first = next(each for each in self.tensors if each.shape == x.shape)
        tensor = self.merge(x, first)
        self.tensors.append(tensor)
        self.roots[tensor] = tensor

    def made(self, made: Module, x: Tensor) -> None:
        """What is computed has memory of its own."""
        outputs = self.builder.apply(made, (x,), name=f"step_{len(self.tensors)}")
        self.tensors += outputs
        self.roots |= {tensor: tensor for tensor in outputs}

    def viewed(self, made: Module, x: Tensor) -> None:
        """What is only looked at in another way lies where it did."""
        outputs = self.builder.apply(made, (x,), name=f"step_{len(self.tensors)}")
        self.tensors += outputs
        self.roots |= dict.fromkeys(outputs, self.roots[x])


def drawn_nets() -> st.SearchStrategy[Drawing]:
    """Networks of up to nine steps."""
    steps = st.tuples(st.sampled_from(KINDS), st.integers(0, 5), st.integers(1, 6))
    return st.builds(
        Drawing,
        inputs=st.integers(1, 3),
        steps=st.lists(steps, max_size=9),
        outputs=st.lists(st.integers(0, 9), max_size=3),
    )


def volume(shape: tuple[Any, ...]) -> Any:
    """The number of elements."""
    result = 1
    for size in shape:
        result *= size
    return result
