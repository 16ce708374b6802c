"""Column widths: linear, whole numbers stay whole, nothing is lost but what `…` marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies

from convcalc.writers.layout import GAP
from convcalc.writers.layout import broken_to
from convcalc.writers.layout import cut_to
from convcalc.writers.layout import padded
from convcalc.writers.layout import pieces
from convcalc.writers.layout import width_of
from convcalc.writers.layout import widths_within

TEXTS = strategies.text(alphabet="ab .,+·1层é", max_size=30)


@pytest.mark.parametrize(
    ("text", "width"),
    [("conv", 4), ("⌈H/2⌉", 5), ("卷积", 4), ("e\u0301", 1)],
    ids=["ascii", "formula", "wide characters", "combining accent"],
)
def test_widths_of_texts(text: str, width: int):
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("118,013,952", ["118,013,952"], id="a number stays whole"),
        pytest.param("(1, 64, 56)", ["(1,", " ", "64,", " ", "56)"], id="shapes break at commas"),
        pytest.param(
            "layer1.0.conv", ["layer1.0.", "conv"], id="names break at dots before letters"
        ),
        pytest.param("9,408·H + 3", ["9,408·", "H ", "+", " ", "3"], id="formulas break at signs"),
    ],
)
def test_where_texts_may_break(text: str, found: list[str]):
    assert pieces(text) == found


@given(TEXTS)
def test_pieces_make_the_text(text: str):
    assert "".join(pieces(text)) == text


@given(TEXTS, strategies.integers(1, 30))
def test_broken_lines_keep_every_sign(text: str, width: int):
    joined = "".join(broken_to(text, width))

    assert joined.replace(" ", "") == text.replace(" ", "")


@given(TEXTS, strategies.integers(1, 30))
def test_cut_texts_fit_and_show_the_cut(text: str, width: int):
    cut = cut_to(text, width)

    assert width_of(cut) <= width
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def test_columns_that_fit_are_left_alone():
    assert widths_within([["name", "a"], ["10", "200"]], 80, frozenset()) == [4, 3]


def test_the_column_that_may_be_cut_gives_way_first():
    widths = widths_within(
        [["layer1.conv1"], ["Conv2d(64, 64, kernel_size=3)"]], 40, frozenset({1})
    )

    assert widths == [12, 26]


def test_numbers_are_never_made_narrower():
    widths = widths_within([["118,013,952"], ["a b c d e f g h"]], 16, frozenset())

    assert widths == [11, 3]


def test_columns_of_equal_width_give_way_alike():
    widths = widths_within([["a " * 20], ["b " * 20]], 22, frozenset())

    assert widths == [10, 10]


@given(
    strategies.lists(strategies.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=4),
    strategies.integers(20, 80),
)
def test_tables_fit_unless_something_cannot_be_broken(cells: list[list[str]], total: int):
    widths = widths_within(cells, total, frozenset())
    least = [
        max(width_of(piece) for text in column for piece in [*pieces(text), ""]) for column in cells
    ]

    fits = sum(widths) + GAP * (len(cells) - 1) <= total
    assert fits or widths == least


@pytest.mark.parametrize("right", [True, False], ids=["right", "left"])
def test_padding_counts_places_not_characters(right: bool):
    assert width_of(padded("卷", 5, right=right)) == 5
