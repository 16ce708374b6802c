from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelled import make
from spelled import outputs

from convcalc.dims import maximum
from convcalc.dims import substitute
from convcalc.dims import symbols
from convcalc.errors import ShapeError
from convcalc.layers.core.needs import Needs

shapes = st.lists(st.lists(st.integers(1, 3), max_size=4).map(tuple), min_size=2, max_size=4)


@given(shapes=shapes)
def test_broadcasts_as_numpy_does(shapes: list[tuple[int, ...]]):
    try:
        wanted = np.broadcast_shapes(*shapes)
    except ValueError:
        with pytest.raises(ShapeError):
            outputs(make("add"), *shapes)
    else:
        assert outputs(make("add"), *shapes) == wanted


def complaint(spelled: str, *inputs: tuple[int, ...]) -> str:
    with pytest.raises(ShapeError) as caught:
        outputs(make(spelled), *inputs)
    return str(caught.value)


@pytest.mark.parametrize(
    ("spelled", "inputs", "hint"),
    [
        pytest.param(
            "add",
            ((1, 8, 57, 57), (1, 8, 56, 56)),
            "crop 1 from input 1, or pad input 2 by 1 "
            "(output_padding=1 on a transposed convolution)",
            id="one too many",
        ),
        pytest.param(
            "add",
            ((1, 8, 28, 28), (1, 8, 56, 56)),
            "upsample input 1 2 times, or give input 2 2 times the stride",
            id="a forgotten stride",
        ),
        pytest.param(
            "add",
            ((1, 64, 56, 56), (1, 256, 56, 56)),
            "a layer to 256 before input 1, or one to 64 before input 2",
            id="channels",
        ),
        pytest.param(
            "layers.Add",
            ((1, 57, 57, 8), (1, 56, 57, 8)),
            "crop 1 from input 1, or pad input 2 by 1 "
            "(output_padding=1 on a transposed convolution)",
            id="channels last",
        ),
    ],
)
def test_the_remedy_is_computed(spelled: str, inputs: tuple[tuple[int, ...], ...], hint: str):
    assert complaint(spelled, *inputs).endswith(f"\nhint: {hint}")


def test_says_which_axis_and_which_inputs():
    assert complaint("add", (1, 8, 57), (1, 8, 52)).startswith(
        "axis 2 has 57 in input 1 and 52 in input 2: (1, 8, 57) and (1, 8, 52)\n"
        "expected: the same size, or 1, on every axis\n"
    )


def test_keras_never_broadcasts_the_batch():
    assert outputs(make("layers.Add"), (2, 2, 1), (2, 2, 9)) == (2, 2, 9)
    assert outputs(make("layers.Multiply"), (2, 3, 4), (2, 4)) == (2, 3, 4)
    assert "inputs of different batches" in complaint("layers.Add", (1, 4), (2, 4))


def test_how_many_inputs():
    assert complaint("layers.Subtract", (1, 4)) == "1 input\nexpected: 2 inputs"
    assert complaint("add", (1, 4)) == "1 input\nexpected: at least 2 inputs"
    assert outputs(make("layers.Add"), (1, 4)) == (1, 4)


def test_work_is_one_operation_for_every_further_input():
    inputs = ((2, 3), (2, 3), (2, 3))

    assert make("add").elementwise(inputs, ((2, 3),)) == 12
    assert make("average").elementwise(inputs, ((2, 3),)) == 18


def test_symbols_that_must_be_equal_are_recorded():
    height = symbols("H")
    needs = Needs()

    found = make("add").outputs(((1, 8, height), (1, 8, 2 * (height // 2))), needs)
    assert found == ((1, 8, height),)
    assert len(needs.conditions) == 1


def test_a_size_of_at_most_one_meets_every_other():
    height = symbols("H")
    rows = height // 4
    last = rows - maximum(rows - 1, 0)
    needs = Needs()

    assert make("add").outputs(((2, rows), (2, last)), needs) == ((2, rows),)
    (condition,) = needs.conditions
    for size in range(1, 40):
        stretches = len(range(size // 4)[-1:]) == 1
        assert (substitute(condition.expr, {"H": size}) == 0) == stretches
