"""YAML as plain values, with the place of each; aliases are bounded, keys are unique."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import SyntaxProblem
from convcalc.source import Source

if TYPE_CHECKING:
    import yaml

    Place = tuple[int, int, int]

BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line, besides the usual sign."""

MOST_VALUES = 1_000_000
"""Values in a document, those behind aliases counted every time."""

DEEPEST = 100

PARSER_TOO_DEEP = "exceeded maximum nesting depth"
"""How PyYAML's C parser says, from 6.0.4 on, that its own bound came before ours."""

PLAIN = frozenset({"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


def load(text: str, file: str) -> tuple[Any, dict[str, Place]]:
    """
    The document's value, and where the value of every path stands.

    Raises:
        SyntaxProblem: If it is no YAML.
        LimitError: If its aliases multiply beyond measure, or it is nested too deeply.
    """
    import yaml

    loader_class: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if text.count("\n") + text.count(",") > MOST_VALUES:
        raise _too_many()
    _check_depth(text)
    try:
        loader = loader_class(text)
        try:
            node = loader.get_single_node()
            values = Values(loader, text, file)
            return (None if node is None else values.plain(node, "", 0)), values.places
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as problem:
        raise _problem(problem, text, file) from None
    except yaml.YAMLError as problem:
        raise SyntaxProblem(f"{file} is no YAML: {problem}") from None
    except RecursionError:
        raise _too_deep() from None
    except (ValueError, OverflowError):
        raise SyntaxProblem(f"{file} holds a number or a date that is none") from None


def _check_depth(text: str) -> None:
    """Refuse nesting before the parser meets it: it goes as deep as the text says."""
    if text.count("[") + text.count("{") + text.count("- -") + text.count("? ") > DEEPEST:
        depth = 0
        for letter in text:
            if letter in "[{":
                depth += 1
                if depth > DEEPEST:
                    raise _too_deep()
            elif letter in "]}":
                depth = max(depth - 1, 0)
        for line in text.split("\n"):
            if line.count("- ") > DEEPEST or line.count("? ") > DEEPEST:
                raise _too_deep()


def _too_many() -> LimitError:
    return LimitError(
        f"more than {MOST_VALUES:,} values, those behind aliases included",
        expected=f"at most {MOST_VALUES:,} values",
    )


def _too_deep() -> LimitError:
    return LimitError(
        f"more than {DEEPEST} levels of nesting", expected=f"at most {DEEPEST} levels"
    )


def _problem(problem: yaml.MarkedYAMLError, text: str, file: str) -> SyntaxProblem | LimitError:
    mark = problem.problem_mark
    message = problem.problem or "it does not parse"
    if message == PARSER_TOO_DEEP:
        return _too_deep()
    if mark is None:
        return SyntaxProblem(f"{file} is no YAML: {message}")
    lines = text.split("\n")
    shown = lines[mark.line] if mark.line < len(lines) else ""
    source = Source(file=file, line=mark.line + 1, column=mark.column + 1, text=shown)
    return SyntaxProblem(f"this is no YAML: {message}", source=source)


class Values:
    """Turns YAML's nodes into plain values."""

    def __init__(self, loader: Any, text: str, file: str) -> None:
        self._loader = loader
        self._lines = text.split("\n")
        self._file = file
        self._left = MOST_VALUES
        self.places: dict[str, Place] = {}

    def plain(self, node: Any, path: str, depth: int) -> Any:
        """
        The value of a node.

        Raises:
            LimitError: If there are too many, as behind aliases of aliases, or too deep.
            SyntaxProblem: If a key is there twice.
        """
        self._left -= 1
        if self._left < 0:
            raise _too_many()
        if depth > DEEPEST:
            raise _too_deep()
        start, end = node.start_mark, node.end_mark
        last = end.column if end.line == start.line else start.column + 1
        self.places[path] = (start.line + 1, start.column + 1, last + 1)
        if node.id != "scalar" and node.tag not in PLAIN:
            raise self._wrong(f"the tag {node.tag!r} is not read here", start)
        if node.id == "mapping":
            return self._mapping(node, path, depth)
        if node.id == "sequence":
            return [
                self.plain(each, f"{path}[{index}]", depth + 1)
                for index, each in enumerate(node.value)
            ]
        return self._scalar(node)

    def _wrong(self, message: str, mark: yaml.Mark) -> SyntaxProblem:
        text = self._lines[mark.line] if mark.line < len(self._lines) else ""
        source = Source(file=self._file, line=mark.line + 1, column=mark.column + 1, text=text)
        return SyntaxProblem(message, source=source)

    def _scalar(self, node: Any) -> Any:
        """A number, a text, a truth or nothing; whatever else YAML knows stays a text."""
        if node.tag.rpartition(":")[2] in ("int", "float", "bool", "null"):
            return self._loader.construct_object(node)
        return node.value

    def _mapping(self, node: Any, path: str, depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if key_node.id == "scalar" else None
            if not isinstance(key, str) or key in result:
                what = "is there twice" if isinstance(key, str) else "is no text"
                raise self._wrong(f"the key {key!r} {what}", key_node.start_mark)
            inner = f"{path}.{key}" if path else key
            result[key] = self.plain(value_node, inner, depth + 1)
        return result
