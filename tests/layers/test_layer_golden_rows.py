"""Every layer of a vocabulary has calls that its framework answered, and the same answers."""

from __future__ import annotations

import re
from collections import defaultdict

import framework_names
import pytest
from golden import answer
from golden_rows import Case
from golden_rows import cases
from golden_rows import inputs
from golden_rows import open_calls
from golden_rows import shown

FILES = {"torch": "torch_layer_rows.jsonl", "keras": "keras_layer_rows.jsonl"}
OPEN = open_calls("layer_rows_open.txt")
WITHOUT = {
    "keras": dict.fromkeys(
        ("GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells"),
        "called with its states by the layer that it is a cell of",
    ),
    "torch": {},
}
"""Layers without a golden call, and why."""


def rows(framework: str) -> dict[str, list[Case]]:
    """The calls of every layer of a vocabulary."""
    found = defaultdict(list)
    for case in cases(FILES[framework]):
        name = re.match(r"\w+\.(\w+)", case["call"])
        assert name is not None
        found[name[1]].append(case)
    return found


ROWS = {
    f"{framework} {name}": calls for framework in FILES for name, calls in rows(framework).items()
}


def disagreement(case: Case) -> str:
    """How convcalc answers otherwise, or nothing."""
    ours = answer(case["call"], [shape for shape, _ in inputs(case)])
    if "error" in case or "error" in ours:
        same = ("error" in case) == ("error" in ours)
        return "" if same else f"{ours}, not {case.get('error', case.get('out'))}"
    params, buffers = ours["params"], ours["buffers"]
    if "trainable" in case:
        params, buffers = params + buffers, case["params"] - case["trainable"]
    counted = params == case["params"] and buffers == case.get("buffers", buffers)
    agrees = ours["out"] == case["out"] and counted
    return "" if agrees else f"{ours}, not {case}"


@pytest.mark.parametrize("framework", FILES)
def test_every_layer_has_a_call(framework: str):
    answered = {
        name for name, calls in rows(framework).items() if any("out" in case for case in calls)
    }

    bare = set(framework_names.layers(framework)) - answered - WITHOUT[framework].keys()
    assert bare == set(), "run tools/golden/make_layer_rows.py, as the README there says"


def test_what_is_open_was_recorded():
    assert OPEN.keys() <= {shown(case) for calls in ROWS.values() for case in calls}


@pytest.mark.parametrize("row", ROWS)
def test_agrees_with_the_framework(row: str):
    found = {shown(case): disagreement(case) for case in ROWS[row]}

    known = {call for call in found if call in OPEN}
    assert {call: told for call, told in found.items() if told and call not in known} == {}
    assert all(found[call] for call in known), "agrees now: leave it out of the open ones"
