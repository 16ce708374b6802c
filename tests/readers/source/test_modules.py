"""Files run as far as they are asked for, and nobody can tell the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import python_says
from projects import reader_of
from projects import value_of

from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.failures import Stopped
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from convcalc.errors import ConvcalcError

    Project = Callable[[dict[str, str]], Path]

ORDER = {
    "a name bound twice has its last value": ("a = 1\nb = a\na = 2", "(a, b)"),
    "a value made before a list grew does not have what came later": (
        "xs = [1]\nxs.append(2)\nys = xs + [0]\nxs.append(3)",
        "(ys, xs)",
    ),
    "a change is seen whichever name is asked for first": (
        "xs = [1]\nys = xs + [0]\nxs.append(3)\nxs += [4]",
        "(xs, ys)",
    ),
    "a dict filled line by line is full": ("d = {}\nd['a'] = 1\nd.update(b=2)", "d"),
    "a function that is replaced later is the later one": (
        "def f(): return 1\ng = f\ndef f(): return 2",
        "(f(), g())",
    ),
    "a function sees what stands below it": ("def f(): return a\na = 5\nb = f()", "(f(), b)"),
    "a function that runs early sees the values of then": (
        "a = 1\ndef f(): return a\nb = f()\na = 2",
        "(b, f())",
    ),
    "a value that is asked for twice, early and late": (
        "a = 1\nb = a\nc = [b, a]\na = 2\nd = [b, a]\nb = 7",
        "(d, c, b, a)",
    ),
    "a loop at the top": (
        "xs = []\nfor i in range(3):\n    xs.append(i)\nn = len(xs)",
        "(n, i, xs)",
    ),
    "a condition at the top": ("if 1 > 2:\n    a = 1\nelse:\n    a = 2", "a"),
    "a registry that a decorator fills": (
        "ALL = {}\n"
        "def register(f):\n    ALL[f.__name__] = f\n    return f\n"
        "@register\ndef one(): return 1\n"
        "@register\ndef two(): return 2\n",
        "[ALL[k]() for k in sorted(ALL)]",
    ),
    "a registry that a decorator with arguments fills": (
        "ALL = {}\n"
        "def register(name):\n"
        "    def wrap(f):\n        ALL[name] = f\n        return f\n"
        "    return wrap\n"
        "@register('eins')\ndef one(): return 1\n",
        "list(ALL)",
    ),
    "a registry that its own method fills as a decorator": (
        "class Registry(dict):\n"
        "    def add(self, name):\n"
        "        def wrap(f):\n            self[name] = f\n            return f\n"
        "        return wrap\n"
        "ALL = Registry()\n"
        "@ALL.add('eins')\ndef one(): return 1\n"
        "@ALL.add('zwei')\nclass Two: pass\n",
        "list(ALL)",
    ),
    "a function that others are registered with": (
        "from functools import singledispatch\n"
        "@singledispatch\ndef size(x): return 0\n"
        "@size.register(list)\ndef _(x): return len(x)\n",
        "size([1, 2])",
    ),
    "a function called for what it does to a global": (
        "count = 0\ndef add(n):\n    global count\n    count += n\nadd(2)\nadd(3)",
        "count",
    ),
    "unpacking": ("a, (b, *c) = 1, (2, 3, 4)", "(a, b, c)"),
    "the main block is not run": ("a = 1\nif __name__ == '__main__':\n    a = 2", "a"),
}


@pytest.mark.parametrize(("text", "expression"), ORDER.values(), ids=ORDER)
def test_statements_run_as_if_from_the_top(project: Project, text: str, expression: str):
    file = project({"thing.py": text}) / "thing.py"

    assert str(value_of(file, expression)) == python_says(file, expression)


def test_nothing_runs_that_is_not_asked_for(project: Project):
    file = project({"thing.py": "a = 1\nb = [0] * 10 ** 9\nc = a + 1"}) / "thing.py"

    assert value_of(file, "c") == 2


def test_a_line_that_fails_takes_only_its_own_names_with_it(project: Project):
    file = project({"thing.py": "a = 1\nb = 1 // 0\nc = a + 1"}) / "thing.py"

    assert value_of(file, "c") == 2
    assert isinstance(value_of(file, "b"), Unread)


def test_what_failed_says_so_at_its_own_line_once_it_is_needed(project: Project):
    file = project({"thing.py": "b = 1 // 0\nc = 1 if b else 2"}) / "thing.py"
    found = value_of(file, "c")

    with pytest.raises(Stopped) as raised:
        found.truth(reader_of(file)[0].site)

    assert str(raised.value) == (
        f"{file}:1:5: division by zero: 1 // 0\n"
        "    b = 1 // 0\n"
        "        ^^^^^^\n"
        f"b is needed at {file}:2:10\n"
        "c is needed at target:1:1\n"
        "hint: mend the line, or leave out what needs it"
    )


def test_no_except_catches_what_python_stops_with_before(project: Project):
    text = "b = 1 // 0\ndef c():\n    try:\n        return len(b)\n    except Exception:\n        return 5"
    file = project({"thing.py": text}) / "thing.py"

    with pytest.raises(Stopped, match="division by zero"):
        value_of(file, "c()")


FAULTS = {
    "that does not parse": ("def Block(:\n", SyntaxProblem, "parts.py:1:11", "invalid syntax"),
    "without the name": (
        "Blok = 1\n",
        Stopped,
        "thing.py:1:1",
        "'parts' has no 'Block' to import",
    ),
}


@pytest.mark.parametrize(
    ("text", "kind", "place", "message"),
    FAULTS.values(),
    ids=[f"a sibling {each}" for each in FAULTS],
)
def test_what_is_wrong_with_an_import_is_told_at_its_own_place(
    project: Project, text: str, kind: type[ConvcalcError], place: str, message: str
):
    files = {"thing.py": "from parts import Block\nx = len(Block(3).y[0])", "parts.py": text}
    file = project(files) / "thing.py"
    found = value_of(file, "x")

    with pytest.raises(kind) as raised:
        found.truth(reader_of(file)[0].site)

    assert str(raised.value.source) == str(file.parent / place)
    assert message in raised.value.message
    assert raised.value.notes[0] == f"Block(...).y[...] is needed at {file}:2:5"


def test_a_sibling_that_is_no_text_is_told_as_a_file(project: Project):
    file = project({"thing.py": "from parts import a\nx = len(a)", "parts.py": ""}) / "thing.py"
    (file.parent / "parts.py").write_bytes(b"a = '\xe9'\n")
    found = value_of(file, "x")

    with pytest.raises(ReadError, match="is not UTF-8"):
        found.truth(reader_of(file)[0].site)


def test_a_definition_that_needs_itself_is_no_endless_loop(project: Project):
    file = project({"thing.py": "a = b\nb = a\nclass C(C): pass"}) / "thing.py"

    assert isinstance(value_of(file, "a"), Unread)
    assert isinstance(value_of(file, "C"), Unread)


def test_all_names_are_there_for_who_asks_for_all(project: Project):
    text = "a = 1\ndef f(): return 2\nnames = sorted(k for k in globals() if len(k) == 1)"
    file = project({"thing.py": text}) / "thing.py"

    assert value_of(file, "globals()['f']()") == 2


def test_what_is_not_known_in_the_end_is_told_where_it_came_from(project: Project):
    file = project({"thing.py": "import nowhere\nx = nowhere.net(3)"}) / "thing.py"
    found = value_of(file, "x")

    with pytest.raises(NotKnown) as raised:
        found.refuse()

    assert str(raised.value.source) == f"{file}:1:1"
    assert raised.value.notes == []
