from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies
from sizes import any_size

from convcalc.dims import Dim
from convcalc.dims import ascii as ascii_form
from convcalc.dims import parse
from convcalc.dims import show
from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError

H, W = symbols("H W")
EXPECTED = "\nexpected: whole numbers, names, + - * // % **, min(...), max(...)"


@given(any_size)
def test_what_is_written_is_read_back(size: Any):
    dim, _ = size

    assert parse(ascii_form(dim)) == dim
    assert parse(show(dim)) == dim


@pytest.mark.parametrize(
    ("text", "dim"),
    [
        pytest.param(" 224 ", 224, id="number with blanks"),
        pytest.param("1_000", 1000, id="grouped digits"),
        pytest.param("H*2 % 3", 2 * H % 3, id="remainder"),
        pytest.param("−(H − 1)", 1 - H, id="typographic minus"),
        pytest.param("⌈(H + W)/3⌉·H²", (H + W + 2) // 3 * H**2, id="Unicode"),
        pytest.param("+".join(["H"] * 900), 900 * H, id="long sum"),
    ],
)
def test_what_people_write_is_read(text: str, dim: Dim):
    assert parse(text) == dim


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "'' is not a size" + EXPECTED, id="empty"),
        pytest.param("3 +", "'3 +' is not a size" + EXPECTED, id="unfinished"),
        pytest.param(
            "H/2",
            "'H/2' is not a size" + EXPECTED + "\nhint: write // to divide and round down",
            id="true division",
        ),
        pytest.param("H + 1.5", "'1.5' in 'H + 1.5' is not a size" + EXPECTED, id="fraction"),
        pytest.param("H + True", "'True' in 'H + True' is not a size" + EXPECTED, id="truth"),
        pytest.param("open(H)", "'open(H)' is not a size" + EXPECTED, id="other function"),
        pytest.param("H.real", "'H.real' is not a size" + EXPECTED, id="attribute"),
        pytest.param("H // (3 - 3)", "'H // (3 - 3)' divides by zero", id="zero below"),
        pytest.param(
            "2**-1",
            "'2**-1' is not a size" + EXPECTED + "\nhint: a power is a whole number >= 0",
            id="negative power",
        ),
        pytest.param("a\0b", "'a\\x00b' is not a size" + EXPECTED, id="zero byte"),
    ],
)
def test_what_is_not_a_size_is_quoted(text: str, message: str):
    with pytest.raises(BadValue) as caught:
        parse(text)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "(" * 200 + "H" + ")" * 200,
            f"{'(' * 60 + '…'!r} nests more than 150 brackets or signs",
            id="brackets",
        ),
        pytest.param(
            "-" * 9000 + "H",
            f"{'-' * 60 + '…'!r} nests more than 150 brackets or signs",
            id="signs",
        ),
        pytest.param(
            "9" * 700, f"{'9' * 60 + '…'!r} has a number of more than 600 digits", id="digits"
        ),
        pytest.param("9**9**9", "'9**9**9' has more than 600 digits", id="powers"),
        pytest.param(
            "+".join(["H"] * 20_000),
            f"{'H+' * 30 + '…'!r} has too many operators in one expression",
            id="operators",
        ),
        pytest.param(
            "H" * 100_001, "a size of 100001 characters is longer than 100000", id="length"
        ),
    ],
)
def test_hostile_text_meets_a_limit(text: str, message: str):
    with pytest.raises(LimitError) as caught:
        parse(text)

    assert str(caught.value) == message


@given(strategies.text(alphabet="HW12 +-*/%(),.⌊⌋²minax\n\\'\"#:=[]{}", max_size=30))
def test_any_text_is_a_size_or_an_error(text: str):
    with suppress(ConvcalcError):
        parse(text)
