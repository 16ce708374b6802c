"""The user's own text: parsed with care, and pointed at."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.limits import exceeded
from convcalc.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

BRACKETS = r"[()\[\]{}]"
LITERALS = r"(?s)'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*"
WORDS = r"\w+|[^\w\s]"
STARTS = r"(?!(?:else|elif|except|finally|case)\b)[A-Za-z_@\[]"
"""How a line begins that is no part of the statement above it."""

EXPECTATIONS = (
    ("was never closed", "", "the closing bracket"),
    ("does not match opening", "", "the bracket that closes the open one"),
    ("unmatched", "", "an opening bracket before it"),
    ("forgot a comma", "a comma is missing", "a comma between two arguments"),
    ("unterminated string", "", "a quote at the end of the text"),
    ("unterminated triple", "", "three quotes at the end of the text"),
    ("unexpected indent", "", "a line that starts where the one before it starts"),
    ("unindent does not match", "", "a line that starts where an earlier one starts"),
    ("expected an indented block", "", "an indented line"),
    ("positional argument follows", "", "arguments without a name before those with one"),
    ("cannot assign to", "", "a name on the left of ="),
    ("expected ':'", "", "a colon at the end of the line"),
)
"""A part of the parser's complaint, what to say instead, and what would have been right."""


class SourceText:
    """
    A text and its name: parses it, and finds the place of a node.

    `lines` are the user's own; `shift` is how many columns were cut from the left of each before
    parsing, `above` how many lines of the file stand above. `is_ours` where no user wrote it.
    """

    is_ours: ClassVar[bool] = False

    def __init__(self, text: str, file: str, shift: int = 0, above: int = 0) -> None:
        normal = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self.file = file
        self.lines = normal.split("\n")
        self.shift = shift
        self.above = above
        self.parsed_text = "\n".join([line[shift:] for line in self.lines]) if shift else normal
        self._parsed_lines: list[str] | None = None if shift else self.lines
        self._ascii = text.isascii()

    def seen_from(self, outer: SourceText, node: ast.expr) -> SourceText:
        """The text to point at while this is executed for a node of another: this one itself."""
        return self

    def users_node(self, node: ast.expr) -> ast.AST:
        """The node of a text of the user that this one stands for: itself, if it is the user's."""
        return node

    def parse(self, limits: Limits) -> ast.Module:
        """
        The syntax tree.

        Raises:
            LimitError: If the text is too long, or nested too deeply.
            SyntaxProblem: If it does not parse; points at the place.
        """
        self.check(limits)
        return self.parse_checked(limits)

    def parse_checked(self, limits: Limits) -> ast.Module:
        """
        The syntax tree of a text that is known not to be too long.

        Raises:
            LimitError: If it is nested too deeply.
            SyntaxProblem: If it does not parse; points at the place.
        """
        try:
            with warnings.catch_warnings():
                # Python's opinion of the user's text, such as a doubtful escape, is not ours.
                warnings.simplefilter("ignore")
                return ast.parse(self.parsed_text, self.file)
        except SyntaxError as problem:
            raise self._complaint(problem, limits) from None
        except (RecursionError, MemoryError):
            raise exceeded("nesting", limits.nesting, "levels of nesting") from None
        except (ValueError, UnicodeError):
            raise ReadError(f"{self.file} holds letters that are no text") from None

    def check(self, limits: Limits) -> None:
        """
        Refuse what would cost the parser too much.

        Raises:
            LimitError: If the text is too long, or nested too deeply.
            ReadError: If it is binary.
        """
        text = self.parsed_text
        if "\0" in text:
            raise ReadError(f"{self.file} is binary: it holds a NUL", expected="a text")
        if len(text) > limits.source_bytes // 4 and _size(text) > limits.source_bytes:
            raise exceeded("source_bytes", limits.source_bytes, "bytes of source")
        most = limits.source_words
        # There are no more words than letters, so that counting them is seldom needed.
        if len(text) > most and sum(1 for _ in re.finditer(WORDS, text)) > most:
            raise exceeded("source_words", limits.source_words, "names, numbers and signs")
        self._check_nesting(text, limits)

    def pieces(self, limits: Limits, size: int) -> Iterator[tuple[SourceText, ast.Module]]:
        """
        The text in pieces of about so many lines, each parsed when it is asked for.

        A whole tree takes some kilobytes a line; pieces keep only one of them. A piece ends where
        a line begins in the first column and what is above it parses.

        Raises:
            SyntaxProblem: If the text does not parse.
        """
        start, wanted = 0, size
        while start < len(self.lines):
            end = self._boundary(start + wanted)
            text = "\n".join(self.lines[start:end]) + "\n"
            piece = SourceText(text, self.file, self.shift, self.above + start)
            try:
                tree = piece.parse_checked(limits)
            except SyntaxProblem:
                if end == len(self.lines):
                    raise
                wanted *= 2
                continue
            yield piece, tree
            start, wanted = end, size

    def _boundary(self, line: int) -> int:
        """The next line at which a statement may begin."""
        lines, shift, starts = self.lines, self.shift, re.compile(STARTS)
        while line < len(lines):
            if starts.match(lines[line], shift):
                return line
            line += 1
        return len(lines)

    def _check_nesting(self, text: str, limits: Limits) -> None:
        depth = 0
        if sum(map(text.count, "([{")) <= limits.nesting:
            return
        if "'" in text or '"' in text or "#" in text:
            text = re.sub(LITERALS, "", text)
        for bracket in re.findall(BRACKETS, text):
            depth += 1 if bracket in "([{" else -1
            if depth > limits.nesting:
                raise exceeded("nesting", limits.nesting, "brackets open at once")

    def _complaint(self, problem: SyntaxError, limits: Limits) -> SyntaxProblem | LimitError:
        """The parser's complaint in our words."""
        message = problem.msg or "this cannot be read"
        source = self._problem_place(problem)
        if "too many nested" in message or "too many levels" in message:
            return exceeded("nesting", limits.nesting, "levels of nesting").at(source)
        if "integer string conversion" in message:
            return exceeded("integer_bits", limits.integer_bits, "bits in one number").at(source)
        message = message[0].lower() + message[1:]
        for part, instead, expected in EXPECTATIONS:
            if part in message:
                return SyntaxProblem(instead or message, expected=expected, source=source)
        return SyntaxProblem(
            f"this is not a layer or a line of Python: {message}",
            expected="a layer, for example conv2d(64, k=3), or an assignment",
            source=source,
        )

    def _problem_place(self, problem: SyntaxError) -> Source | None:
        """Where the parser stopped; its columns count letters from 1."""
        if not problem.lineno:
            return None
        line = min(problem.lineno, len(self.lines))
        column = max(problem.offset or 1, 1) + self.shift
        ends_here = problem.end_lineno == problem.lineno and problem.end_offset
        end = problem.end_offset + self.shift if ends_here and problem.end_offset else 0
        return Source(
            file=self.file,
            line=line + self.above,
            column=column,
            end_column=end,
            text=self.lines[line - 1],
        )

    def place(self, node: ast.AST) -> Source:
        """Where a node stands. Columns of the tree count bytes; ours count letters from 1."""
        line: int = node.lineno  # type: ignore[attr-defined]  # expressions and statements have places
        start: int = node.col_offset  # type: ignore[attr-defined]
        end: int = node.end_col_offset  # type: ignore[attr-defined]
        text = self.lines[line - 1]
        if node.end_lineno != line:  # type: ignore[attr-defined]
            end = _size(text) - self.shift
        if not self._ascii and not text.isascii():
            start, end = self._letters(line, start), self._letters(line, end)
        start += self.shift + 1
        end += self.shift + 1
        return Source(
            file=self.file, line=line + self.above, column=start, end_column=end, text=text
        )

    def _letters(self, line: int, column: int) -> int:
        """A column in bytes as a column in letters."""
        text = self._parsed()[line - 1]
        return len(text.encode("utf-8", "replace")[:column].decode("utf-8", "ignore"))

    def _parsed(self) -> list[str]:
        if self._parsed_lines is None:
            self._parsed_lines = self.parsed_text.split("\n")
        return self._parsed_lines

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """The text of an expression as the user wrote it, on one line, with single spaces."""
        line, start, end = node.lineno, node.col_offset, node.end_col_offset or 0
        lines = self._parsed()
        if node.end_lineno != line:
            return self._long_segment(node, lines)
        text = lines[line - 1]
        if not self._ascii and not text.isascii():
            start, end = self._letters(line, start), self._letters(line, end)
        return text[start:end]

    def _long_segment(self, node: ast.expr | ast.stmt, lines: list[str]) -> str:
        """The same for an expression that goes over several lines, without its comments."""
        last = node.end_lineno or node.lineno
        start = self._letters(node.lineno, node.col_offset)
        end = self._letters(last, node.end_col_offset or 0)
        inner = lines[node.lineno : last - 1]
        pieces = [lines[node.lineno - 1][start:], *inner, lines[last - 1][:end]]
        joined = " ".join(" ".join(map(_without_comment, pieces)).split())
        return re.sub(r",? ([)\]}])", r"\1", re.sub(r"([(\[{]) ", r"\1", joined))


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _without_comment(line: str) -> str:
    """The line up to its comment; a # inside quotes is none."""
    if "#" not in line:
        return line
    return re.sub(LITERALS, lambda match: "" if match[0][0] == "#" else match[0], line)
