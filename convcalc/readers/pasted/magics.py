"""Lines that IPython understands and Python does not: `%matplotlib inline`, `!pip install`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.readers.pasted.lines import Line

PYTHON_CELLS = frozenset(
    {"capture", "memit", "prun", "python", "python3", "time", "timeit", "writefile"}
)
"""Words behind `%%` whose cell is Python; the file that `%%writefile` makes is, too."""

CELL = re.compile(r"\s*%%(\w+)")
MAGIC = re.compile(r"(\s*)(?:[%!]|(?:[\w.]+\s*=\s*)[%!]\s*\w|\?\??\w|[\w.]+\?\??\s*$)")


def without_magics(cell: list[Line]) -> tuple[list[Line], int]:
    """A cell without what only IPython understands, and how many lines that were."""
    first = next((line for line in cell if line.text.strip()), None)
    command = CELL.match(first.text) if first is not None else None
    if command is not None and command[1] not in PYTHON_CELLS:
        return [line.blank() for line in cell], len(cell)
    kept: list[Line] = []
    count = 0
    is_continued = False
    for line in cell:
        match = MAGIC.match(line.text)
        if not is_continued and match is None:
            kept.append(line)
            continue
        # A block may consist of nothing else.
        indent = match[1] if match is not None else ""
        kept.append(line.but(f"{indent}pass" if indent else "", 0))
        is_continued = line.text.rstrip().endswith("\\")
        count += 1
    return kept, count
