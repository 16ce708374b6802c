"""CONTRIBUTING.md shows the house as it is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ROOMS = re.findall(r"^\| `(convcalc/[\w/]+)` \| \S", CONTRIBUTING, re.MULTILINE)


def test_every_room_that_is_named_is_there():
    assert [room for room in ROOMS if not (ROOT / room / "__init__.py").is_file()] == []


def test_every_room_that_is_there_is_named():
    there = {f"convcalc/{file.parent.name}" for file in (ROOT / "convcalc").glob("*/__init__.py")}

    assert sorted(there - set(ROOMS)) == []


def test_every_path_to_add_things_to_is_there():
    recipes = CONTRIBUTING.partition("## To add\n")[2].partition("\n## ")[0]
    paths = re.findall(r"`((?:convcalc|readers|layers|tests|tools)/[\w/.]+)`", recipes)
    plain = [path for path in paths if not re.search("NAME|FAMILY|GROUP", path)]

    assert plain
    assert [
        path
        for path in plain
        if not ((ROOT / path).exists() or (ROOT / "convcalc" / path).exists())
    ] == []
