"""Code between fences, as Markdown and chats have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.readers.pasted.lines import Line

FENCE = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})\s*\{?\s*\.?([\w+-]*)")
PYTHON = frozenset({"", "ipython", "ipython3", "py", "pycon", "python", "python3", "pytorch"})
"""What stands behind a fence of code that may be Python."""


def has_fences(lines: list[Line]) -> bool:
    """Whether there is code between fences."""
    return any(FENCE.match(line.text) for line in lines)


def blocks_of(lines: list[Line]) -> list[list[Line]]:
    """The blocks of code that may be Python; the last one may lack its end."""
    blocks: list[list[Line]] = []
    opened = ""
    is_python = False
    for line in lines:
        fence = FENCE.match(line.text)
        if not opened:
            if fence is not None:
                opened, is_python = fence[1], fence[2].lower() in PYTHON
                if is_python:
                    blocks.append([])
        elif fence is not None and fence[1].startswith(opened) and not fence[2]:
            opened = ""
        elif is_python:
            blocks[-1].append(line)
    return [block for block in blocks if any(line.text.strip() for line in block)]
