"""Nothing from the user's file reaches a terminal as a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies

from convcalc.writers.clean import clean
from convcalc.writers.clean import clean_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("conv2d(64, k=3) – ⌈H/2⌉ 层", "conv2d(64, k=3) – ⌈H/2⌉ 层", id="plain"),
        pytest.param("\x1b[31m", r"\x1b[31m", id="an escape sequence"),
        pytest.param("a\nb\rc\td", r"a\nb\rc\td", id="line breaks and tabs"),
        pytest.param("a\u202eb\u200b", r"a\u202eb\u200b", id="reversed and hidden text"),
        pytest.param("\x9b31m\x07", r"\x9b31m\x07", id="an eight-bit sequence and a bell"),
        pytest.param("\ud800", r"\ud800", id="half a character"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, shown: str):
    assert clean(text) == shown


def test_lines_stay_and_tabs_keep_the_caret_in_place():
    assert clean_lines("a\tb\x07\n ^") == "a b\\x07\n ^"


@given(strategies.text())
def test_clean_text_prints_and_encodes(text: str):
    cleaned = clean(text)

    assert cleaned.isprintable()
    cleaned.encode("utf-8")
