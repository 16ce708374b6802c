"""
The baseline, `convcalc.lock`: what every checked network was when it was last approved.

It is JSON with the definitions sorted and one line a layer, so that a difference of two versions
reads layer by layer. The lines are found without holding the file in memory; a file that someone
reformatted is read as any JSON.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import Self

from convcalc.checks.layer_record import to_document
from convcalc.checks.written import written_count
from convcalc.checks.written import written_shape
from convcalc.errors import ReadError
from convcalc.source import Source
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from convcalc.analysis.report import Report
    from convcalc.checks.layer_record import LayerRecord

VERSION = 1
NAME = "convcalc.lock"
UPDATE = "convcalc check --update writes it anew"

_HEAD = ("{", f'"version": {VERSION},', '"models": {')
_ENTRY = re.compile(r'("(?:[^"\\]|\\.)*"): \{.*"layers": \[')
_MARKS = ("<<<<<<<", "=======", ">>>>>>>")


class NewerBaseline(ReadError):  # noqa: N818 (what is wrong, as the user would say)
    """The file was written by a later convcalc."""


class Entry(Value):
    """What the baseline holds of one definition: its own lines, from line `line` on."""

    text: str
    line: int


class Baseline:
    """
    The entries of a baseline that is there.

    Raises:
        NewerBaseline: If a later convcalc wrote it.
        ReadError: If it is no baseline, with the line where that shows.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._places: dict[str, tuple[int, int, int]] = {}
        self._texts: dict[str, Entry] = {}
        if not self._is_scanned():
            self._read()

    @property
    def keys(self) -> set[str]:
        """The definitions that it holds."""
        return {*self._places, *self._texts}

    def entry(self, key: str) -> Entry | None:
        """What it says of a definition."""
        if key not in self._places:
            return self._texts.get(key)
        start, end, line = self._places[key]
        with Path(self.path).open("rb") as file:
            file.seek(start)
            text = file.read(end - start).decode()
        return Entry(text="\n".join(text.splitlines()).removesuffix(","), line=line)

    def _is_scanned(self) -> bool:
        """Whether the file has the form that we write, with the places of its entries found."""
        scan = _Scan()
        try:
            with Path(self.path).open("rb") as file:
                for data in file:
                    if not scan.takes(data):
                        return False
        except (UnicodeDecodeError, RecursionError, ValueError):
            return False
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ReadError(f"{self.path!r} cannot be read: {reason}") from None
        self._places = scan.places
        return scan.is_complete

    def _read(self) -> None:
        """Read a file of another form, as JSON."""
        document = self._document()
        version = document.get("version") if isinstance(document, dict) else None
        if isinstance(version, int) and version > VERSION:
            raise NewerBaseline(
                f"{self.path} is of version {version}, which is newer than {VERSION}",
                expected=f"a baseline of version {VERSION}",
                hint="upgrade convcalc to the release that your team uses",
                source=Source(file=self.path, line=1),
            )
        models = document.get("models") if isinstance(document, dict) else None
        if version != VERSION or not isinstance(models, dict):
            raise ReadError(
                f"{self.path} is no baseline",
                expected=f'an object with "version": {VERSION} and "models"',
                hint=UPDATE,
                source=Source(file=self.path, line=1),
            )
        for key, value in models.items():
            self._texts[key] = Entry(text=rewritten(key, value), line=1)

    def _document(self) -> Any:
        """The file as JSON; where it is none, the line that breaks it."""
        try:
            text = Path(self.path).read_text(encoding="utf-8")
            return json.loads(text, object_pairs_hook=_without_doubles)
        except json.JSONDecodeError as error:
            raise self._broken(text, error) from None
        except UnicodeDecodeError:
            raise ReadError(
                f"{self.path} is not UTF-8", expected="a text in UTF-8", hint=UPDATE
            ) from None
        except (RecursionError, ValueError) as error:
            raise ReadError(
                f"{self.path} is broken: {error}",
                expected="a baseline as it was written",
                hint=UPDATE,
                source=Source(file=self.path, line=1),
            ) from None

    def _broken(self, text: str, error: json.JSONDecodeError) -> ReadError:
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith(_MARKS):
                return ReadError(
                    f"{self.path} holds the marks of a merge conflict",
                    expected="one of both sides",
                    hint=UPDATE,
                    source=Source(file=self.path, line=number),
                )
        return ReadError(
            f"{self.path} is broken: {error.msg[:1].lower()}{error.msg[1:]}",
            expected="a baseline as it was written",
            hint=UPDATE,
            source=Source(file=self.path, line=error.lineno, column=error.colno),
        )


class _Scan:
    """One pass over the lines of a baseline as it is written."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[int, int, int]] = {}
        self.is_complete = False
        self._offset = 0
        self._line = 0
        self._key: str | None = None
        self._begin = (0, 0)

    def takes(self, data: bytes) -> bool:
        """Go over one line; whether it is one that can stand there."""
        start = self._offset
        self._offset += len(data)
        self._line += 1
        line = data.decode().rstrip("\r\n")
        if self._line <= len(_HEAD):
            return line == _HEAD[self._line - 1]
        if self._key is not None:
            return self._is_inside(line)
        if line.startswith('"'):
            return self._begins(line, start)
        if line == "}" and not self.is_complete:
            self.is_complete = True
            return True
        return line == "}" and self.is_complete

    def _begins(self, line: str, start: int) -> bool:
        found = _ENTRY.fullmatch(line)
        if found is None:
            return False
        self._key = json.loads(found[1])
        self._begin = (start, self._line)
        return self._key not in self.places

    def _is_inside(self, line: str) -> bool:
        if line in ("]}", "]},"):
            start, number = self._begin
            self.places[str(self._key)] = (start, self._offset, number)
            self._key = None
            return True
        return line.startswith("{")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{double!r} comes up twice")
    return found


class Kept(Value):
    """What is kept of one definition."""

    inputs: Mapping[str, Any]
    totals: Mapping[str, Any]
    layers: tuple[Any, ...]

    @classmethod
    def of(cls, report: Report, records: Iterable[LayerRecord]) -> Self:
        """What a network is now."""
        return cls(
            inputs={name: written_shape(shape) for name, shape in report.inputs},
            totals={
                name: written_count(report.totals.__dict__[name]) for name in ("params", "macs")
            },
            layers=tuple([to_document(each) for each in records]),
        )

    def text(self, key: str) -> str:
        """Its lines in the baseline."""
        head = (
            f'{json.dumps(key)}: {{"inputs": {json.dumps(self.inputs)}, '
            f'"totals": {json.dumps(self.totals)}, "layers": ['
        )
        lines = ",\n".join(map(json.dumps, self.layers))
        return f"{head}\n{lines}\n]}}" if lines else f"{head}\n]}}"


def rewritten(key: str, value: Any) -> str:
    """The lines of an entry that someone reformatted, as they are when we write them."""
    fields = ("inputs", "totals", "layers")
    if (
        isinstance(value, dict)
        and sorted(value) == sorted(fields)
        and isinstance(value["layers"], list)
    ):
        return Kept(
            inputs=value["inputs"], totals=value["totals"], layers=tuple(value["layers"])
        ).text(key)
    return f"{json.dumps(key)}: {json.dumps(value)}"


def text_of(entries: Mapping[str, str]) -> str:
    """A whole baseline, given the lines of each definition."""
    models = ",\n".join(entries[key] for key in sorted(entries))
    head = "\n".join(_HEAD)
    return f"{head}\n{models}\n}}\n}}\n" if models else f"{head}\n}}\n}}\n"
