from __future__ import annotations

import pytest

import convcalc
from convcalc.testing import assert_model

NET = "conv2d(8, k=3)\nrelu"
SIZE = (1, 3, 8, 8)


def test_what_holds_passes():
    assert_model(NET, SIZE, max_params="1k", output=(1, 8, 6, 6), no_unknown=True)


def test_every_problem_is_told_in_the_words_of_check():
    with pytest.raises(AssertionError) as caught:
        assert_model(NET, SIZE, max_params=100, output=(1, 8))

    told = str(caught.value)
    assert "params is 224, over the budget of 100 (124 more)" in told
    assert "expected output=(1, 8), got (1, 8, 6, 6)" in told
    assert "change max_params=100 if the network is meant to be so" in told


def test_a_network_that_stops_fails():
    with pytest.raises(AssertionError, match="channels"):
        assert_model("Conv2d(9, 8, 3)", SIZE)


def test_a_failed_expectation_fails():
    with pytest.raises(AssertionError, match="expected params"):
        assert_model(f"{NET}\nexpect(params=3)", SIZE)


def test_an_unknown_budget_is_refused():
    with pytest.raises(convcalc.ConvcalcError, match="did you mean 'max_params'"):
        assert_model(NET, SIZE, max_parms=3)
