"""The JSON document: it follows its published schema, and its formulas read back."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.analysis.report import ReceptiveField
from convcalc.analysis.report import Report
from convcalc.dims import parse
from convcalc.errors import LimitError
from convcalc.errors import ShapeError
from convcalc.errors import UsageError
from convcalc.source import Source
from convcalc.writers.json import document
from convcalc.writers.json import encode
from convcalc.writers.json import write
from convcalc.writers.view import View

SCHEMA = Path(__file__).parent.parent.parent / "docs" / "schema" / "report.schema.json"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def test_the_schema_is_a_schema(schema: Any):
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", ["lenet", "symbolic", "hostile"])
def test_documents_follow_the_schema(name: str, schema: Any, request: pytest.FixtureRequest):
    jsonschema.validate(json.loads(write(request.getfixturevalue(name))), schema)


@pytest.mark.parametrize("name", ["lenet", "symbolic", "hostile"])
def test_the_text_is_the_document(name: str, request: pytest.FixtureRequest):
    report = request.getfixturevalue(name)

    assert json.loads(write(report)) == document(report)


def test_no_member_is_left_out_of_the_schema(schema: Any, symbolic: Report):
    shown = document(symbolic)

    assert set(schema["properties"]) - set(shown) == {"format"}
    assert set(shown) < set(schema["properties"])
    members = schema["$defs"]["row"]["properties"].keys()
    assert members - set(shown["layers"][0]) == {"source", "definition", "tied_to"}
    assert set(shown["totals"]) == set(schema["$defs"]["totals"]["properties"])


def test_places_and_ties_are_members_of_the_rows_that_have_them(lenet: Report, schema: Any):
    more = {
        "source": "net.py:30",
        "definition": "blocks.py:12",
        "tied_to": {"weight": "embedding.weight"},
    }
    first, *others = lenet.layers
    shown = document(lenet.replace(layers=(first.replace(**more), *others)))

    jsonschema.validate(shown, schema)
    assert {name: shown["layers"][0][name] for name in more} == more
    assert not more.keys() & shown["layers"][1].keys()


def test_formulas_read_back(symbolic: Report):
    shown = document(symbolic)["layers"][0]

    assert parse(shown["macs"]) == symbolic.layers[0].macs
    assert tuple(parse(str(size)) for size in shown["output_shapes"][0]) == symbolic.outputs[0][1]


def test_what_is_not_known_says_why(symbolic: Report):
    assert document(symbolic)["layers"][1]["macs"] == {"unknown": "no rule"}


def test_a_stride_below_one_is_a_fraction(lenet: Report):
    field = ReceptiveField(size=(3,), stride=(Fraction(1, 2),), start=(None,), status="exact")
    row = lenet.layers[0].replace(receptive_field=field)

    shown = document(lenet.replace(layers=(row,)))["layers"][0]["receptive_field"]

    assert shown == {"size": [3], "stride": ["1/2"], "start": [None], "status": "exact"}


def test_errors_tell_their_place(lenet: Report, schema: Any):
    source = Source(file="a.layers", line=3, column=7, text="conv2d(8)")
    error = ShapeError("no", expected="yes", hint="do", layer="conv", source=source)

    shown = document(lenet.replace(error=error, failures=(error,)))

    jsonschema.validate(shown, schema)
    assert shown["error"] == {
        "type": "ShapeError",
        "message": "no",
        "layer": "conv",
        "expected": "yes",
        "hint": "do",
        "notes": [],
        "source": {"file": "a.layers", "line": 3, "column": 7},
    }


def test_a_layer_is_one_line(lenet: Report):
    assert sum(line.startswith('    {"name": ') for line in write(lenet).splitlines()) == 3


def test_nothing_but_ascii_is_written(hostile: Report):
    text = write(hostile)

    assert text.isascii()
    assert "\x1b" not in text


def test_columns_are_refused(lenet: Report):
    with pytest.raises(UsageError, match="columns cannot be chosen for JSON"):
        write(lenet, View(columns=("name",)))


def test_numbers_too_long_to_print_are_an_error(lenet: Report):
    huge = lenet.layers[0].replace(macs=1 << 20_000)

    with pytest.raises(LimitError, match="a number is too long to be written out"):
        write(lenet.replace(layers=(huge,)))


@given(VALUES)
def test_values_are_written_as_the_standard_library_writes_them(value: Any):
    assert encode(value) == json.dumps(value)
