"""The columns of a row, by their names and short names."""

from __future__ import annotations

import pytest

from convcalc.analysis.report import Report
from convcalc.analysis.report import Row
from convcalc.errors import UsageError
from convcalc.writers.columns import COLUMNS
from convcalc.writers.columns import SHORT_NAMES
from convcalc.writers.columns import column
from convcalc.writers.columns import columns
from convcalc.writers.columns import telling_call
from convcalc.writers.columns import telling_columns


def test_every_field_of_a_row_is_a_column():
    assert set(Row.fields) - {"work"} <= set(COLUMNS), "work is the column of its convention"


@pytest.mark.parametrize("short", SHORT_NAMES)
def test_short_names_are_of_columns(short: str):
    assert SHORT_NAMES[short] in COLUMNS
    assert short not in COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_shows_every_row(name: str, lenet: Report, symbolic: Report, hostile: Report):
    for row in (*lenet.layers, *symbolic.layers, *symbolic.unused, *hostile.layers):
        assert column(name).show(row).isprintable()
        assert column(name).plain(row).isprintable()


def test_names_are_forgiving_about_case_and_hyphens():
    assert columns([" Output-Shapes ", "RF"]) == [
        column("output_shapes"),
        column("receptive_field"),
    ]


def test_an_unknown_column_is_refused():
    with pytest.raises(UsageError) as caught:
        columns(["name", "ouput"])

    assert str(caught.value) == (
        f"unknown column 'ouput'\nexpected: {', '.join(COLUMNS)}\nhint: did you mean 'output'?"
    )


def test_no_columns_are_refused():
    with pytest.raises(UsageError, match="no columns to show"):
        columns([])


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("relu", "relu"),
        ("torch.nn.Conv2d(1, 4, bias=False)", "Conv2d(1, 4, bias=False)"),
        ("tf.keras.layers.Resizing(0.5)", "Resizing(0.5)"),
        ("resize(0.5, mode='a.b')", "resize(0.5, mode='a.b')"),
        ("torch.cat((a, f(b)), 1)", "cat((a, f(b)), 1)"),
        ("self.left(x) + self.right(x)", "self.left(x) + self.right(x)"),
        ("x.flatten(2).transpose(1, 2)", "x.flatten(2).transpose(1, 2)"),
    ],
)
def test_calls_lose_the_path_of_their_library(call: str, shown: str):
    assert telling_call(call) == shown


def test_the_work_shown_is_that_of_the_convention(lenet: Report):
    assert "macs" in telling_columns(lenet)
    assert "flops" in telling_columns(lenet.replace(convention="flops"))


def test_places_and_ties_are_columns(lenet: Report):
    plain = lenet.layers[0]
    row = plain.replace(
        source="net.py:30", definition="blocks.py:12", tied_to={"weight": "embedding.weight"}
    )
    shown = columns(["called-at", "defined_at", "tied"])

    assert [each.title for each in shown] == ["called at", "defined at", "tied to"]
    for text_of in (lambda each: each.show(row), lambda each: each.plain(row)):
        assert list(map(text_of, shown)) == ["net.py:30", "blocks.py:12", "weight embedding.weight"]
    assert [each.plain(plain) for each in shown] == ["", "", ""]
