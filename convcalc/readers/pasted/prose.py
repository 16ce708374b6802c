"""Code with sentences around it, and nothing that says where it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.readers.pasted.lines import problem_of

if TYPE_CHECKING:
    from convcalc.readers.pasted.lines import Line

CODE = re.compile(
    r"(?:import|from|class|def|if|for|while|with|try|else|elif|except|finally|return|async|del|"
    r"raise|assert|pass|print)\b|[@#)\]}\s'\"]|$"
)
WORDS = re.compile(
    r"[^\W\d_]{2,}[,:;.!?]?\s+[^\W\d_]{2,}|[^\W\d_]{2,}\s*[:：,，.。!！?？]|[^\x00-\x7f]"
)
SIGNS = re.compile(r"(?m)^\s*(?:class \w+|def \w+|(?:import|from) \w+)")
"""Without one of these there is no code to be told from the rest."""


def without_prose(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines without sentences in the first column, and how many lines those were."""
    kept, count = [], 0
    for line in lines:
        if _is_prose(line.text):
            kept.append(line.blank())
            count += 1
        else:
            kept.append(line)
    return kept, count


def _is_prose(text: str) -> bool:
    if CODE.match(text):
        return False
    if text.endswith(("(", "[", "{", ",", "\\")):
        return False
    return WORDS.search(text) is not None and problem_of(text) is not None
