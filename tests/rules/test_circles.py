"""
No files, and no folders, need each other in a circle, but those that are listed.

Every import counts: those for types alone, and those inside functions. In each folder the files and
the folders directly in it are looked at: one needs another if anything in it imports anything in
the other. So a circle shows where its members lie side by side.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
FILES = {
    file.relative_to(ROOT).with_suffix("").parts: file
    for file in sorted((ROOT / "convcalc").rglob("*.py"))
}
FOLDERS = sorted({name[:depth] for name in FILES for depth in range(1, len(name))})
CIRCLES: dict[str, list[set[str]]] = {
    "convcalc/readers/python": [{"language", "objects", "values", "world"}],
    "convcalc/readers/python/libraries": [{"__init__", "stand_ins"}],
    "convcalc/readers/python/libraries/keras": [{"calls", "layer", "layer_contents"}],
    "convcalc/readers/python/libraries/torch/nn": [
        {"classes", "losses"},
        {"module", "module_hooks", "module_paths"},
    ],
    "convcalc/readers/python/objects": [{"classes", "instances", "root_methods"}],
}
"""
The circles that there are. The list only shrinks: one that is gone is taken out.

A language is circular by nature: a class makes instances, and an instance asks its class.
"""

Name = tuple[str, ...]
Needs = dict[str, set[str]]


def module_of(name: Name) -> Name | None:
    """The file that a dotted name means, or a name in it."""
    for depth in range(len(name), 0, -1):
        for found in (name[:depth], (*name[:depth], "__init__")):
            if found in FILES:
                return found
    return None


def imported(file: Path) -> Iterator[Name]:
    """Every dotted name that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((*node.module.split("."), alias.name) for alias in node.names)


ARROWS = [
    (name, needed)
    for name, file in FILES.items()
    for needed in filter(None, map(module_of, imported(file)))
]


def needs_in(folder: Name) -> Needs:
    """What each file and folder directly in a folder needs of the others."""
    depth = len(folder)
    found: Needs = {}
    for one, other in ARROWS:
        if one[:depth] == other[:depth] == folder and one[depth] != other[depth]:
            found.setdefault(one[depth], set()).add(other[depth])
    return found


def circles(needs: Needs) -> list[set[str]]:
    """The largest groups in which each needs every other, if need be by way of others."""
    reached = {each: reachable(each, needs) for each in needs}
    found: list[set[str]] = []
    for each, others in sorted(reached.items()):
        group = {other for other in others if each in reached.get(other, ())}
        if group and group not in found:
            found.append(group)
    return found


def reachable(start: str, needs: Needs) -> set[str]:
    """Everything that one needs, and what that needs."""
    found: set[str] = set()
    open_ends = [start]
    while open_ends:
        for other in needs.get(open_ends.pop(), set()) - found:
            found.add(other)
            open_ends.append(other)
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids="/".join)
def test_nothing_needs_each_other_but_what_is_listed(folder: Name):
    assert circles(needs_in(folder)) == CIRCLES.get("/".join(folder), [])


def test_what_is_listed_is_there():
    assert set(CIRCLES) <= {"/".join(folder) for folder in FOLDERS}


def test_a_circle_is_found_by_way_of_others():
    needs = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}}

    assert circles(needs) == [{"a", "b", "c"}]
