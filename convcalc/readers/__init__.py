"""
From a file or a text to a definition.

Adding a format of text that is the user's own is one file and its lines in READERS; adding one that
a framework stores is a folder and its line in `convcalc.readers.formats`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import SyntaxProblem
from convcalc.readers.contents import Guessed
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from convcalc.readers.definition import Definition
    from convcalc.readers.pasted.lines import Line
    from convcalc.readers.source.definition import SourceDefinition

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

PASTED = frozenset({".ipynb", ".markdown", ".md", ".qmd", ".rmd"})
"""The ends of names of files that hold code among other things."""

PYTHON = frozenset({".py", ".txt", ""})
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
        text = files.read_file(file, guess=True)
    files.refuse_empty(text, shown)
    definition = _read_text(text, shown, suffix, options)
    if not isinstance(text, Guessed):
        return definition
    from convcalc.readers.pasted.said import saying

    return saying(text, definition)


def _read_text(text: str, shown: str, suffix: str, options: dict[str, Any]) -> Definition:
    """The definition in a text, as it stands or as what it was pasted from."""
    from convcalc.readers import files

    name = files.name_of("-" if shown == "stdin" else shown)
    if suffix in PASTED or files.may_be_pasted(text):
        pasted = _pasted(text, shown, name, options)
        if pasted is not None:
            return pasted
    try:
        return _of_text(text, shown, suffix, options)
    except SyntaxProblem:
        pasted = _pasted(text, shown, name, options)
        if pasted is None:
            raise
        return pasted


def _of_text(text: str, shown: str, suffix: str, options: dict[str, Any]) -> Definition:
    """The definition that a text is as it stands."""
    from convcalc.readers import files

    if suffix in PYTHON and files.may_be_source(text):
        from convcalc.readers.source.finding import read_if_source

        if (model := read_if_source(text, shown, **options)) is not None:
            if suffix == ".py":
                return model
            from convcalc.readers.pasted.lines import lines_of

            return _with_imports(model, lines_of(text), shown, options)
    reader = load(READERS.get(suffix) or files.sniff(text), inside=__name__)
    name = files.name_of("-" if shown == "stdin" else shown)
    return _assuming(reader(text, shown, name), shown, options)


def _pasted(text: str, shown: str, name: str, options: dict[str, Any]) -> Definition | None:
    """The definition that a text is which was pasted; None where it is not known to be."""
    from convcalc.readers.pasted.lines import Mended
    from convcalc.readers.pasted.rereading import reread

    found = reread(text, shown, name)
    if not isinstance(found, Mended):
        return None if found is None else _assuming(found, shown, options)
    from convcalc.readers.pasted.lines import PastedText
    from convcalc.readers.pasted.said import Said
    from convcalc.readers.source.finding import read_if_source

    lines = found.lines
    definition: Definition
    if (model := read_if_source(PastedText(lines, shown), shown, **options)) is not None:
        definition = _with_imports(model, lines, shown, options)
    else:
        from convcalc.readers.layers_file.text_spec import read as read_spec

        definition = _assuming(read_spec(PastedText(lines, shown), shown, name), shown, options)
    return Said(definition, found.notes)


def _with_imports(
    model: SourceDefinition, lines: Sequence[Line], shown: str, options: dict[str, Any]
) -> Definition:
    """The model of a text that is no file of Python, with the imports that were not copied."""
    from convcalc.readers.pasted.imports import with_imports

    parsed = model.parsed_file
    if parsed is None:
        return model
    added, notes = with_imports(lines, parsed.tree)
    if not notes:
        return model
    from convcalc.readers.pasted.lines import PastedText
    from convcalc.readers.pasted.said import Said
    from convcalc.readers.source.finding import read_if_source

    found = read_if_source(PastedText(added, shown), shown, **options)
    return model if found is None else Said(found, notes)


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
