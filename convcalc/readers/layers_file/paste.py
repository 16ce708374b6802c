"""Text as it comes out of other places: indented, behind prompts."""

from __future__ import annotations

from convcalc.readers.python.language.source_text import SourceText

PROMPT, MORE = ">>> ", "... "


def source_text(text: str, file: str) -> SourceText:
    """The text to parse: common indentation and prompts are taken off, columns stay true."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.startswith(PROMPT):
        return SourceText(_without_output(text), file, len(PROMPT))
    return SourceText(text, file, _indentation(text) if first[:1].isspace() else 0)


def _indentation(text: str) -> int:
    """How far all lines are indented, comments apart."""
    indents = [
        len(line) - len(line.lstrip(" \t"))
        for line in text.splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return min(indents, default=0)


def _without_output(text: str) -> str:
    """A session's own lines; what it answered is left blank."""
    prompts = (PROMPT, MORE, PROMPT.rstrip(), MORE.rstrip())
    return "\n".join([line if line.startswith(prompts) else "" for line in text.split("\n")])
