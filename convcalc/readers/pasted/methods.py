"""Methods that were copied without their class."""

from __future__ import annotations

import re

from convcalc.readers.pasted.lines import Line
from convcalc.readers.pasted.lines import parses

INIT = re.compile(r"(?m)^def __init__\(\s*self\b")
FORWARD = re.compile(r"(?m)^def (?:forward|call)\(\s*self\b")
CLASS = re.compile(r"(?m)^class \w")
OWN = re.compile(r"(?m)^self\.\w+\s*=")
STATEMENT = re.compile(r"(?:import|from)\s|#|$")
KERAS = re.compile(r"\bdef call\(|\bkeras\b|\blayers\.\w+\(|\btf\.")
INDENT = "    "


def is_without_class(text: str) -> bool:
    """Whether there are methods and no class."""
    if CLASS.search(text):
        return False
    if INIT.search(text):
        return True
    return OWN.search(text) is not None and FORWARD.search(text) is not None


def in_class(lines: list[Line], text: str) -> tuple[list[Line], str]:
    """The lines as the body of a class, and what was done."""
    base = "keras.Model" if KERAS.search(text) else "nn.Module"
    first = next(index for index, line in enumerate(lines) if not STATEMENT.match(line.text))
    head, body = lines[:first], lines[first:]
    made = [_line(f"class Model({base}):", body[0])]
    if not INIT.search(text):
        made += [
            _line(f"{INDENT}def __init__(self):", body[0]),
            _line(f"{INDENT * 2}super().__init__()", body[0]),
        ]
        is_method = False
        for line in body:
            is_method = is_method or line.text.startswith(("def ", "@"))
            made.append(_indented(line, INDENT if is_method else INDENT * 2))
    else:
        made += [_indented(line, INDENT) for line in body]
    return [*head, *made], f"a class was put around the methods: class Model({base})"


def _line(text: str, near: Line) -> Line:
    """A line of ours, whose place is that of the user's nearest one."""
    return Line(text=text, whole=near.whole, number=near.number, cell=near.cell)


def _indented(line: Line, indent: str) -> Line:
    return line.but(indent + line.text, -len(indent)) if line.text.strip() else line


def with_first_line_in(lines: list[Line]) -> list[Line] | None:
    """The lines where the first one alone lost its indentation; None where that makes no sense."""
    filled = [line for line in lines if line.text.strip()]
    if len(filled) < 2 or filled[0].text[:1].isspace():
        return None
    margins = sorted({len(each.text) - len(each.text.lstrip()) for each in filled[1:]})
    if not margins or not margins[0]:
        return None
    indent = " " * margins[0]
    moved = [
        line.but(indent + line.text, -len(indent)) if line is filled[0] else line for line in lines
    ]
    cut = [_cut(line, margins[0]) for line in moved]
    return cut if parses(cut) else None


def _cut(line: Line, margin: int) -> Line:
    return line.but(line.text[margin:], margin) if line.text.strip() else line
