"""A node costs a step whenever it is run, and a second run is like the first."""

from __future__ import annotations

import ast

import pytest

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText

STRAIGHT = {
    "names and constants": "a = 1\nb = a\nc = 'text'\n",
    "operators": "a = 2\nb = a * 3 + -a - (a + 1) // 2\n",
    "comparisons": "a = 2\nb = a < 3\nc = a is None\nd = not a\n",
    "displays": "a = 1\nb = [a, 2, (a, 'x')]\nc = b[2][0]\nd = b[0]\n",
    "attributes": "a = 'x'\nb = a.upper\n",
    "a long text": f"a = {'x' * 200!r}\n",
}


def steps_of(source: str) -> int:
    """So many steps an evaluation takes."""
    most = 10_000
    evaluator = Evaluator(SourceText(source, "net.py"), Limits(steps=most))
    evaluator.run()
    return most - evaluator.steps_left - evaluator._steps_behind  # its own account


@pytest.mark.parametrize("source", STRAIGHT.values(), ids=STRAIGHT)
def test_every_statement_and_every_value_costs_a_step(source: str):
    nodes = list(ast.walk(ast.parse(source)))
    values = [
        each
        for each in nodes
        if isinstance(each, ast.expr) and not isinstance(getattr(each, "ctx", None), ast.Store)
    ]

    assert steps_of(source) == len(values) + sum(isinstance(each, ast.stmt) for each in nodes)


def test_a_second_run_costs_what_the_first_did():
    def loop(rounds: int) -> int:
        return steps_of(f"for i in range({rounds}): r = max(i, *[1], key=abs), min(i, 2 + i)\n")

    assert loop(5) - loop(4) == loop(2) - loop(1)


@pytest.mark.parametrize(
    "line",
    [
        "f(1, 6 // v)",
        "f(1, a=6 // v)",
        "f(1, *[6 // v])",
        "[0, 6 // v][0]",
        "[6][1 - v]",
        "g(v)",
        "f(v or w)",
        "6 if 6 // v else 0",
        "-v < 6 // v",
    ],
)
def test_an_error_stands_at_the_same_place_in_every_round(line: str):
    start = "def f(*a, **k): return a\ndef g(a): return 6 // a\n"

    first, second, third = (
        failure(f"{start}for v in {values}:\n    {line}\n")
        for values in ("[0]", "[1, 0]", "[1, 1, 0]")
    )

    assert first == second == third


def failure(source: str) -> tuple[str, int, int, int]:
    """What an evaluation stops with, and where."""
    with pytest.raises(ConvcalcError) as caught:
        Evaluator(SourceText(source, "net.py")).run()
    place = caught.value.source
    assert place is not None
    return caught.value.message, place.line, place.column, place.end_column
