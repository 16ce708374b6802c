"""Where the lines of a document come from: a path in it, and a place in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.python.language.source_text import SourceText
from convcalc.source import Source

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

Place = tuple[int, int, int]
"""Line, column and end column, counting from 1."""

Span = tuple[int, int, str]
"""First column, column behind the last, and what stands there, as the rest of its path."""


class DocumentSource(Source):
    """A place in a document: a path such as `layers[3].conv2d.stride`, and the line if known."""

    path: str = ""

    def __str__(self) -> str:
        if not self.line:
            return f"{self.file}: {self.path}" if self.path else self.file
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.path}" if self.path else place


class Line:
    """One line of the spec that a document spells, and the path of what spells it."""

    __slots__ = ("indent", "path", "spans", "text")

    def __init__(self, text: str, path: str, indent: int, spans: Sequence[Span] = ()) -> None:
        self.text = text
        self.path = path
        self.indent = indent
        self.spans = spans


class DocumentText(SourceText):
    """The spec that a document spells, which points back into the document."""

    def __init__(self, text: str, file: str, places: dict[str, Place]) -> None:
        self._original = text.split("\n")
        self._places = places
        self._written: list[Line] = []
        super().__init__("", file)

    def begin(self, lines: list[Line]) -> None:
        """Take the lines to parse."""
        self._written = lines
        super().__init__("\n".join([" " * line.indent + line.text for line in lines]), self.file)

    def place(self, node: ast.AST) -> Source:
        """Where a node stands in the document."""
        inner = super().place(node)
        line = self._written[inner.line - 1]
        start, end = inner.column - 1 - line.indent, inner.end_column - 1 - line.indent
        for first, last, rest in line.spans:
            if first <= start and end <= last:
                return self.locate(line.path + rest, line.text[first:last])
        return self.locate(line.path, line.text, start, end)

    def locate(self, path: str, text: str = "", start: int = 0, end: int = 0) -> Source:
        """The place of a path; `text` is what stands there, and start and end a part of it."""
        found = self._places.get(path)
        if not found:
            return DocumentSource(
                file=self.file, line=0, column=start + 1, end_column=end + 1, text=text, path=path
            )
        line, first, behind = found
        shown = self._original[line - 1]
        offset = shown.find(text, first - 1) if text else -1
        if offset >= 0:
            column, last = offset + start, offset + (end or len(text))
        else:
            column, last = first - 1, max(behind - 1, first)
        return DocumentSource(
            file=self.file, line=line, column=column + 1, end_column=last + 1, text=shown, path=path
        )
