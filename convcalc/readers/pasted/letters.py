"""Signs that look like Python's and are others: full-width, quoted by an editor, of a web page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from convcalc.readers.python.language.source_text import LITERALS

if TYPE_CHECKING:
    from convcalc.readers.pasted.lines import Line

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Every letter, digit and sign of ASCII has a wide twin."""

SIGNS = FULL_WIDTH | {
    ord("、"): ord(","),
    ord("。"): ord("."),
    ord("【"): ord("["),
    ord("】"): ord("]"),
    ord("‘"): ord("'"),
    ord("’"): ord("'"),
    ord("“"): ord('"'),
    ord("”"): ord('"'),
    ord("−"): ord("-"),
    ord("–"): ord("-"),
    ord("×"): ord("*"),
}
BLANKS = {code: ord(" ") for code in (0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000)}
NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
STRANGE = re.compile(f"[{''.join(map(chr, SIGNS | BLANKS | NOTHING))}]")
ENTITY = re.compile(r"&(?:gt|lt|amp|quot|nbsp|#39|#x27|#34);")


def with_plain_letters(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines with Python's own signs outside of texts and comments, and what was replaced."""
    found: dict[str, None] = {}
    has_entities = any(ENTITY.search(line.text) for line in lines)
    mended = [_plain(line, found, has_entities=has_entities) for line in lines]
    notes = []
    if has_entities:
        notes.append("the escapes of a web page, such as &gt;, were put back")
    shown = [each for each in found if each.isprintable() and not each.isspace()]
    if shown:
        notes.append(f"{' '.join(shown[:8])} read as the signs that Python has for {_them(shown)}")
    if len(shown) < len(found):
        notes.append("blanks that are none of Python's were replaced")
    return mended, notes


def _them(shown: list[str]) -> str:
    return "it" if len(shown) == 1 else "them"


def _plain(line: Line, found: dict[str, None], *, has_entities: bool) -> Line:
    text = html.unescape(line.text) if has_entities else line.text
    if text.isascii() or not STRANGE.search(text):
        return line if text == line.text else line.but(text)
    pieces, last = [], 0
    for literal in re.finditer(LITERALS, text):
        pieces.append(_replaced(text[last : literal.start()], found))
        pieces.append(literal[0])
        last = literal.end()
    pieces.append(_replaced(text[last:], found))
    return line.but("".join(pieces))


def _replaced(text: str, found: dict[str, None]) -> str:
    found.update(dict.fromkeys(STRANGE.findall(text)))
    return text.translate(SIGNS | BLANKS | NOTHING)
