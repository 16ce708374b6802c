"""
From a file or a text to a definition.

Adding a format of text that is the user's own is one file and its lines in READERS; adding one that
a framework stores is a folder and its line in `convcalc.readers.formats`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import SyntaxProblem
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from convcalc.readers.definition import Definition

TEXT = "layers_file.text_spec:read"

READERS: dict[str, str] = {
    ".layers": TEXT,
    ".txt": TEXT,
    ".py": TEXT,
    ".yaml": "layers_file.documents:read_yaml",
    ".yml": "layers_file.documents:read_yaml",
    ".toml": "layers_file.documents:read_toml",
    ".json": "layers_file.documents:read_json",
}
"""The end of a file's name -> module:function, which takes (text, file, name)."""

OWN = frozenset({".layers", ".py"})
"""The ends of names of files that hold no other format, whatever they look like."""

PYTHON = frozenset({".py", ""})
"""The ends of names of files that may hold a model in Python source instead of a spec."""


def read(
    source: str | Path,
    text: str | None = None,
    *,
    args: str = "",
    roots: Sequence[str] = (),
    assume: Sequence[str] = (),
) -> Definition:
    """
    The definition in a file, on standard input ("-"), or in a text that is given.

    Args:
        source: The path; with `text`, what to call it in messages. A model in Python source is a
            target, for example `model.py:Net` or `package.module:resnet50()`.
        text: The definition itself.
        args: What a model in Python source is made with, for example "num_classes=10".
        roots: Where else the modules are found that Python source imports.
        assume: What holds of sizes, for example "H % 32 == 0", and the shapes of what modules
            give that cannot be read, for example "encoder=1x512x7x7".

    Raises:
        ReadError: If it cannot be read: missing, a directory, binary, not UTF-8, empty, too large.
        SyntaxProblem: If it does not parse.
        UsageError: If `args`, `roots` or `assume` are given for what is no Python source.
    """
    from convcalc.readers import files

    options: dict[str, Any] = {"args": args, "roots": roots, "assume": assume}
    file = str(source)
    if text is None and ":" in file:
        from convcalc.readers.source.finding import read_if_target

        if (model := read_if_target(file, **options)) is not None:
            return model
    suffix = files.suffix_of(file)
    shown = "stdin" if file == files.STDIN else file
    if suffix not in OWN:
        found = _stored(file, text, suffix)
        if isinstance(found, str):
            text = found
        else:
            return _assuming(found, shown, options)
    elif text is None:
        text = files.read_file(file)
    files.refuse_empty(text, shown)
    try:
        return _of_text(text, shown, suffix, options)
    except SyntaxProblem:
        from convcalc.readers.pasted.rereading import reread

        pasted = reread(text, shown, files.name_of(file))
        if pasted is None:
            raise
        return _assuming(pasted, shown, options)


def _of_text(text: str, shown: str, suffix: str, options: dict[str, Any]) -> Definition:
    """The definition that a text is as it stands."""
    from convcalc.readers import files

    if suffix in PYTHON and files.may_be_source(text):
        from convcalc.readers.source.finding import read_if_source

        if (model := read_if_source(text, shown, **options)) is not None:
            return model
    reader = load(READERS.get(suffix) or files.sniff(text), inside=__name__)
    name = files.name_of("-" if shown == "stdin" else shown)
    return _assuming(reader(text, shown, name), shown, options)


def _stored(file: str, text: str | None, suffix: str) -> Definition | str:
    """The definition in a file of a framework; the text of a file that is none."""
    from convcalc.readers import files
    from convcalc.readers.formats import HEAD
    from convcalc.readers.formats import recognised

    if text is not None:
        head = text[:HEAD].encode(errors="replace")
        found = recognised(head, suffix)
        if found is None:
            return text
        from convcalc.readers.contents import Contents

        contents = Contents(text.encode(errors="replace"), file)
    else:
        contents = files.contents_of(file)
        found = recognised(contents.head(HEAD), suffix)
        if found is None:
            return contents.text()
    definition: Definition = load(found, inside=__name__)(contents, files.name_of(file))
    return definition


def _assuming(definition: Definition, shown: str, options: dict[str, Any]) -> Definition:
    """The definition with what is said of its sizes."""
    if any(options.values()):
        from convcalc.readers.assuming import assumptions_of_spec

        definition.assumptions = assumptions_of_spec(shown, **options)
    return definition
