"""Records: what they keep, and what comes back from JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import record
from recorded import records
from recorded import traced

from convcalc.analysis.report import ReceptiveField
from convcalc.checks.layer_record import from_document
from convcalc.checks.layer_record import to_document
from convcalc.dims import symbol
from convcalc.errors import ReadError
from convcalc.unknown import Unknown

H, W = symbol("H"), symbol("W")
SIZES = st.one_of(
    st.integers(0, 10**20),
    st.builds(lambda a, b, c: (a * H + b) // c + W, *[st.integers(1, 9)] * 3),
)
SHAPES = st.lists(SIZES, max_size=4).map(tuple)
COUNTS = SIZES | st.text(max_size=9).map(lambda text: Unknown(reason=text))
ANSWERS = st.lists(SIZES | st.none() | st.just(Fraction(1, 2)), max_size=3).map(tuple)
FIELDS = st.builds(
    ReceptiveField,
    size=ANSWERS,
    stride=ANSWERS,
    start=ANSWERS,
    status=st.sampled_from(["exact", "union", "global", "none"]),
    reason=st.text(max_size=9),
)


@given(st.text(max_size=9), st.lists(SHAPES, max_size=2).map(tuple), COUNTS, FIELDS)
def test_what_is_written_comes_back(name: str, shapes: Any, count: Any, field: ReceptiveField):
    kept = record(name, input_shapes=shapes, macs=count, receptive_field=field, shared_with=name)

    text = json.dumps(to_document(kept))

    assert from_document(json.loads(text)) == kept


def test_a_layer_knows_where_its_inputs_come_from():
    found = records("input(3, 8, 8)\na = conv2d(3, k=3, p=1)\nb = relu(a)\nadd(b, a)")

    assert [each.inputs_from for each in found] == [("input",), ("a",), ("b", "a")]


def test_places_are_known_and_not_compared():
    old = records("input(3, 8, 8)\nrelu")
    new = records("input(3, 8, 8)\n# a comment\nrelu")

    assert old == new
    assert (old[0].place, new[0].place) == ("net.layers:2", "net.layers:3")


def test_sums_of_the_records_are_the_totals():
    found: Any
    found, report = traced("input(3, H, W)\nconv2d(8, k=3)\nbatchnorm\nconv2d(4, k=1)")

    assert sum((each.params for each in found), 0) == report.totals.params
    assert sum((each.macs for each in found), 0) == report.totals.macs


GOOD = to_document(record("a"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": 5}, "name is 5\nexpected: a text"),
        ({"params": 1.5}, "params is 1.5\nexpected: a whole number or a formula"),
        ({"params": True}, "params is True\nexpected: a whole number or a formula"),
        ({"params": "import os"}, "params is 'import os'\nexpected: a whole number or a formula"),
        ({"input_shapes": 3}, "input_shapes is 3\nexpected: a list"),
        ({"inputs_from": [3]}, "inputs_from is [3]\nexpected: a list of texts"),
        (
            {"receptive_field": {"status": "odd"}},
            "receptive_field is {'status': 'odd'}\n"
            "expected: an object whose status is exact, union, global, none",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_was_not_written_so_is_refused(changes: dict[str, Any], message: str):
    with pytest.raises(ReadError) as caught:
        from_document(GOOD | changes)

    assert str(caught.value) == message


@pytest.mark.parametrize("document", [[1], {}, None, "name"])
def test_what_is_no_layer_is_refused(document: object):
    with pytest.raises(ReadError):
        from_document(document)
