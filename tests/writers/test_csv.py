"""Comma-separated rows: plain, selectable, harmless to a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from convcalc.analysis.report import Report
from convcalc.analysis.report import Row
from convcalc.errors import UsageError
from convcalc.writers.csv import write
from convcalc.writers.view import View


def cells(report: Report, *columns: str) -> list[list[str]]:
    return list(csv.reader(StringIO(write(report, View(columns=columns)))))


def test_all_fields_are_there_unless_columns_are_chosen(lenet: Report):
    heading = cells(lenet)[0]

    assert set(heading) >= set(Row.fields) - {"work"}
    assert len(cells(lenet)) == 4


def test_numbers_are_plain(lenet: Report):
    assert cells(lenet, "name", "macs", "output", "rf", "start")[:2] == [
        ["name", "macs", "output_shapes", "receptive_field", "receptive_field_start"],
        ["conv2d_1", "117600", "(1, 6, 28, 28)", "5 5", "-2 -2"],
    ]


def test_formulas_are_ascii(symbolic: Report):
    assert write(symbolic).isascii()
    assert cells(symbolic, "output")[1] == ["(1, 64, (H + 1)//2, (W + 1)//2)"]


def test_a_name_is_no_formula_of_a_spreadsheet(hostile: Report):
    assert cells(hostile, "name")[1] == [r"'=cmd|\x1b[31m<b>\u202e*x*\n"]


def test_an_unknown_column_is_refused_with_the_nearest(lenet: Report):
    with pytest.raises(UsageError) as caught:
        write(lenet, View(columns=("parms",)))

    assert caught.value.message == "unknown column 'parms'"
    assert caught.value.hint == "did you mean 'params'?"
