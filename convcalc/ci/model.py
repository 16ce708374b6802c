"""One definition to check, with everything that is asked of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.checks.amounts import Tolerance
    from convcalc.checks.baseline import Entry
    from convcalc.checks.budgets import Budget
    from convcalc.layers.core.shapes import Shape


PIPED = "stdin"
"""What the standard input is called."""


class Model(Value):
    """
    A definition to check.

    `target` is what the reader takes, `file` the file it begins in. `name` is what messages call
    it, `key` what the baseline does, `words` how a command line asks for it. `inputs` and `batch`
    are texts as on the command line, in one spelling.
    """

    name: str
    key: str
    words: str
    target: str
    file: str
    arguments: str = ""
    roots: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    batch: str | None = None
    dtype: str = "float32"
    budgets: tuple[Budget, ...] = ()
    tolerances: Mapping[str, Tolerance] = {}

    @property
    def is_piped(self) -> bool:
        """It comes from the standard input, which is another one every time."""
        return self.file == PIPED


class Job(Value):
    """
    A definition to check, with what the baseline says of it.

    `baseline` is the file to compare with, empty for none; `update` is the command that writes it
    anew; `wants_entry` asks what is to be written there instead.
    """

    model: Model
    baseline: str = ""
    update: str = ""
    entry: Entry | None = None
    wants_entry: bool = False


def spelled_input(name: str | None, shape: Shape) -> str:
    """
    An input in the one spelling that baselines know it by.

    >>> spelled_input("image", (3, 224, 224))
    'image=3x224x224'
    """
    is_plain = all(isinstance(size, int) for size in shape)
    sizes = ("x" if is_plain else ",").join("".join(repr(size).split()) for size in shape)
    dtype = getattr(shape, "dtype", "")
    lead = f"{name}=" if name else ""
    return f"{lead}{sizes}{':' if dtype else ''}{dtype}"


def variant(arguments: str, inputs: Sequence[str], batch: str | None) -> str:
    """What tells two checks of one definition apart, as it stands on the command line."""
    words = [f"({arguments})"] if arguments else []
    words += [f" -i {each}" for each in inputs]
    return "".join([*words, *([f" --batch {batch}"] if batch else [])])


def relative(path: str, folder: str) -> str:
    """A path as it is called from a folder, with `/` between its parts."""
    try:
        found = os.path.relpath(path, folder)
    except ValueError:  # on another drive there is no relative path
        found = path
    return found.replace(os.sep, "/")
