"""Regular numbers are NumPy's, and a length that follows from symbols is that of every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_hand import PlainHand

from convcalc.dims import evaluate
from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.operations import ranges

if TYPE_CHECKING:
    from convcalc.operations.operand import Operand

HAND = PlainHand()
ENDS = st.integers(-9, 9) | st.sampled_from([-2.5, -0.5, 0.5, 1.5])
STEPS = ENDS.filter(bool)


def array(made: Operand) -> np.ndarray:
    values = made.values()
    assert values is not None
    found: np.ndarray = values()
    assert found.shape == made.shape
    return found


@given(ENDS, ENDS, STEPS)
def test_steps_are_numpys(start: float, stop: float, step: float):
    ends = (start, stop, step)
    count = ranges.steps_between(ends)
    assert type(count) is int
    wanted = np.arange(*ends)

    assert max(count, 0) == len(wanted)
    assert array(ranges.in_steps(HAND, ends, max(count, 0))).tolist() == wanted.tolist()


@given(st.integers(1, 9), st.integers(-4, 4).filter(bool))
def test_symbolic_steps_are_those_of_every_size(size: int, step: int):
    length = symbol("T")
    ends = (0, length, step) if step > 0 else (length, 0, step)
    known = (0, size, step) if step > 0 else (size, 0, step)

    assert evaluate(ranges.steps_between(ends), {"T": size}) == len(range(*known))


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
def test_numbers_are_spaced_as_numpy_spaces_them(first: int, last: int, count: int):
    found = array(ranges.spaced(HAND, (first, last), count, "float32"))

    assert np.allclose(found, np.linspace(first, last, count), atol=1e-5)


def test_the_identity_is_numpys():
    assert (array(ranges.identity(HAND, 2, 4, "int64")) == np.eye(2, 4)).all()


@pytest.mark.parametrize("ends", [(0, 5, 0), (0, symbol("T"), 0.5)])
def test_no_number_of_steps(ends: ranges.Ends):
    with pytest.raises(BadValue):
        ranges.steps_between(ends)
