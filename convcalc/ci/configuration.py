"""The configuration: `[tool.convcalc]` in pyproject.toml, or convcalc.toml."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from convcalc.ci.model import relative
from convcalc.ci.settings import KEYS
from convcalc.ci.settings import READ
from convcalc.ci.settings import Settings
from convcalc.ci.settings import budget_of
from convcalc.errors import ConvcalcError
from convcalc.errors import ReadError
from convcalc.errors import UsageError
from convcalc.readers.files import check_file
from convcalc.source import Source
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = "convcalc.toml"
SHARED = "pyproject.toml"
SECTION = "tool.convcalc"
MODELS = "models"
WHERE = ("path", "target")
AT_TOP = ("lock", MODELS, *KEYS)
IN_MODEL = (*WHERE, *KEYS)
MOST_BYTES = 10_000_000
MOST_BITS = 4_096


class Table(Value):
    """What a configuration asks of the definitions at `path`, a file or a glob, and `target`."""

    path: str
    target: str
    settings: Settings
    source: Source


class Configuration(Value):
    """
    A configuration that was read; `file` is empty where there is none.

    Paths in it count from `folder`. `lock` is the baseline that it demands, empty where it does
    not.
    """

    folder: str = "."
    file: str = ""
    lock: str = ""
    defaults: Settings
    tables: tuple[Table, ...] = ()


def find(folder: str = ".") -> Configuration:
    """
    The configuration of a folder: its own, or that of the nearest one above it.

    Raises:
        UsageError: If it makes no sense, or one folder has two.
    """
    start = Path(folder).resolve()
    for each in (start, *start.parents):
        own, shared = each / OWN, each / SHARED
        has_shared = shared.is_file() and SECTION in _text(shared) and _section(shared) is not None
        if own.is_file() and has_shared:
            raise UsageError(
                f"{_shown(own)} and {_shown(shared)} both configure convcalc",
                expected="one of them",
                hint="--config chooses one",
            )
        if own.is_file() or has_shared:
            return read(str(own if own.is_file() else shared))
        if (each / ".git").exists():
            break
    return Configuration(folder=folder, defaults=Settings())


def read(file: str) -> Configuration:
    """
    The configuration in a file.

    Raises:
        UsageError: If it makes no sense; every mistake in it is told.
    """
    path = Path(file).resolve()
    section = _section(path)
    if section is None:
        raise UsageError(
            f"{_shown(path)} has no [{SECTION}]",
            expected=f"a table [{SECTION}], or a file called {OWN}",
        )
    reading = _Reading(_shown(path), _Places(_text(path), is_own=_is_own(path)))
    found = reading.configuration(section, str(path.parent))
    if reading.mistakes:
        raise _together(reading.mistakes, _shown(path))
    return found


def _together(mistakes: list[ConvcalcError], file: str) -> ConvcalcError:
    if len(mistakes) == 1:
        return mistakes[0]
    whole = UsageError(f"{len(mistakes)} mistakes in {file}")
    whole.notes += [str(each) for each in mistakes]
    return whole


def _is_own(path: Path) -> bool:
    return path.name != SHARED


def _section(path: Path) -> dict[str, Any] | None:
    """The tables that are convcalc's own."""
    try:
        document: Any = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        message = str(error).partition(" (at ")[0]
        source = _source(_shown(path), line, _text(path), column)
        raise UsageError(
            f"no TOML: {message[:1].lower()}{message[1:]}",
            hint=_quoted(source.text),
            source=source,
        ) from None
    except RecursionError:
        raise UsageError(f"{_shown(path)} is nested too deep") from None
    except ValueError as error:
        raise UsageError(f"{_shown(path)} holds a number that is too long: {error}") from None
    _check_numbers(document, _shown(path))
    if _is_own(path):
        return dict(document)
    tool = document.get("tool")
    found_section = tool.get("convcalc") if isinstance(tool, dict) else None
    return found_section if isinstance(found_section, dict) else None


def _check_numbers(document: Any, file: str) -> None:
    """
    Refuse whole numbers that nothing could be worked out with.

    Raises:
        UsageError: If there is one.
    """
    left = [document]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += each.values()
        elif isinstance(each, list):
            left += each
        elif isinstance(each, int) and each.bit_length() > MOST_BITS:
            raise UsageError(
                f"{file} holds a whole number of {each.bit_length():,} bits",
                expected=f"at most {MOST_BITS:,} bits",
            )


def _quoted(line: str) -> str:
    """A line with a number and its unit, as it has to be written; empty if it is another."""
    found = re.fullmatch(r"\s*([\w\-]+)\s*=\s*(\d[\d_.]*[A-Za-z%]+)\s*(?:#.*)?", line)
    return f'a number with a unit is a text: {found[1]} = "{found[2]}"' if found else ""


def _text(path: Path) -> str:
    """
    The text of a configuration.

    Raises:
        ReadError: If it cannot be read, or is no regular file.
        LimitError: If it is too large.
    """
    try:
        check_file(_shown(path), MOST_BYTES)
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ReadError(f"{_shown(path)} is not UTF-8", expected="a text in UTF-8") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ReadError(f"{_shown(path)} cannot be read: {reason}") from None


def _shown(path: Path) -> str:
    """A path as the user would call it."""
    here = Path.cwd()
    is_near = path.is_relative_to(here) or here.is_relative_to(path.parent)
    return relative(str(path), str(here)) if is_near else str(path)


class _Places:
    """In which line a key of a table stands, as well as lines tell."""

    def __init__(self, text: str, *, is_own: bool) -> None:
        self.text = text
        self._lines: dict[tuple[int, str], int] = {}
        prefix = "" if is_own else f"{SECTION}."
        section, model = "" if is_own else None, -1
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r"\s*\[(\[?)\s*([\w.\-\"' ]+?)\s*\]", line):
                name = header[2].replace('"', "").replace("'", "").replace(" ", "")
                is_mine = f"{name}.".startswith(prefix) if prefix else True
                section = name.removeprefix(prefix.rstrip(".")).strip(".") if is_mine else None
                if section == MODELS and header[1]:
                    model += 1
                    self._lines[model, ""] = number
                elif section:
                    self._note(section, model, section.rpartition(".")[2], number)
            elif section is not None and (key := re.match(r"\s*[\"']?([\w\-]+)[\"']?\s*=", line)):
                self._note(section, model, key[1], number)

    def _note(self, section: str, model: int, key: str, number: int) -> None:
        table = model if section.partition(".")[0] == MODELS else -1
        self._lines.setdefault((table, key.replace("-", "_")), number)

    def of(self, table: int, key: str = "") -> int:
        """The line of a key, else of its table, else the first."""
        return self._lines.get((table, key)) or self._lines.get((table, "")) or 1


def _source(file: str, line: int, text: str, column: int = 1) -> Source:
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    end = len(shown.rstrip()) + 1 if column == 1 else 0
    return Source(file=file, line=line, column=column, end_column=end, text=shown)


class _Reading:
    """One configuration being read; mistakes are gathered."""

    def __init__(self, file: str, places: _Places) -> None:
        self.file = file
        self.places = places
        self.mistakes: list[ConvcalcError] = []

    def configuration(self, section: Mapping[str, Any], folder: str) -> Configuration:
        """Everything that stands in the tables."""
        plain = self._plain(section, -1, AT_TOP)
        lock = plain.pop("lock", "")
        if not isinstance(lock, str):
            self._complain(-1, "lock", UsageError(f"lock is {lock!r}", expected="a path"))
            lock = ""
        tables = plain.pop(MODELS, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self._complain(
                -1, MODELS, UsageError("models is no list of tables", expected=self._header())
            )
            tables = []
        return Configuration(
            folder=folder,
            file=self.file,
            lock=str(Path(folder) / lock) if self._is_inside(lock, -1, "lock", folder) else "",
            defaults=self._settings(plain, -1, folder),
            tables=tuple([self._table(each, index, folder) for index, each in enumerate(tables)]),
        )

    def _header(self) -> str:
        prefix = f"{SECTION}." if Path(self.file).name == SHARED else ""
        return f"[[{prefix}{MODELS}]] over each model's keys"

    def _table(self, table: Mapping[str, Any], index: int, folder: str) -> Table:
        plain = self._plain(table, index, IN_MODEL)
        path, target = (self._where(plain, index, name) for name in WHERE)
        self._is_inside(path, index, "path", folder)
        place = target.partition(":")[0]
        if "/" in place or os.sep in place:
            self._is_inside(place, index, "target", folder)
        if not path and not target:
            self._complain(
                index,
                "",
                UsageError(
                    "a model without a path or target", expected='for example path = "net.layers"'
                ),
            )
        if "inputs" in plain and "sizes" in plain:
            self._complain(
                index,
                "sizes",
                UsageError(
                    "inputs and sizes are both given",
                    expected="inputs for one trace, or sizes for several",
                ),
            )
        return Table(
            path=path,
            target=target,
            settings=self._settings(plain, index, folder),
            source=self._source(index, ""),
        )

    def _is_inside(self, path: str, index: int, key: str, folder: str) -> bool:
        """Whether a path stays below the folder of the configuration; what does not is told."""
        if not path:
            return False
        joined = os.path.normpath(os.path.join(folder, path))  # noqa: PTH118
        below = os.path.join(os.path.normpath(folder), "")  # noqa: PTH118
        if not os.path.isabs(path) and f"{joined}{os.sep}".startswith(below):  # noqa: PTH117
            return True
        error = UsageError(
            f"{key} {path!r} is outside the folder of {self.file}",
            expected="a path that counts from there, without .. out of it",
            hint=f"a {OWN} further up, or the command line",
        )
        self._complain(index, key, error)
        return False

    def _where(self, plain: dict[str, Any], index: int, name: str) -> str:
        value = plain.pop(name, "")
        if isinstance(value, str):
            return value
        self._complain(index, name, UsageError(f"{name} is {value!r}", expected="a text"))
        return ""

    def _plain(
        self, table: Mapping[str, Any], index: int, known: tuple[str, ...]
    ) -> dict[str, Any]:
        """The keys of a table in one spelling, without unknown ones."""
        found = {}
        for key, value in table.items():
            plain = key.replace("-", "_")
            if plain in known:
                found[plain] = value
                continue
            from convcalc.suggestions import did_you_mean

            self._complain(
                index,
                plain,
                UsageError(
                    f"there is no key {key!r}",
                    expected=", ".join(known),
                    hint=self._elsewhere(key) or did_you_mean(plain, known),
                ),
            )
        return found

    def _elsewhere(self, key: str) -> str:
        """What to do about the header that only the other file has."""
        if key == "tool" and Path(self.file).name != SHARED:
            return f"[{SECTION}] is for {SHARED}; here its keys stand at the top, and [[{MODELS}]]"
        return ""

    def _settings(self, plain: Mapping[str, Any], index: int, folder: str) -> Settings:
        fields: dict[str, Any] = {}
        budgets = {}
        for key, value in plain.items():
            try:
                if key in READ:
                    field, reads = READ[key]
                    fields[field] = reads(value, key)
                else:
                    line = self.places.of(index, key)
                    origin = f"{key} in {self.file}:{line}"
                    budgets[key] = budget_of(key, value, key, origin)
            except ConvcalcError as error:
                self._complain(index, key, error)
        if fields.get("roots") is not None:
            fields["roots"] = tuple([str(Path(folder) / each) for each in fields["roots"]])
        return Settings(**fields, budgets=budgets)

    def _source(self, index: int, key: str) -> Source:
        return _source(self.file, self.places.of(index, key), self.places.text)

    def _complain(self, index: int, key: str, error: ConvcalcError) -> None:
        self.mistakes.append(error.at(self._source(index, key)))
