"""Counts, bytes, shapes and receptive fields as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from convcalc.analysis.report import ReceptiveField
from convcalc.dims import symbol
from convcalc.errors import LimitError
from convcalc.unknown import Unknown
from convcalc.writers.numbers import by_axis
from convcalc.writers.numbers import plain_by_axis
from convcalc.writers.numbers import plain_count
from convcalc.writers.numbers import plain_shapes
from convcalc.writers.numbers import show_bytes
from convcalc.writers.numbers import show_count
from convcalc.writers.numbers import show_field
from convcalc.writers.numbers import show_shapes

H = symbol("H")


@pytest.mark.parametrize(
    ("count", "shown", "plain"),
    [
        pytest.param(999, "999", "999", id="below a thousand nothing is separated"),
        pytest.param(1_000, "1,000", "1000", id="from a thousand on it is"),
        pytest.param(-1_234, "-1,234", "-1234", id="negative numbers too"),
        pytest.param((H + 31) // 32, "⌈H/32⌉", "(H + 31)//32", id="formulas have two forms"),
        pytest.param(Unknown(reason="why"), "?", "?", id="what is not known is a question mark"),
    ],
)
def test_counts(count: Any, shown: str, plain: str):
    assert show_count(count) == shown
    assert plain_count(count) == plain


def test_a_count_too_long_to_print_is_an_error():
    with pytest.raises(LimitError) as caught:
        show_count(1 << 20_000)

    assert str(caught.value) == (
        "a number of 20,001 bits cannot be written out\nexpected: numbers of at most 14,000 bits"
    )


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1_023, "1,023 bytes"),
        (1_024, "1.0 KiB"),
        (1_536, "1.5 KiB"),
        (102_440_608, "97.7 MiB"),
        (1 << 75, "32,768.0 EiB"),
        (4 * H, "4·H bytes"),
        (Unknown(reason="why"), "?"),
    ],
)
def test_bytes(count: Any, shown: str):
    assert show_bytes(count) == shown


def test_shapes():
    assert show_shapes(((1, H // 2), (3,))) == "(1, ⌊H/2⌋), (3,)"
    assert plain_shapes(((1, H // 2), (3,))) == "(1, H//2), (3,)"
    assert show_shapes(()) == "–"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        pytest.param({}, "–", id="nothing spatial"),
        pytest.param({"size": (7, 7), "status": "exact"}, "7×7", id="exact"),
        pytest.param({"size": (7,), "status": "exact"}, "7", id="one axis"),
        pytest.param({"size": (67, None), "status": "union"}, "≤ 67×?", id="paths differ"),
        pytest.param({"size": (5, 5), "status": "global"}, "global", id="everything is seen"),
        pytest.param({"size": (H + 1, 3), "status": "exact"}, "(H + 1)×3", id="formulas"),
    ],
)
def test_receptive_fields(field: dict[str, Any], shown: str):
    assert show_field(ReceptiveField(**field)) == shown


def test_values_by_axis():
    assert by_axis((Fraction(1, 2), -3, None)) == "1/2×(-3)×?"
    assert plain_by_axis((Fraction(1, 2), -3, None, H + 1)) == "1/2 -3 ? H+1"
