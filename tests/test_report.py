"""The report that the library hands out knows its writers."""

from __future__ import annotations

import json

import pytest

import convcalc
from convcalc.writers import find_writer
from convcalc.writers.view import PLAIN

REPORT = convcalc.summary("conv2d(8, k=3)\nrelu", (1, 3, 8, 8))

FORMS = {
    "table": str(REPORT),
    "json": REPORT.to_json(),
    "csv": REPORT.to_csv(),
    "markdown": REPORT.to_markdown(),
    "html": REPORT._repr_html_(),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_report_is_shown_by_its_writers(name: str):
    assert FORMS[name] == find_writer(name)(REPORT, PLAIN)


def test_the_document_is_what_the_json_says():
    assert REPORT.to_dict() == json.loads(REPORT.to_json())


def test_an_error_carries_a_report_with_its_writers():
    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary("conv2d(8, k=3)\nconv2d(8, k=99)", (1, 3, 8, 8))

    assert isinstance(caught.value.report, convcalc.Report)
