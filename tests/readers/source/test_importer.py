"""Imports find what Python finds, and read it as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import python_says
from projects import reader_of
from projects import value_of

from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.source import importer

if TYPE_CHECKING:
    from collections.abc import Callable

    Project = Callable[[dict[str, str]], Path]

PROJECTS: dict[str, tuple[dict[str, str], str]] = {
    "a file beside": ({"m.py": "import other\na = other.a", "other.py": "a = 1"}, "a"),
    "another name": ({"m.py": "import other as o", "other.py": "a = 1"}, "o.a"),
    "names of a file": (
        {"m.py": "from other import a as b, c", "other.py": "a = 1\nc = 2"},
        "(b, c)",
    ),
    "a module in a package": (
        {
            "m.py": "import p.q.r\nx = p.q.r.a + p.b",
            "p/__init__.py": "b = 1",
            "p/q/__init__.py": "",
            "p/q/r.py": "a = 1",
        },
        "x",
    ),
    "relative imports": (
        {
            "m.py": "from p.q import c",
            "p/__init__.py": "",
            "p/a.py": "A = 1",
            "p/q/__init__.py": "from .r import c",
            "p/q/r.py": "from ..a import A\nfrom . import s\nc = A + s.S",
            "p/q/s.py": "S = 40",
        },
        "c",
    ),
    "a folder without __init__": (
        {"m.py": "from p.r import a\nimport p.r as r", "p/r.py": "a = 1"},
        "(a, r.a)",
    ),
    "a star": ({"m.py": "from other import *", "other.py": "a = 1\n_b = 2"}, "a"),
    "a star and __all__": (
        {"m.py": "a = 0\nfrom other import *", "other.py": "__all__ = ['b']\na = 1\nb = 2"},
        "(a, b)",
    ),
    "an __all__ that grows": (
        {
            "m.py": "from other import *",
            "other.py": "__all__ = ['b']\n__all__ += ['c']\n__all__.extend(['d'])\nb = 2\nc = 3\nd = 4",
        },
        "(b, c, d)",
    ),
    "the later star wins": (
        {"m.py": "from one import *\nfrom two import *", "one.py": "a = 1", "two.py": "a = 2"},
        "a",
    ),
    "a star of stars": (
        {"m.py": "from one import *", "one.py": "from two import *", "two.py": "a = 2"},
        "a",
    ),
    "imports in a circle": (
        {
            "m.py": "import one\na = one.f()",
            "one.py": "import two\nx = 1\ndef f(): return two.g()",
            "two.py": "import one\ndef g(): return one.x",
        },
        "a",
    ),
    "a file beside goes before the standard library": (
        {"m.py": "import types\na = types.a", "types.py": "a = 7"},
        "a",
    ),
    "a package goes before a file of the same name": (
        {"m.py": "from q import a", "q.py": "a = 1", "q/__init__.py": "a = 2"},
        "a",
    ),
    "an import in a try that fails": (
        {"m.py": "try:\n    import nowhere_at_all\n    a = 1\nexcept ImportError:\n    a = 2"},
        "a",
    ),
    "a name in a try that is not there": (
        {"m.py": "try:\n    from other import b\nexcept ImportError:\n    b = 2", "other.py": ""},
        "b",
    ),
    "a registry in another module": (
        {
            "m.py": "from one import make",
            "one.py": "from registry import get, register_thing\n"
            "def make(): return get('t')\nregister_thing('t', 7)",
            "registry.py": "ALL = {}\ndef register_thing(k, v): ALL[k] = v\n"
            "def get(k): return ALL[k]",
        },
        "make()",
    ),
    "an import in a function": (
        {"m.py": "def f():\n    from other import a\n    return a\nx = f()", "other.py": "a = 1"},
        "x",
    ),
}


@pytest.mark.parametrize(("files", "expression"), PROJECTS.values(), ids=PROJECTS)
def test_imports_give_what_python_gives(project: Project, files: dict[str, str], expression: str):
    file = project(files) / "m.py"

    assert str(value_of(file, expression)) == python_says(file, expression)


def test_nothing_is_read_that_is_not_asked_for(project: Project):
    folder = project({"m.py": "from broken import *\nimport broken\na = 1", "broken.py": "a b c"})

    assert value_of(folder / "m.py", "a") == 1


def test_a_file_in_a_package_finds_its_package(project: Project):
    files = {
        "p/__init__.py": "",
        "p/a.py": "from p.b import B\nfrom .b import B as C",
        "p/b.py": "B = 1",
    }

    assert value_of(project(files) / "p" / "a.py", "(B, C)") == (1, 1)


def test_a_relative_import_outside_of_a_package_means_the_folder(project: Project):
    files = {"a.py": "from .b import B\nfrom . import b", "b.py": "B = 1"}

    assert value_of(project(files) / "a.py", "(B, b.B)") == (1, 1)


def test_the_project_around_a_folder_is_found(project: Project):
    files = {
        "setup.py": "",
        "models/net.py": "from tools.blocks import B",
        "tools/blocks.py": "B = 1",
    }

    assert value_of(project(files) / "models" / "net.py", "B") == 1


def test_a_root_adds_a_place(project: Project):
    folder = project({"here/m.py": "from far import a", "there/far.py": "a = 1"})

    assert value_of(folder / "here" / "m.py", "a", (str(folder / "there"),)) == 1


def test_a_module_that_is_nowhere_is_not_known(project: Project):
    found = value_of(project({"m.py": "import nowhere_at_all as n\na = n.b.c(1)"}) / "m.py", "a")

    assert isinstance(found, Unread)
    assert found.reason == (
        "no module 'nowhere_at_all' is found beside the file, in --root or on Python's path"
    )


def test_the_same_file_is_one_module_whatever_it_is_called(project: Project):
    files = {
        "p/__init__.py": "",
        "p/a.py": "class A: pass",
        "m.py": "import p.a\nfrom p import a\nfrom p.a import A\nsame = p.a.A is a.A is A",
    }

    assert value_of(project(files) / "m.py", "same") is True


def test_files_below_the_current_folder_have_a_whole_path(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    files = {"m.py": "import p.other\nfile = p.other.__file__", "p/other.py": "a = 1"}
    monkeypatch.chdir(project(files))

    assert value_of(Path("m.py"), "file") == str(Path("p/other.py").absolute())


def test_a_relative_import_leaves_the_current_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    files = {"n/m.py": "from ..beside import a", "beside.py": "a = 7"}
    monkeypatch.chdir(project(files) / "n")

    assert value_of(Path("m.py"), "a") == 7


def test_errors_name_the_file_they_are_in(project: Project):
    folder = project({"m.py": "from other import a", "other.py": "\na = 1 // 0"})
    found = value_of(folder / "m.py", "a")

    assert str(found.source) == f"{folder / 'other.py'}:2:5"


def test_no_file_of_the_standard_library_is_read(project: Project):
    reader, module = reader_of(project({"m.py": "import calendar"}) / "m.py")

    assert isinstance(module.find("calendar"), Unread)
    assert reader.importer.files() == [str(module.file)]


def test_a_star_of_a_broken_file_is_told_where_a_name_is_missing(project: Project):
    folder = project(
        {"m.py": "from broken import *\na = len([missing])", "broken.py": "missing = ="}
    )
    found = value_of(folder / "m.py", "a")

    assert isinstance(found, Unread)
    assert found.reason.startswith("name 'missing' is not defined")


def test_in_a_large_package_a_star_is_not_parsed_for_a_name_that_it_does_not_say(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importer, "LARGE_PACKAGE", 3)
    folder = project(
        {
            "big/__init__.py": "",
            "big/m.py": "from .one import *\nfrom .two import *\nb = a",
            "big/one.py": "a = 1",
            "big/two.py": "c = 1",
        }
    )
    reader, module = reader_of(folder / "big" / "m.py")

    assert module.find("b") == 1
    assert str(folder / "big" / "two.py") not in reader.importer.files()
