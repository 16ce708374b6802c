"""
From a file or a text to a definition.

Adding a format is one file and its lines in READERS.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from convcalc.readers.definition import Definition

TEXT = "convcalc.readers.spec.text:read"

READERS: dict[str, str] = {
    ".layers": TEXT,
    ".txt": TEXT,
    ".py": TEXT,
    ".yaml": "convcalc.readers.spec.documents:read_yaml",
    ".yml": "convcalc.readers.spec.documents:read_yaml",
    ".toml": "convcalc.readers.spec.documents:read_toml",
    ".json": "convcalc.readers.spec.documents:read_json",
}
"""The end of a file's name -> module:function, which takes (text, file, name)."""

STDIN = "-"


def read(source: str | Path, text: str | None = None) -> Definition:
    """
    The definition in a file, on standard input ("-"), or in a text that is given.

    Args:
        source: The path; with `text`, what to call it in messages.
        text: The definition itself.

    Raises:
        ReadError: If it cannot be read: missing, a directory, binary, not UTF-8, empty, too large.
        SyntaxProblem: If it does not parse.
    """
    from convcalc.readers import files

    file = str(source)
    if text is None:
        text = files.read_stdin() if file == STDIN else files.read_file(file)
    shown = "stdin" if file == STDIN else file
    files.refuse_empty(text, shown)
    suffix = files.suffix_of(file)
    home, _, function = (READERS.get(suffix) or files.sniff(text)).partition(":")
    reader = getattr(import_module(home), function)
    definition: Definition = reader(text, shown, files.name_of(file))
    return definition
