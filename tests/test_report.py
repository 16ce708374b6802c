"""The report that the library hands out knows its writers."""

from __future__ import annotations

import json
import pickle
import sys
from types import ModuleType

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


NESTED = convcalc.summary("examples/resnet50.layers", (1, 3, *convcalc.symbols("H W")))


def test_a_report_is_iterated_and_indexed():
    assert [row.name for row in REPORT] == ["conv2d_1", "relu_1"]
    assert REPORT["relu_1"] is REPORT[1] is REPORT.layers[1]
    assert REPORT[:1] == REPORT.layers[:1]
    assert "relu_1" in REPORT
    assert "relu_2" not in REPORT
    assert len(REPORT) == 2


def test_a_report_without_rows_is_still_one():
    assert REPORT.replace(layers=())


def test_a_wrong_name_is_a_key_error_with_the_nearest_name():
    with pytest.raises(KeyError, match="no layer is called 'relu_7'\nhint: did you mean 'relu_1'"):
        _ = REPORT["relu_7"]


def test_a_report_is_given_sizes():
    assert NESTED.at(H=224, W=224) == convcalc.summary("examples/resnet50.layers", (1, 3, 224, 224))
    assert NESTED.at(H=224).at(W=224) == NESTED.at({"H": 224, "W": 224})


def test_sizes_that_a_network_cannot_take_are_refused():
    halved = convcalc.summary("maxpool2d(2)\nreshape(-1, 8)", ("N", 1, *convcalc.symbols("H W")))

    with pytest.raises(convcalc.ConvcalcError):
        halved.at(N=1, H=6, W=6)


def test_a_name_that_is_no_symbol_is_refused():
    with pytest.raises(convcalc.ConvcalcError, match="the inputs have no symbol 'h'"):
        NESTED.at(h=3)


def test_a_report_is_stored_and_copied():
    assert pickle.loads(pickle.dumps(REPORT)) == REPORT  # noqa: S301 (our own)
    with pytest.raises(convcalc.ConvcalcError, match="cannot be changed"):
        pickle.loads(pickle.dumps(NESTED)).at(H=1)  # noqa: S301 (the same)


def test_scopes_fold_and_kinds_gather():
    assert [row.name for row in NESTED.fold(1)][4:6] == ["layer1", "layer2"]
    kinds = {row.name: row.params for row in NESTED.by("kind")}
    assert sum(kinds.values()) == NESTED.totals.params
    with pytest.raises(convcalc.ConvcalcError, match="by='name'"):
        NESTED.by("name")


def test_the_largest_rows_come_first():
    assert [row.name for row in REPORT.top(1, by="params")] == ["conv2d_1"]
    assert [row.name for row in REPORT.top(2, by="elementwise")] == ["conv2d_1", "relu_1"]
    with pytest.raises(convcalc.ConvcalcError, match="no order") as caught:
        NESTED.top(3)
    assert caught.value.hint == "report.at(H=256, W=256).top(...)"
    with pytest.raises(convcalc.ConvcalcError, match="by='size'"):
        REPORT.top(3, by="size")


def test_what_is_not_known_is_no_less_than_anything():
    report = convcalc.summary("input(8)\nlinear(4)\nopaque(4)")

    assert [row.kind for row in report.top(2)] == ["opaque", "linear"]


def test_columns_and_depth_are_those_of_the_commands():
    told = NESTED.to_csv(columns=["name", "params"], depth=1).splitlines()

    assert told[:2] == ["name,params", "conv2d_1,9408"]
    assert "layer4,14964736" in told
    assert NESTED.to_text(columns="name", width=40).count("\n") > 100
    assert "<td" in REPORT.to_html()


def test_a_report_is_told_in_a_line():
    assert repr(REPORT) == "<Report text: 2 layers, 224 params, 7,776 MACs>"
    assert repr(REPORT[0]) == "<Row conv2d_1: conv2d → (1, 8, 6, 6), 224 params, 7776 MACs>"


def test_a_bound_is_told_as_one():
    assert repr(convcalc.summary("input(8)\nopaque(4)")).endswith("≥ 0 MACs>")


def test_a_row_is_a_dict():
    row = REPORT[0].to_dict()

    assert row["receptive_field_size"] == (3, 3)
    assert row["output_shapes"] == ((1, 8, 6, 6),)


def test_a_data_frame_has_a_line_a_row(monkeypatch: pytest.MonkeyPatch):
    pandas = ModuleType("pandas")
    monkeypatch.setattr(pandas, "DataFrame", list, raising=False)
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    assert [line["name"] for line in REPORT.to_pandas()] == ["conv2d_1", "relu_1"]

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(convcalc.ConvcalcError, match="pandas is not installed"):
        REPORT.to_pandas()
