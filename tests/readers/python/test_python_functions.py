"""Calls bind as in Python, and say in the user's words why they do not."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError

DEFINITION = "def block(x, channels, stride=1, *, bias=True): return x\n"

REFUSED = {
    "a missing argument": ("block(1)", "block() needs 'channels'\n", "x, channels, stride, bias"),
    "one too many": (
        "block(1, 2, 3, 4)",
        "block() takes 3 arguments, got 4\n",
        "x, channels, stride",
    ),
    "an unknown name": (
        "block(1, 2, strid=2)",
        "block() has no argument 'strid'\n",
        "did you mean",
    ),
    "given twice": ("block(1, 2, x=3)", "block() got 'x' twice\n", ""),
    "too few for a builtin": ("len()", "len() takes 1 arguments, got 0\n", ""),
    "too many for a method": ("[].append(1, 2)", "append() takes 1 arguments, got 2\n", ""),
    "an unknown name for a builtin": (
        "sorted([], revers=True)",
        "no argument 'revers' here\n",
        "reverse",
    ),
    "calling a number": ("x = 3\nx(1)", "a number cannot be called: 3\n", ""),
    "a refusal of the host": ("int('a')", "int() cannot do this: invalid literal", ""),
}


@pytest.mark.parametrize(("call", "message", "more"), REFUSED.values(), ids=REFUSED)
def test_a_call_that_does_not_fit_says_why(evaluate: Any, call: str, message: str, more: str):
    with pytest.raises(BadValue) as caught:
        evaluate(DEFINITION + call)

    assert message in str(caught.value)
    assert more in str(caught.value)


def test_the_caret_stands_under_the_argument(evaluate: Any):
    with pytest.raises(BadValue) as caught:
        evaluate(DEFINITION + "block(1, 2, colour=3)")

    assert str(caught.value).splitlines()[1:3] == [
        "    block(1, 2, colour=3)",
        "                       ^",
    ]


MESSAGES = {
    "adding unlike things": ("1 + 'a'", "a number + text means nothing: 1 + 'a'"),
    "ordering unlike things": ("1 < 'a'", "a number and text have no order: 1 < 'a'"),
    "dividing by nothing": ("7 // 0", "division by zero: 7 // 0"),
    "an index beyond the end": ("[1, 2][5]", "there is no element 5 among 2"),
    "an index that is none": ("[1]['a']", "'a' is no index"),
    "a missing key": ("{'stride': 1}['strid']", "the dict has no key 'strid'"),
    "an unhashable key": ("{[1]: 2}", "a list cannot be a key: [1]"),
    "unpacking too many": ("a, b = 1, 2, 3", "3 values for 2 names"),
    "going over a number": ("for i in 3: pass", "a number cannot be iterated over: 3"),
    "an attribute that is not there": ("'a'.uper()", "text has no attribute 'uper'"),
    "an assert of the definition": (
        "assert 1 > 2, 'no'",
        "AssertionError: no",
    ),
    "an error of the definition": (
        "raise ValueError('no')",
        "ValueError: no",
    ),
    "deleting nothing": ("del x", "name 'x' is not defined"),
    "the least of nothing": ("min([])", "the smallest or largest of nothing"),
    "joining numbers": ("''.join([1])", "join() joins texts, got a number: 1"),
    "a return outside": ("return 1", "a return, break or continue outside of what it would end"),
}


@pytest.mark.parametrize(("source", "message"), MESSAGES.values(), ids=MESSAGES)
def test_messages_hold_the_values(evaluate: Any, source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        evaluate(source)

    assert caught.value.message == message
