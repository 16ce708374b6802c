from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies
from sizes import any_size
from sizes import points

from convcalc.dims import Dim
from convcalc.dims import evaluate
from convcalc.dims import free_symbols
from convcalc.dims import minimum
from convcalc.dims import substitute
from convcalc.dims import symbol
from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.errors import LimitError

N, H, W, K = symbols("N H W K")


def test_free_symbols_come_batch_first():
    assert free_symbols(W * N + minimum(H, K // W)) == ("N", "H", "K", "W")
    assert free_symbols(3) == ()


@given(any_size, points)
def test_substituted_numbers_give_the_value(size: Any, at: dict[str, int]):
    dim, slow = size

    assert substitute(dim, at) == slow(at)


@given(any_size, any_size, points)
def test_substituting_a_size_is_evaluating_in_two_steps(size: Any, inner: Any, at: dict[str, int]):
    dim, slow = size
    replacement, slow_replacement = inner
    value = slow_replacement(at)
    if value < 1:
        return

    assert evaluate(substitute(dim, {"H": replacement}), at) == slow(at | {"H": value})


@given(any_size, strategies.lists(points, min_size=1, max_size=6))
def test_arrays_are_evaluated_point_by_point(size: Any, rows: list[dict[str, int]]):
    dim, slow = size
    arrays = {name: np.array([row[name] for row in rows]) for name in "HWK"}

    assert np.all(evaluate(dim, arrays) == np.array([slow(row) for row in rows]))


def test_arrays_are_broadcast():
    found = evaluate(H * W // 2, {"H": np.arange(1, 4)[:, None], "W": np.arange(1, 3), "K": 0})

    assert found.tolist() == [[0, 1], [1, 2], [1, 3]]


@pytest.mark.parametrize(
    ("dim", "values", "text"),
    [
        pytest.param(
            H + 1,
            {"W": 3},
            "the size 'H' has no value\nexpected: a whole number for H",
            id="no value",
        ),
        pytest.param(
            H + 1,
            {"H": np.array([1.5])},
            "the values of 'H' are not whole numbers of 64 bits",
            id="fractions",
        ),
        pytest.param(
            5 // (H - 1),
            {"H": 1},
            "⌊5/(H - 1)⌋ is divided by zero for these values",
            id="zero below",
        ),
        pytest.param(
            5 // (H - 1),
            {"H": np.array([3, 1])},
            "⌊5/(H - 1)⌋ is divided by zero for these values",
            id="zero below in an array",
        ),
    ],
)
def test_values_must_be_there_and_make_sense(dim: Dim, values: dict[str, Any], text: str):
    with pytest.raises(BadValue) as caught:
        evaluate(dim, values)

    assert str(caught.value) == text


def test_arrays_never_overflow():
    with pytest.raises(LimitError) as caught:
        evaluate(H**3, {"H": np.array([2**30])})

    assert str(caught.value) == "H³ might not fit 64 bits for these arrays"
    assert evaluate(symbol("H") ** 3, {"H": 2**30}) == 2**90


def test_arrays_hold_all_that_fits_64_bits():
    most = 2**63 - 1

    assert evaluate(H, {"H": np.array([most, -most])}).tolist() == [most, -most]
    with pytest.raises(BadValue):
        evaluate(H, {"H": np.array([most + 1], dtype=np.uint64)})
