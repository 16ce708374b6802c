from __future__ import annotations

from convcalc.dims.atoms import symbol_atom
from convcalc.dims.polynomial import add
from convcalc.dims.polynomial import as_constant
from convcalc.dims.polynomial import common_factors
from convcalc.dims.polynomial import content
from convcalc.dims.polynomial import divide_exactly
from convcalc.dims.polynomial import multiply
from convcalc.dims.polynomial import remove

X, Y = symbol_atom("X"), symbol_atom("Y")


def test_terms_that_cancel_are_gone():
    assert add({(X,): 1, (): 2}, {(X,): -1}) == {(): 2}
    assert multiply({(X,): 1, (Y,): 1}, {(X,): 1, (Y,): -1}) == {(X, X): 1, (Y, Y): -1}


def test_arguments_are_not_changed():
    left = {(X,): 1}
    add(left, {(X,): 1, (Y,): 2})

    assert left == {(X,): 1}


def test_numbers_are_recognised():
    assert as_constant({}) == 0
    assert as_constant({(): 3}) == 3
    assert as_constant({(X,): 3}) is None


def test_division_is_exact_or_nothing():
    assert divide_exactly({(X, X): 1, (Y, Y): -1}, {(X,): 1, (Y,): 1}) == {(X,): 1, (Y,): -1}
    assert divide_exactly({(X, X): 1, (): 1}, {(X,): 1, (): 1}) is None
    assert divide_exactly({(X, X, X): 1, (): -1}, {(X,): 1, (): -1}) == {
        (X, X): 1,
        (X,): 1,
        (): 1,
    }


def test_common_parts_are_found():
    assert content({(X,): 6, (Y,): 4, (): 3}) == 2
    assert common_factors([(X, X, Y), (X, Y, Y)]) == (X, Y)
    assert remove((X, X, Y), (X,)) == (X, Y)
    assert remove((X,), (Y,)) is None
