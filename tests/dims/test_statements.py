from __future__ import annotations

import pytest

from convcalc.dims.solutions import EVERYTHING
from convcalc.dims.solutions import Solutions
from convcalc.dims.solutions import Span
from convcalc.dims.statements import pattern_of
from convcalc.dims.statements import texts_of


def endless(modulus: int, residues: set[int]) -> Solutions:
    return Solutions(
        modulus=modulus,
        classes=tuple(
            ((residue or modulus, None),) if residue in residues else ()
            for residue in range(modulus)
        ),
    )


def values(*spans: Span) -> Solutions:
    return Solutions(modulus=1, classes=(spans,))


@pytest.mark.parametrize(
    ("solutions", "texts"),
    [
        pytest.param(EVERYTHING, (), id="nothing to say"),
        pytest.param(endless(4, {0, 2}), ("H divisible by 2",), id="the shortest period"),
        pytest.param(endless(3, {1, 2}), ("H not divisible by 3",), id="all but multiples"),
        pytest.param(endless(16, {0, 1, 3}), ("H mod 16 ∈ {0, 1, 3}",), id="few residues"),
        pytest.param(endless(12, set(range(2, 12))), ("H mod 12 ∉ {0, 1}",), id="few missing"),
        pytest.param(endless(40, set(range(20))), None, id="words fail"),
        pytest.param(values((5, None)), ("H ≥ 5",), id="bound"),
        pytest.param(values((2, 2), (4, None)), ("H ≥ 2", "H ≠ 3"), id="one missing"),
        pytest.param(values((2, 2), (9, None)), ("H = 2 or H ≥ 9",), id="many missing"),
        pytest.param(values((2, 2), (7, 7)), ("H ∈ {2, 7}",), id="two values"),
        pytest.param(values((2, 3)), ("2 ≤ H ≤ 3",), id="range"),
    ],
)
def test_sets_of_numbers_in_words(solutions: Solutions, texts: tuple[str, ...] | None):
    assert texts_of(solutions, "H") == texts


def test_patterns_tell_exceptions_from_the_rule():
    pattern = pattern_of(values((2, 2), (9, None)))

    assert (pattern.start, pattern.exceptions) == (9, (2,))
