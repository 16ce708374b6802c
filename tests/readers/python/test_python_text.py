"""A text is parsed with care, in pieces where it is long, and pointed at."""

from __future__ import annotations

import ast
import random

import pytest

from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText

LIMITS = Limits()

PROBLEMS = {
    "an open bracket names its opening": (
        "a = 1\nconv2d(64,\nrelu\n",
        "net:2:7: '(' was never closed\n    conv2d(64,\n          ^\nexpected: the closing bracket",
    ),
    "a bracket too many": (
        "conv2d(64))\n",
        "net:1:11: unmatched ')'\n    conv2d(64))\n              ^\n"
        "expected: an opening bracket before it",
    ),
    "prose": (
        "this is my network\n",
        "net:1:12: this is not a layer or a line of Python: invalid syntax\n"
        "    this is my network\n               ^^^^^^^\n"
        "expected: a layer, for example conv2d(64, k=3), or an assignment",
    ),
    "a missing comma": (
        "conv2d(64 k=3)\n",
        "net:1:8: a comma is missing\n    conv2d(64 k=3)\n"
        "           ^^^^\nexpected: a comma between two arguments",
    ),
    "names before places": (
        "conv2d(k=3, 64)\n",
        "net:1:15: positional argument follows keyword argument\n    conv2d(k=3, 64)\n"
        "                  ^\nexpected: arguments without a name before those with one",
    ),
}


@pytest.mark.parametrize(("text", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_does_not_parse_is_told_in_words(text: str, message: str):
    with pytest.raises(SyntaxProblem) as caught:
        SourceText(text, "net").parse(LIMITS)

    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["a\0b", "a = '\ud800'"], ids=["a NUL", "half a letter"])
def test_what_is_no_text_is_refused(text: str):
    with pytest.raises(ReadError):
        SourceText(text, "net").parse(LIMITS)


def expression(text: str) -> tuple[SourceText, ast.expr]:
    source = SourceText(text, "net")
    statement = source.parse(LIMITS).body[0]
    assert isinstance(statement, ast.Expr)
    return source, statement.value


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("  ".strip() + "conv2d(64,  k=3)", "conv2d(64,  k=3)"),
        ("conv2d(\n    64,  # channels\n    k=3,\n)", "conv2d(64, k=3)"),
        ("f('#', 'ü')", "f('#', 'ü')"),
        ("f(\n  '# no comment',  # a comment\n)", "f('# no comment')"),
    ],
    ids=["one line", "several lines lose comments", "letters", "a # in quotes stays"],
)
def test_a_call_is_quoted_on_one_line(text: str, segment: str):
    source, node = expression(text)

    assert source.segment(node) == segment


def test_places_count_what_was_cut_off():
    source = SourceText("    a\n    b + c\n", "net", shift=4)
    node = source.parse(LIMITS).body[1]

    place = source.place(node)

    assert (place.line, place.column, place.end_column) == (2, 5, 10)
    assert place.caret() == "    b + c\n    ^^^^^"


def test_windows_line_ends_are_no_letters():
    source = SourceText("a\r\nb\r\n", "net")

    assert source.place(source.parse(LIMITS).body[1]).text == "b"


STATEMENTS = (
    "conv2d(64, k=3)",
    "x = [\n    conv2d(1),\n    relu,\n]",
    'y = """\nrelu\nconv2d(2)\n"""',
    "def f(x):\n    relu\n\n    return x",
    "if a:\n    relu\nelse:\n    gelu",
    "for i in x:\n    relu\n# a comment\n\nelse:\n    gelu",
    "a = 1 + \\\nb",
    "@f\ndef g():\n    pass",
    "# only a comment",
    "f(\nconv2d,\nrelu)",
    "[\nrelu\n]",
)


@pytest.mark.parametrize("seed", range(40))
def test_pieces_hold_the_same_statements_at_the_same_lines(seed: int):
    chosen = random.Random(seed).choices(STATEMENTS, k=40)
    source = SourceText("\n".join(chosen), "net")

    whole = [(ast.dump(each), each.lineno) for each in source.parse(LIMITS).body]
    pieces = [
        (ast.dump(each), each.lineno + piece.above)
        for piece, tree in source.pieces(LIMITS, 3)
        for each in tree.body
    ]

    assert pieces == whole


def test_a_problem_in_a_late_piece_is_where_it_is():
    text = "relu\n" * 50 + "conv2d(3,\n" + "relu\n" * 50

    with pytest.raises(SyntaxProblem) as caught:
        list(SourceText(text, "net").pieces(LIMITS, 7))

    assert caught.value.source is not None
    assert (caught.value.source.line, caught.value.source.column) == (51, 7)


def test_what_python_warns_of_is_not_told():
    SourceText("x = 1if True else 2\ny = '\\d'\n", "net").parse(LIMITS)
