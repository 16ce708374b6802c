"""What is tried in CI is what pyproject.toml declares."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OPTIONAL: dict[str, list[str]] = PROJECT["optional-dependencies"]


def pinned(file: str) -> list[str]:
    """The lines of a file of constraints."""
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_the_lowest_versions_that_are_tried_are_those_declared():
    declared: list[str] = PROJECT["dependencies"]

    assert pinned("constraints-lowest.txt") == [each.replace(">=", "==") for each in declared]


def test_whatever_is_declared_is_pinned():
    every = [*PROJECT["dependencies"], *(each for extra in OPTIONAL.values() for each in extra)]
    names = {re.split(r"[\[>=]", each)[0] for each in every} - {"convcalc"}

    assert names <= {line.partition("==")[0] for line in pinned("constraints.txt")}
