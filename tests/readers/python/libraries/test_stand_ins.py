"""Libraries written in Python: their texts are evaluated, and never seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from symtable import symtable
from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.python import libraries
from convcalc.readers.python.libraries import stand_ins
from convcalc.readers.python.libraries.stand_ins import Text
from convcalc.readers.python.libraries.stand_ins import stand_in
from convcalc.readers.python.libraries.stand_ins import text_of
from convcalc.readers.python.libraries.torch.nn.classes import WRITTEN

LIBRARIES = Path(libraries.__file__).parent
TEXTS = sorted(LIBRARIES.glob("**/stand_ins/*.py"))

FAILING = {
    "an exception of the text": (
        "from functools import reduce\n\nx = 1 + reduce(max, [])",
        "net.py:3:9: TypeError: reduce() of empty iterable with no initial value",
        [],
    ),
    "an operation of the text": (
        "from functools import reduce\nx = reduce(max, 5)",
        "net.py:2:5: a number cannot be iterated over: 5",
        [],
    ),
    "a function of the user, called by the text": (
        "from functools import reduce\ndef add(a, b):\n    return a + b.c\nx = reduce(add, [1, 2])",
        "net.py:3:16: a number has no attribute 'c'",
        ["in add, called at net.py:4"],
    ),
    "a function of the text, called by the user's": (
        "from functools import wraps\ndef f(x):\n    return wraps(3, 4, x)(f)\nf(5)",
        "net.py:3:12: a number cannot be iterated over: 4",
        ["in f, called at net.py:4"],
    ),
    "a function that the text has made, called elsewhere": (
        "from functools import cache\n@cache\ndef f(x):\n    return x\n\nf([])",
        "net.py:6:1: a tuple cannot be in a dict",
        [],
    ),
    "a decorator": (
        "from functools import total_ordering\n@total_ordering\nclass A: pass\nr = total_ordering(A)",
        "net.py:2:2: ValueError: must define at least one ordering operation: < > <= >=",
        [],
    ),
    "arguments that do not fit": (
        "from functools import reduce\nx = reduce(max)",
        "net.py:2:5: reduce() needs 'iterable'",
        [],
    ),
    "arguments of a class that do not fit": (
        "from functools import partialmethod\nx = partialmethod()",
        "net.py:2:5: partialmethod() needs 'func'",
        [],
    ),
}


@pytest.mark.parametrize(("source", "told", "notes"), FAILING.values(), ids=FAILING)
def test_what_fails_in_a_text_is_told_at_the_users_line(
    library: Any, source: str, told: str, notes: list[str]
):
    with pytest.raises(ConvcalcError) as caught:
        library(source)

    error = caught.value
    assert f"{error.source}: {error.message}" == told
    assert error.notes == notes


def test_no_hint_speaks_of_what_a_text_does_inside(library: Any):
    with pytest.raises(ConvcalcError) as caught:
        library("from collections import deque\ndeque().most")

    assert caught.value.message == "'deque' object has no attribute 'most'"
    assert "self" not in caught.value.hint


def test_a_text_says_where_its_names_are_from(library: Any):
    source = (
        "from functools import reduce, partialmethod\n"
        "r = reduce.__module__, reduce.__qualname__, partialmethod.__module__, str(reduce)"
    )

    assert library(source) == ("functools", "reduce", "functools", "<function reduce>")


def test_a_class_of_a_text_cannot_be_changed(library: Any):
    with pytest.raises(ConvcalcError, match="the library's own"):
        library("from functools import partialmethod\npartialmethod.x = 1")


def test_what_one_evaluation_does_to_a_text_no_other_sees(library: Any):
    library("import functools\nfunctools.reduce.x = 1\nfunctools.wraps = 3")

    assert library(
        "import functools\nr = hasattr(functools.reduce, 'x'), functools.wraps == 3"
    ) == (
        False,
        False,
    )


def test_one_name_is_one_object(library: Any):
    source = "import functools\nfrom functools import reduce\nr = functools.reduce is reduce"

    assert library(source) is True


def test_a_text_is_counted_as_any_other(library: Any):
    with pytest.raises(LimitError):
        library("from functools import reduce\nreduce(lambda a, b: a, range(10**9))", steps=1_000)


def test_only_the_part_that_is_asked_for_is_parsed(library: Any, monkeypatch: pytest.MonkeyPatch):
    file = "std/stand_ins/functools.py"
    text = Text(file)
    monkeypatch.setitem(stand_ins.TEXTS, file, text)
    library("from functools import reduce\nreduce(max, [1])")

    assert [name for name, part in text.home.items() if part in text._trees] == ["reduce"]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_definition_of_a_text_is_found(file: Path):
    symbols = symtable(file.read_text(encoding="utf-8"), file.name, "exec").get_symbols()
    named = {each.get_name() for each in symbols if each.is_assigned() or each.is_imported()}
    brought = {each.get_name() for each in symbols if each.is_imported()}
    text = Text(file.relative_to(LIBRARIES).as_posix())

    assert set(text.home) == named
    assert not set(stand_in(file.relative_to(LIBRARIES).as_posix())) & brought


@pytest.mark.parametrize("module", WRITTEN)
def test_torch_nn_lists_what_its_texts_define(module: str):
    text = text_of(f"torch/stand_ins/{module.rpartition('.')[2]}.py")
    defined = [name for name in text.defined if name[0] != "_"]

    assert sorted(defined) == sorted(WRITTEN[module])


def test_no_text_is_a_part_of_the_program():
    code = (
        "import pkgutil, convcalc\n"
        "for each in pkgutil.walk_packages(convcalc.__path__, 'convcalc.'): print(each.name)"
    )
    done = subprocess.run(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert "convcalc.readers.python.libraries.std.functools" in done.stdout
    assert "stand_ins." not in done.stdout
