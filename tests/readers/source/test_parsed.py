"""Files are parsed once, and again when they change."""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

import pytest

from convcalc.readers.python.language.limits import Limits
from convcalc.readers.source.exports import guarded_imports
from convcalc.readers.source.exports import static_all
from convcalc.readers.source.parsed import mentions
from convcalc.readers.source.parsed import parsed_file
from convcalc.readers.source.parsed import parsed_text

if TYPE_CHECKING:
    from pathlib import Path

AFFECTED = {
    "a name": ("a = 1", ["a"]),
    "several names": ("a, (b, *c) = d = f()", ["a", "b", "c", "d"]),
    "an attribute": ("a.b.c = 1", ["a"]),
    "an element": ("a[0].b = c", ["a"]),
    "growing": ("a += b", ["a"]),
    "a function": ("def a():\n    b = 1", ["a"]),
    "a class": ("class a:\n    b = 1", ["a"]),
    "imports": ("import a.b, c as d", ["a", "d"]),
    "names of a module": ("from a import b, c as d", ["b", "d"]),
    "a method": ("a.append(b)", ["a", "b"]),
    "a call": ("f(a, b=c[0])", ["a", "c"]),
    "a loop": ("for a in b:\n    c = a", ["a", "c"]),
    "a condition": ("if a:\n    b = 1\nelse:\n    import c", ["b", "c"]),
    "an exception": ("try:\n    import a\nexcept E as e:\n    a = None", ["a", "e"]),
    "a context": ("with a as b:\n    c = 1", ["b", "c"]),
    "a walrus": ("print(a := 1)", ["a"]),
    "a docstring": ("'text'", []),
    "the main block": ("if __name__ == '__main__':\n    a = 1", []),
    "a star": ("from a import *", []),
    "deleting": ("del a", ["a"]),
}


@pytest.mark.parametrize(("text", "names"), AFFECTED.values(), ids=AFFECTED)
def test_the_names_of_a_statement(text: str, names: list[str]):
    affected = parsed_text(text, "text", Limits()).affected

    assert sorted(name for each in affected for name in each) == names


LISTED: dict[str, tuple[str, set[str] | None]] = {
    "none": ("a = 1", None),
    "a list": ("__all__ = ['a', 'b']", {"a", "b"}),
    "a tuple that grows": ("__all__ = ('a',)\n__all__ += ('b',)", {"a", "b"}),
    "methods": ("__all__ = ['a']\n__all__.append('b')\n__all__.extend(['c'])", {"a", "b", "c"}),
    "a sum": ("__all__ = ['a'] + ['b']", {"a", "b"}),
    "what cannot be read off": ("__all__ = ['a'] + other.__all__", None),
    "nothing": ("__all__ = []", set()),
}


@pytest.mark.parametrize(("text", "names"), LISTED.values(), ids=LISTED)
def test_what_a_star_may_take(text: str, names: set[str] | None):
    assert static_all(ast.parse(text)) == names


GUARDED = {
    "ImportError": ("try:\n    import a\nexcept ImportError:\n    pass", 1),
    "one of several": ("try:\n    from a import b\nexcept (KeyError, ImportError):\n    pass", 1),
    "anything": ("try:\n    if x:\n        import a\nexcept:\n    pass", 1),
    "another": ("try:\n    import a\nexcept KeyError:\n    pass", 0),
    "the handler itself": ("try:\n    pass\nexcept ImportError:\n    import a", 0),
}


@pytest.mark.parametrize(("text", "count"), GUARDED.values(), ids=GUARDED)
def test_imports_that_may_fail(text: str, count: int):
    assert len(guarded_imports(ast.parse(text))) == count


def test_a_file_is_parsed_once_as_long_as_it_does_not_change(tmp_path: Path):
    file = tmp_path / "net.py"
    file.write_text("a = 1")
    first = parsed_file(str(file), Limits())

    assert parsed_file(str(file), Limits()) is first
    file.write_text("bc = 12")
    os.utime(file, (1, 1))
    assert "bc" in parsed_file(str(file), Limits()).affecting


def test_what_a_file_says_is_seen_without_parsing(tmp_path: Path):
    file = tmp_path / "net.py"
    file.write_text("a b c = =")

    assert mentions(str(file), "b c")
    assert not mentions(str(file), "d")
    file.write_text("d")
    assert mentions(str(file), "d")
    assert not mentions(str(tmp_path / "nowhere.py"), "d")
