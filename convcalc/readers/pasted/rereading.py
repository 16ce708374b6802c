"""A text that could not be read as it stands, read as what it may have been pasted from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.errors import SyntaxProblem
from convcalc.readers.pasted.fences import blocks_of
from convcalc.readers.pasted.fences import has_fences
from convcalc.readers.pasted.letters import with_plain_letters
from convcalc.readers.pasted.line_breaks import has_lost_breaks
from convcalc.readers.pasted.line_breaks import with_line_breaks
from convcalc.readers.pasted.lines import Mended
from convcalc.readers.pasted.lines import joined
from convcalc.readers.pasted.lines import lines_of
from convcalc.readers.pasted.lines import parses
from convcalc.readers.pasted.magics import without_magics
from convcalc.readers.pasted.margins import without_margin
from convcalc.readers.pasted.methods import in_class
from convcalc.readers.pasted.methods import is_without_class
from convcalc.readers.pasted.methods import with_first_line_in
from convcalc.readers.pasted.prose import SIGNS
from convcalc.readers.pasted.prose import without_prose
from convcalc.readers.pasted.statements import Unclear
from convcalc.source import Source

if TYPE_CHECKING:
    from convcalc.readers.definition import Definition
    from convcalc.readers.pasted.lines import Line

NOTEBOOK = re.compile(r'\s*\{\s*"(?:cells|metadata|nbformat|nbformat_minor|worksheets)"\s*:')
TABLES = ("Param #", "torch.Size(", "depth-idx")
"""Without one of these there is no table of a model."""

PRINTED_WORD = re.compile(
    r"\b(padding=|padding_mode=)(same|valid|zeros|reflect|replicate|circular)\b"
)

MOST_LETTERS = 1_000_000
"""Of a text that is taken to be pasted; no page has more."""


def reread(text: str, file: str, name: str) -> Mended | Definition | None:
    """
    What a text is that is pasted: lines of Python, or a definition; None where it is neither.

    Args:
        text: All of it.
        file: What messages call it.
        name: What the network is called that has no name of its own.

    Raises:
        ConvcalcError: If it is known what it is, and it cannot be read.
    """
    if NOTEBOOK.match(text):
        from convcalc.readers.pasted.notebook import read_notebook

        return read_notebook(text, file)
    if len(text) > MOST_LETTERS:
        return None
    problem: SyntaxProblem | None = None
    found: Mended | Definition | None = None
    try:
        found = mended(text)
    except Unclear as unclear:
        problem = _unclear(unclear, text, file)
    found = found or _printed(text, file, name) or _table(text, file, name)
    if found is None and "Error" in text:
        from convcalc.readers.pasted.tracebacks import explained

        if (error := explained(text)) is not None:
            raise error
    if found is None and problem is not None:
        raise problem
    return found


def _table(text: str, file: str, name: str) -> Definition | None:
    """The definition of a model of which a table is printed in a text."""
    if not any(sign in text for sign in TABLES):
        return None
    from convcalc.readers.printed.keras_summary import is_summary
    from convcalc.readers.printed.keras_summary import keras_table
    from convcalc.readers.printed.tables import TableDefinition
    from convcalc.readers.printed.torch_tables import torch_table

    table = keras_table(text, file) if is_summary(text) else None
    table = table or torch_table(text, file)
    return TableDefinition(table, name) if table is not None else None


def _unclear(problem: Unclear, text: str, file: str) -> SyntaxProblem:
    """What is said of a text whose line breaks cannot be put back."""
    from convcalc.readers.pasted.line_breaks import place_in

    line, column = place_in(lines_of(text), problem.start)
    return SyntaxProblem(
        f"the line breaks of this code are lost, and {problem.reason}",
        expected="one statement a line",
        source=Source(file=file, line=line.number, column=column + 1, text=line.whole),
    )


def _printed(text: str, file: str, name: str) -> Definition | None:
    """The definition of a model that is printed in a text."""
    from convcalc.readers.printed.tree import is_print

    if not is_print(text):
        return None
    from convcalc.readers.printed.definition import PrintedDefinition
    from convcalc.readers.printed.tree import printed

    found = printed(text, file)
    return PrintedDefinition(found, name) if found is not None else None


def mended(text: str) -> Mended | None:
    """The lines of Python in a text, and what was done to find them; None where there are none."""
    lines = lines_of(text)
    found, notes = _fenced(lines) if has_fences(lines) else _cleaned(lines)
    if not notes or not found:
        return None
    return Mended(lines=tuple(found), notes=tuple(dict.fromkeys(notes)))


def _fenced(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The blocks of Python between fences, one after the other."""
    blocks = blocks_of(lines)
    found: list[Line] = []
    notes: list[str] = []
    count = 0
    for block in blocks:
        code, said = _cleaned(block)
        if code:
            found += code
            notes += said
            count += 1
    if not count:
        return [], []
    which = "the code" if count == 1 else f"{count} blocks of code"
    return found, [f"{which} between fences, without the text around", *notes]


def _cleaned(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Lines that parse, and what was done to them; none where they cannot be made to."""
    lines, notes = with_plain_letters(lines)
    quoted = [_quoted(line) for line in lines]
    if quoted != lines:
        lines = quoted
        notes.append("words that PyTorch prints without quotes were put in quotes")
    lines, said = without_margin(lines)
    notes += said
    if not parses(lines):
        lines, said = _made_to_parse(lines)
        notes += said
        if not lines:
            return [], []
    elif len(lines) > 1 and lines[0].cut != 0 and not said:
        notes.append("the indentation that all lines have was taken off")
    text = joined(lines)
    if is_without_class(text):
        lines, note = in_class(lines, text)
        notes.append(note)
    return (lines, notes) if parses(lines) else ([], [])


def _quoted(line: Line) -> Line:
    """A printed layer with its words in quotes: `padding=same`."""
    if "kernel_size=" not in line.text:
        return line
    text = PRINTED_WORD.sub(r"\1'\2'", line.text)
    return line if text == line.text else line.but(text)


def _made_to_parse(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Lines that parse, by the least that makes them so; none where nothing does."""
    code, count = without_magics(lines)
    notes = [
        f"{count} {'line' if count == 1 else 'lines'} for IPython or the shell left out"
    ] * bool(count)
    if count and parses(code):
        return code, notes
    straight = [line.but(line.text.expandtabs(4)) for line in code]
    if straight != code and parses(straight):
        return straight, [*notes, "tabs were taken for four blanks"]
    if has_lost_breaks(code):
        return with_line_breaks(code), [*notes, "line breaks were put back"]
    first = with_first_line_in(code)
    if first is not None:
        return first, [*notes, "the first line was given the indentation of the others"]
    if SIGNS.search(joined(code)):
        bare, left_out = without_prose(code)
        if left_out and parses(bare):
            return bare, [*notes, "the text around the code was left out"]
    return [], []
