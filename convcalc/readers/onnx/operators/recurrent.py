"""RNN, LSTM and GRU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function

if TYPE_CHECKING:
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value

GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


def recurrent(step: Step) -> list[Value]:
    """
    A layer of one or both directions over a sequence.

    Every step of every direction multiplies a vector of F with a matrix (G·H, F) and one of H with
    one (G·H, H); sequence_lens may make it less.
    """
    source, weight, state = step.needed(0), step.needed(1), step.needed(2)
    if source.rank != 3 or weight.rank != 3:
        raise ShapeError(f"a sequence {show_shape(source.shape)}", expected="(T, N, F)")
    batch_first = bool(step.whole("layout"))
    steps, batch = (source.shape[1], source.shape[0]) if batch_first else source.shape[:2]
    directions = weight.shape[0]
    hidden = state.shape[-1]
    features = step.network.needs.equal(
        source.shape[2],
        weight.shape[2],
        lambda: ShapeError(f"{source.shape[2]} features", expected=f"{weight.shape[2]}"),
    )
    if batch_first:
        sequence = (batch, steps, directions, hidden)
        last = (batch, directions, hidden)
    else:
        sequence = (steps, directions, batch, hidden)
        last = (directions, batch, hidden)
    shapes = [sequence, last] + ([last] if step.op == "LSTM" else [])
    gates = GATES[step.op]
    products = steps * batch * directions * gates * hidden * (features + hidden)
    layer = Function(
        function=step.op.lower(),
        shapes=tuple(shapes[: max(len(step.results), 1)]),
        products=products,
        work=steps * batch * directions * hidden * gates,
    )
    places = [(3, "bias"), (7, "peepholes")]
    weights: list[tuple[str, Value | None]] = [("weight", weight), ("recurrent_weight", state)]
    weights += [(name, step.given(place)) for place, name in places]
    states = [each for each in (step.given(5), step.given(6)) if each is not None]
    return step.apply(layer, [source, *states], weights=weights)
