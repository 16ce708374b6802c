"""Shapes find the parameters that they are meant for."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import UsageError
from convcalc.readers.source.matching import match

A, B, C = (1, 2), (3, 4), (5, 6)

MATCHED: dict[str, tuple[list[Any], list[str], list[str] | None, Any, Any]] = {
    "in order": ([(None, A), (None, B)], ["x", "y"], [], [("x", A), ("y", B)], {}),
    "by name": ([("y", B), ("x", A)], ["x", "y"], [], [], {"x": [("x", A)], "y": [("y", B)]}),
    "both": ([("x", A), (None, B)], ["x", "y"], [], [], {"y": [("y", B)], "x": [("x", A)]}),
    "one more in order": ([(None, A), (None, B)], ["x"], ["m"], [("x", A), ("m", B)], {}),
    "one more by name": (
        [(None, A), ("m", B)],
        ["x"],
        ["m"],
        [],
        {"x": [("x", A)], "m": [("m", B)]},
    ),
    "any number": (
        [(None, A), (None, B), (None, C)],
        ["x", "*ys"],
        [],
        [("x", A), ("ys_1", B), ("ys_2", C)],
        {},
    ),
    "several of a name": ([("x", A), ("x", B)], ["x"], [], [], {"x": [("x_1", A), ("x_2", B)]}),
    "who knows": ([(None, A), (None, B)], ["x"], None, [("x", A), ("input_2", B)], {}),
}


@pytest.mark.parametrize(
    ("given", "names", "more", "in_order", "by_name"), MATCHED.values(), ids=MATCHED
)
def test_shapes_are_matched(given: Any, names: Any, more: Any, in_order: Any, by_name: Any):
    matched = match(given, names, more)

    assert (matched.in_order, matched.by_name) == (in_order, by_name)


WRONG: dict[str, tuple[list[Any], list[str], str]] = {
    "one is missing": (
        [(None, A)],
        ["x", "y"],
        "the shape of the input 'y' is not known\nexpected: -i y=SHAPE\n"
        "hint: for example -i y=1x3x224x224, or -i y=1,3,H,W for formulas",
    ),
    "all are missing": (
        [("m", A)],
        ["x", "y"],
        "the shapes of the inputs 'x', 'y' are not known\nexpected: one -i for each\n"
        "hint: for example -i x=1x3x224x224 -i y=1x3x224x224",
    ),
    "one too many": (
        [(None, A)] * 3,
        ["x"],
        "3 input shapes for 2 inputs\nexpected: one for each of: x, m",
    ),
    "a name that is not there": (
        [(None, A), ("maks", A)],
        ["x", "mask"],
        "no input is called 'maks'\nexpected: x, mask, m\nhint: did you mean 'mask'?",
    ),
}


@pytest.mark.parametrize(("given", "names", "told"), WRONG.values(), ids=WRONG)
def test_shapes_that_do_not_match_are_told(given: Any, names: list[str], told: str):
    with pytest.raises(UsageError) as caught:
        match(given, names, ["m"])
    assert str(caught.value) == told
