"""Positions picked out of a tensor: sizes, and what every output sees, against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.dims import evaluate
from convcalc.dims import symbol
from convcalc.errors import ShapeError
from convcalc.layers.core.needs import Needs
from convcalc.layers.core.trails import Slide
from convcalc.layers.shape.indexing import Index
from convcalc.layers.shape.indexing import New
from convcalc.layers.shape.indexing import Picked
from convcalc.layers.shape.indexing import SetIndex
from convcalc.layers.shape.indexing import Single
from convcalc.layers.shape.indexing import Span
from convcalc.layers.shape.indexing import span

ENDS = st.none() | st.integers(-9, 9)
SPANS = st.builds(lambda a, b, c: Span(start=a, stop=b, step=c), ENDS, ENDS, st.integers(1, 4))


@given(SPANS, st.integers(0, 8))
def test_a_slice_has_as_many_positions_as_python_gives(part: Span, length: int):
    wanted = range(length)[part.start : part.stop : part.step]

    first, count = span(part, length, None)

    assert count == len(wanted)
    assert not wanted or first == wanted[0]


@given(SPANS, st.integers(1, 12))
def test_a_slice_of_a_symbol_holds_for_every_length_that_it_allows(part: Span, length: int):
    needs = Needs()
    _, count = span(part, symbol("L"), needs)
    if all(evaluate(each.expr, {"L": length}) >= 0 for each in needs.conditions):
        wanted = range(length)[part.start : part.stop : part.step]

        assert evaluate(count, {"L": length}) == len(wanted)


def key_of(part: Any) -> Any:
    if isinstance(part, Span):
        return slice(part.start, part.stop, part.step)
    return part.position if isinstance(part, Single) else None


PARTS = st.lists(
    SPANS | st.builds(lambda i: Single(position=i), st.integers(0, 3)) | st.just(New()), max_size=4
)


@given(PARTS)
def test_every_output_sees_what_numpy_takes(parts: list[Any]):
    shape = (5, 4, 6, 7)
    layer = Index(parts=tuple(parts))
    key = tuple(key_of(each) for each in parts)
    (output,) = layer.outputs((shape,), Needs())
    (trail,) = layer.trails((shape,), (output,))

    for axis in range(len(shape)):
        taken = np.indices(shape)[axis][key]

        assert output == taken.shape
        moved, step = trail[axis]
        if taken.size and moved is not None:
            assert isinstance(step, Slide)
            line = np.moveaxis(taken, moved, 0).reshape(taken.shape[moved], -1)[:, 0]
            assert list(line) == [step.starts[0] + step.advance * i for i in range(len(line))]


@pytest.mark.parametrize(
    ("parts", "shape"),
    [
        ((Picked(shape=(7, 2)),), (7, 2, 4, 6)),
        ((Span(), Picked(shape=(7,))), (5, 7, 6)),
        ((Picked(shape=(7, 1)), Picked(shape=(2,))), (7, 2, 6)),
        ((Picked(shape=(7,)), Span(), Picked(shape=(7,))), (7, 4)),
        ((Single(position=0), Span(), Picked(shape=(7,))), (4, 7)),
    ],
)
def test_tensors_of_positions_stand_where_pytorch_puts_them(parts: Any, shape: Any):
    assert Index(parts=parts).outputs(((5, 4, 6),), Needs()) == (shape,)


def test_a_value_that_is_set_moves_by_its_start():
    layer = SetIndex(parts=(Span(), Span(start=2)))
    inputs = ((5, 6), (5, 4))

    assert layer.outputs(inputs, Needs()) == ((5, 6),)
    step = layer.trails(inputs, ((5, 6),))[1][1][1]
    assert step == Slide(starts=(-2,), sizes=(1,), advance=1, windowed=False)


@pytest.mark.parametrize(
    ("layer", "inputs", "message"),
    [
        (
            Index(parts=(Single(position=5),)),
            ((5,),),
            "position 5 on axis 0 of (5,)\nexpected: -5 to 4",
        ),
        (
            Index(parts=(Span(), Span())),
            ((5,),),
            "2 positions for (5,)\nexpected: at most 1\nhint: a comma too many?",
        ),
        (
            SetIndex(parts=(Span(stop=2),)),
            ((5, 3), (2, 2, 3)),
            "a value (2, 2, 3) for (2, 3)\nexpected: what broadcasts to (2, 3)",
        ),
    ],
)
def test_refusals(layer: Any, inputs: Any, message: str):
    with pytest.raises(ShapeError) as caught:
        layer.outputs(inputs, Needs())

    assert str(caught.value) == message
