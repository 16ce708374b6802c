"""Notebooks of Jupyter: their code cells as one module."""

from __future__ import annotations

import json
from typing import Any

from convcalc.errors import ReadError
from convcalc.readers.pasted.letters import with_plain_letters
from convcalc.readers.pasted.lines import Line
from convcalc.readers.pasted.lines import Mended
from convcalc.readers.pasted.lines import joined
from convcalc.readers.pasted.lines import lines_of
from convcalc.readers.pasted.lines import parses
from convcalc.readers.pasted.magics import without_magics

MOST_CELLS = 10_000


def read_notebook(text: str, file: str) -> Mended:
    """
    The code of a notebook; cells that are no Python are left out, and named.

    Raises:
        ReadError: If it is no notebook, or has no code in Python.
    """
    cells = _cells(text, file)
    lines: list[Line] = []
    magics, broken, count = 0, [], 0
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        code, skipped = without_magics(_lines_of_cell(cell, number))
        magics += skipped
        code, _ = with_plain_letters(code)
        if not parses(code):
            broken.append(number)
        elif joined(code).strip():
            count += 1
            lines += code
    if not lines:
        raise ReadError(f"{file}: a notebook without code in Python", expected="code cells")
    return Mended(lines=tuple(lines), notes=tuple(_notes(count, magics, broken)))


def _cells(text: str, file: str) -> list[Any]:
    """
    The cells of a notebook, of format 4 or 3.

    Raises:
        ReadError: If it is none.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as problem:
        raise ReadError(
            f"{file}: this is no notebook: {problem.msg} in line {problem.lineno}",
            expected="JSON, as Jupyter writes it",
        ) from None
    except (RecursionError, ValueError):
        raise ReadError(f"{file}: this is no notebook: it is nested too deeply") from None
    if not isinstance(found, dict):
        raise ReadError(f"{file}: this is no notebook", expected="an object with cells")
    sheets = found.get("worksheets")
    if isinstance(sheets, list):
        cells = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet)]
    else:
        cells = _list(found)
    if not cells:
        raise ReadError(f"{file}: a notebook without cells", expected="code cells")
    if len(cells) > MOST_CELLS:
        raise ReadError(f"{file}: more than {MOST_CELLS:,} cells")
    return cells


def _list(holder: dict[str, Any]) -> list[Any]:
    cells = holder.get("cells")
    return cells if isinstance(cells, list) else []


def _lines_of_cell(cell: dict[str, Any], number: int) -> list[Line]:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join([each for each in source if isinstance(each, str)])
    text = source if isinstance(source, str) else ""
    return [
        Line(text=line.text, whole=line.text, number=line.number, cell=number)
        for line in lines_of(text.replace("\0", " "))
    ]


def _notes(count: int, magics: int, broken: list[int]) -> list[str]:
    notes = [f"{count} code {'cell' if count == 1 else 'cells'} of a notebook, as one file"]
    if magics:
        notes.append(
            f"{magics} {'line' if magics == 1 else 'lines'} for IPython or the shell left out"
        )
    if broken:
        shown = ", ".join(map(str, broken[:10])) + (" …" if len(broken) > 10 else "")
        notes.append(f"no Python, and left out: cell {shown}")
    return notes
