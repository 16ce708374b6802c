"""Conventions: what they count, and that one is a file and a line."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

import convcalc
from convcalc.conventions import CONVENTIONS
from convcalc.conventions import Convention
from convcalc.conventions import convention
from convcalc.conventions.products import flops_of
from convcalc.errors import UsageError
from convcalc.unknown import Unknown


def test_a_multiply_accumulate_is_two_operations():
    assert flops_of(115_200) == 230_400


def test_unknown_work_stays_unknown():
    assert flops_of(Unknown(reason="opaque")) == Unknown(reason="opaque")


def test_a_convention_has_a_title():
    assert convention("flops").title == "FLOPs"


def test_an_unknown_convention_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        convention("flop")

    assert str(caught.value) == (
        "convention='flop'\nexpected: macs, flops, darknet\nhint: did you mean 'flops'?"
    )


def test_a_convention_is_a_file_and_a_line(monkeypatch: pytest.MonkeyPatch):
    file = ModuleType("convcalc.conventions.windows")
    file.WINDOWS = Convention(  # type: ignore[attr-defined]
        name="windows",
        title="windows",
        meaning="one an output element of what slides",
        cost=lambda layer, _, outputs: outputs[0][-1] * outputs[0][-2] if layer.slides() else 0,
    )
    monkeypatch.setitem(sys.modules, file.__name__, file)
    monkeypatch.setitem(CONVENTIONS, "windows", "windows:WINDOWS")
    report = convcalc.summary(
        "conv2d(8, k=3); relu; maxpool2d(2)", (1, 3, 8, 8), convention="windows"
    )

    assert [row.work for row in report.layers] == [36, 0, 9]
    assert report.totals.work == 45
    assert "windows" in str(report)


@pytest.mark.parametrize("name", ["macs", "flops"])
def test_the_work_is_what_the_convention_counts(name: str):
    report = convcalc.summary("conv2d(8, k=3); relu", (1, 3, 8, 8), convention=name)

    assert [row.work for row in report.layers] == [getattr(row, name) for row in report.layers]
    assert report.totals.work == getattr(report.totals, name) > 0
