"""Where something stands in the user's own text."""

from __future__ import annotations

from convcalc.values import Value


class Source(Value):
    """
    A place in a file: lines and columns count from 1; the end is the first column behind it.

    `text` is the whole line, for the caret. In a notebook lines are those of the `cell`, counted
    from 1 as well.
    """

    file: str
    line: int
    column: int = 1
    end_column: int = 0
    text: str = ""
    cell: int = 0

    def __str__(self) -> str:
        return f"{self.place}:{self.column}" if not self.cell else self.place

    @property
    def place(self) -> str:
        """The file and the line."""
        if self.cell:
            return f"{self.file}: cell {self.cell}, line {self.line}"
        return f"{self.file}:{self.line}"

    @property
    def spot(self) -> str:
        """Where it stands in its file, in words."""
        return f"in cell {self.cell}, line {self.line}" if self.cell else f"on line {self.line}"

    def caret(self) -> str:
        """The line, and under it a finger on the place; empty where the text is not known."""
        if not self.text.strip():
            return ""
        start = min(max(self.column, 1), len(self.text) + 1) - 1
        end = min(max(self.end_column - 1, start + 1), max(len(self.text), start + 1))
        indent = len(self.text) - len(self.text.lstrip())
        indent = min(indent, start)
        line = self.text[indent:].rstrip()
        shift = start - indent
        if len(line) > CARET_WIDTH:
            cut = max(0, min(shift - CARET_WIDTH // 2, len(line) - CARET_WIDTH))
            line, shift = line[cut : cut + CARET_WIDTH], shift - cut
        width = max(1, min(end - start, len(line) - shift))
        return f"    {line}\n    {' ' * shift}{'^' * width}"


CARET_WIDTH = 140
