"""What is not known answers no question: Python itself, run with several values, is the oracle."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING
from typing import Any

import pytest
from projects import reader_of

from convcalc.errors import ConvcalcError
from convcalc.readers.python.objects.unread import spoiled_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]


class Wrecker:
    """Stands for something that changes whatever it is given."""

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    def __call__(self, *given: Any) -> int:
        """Change what is given."""
        for each in given:
            if isinstance(each, dict):
                each["w"] = 9
            elif isinstance(each, list):
                each[:] = [9]
        return 9


VALUES: tuple[object, ...] = (
    0,
    3,
    2.5,
    None,
    "",
    "w",
    [],
    [1, 2],
    {"w": 3},
    int,
    len,
    ValueError,
    Wrecker(),
)
PRELUDE = "class A:\n    w = 1\na = A()\na.v = a.w = 1\nd = {'w': 1}\nitems = [3, 2, 1]\nW = 1\n"
PROGRAMS = (
    "R = isinstance(u, int)",
    "R = type(u) is int",
    "R = u is None",
    "R = f'{u}'",
    "R = len(str([u]))",
    "R = d.get(u, 5)",
    "R = u in d",
    "R = 3 in {u: 1}",
    "R = (1, u) == (1, 3)",
    "R = u or 3",
    "d[u] = 4\nR = dict(d)['w']",
    "d.update(u)\nR = d['w']",
    "R = {'w': 1, **u}['w']",
    "items.sort(reverse=u)\nR = items[0]",
    "R = sorted(items, reverse=u)",
    "match u:\n    case int(): R = 1\n    case _: R = 2",
    "match u:\n    case None: R = 1\n    case _: R = 2",
    "match u:\n    case [x, y]: R = 1\n    case _: R = 2",
    "match u:\n    case {'w': x}: R = x\n    case _: R = 2",
    "match u:\n    case 3 | 'w': R = 1\n    case _: R = 2",
    "match u:\n    case str(): R = 1\n    case _: R = 2",
    "match [1, u]:\n    case [1, None]: R = 1\n    case _: R = 2",
    "match {'w': u}:\n    case {'w': 3}: R = 1\n    case _: R = 2",
    "try:\n    raise ValueError\nexcept u: R = 2\nexcept ValueError: R = 3",
    "try:\n    raise ValueError\nexcept (KeyError, u): R = 2\nexcept Exception: R = 3",
    "R = hasattr(a, u)",
    "R = getattr(a, u, 3)",
    "setattr(a, u, 3)\nR = a.w",
    "delattr(a, u)\nR = getattr(a, 'v', 5) + a.w",
    "a.__dict__.update(u)\nR = a.w",
    "vars(a).update(u)\nR = a.w",
    "u.go(a.__dict__)\nR = a.w",
    "globals()[u] = 5\nR = W",
    "globals().update(u)\nR = d",
    "exec(u)\nR = W",
    "def read():\n    exec(u)\nread()\nR = W",
    "import inspect\nR = inspect.isclass(u)",
    "import inspect\nR = inspect.isbuiltin(u)",
    "import sys\nR = u in sys.modules",
    "import sys\nR = sys.modules.get(u)",
)
SETTLED = {
    "match u:\n    case _: R = 2": 2,
    "match [1, u]:\n    case [2, _]: R = 1\n    case [1, x]: R = 2": 2,
    "try:\n    raise ValueError\nexcept (u, ValueError): R = 2": 2,
    "try:\n    R = 2\nexcept u: R = 3": 2,
    "items.sort(reverse=True)\nR = items[0]": 3,
    "exec('W = 2', {})\nR = W": 1,
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_unknown_gives_no_answer_that_some_value_contradicts(
    program: str, project: Project
) -> None:
    answers = {_in_python(program, each) for each in VALUES}
    assert len(answers) > 1, "a program on which all agree says nothing"
    assert _here(program, project) is None


@pytest.mark.parametrize("program", SETTLED)
def test_what_holds_for_every_value_is_told(program: str, project: Project) -> None:
    assert _here(program, project) == SETTLED[program]


def _in_python(program: str, value: object) -> str:
    variables = {"u": value, "__name__": "net"}
    with contextlib.suppress(Exception):
        exec(PRELUDE + program, variables)  # noqa: S102 (the programs above)
        return str(variables["R"])
    return "refused"


def _here(program: str, project: Project) -> object:
    """What we tell of `R`; None where it is not known, or the program is refused."""
    file = project({"net.py": f"from vendor import u\n{PRELUDE}{program}\n"}) / "net.py"
    with contextlib.suppress(ConvcalcError):
        reader, module = reader_of(file)
        found = module.attribute("R", reader.site)
        return None if getattr(found, "is_unread", False) or spoiled_in(reader, found) else found
    return None
