"""Specs as YAML, TOML or JSON documents of one schema: docs/schema/spec.schema.json."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.collector import calm_collector
from convcalc.errors import LimitError
from convcalc.errors import SyntaxProblem
from convcalc.readers.layers_file.document_lines import write_lines
from convcalc.readers.layers_file.document_text import DocumentText
from convcalc.readers.layers_file.document_text import Place
from convcalc.readers.layers_file.reader import SpecReader
from convcalc.readers.layers_file.spec_definition import SpecDefinition
from convcalc.readers.layers_file.uses import Uses
from convcalc.readers.python.language.limits import Limits
from convcalc.source import Source

if TYPE_CHECKING:
    from convcalc.readers.layers_file.tracer import Tracer

DEEPEST = 100
"""How deeply a document may be nested."""


def read_yaml(text: str, file: str, name: str) -> SpecDefinition:
    """
    The definition in a YAML document.

    Raises:
        SyntaxProblem: If it does not parse.
        SpecError: If it is no definition; all that is wrong with it is told.
    """
    from convcalc.readers.yaml_values import BREAKS
    from convcalc.readers.yaml_values import load

    text = BREAKS.sub("\n", text)
    value, places = load(text, file)
    return definition(value, text, file, name, places)


def read_json(text: str, file: str, name: str) -> SpecDefinition:
    """
    The definition in a JSON document.

    Raises:
        SyntaxProblem: If it does not parse.
        SpecError: If it is no definition; all that is wrong with it is told.
    """
    import json

    from convcalc.readers.layers_file.document_places import json_places

    lines = text.split("\n")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [key for key, _ in pairs]
            twice = next(key for key in names if names.count(key) > 1)
            raise SyntaxProblem(f"{file}: the key {twice!r} is there twice")
        return found

    try:
        value = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as problem:
        raise SyntaxProblem(
            f"this is no JSON: {problem.msg[0].lower()}{problem.msg[1:]}",
            source=Source(
                file=file,
                line=problem.lineno,
                column=problem.colno,
                text=lines[problem.lineno - 1] if problem.lineno <= len(lines) else "",
            ),
        ) from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:
        raise SyntaxProblem(f"{file} is no JSON: it holds a number too long to read") from None
    return definition(value, text, file, name, json_places(text))


def read_toml(text: str, file: str, name: str) -> SpecDefinition:
    """
    The definition in a TOML document.

    Raises:
        SyntaxProblem: If it does not parse.
        SpecError: If it is no definition; all that is wrong with it is told.
    """
    import tomllib

    from convcalc.readers.layers_file.document_places import toml_places

    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _toml_problem(str(problem), text, file) from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:
        raise SyntaxProblem(f"{file} is no TOML: it holds a number too long to read") from None
    return definition(value, text, file, name, toml_places(text))


def _toml_problem(message: str, text: str, file: str) -> SyntaxProblem:
    """The parser's complaint; it tells the place in words only."""
    import re

    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    source = None
    if found:
        line, column = int(found[1]), int(found[2])
        message = message[: found.start()]
        lines = text.split("\n")
        shown = lines[line - 1] if line <= len(lines) else ""
        source = Source(file=file, line=line, column=column, text=shown)
    return SyntaxProblem(f"this is no TOML: {message[0].lower()}{message[1:]}", source=source)


def too_deep() -> LimitError:
    """The complaint about a document that is nested too deeply."""
    return LimitError(
        f"more than {DEEPEST} levels of nesting", expected=f"at most {DEEPEST} levels"
    )


def _check_numbers(value: Any, bits: int) -> None:
    """
    Refuse whole numbers that nothing could be worked out with.

    Raises:
        LimitError: If one has more bits.
    """
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += each.values()
        elif isinstance(each, list):
            left += each
        elif isinstance(each, int) and each.bit_length() > bits:
            raise LimitError(
                f"a whole number of {each.bit_length():,} bits", expected=f"at most {bits:,} bits"
            )


def definition(
    value: Any, text: str, file: str, name: str, places: dict[str, Place]
) -> SpecDefinition:
    """
    The definition that a loaded document spells.

    Raises:
        SpecError: With everything that is wrong with it.
    """
    limits = Limits()
    _check_numbers(value, limits.integer_bits)
    source = DocumentText(text, file, places)
    lines = write_lines(value, source)
    source.begin(lines)
    with calm_collector():
        tree = source.parse(limits)
    given = value.get("name")

    def drive(tracer: Tracer) -> None:
        with calm_collector():
            SpecReader(source, tracer, limits).trace([(source, tree)], Uses(tree.body))

    return SpecDefinition(given if isinstance(given, str) else name, drive)
