"""Targets as people type them: `model.py:Net(num_classes=10)`, `package.module:resnet50`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPRESSION = re.compile(r"[^\W\d]\w*\s*(?:[.(\[].*)?", re.DOTALL)
MODULE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
CALLED = "target"
"""What the target itself is called where an error is in it."""

STDIN = ("-", "stdin")


class Target(Value):
    """
    Where a model is, and how it is made.

    `place` is a file, a dotted module or "-"; `expression` is what stands behind the colon, empty
    where there is none; `arguments` is the text of `--args`.
    """

    place: str
    expression: str = ""
    arguments: str = ""

    @property
    def is_module(self) -> bool:
        """The place is a dotted name, which is looked for as an import would."""
        return self.place not in STDIN and not is_file_name(self.place)

    @property
    def spelled(self) -> str:
        """The target as the user may paste it."""
        return f"{self.place}:{self.expression}" if self.expression else self.place


SOURCES = (".py", ".ipynb", ".md")
"""The ends of names of files that a target may name without being there."""


def is_file_name(place: str) -> bool:
    """Whether a place is written as a file, or is one."""
    return place.lower().endswith(SOURCES) or os.sep in place or os.path.isfile(place)


def split(text: str) -> Target:
    """
    The two sides of a target; a text that names a file as it stands has one side only.

    >>> split("models/net.py:Net(10)").expression
    'Net(10)'
    """
    if not os.path.exists(text):  # importing pathlib takes milliseconds
        for place, expression in _splits(text):
            if is_place(place):
                return Target(place=place, expression=expression)
    return Target(place=text)


def is_place(place: str) -> bool:
    """Whether what stands before a colon can be a source."""
    return place in STDIN or place.lower().endswith(SOURCES) or MODULE.fullmatch(place) is not None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a text at a colon that a name follows; a drive's letter is no place."""
    for position, letter in enumerate(text):
        if letter != ":" or position == 0:
            continue
        rest = text[position + 1 :]
        is_drive = position == 1 and text[0].isalpha() and rest[:1] in ("\\", "/")
        if not is_drive and EXPRESSION.fullmatch(rest.strip()):
            yield text[:position], rest.strip()
