"""Hostile sources and targets end in an error, soon."""

from __future__ import annotations

import os
from time import process_time
from typing import TYPE_CHECKING

import pytest

from convcalc.errors import ConvcalcError
from convcalc.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

SECONDS = 20


def error_of(target: str) -> ConvcalcError | None:
    """What stops a target, while it is read or traced."""
    try:
        return read(target).trace([(None, (1, 3, 8, 8))]).error
    except ConvcalcError as error:
        return error


TEXTS = {
    "an endless loop at the top": "while True:\n    pass\n    model = 1\n",
    "an endless loop in a builder": "def model():\n    while True:\n        pass\n",
    "endless recursion": "def model():\n    return model()\n",
    "a huge list": "model = [0] * 10 ** 10\n",
    "a huge number": "model = 10 ** 10 ** 10\n",
    "a text that doubles": "model = 'ab'\nfor i in range(100):\n    model = model + model\n",
    "a way to the host's classes": "model = ().__class__.__bases__[0].__subclasses__()\n",
    "a way to the host's functions": "def f(): pass\nmodel = f.__globals__['__builtins__']\n",
    "an import of the host's": "model = __import__('os').system('true')\n",
    "code out of a text": "model = eval('1')\n",
    "a module's own insides": "import model as me\nmodel = me.reader.importer\n",
    "a star that leads to itself": "from net import *\nfrom net import model\n",
    "a file to be written": "model = open('written', 'w')\n",
}


CASES = [
    pytest.param(text, id=name, marks=[pytest.mark.slow] if "endless loop" in name else [])
    for name, text in TEXTS.items()
]


@pytest.mark.parametrize("text", CASES)
def test_a_hostile_file_ends_in_an_error(
    project: Project, monkeypatch: pytest.MonkeyPatch, text: str
):
    folder = project({"net.py": text})
    monkeypatch.chdir(folder)
    started = process_time()

    assert error_of("net.py:model") is not None
    assert process_time() - started < SECONDS
    assert [each.name for each in folder.iterdir()] == ["net.py"]


TARGETS = {
    "a huge range": "make(*range(10 ** 9))",
    "an endless power": "make(9 ** 9 ** 9 ** 9)",
    "brackets without end": "make(" + "(" * 5_000 + ")" * 5_000 + ")",
    "a chain without end": "make" + ".a" * 20_000,
    "a lambda that calls itself": "make((lambda f: f(f))(lambda f: f(f)))",
    "two lines": "make(1)\nmake(2)",
    "nothing but blanks in the call": "make(,)",
    "a word that is none": "make(\udcff)",
}


@pytest.mark.parametrize("expression", TARGETS.values(), ids=TARGETS)
def test_a_hostile_target_ends_in_an_error(project: Project, expression: str):
    folder = project({"net.py": "def make(x):\n    return x\n"})

    assert error_of(f"{folder / 'net.py'}:{expression}") is not None


def test_a_chain_of_imports_without_end_is_stopped(project: Project):
    files = {f"m{each}.py": f"from m{each + 1} import a\n" for each in range(300)}
    folder = project({**files, "m300.py": "a = 1\n"})

    assert error_of(f"{folder / 'm0.py'}:a") is not None


def test_what_is_no_file_is_not_waited_for(project: Project):
    folder = project({"net.py": "from pipe import a\nfrom torch import nn\nmodel = nn.ReLU()\n"})
    os.mkfifo(folder / "pipe.py")

    assert read(f"{folder / 'net.py'}:model").trace([(None, (1, 3))]).error is None
    with pytest.raises(ConvcalcError, match="is a device, a pipe or a socket"):
        read(f"{folder / 'pipe.py'}:model")


def test_a_binary_beside_takes_only_its_names_with_it(project: Project):
    folder = project({"net.py": "from other import a\nfrom torch import nn\nmodel = nn.ReLU()\n"})
    (folder / "other.py").write_bytes(b"\x00\x01\xff")

    assert read(f"{folder / 'net.py'}:model").trace([(None, (1, 3))]).error is None
