from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.analysis.dominance import is_below_mixture
from convcalc.analysis.dominance import is_never_negative
from convcalc.dims import Expr
from convcalc.dims import evaluate
from convcalc.dims import symbols

H, W = symbols("H W")
HALF = ((H + 1) // 2) * ((W + 1) // 2)
QUARTER = ((H + 3) // 4) * ((W + 3) // 4)


@pytest.mark.parametrize(
    ("difference", "least", "proved"),
    [
        pytest.param(H * W - HALF - 8, {}, False, id="false for small sizes"),
        pytest.param(4 * HALF - H * W, {}, True, id="a ceiling is at least the quotient"),
        pytest.param(H // 2 - 1, {}, False, id="false for a size of one"),
        pytest.param(H // 2 - 1, {"H": 3}, True, id="true from the least size on"),
        pytest.param(12 * H * W - 2 * QUARTER, {}, True, id="products of several floors"),
    ],
)
def test_a_difference_is_never_negative(difference: Any, least: dict[str, int], proved: bool):
    assert is_never_negative(difference, least) is proved


@pytest.mark.parametrize(
    ("total", "below"),
    [
        pytest.param(256 * HALF + 1536 * QUARTER, True, id="half of each"),
        pytest.param(257 * HALF + 1536 * QUARTER, False, id="a little more than half of one"),
        pytest.param(256 * HALF + H, False, id="something that is not there"),
    ],
)
def test_a_sum_is_below_the_maximum_of_its_parts(total: Any, below: bool):
    assert is_below_mixture(total, [512 * HALF, 3072 * QUARTER]) is below


TERMS = st.tuples(st.integers(-9, 9), st.integers(1, 6), st.integers(0, 6), st.integers(1, 6))


@settings(max_examples=300, deadline=None)
@given(terms=st.lists(TERMS, min_size=1, max_size=4), number=st.integers(-9, 9))
def test_what_is_proved_is_true(terms: list[Any], number: int):
    difference: Any = number
    for factor, below, plus, beside in terms:
        difference += factor * ((H + plus) // below) * ((W + plus) // beside)
    if isinstance(difference, Expr) and is_never_negative(difference, {"W": 2}):
        values = [
            int(evaluate(difference, {"H": height, "W": width}))
            for height in range(1, 20)
            for width in range(2, 20)
        ]
        assert min(values) >= 0
