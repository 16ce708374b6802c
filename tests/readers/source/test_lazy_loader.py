"""Packages whose names `lazy_loader` gives when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import value_of

from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

ATTACHED = (
    "import lazy_loader\n__getattr__, __dir__, __all__ = lazy_loader.attach("
    "__name__, ['parts'], {'sizes': ['SIZE', 'STEP']})"
)
KIT = {
    "kit/__init__.py": ATTACHED,
    "kit/parts.py": "WIDE = 24",
    "kit/sizes.py": "SIZE, STEP = 5, 2",
}
USES = {
    "a name": ("from kit import SIZE\nWIDTH = SIZE", 5),
    "an attribute": ("import kit\nWIDTH = kit.STEP", 2),
    "a submodule": ("import kit\nWIDTH = kit.parts.WIDE", 24),
    "what there is": ("import kit\nWIDTH = kit.__all__", ["SIZE", "STEP", "parts"]),
}


@pytest.mark.parametrize(("source", "expected"), USES.values(), ids=USES)
def test_names_are_imported_when_asked_for(project: Project, source: str, expected: object):
    assert value_of(project(KIT | {"net.py": source}) / "net.py", "WIDTH") == expected


def test_a_name_that_is_not_there_is_said(project: Project):
    with pytest.raises(ConvcalcError, match="No kit attribute SIDE"):
        value_of(project(KIT | {"net.py": "import kit"}) / "net.py", "kit.SIDE + 1")
