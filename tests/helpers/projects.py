"""Small projects on disk: evaluated as text, and run by Python itself for comparison."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.parsed import parsed_file
from convcalc.readers.source.reader import SourceReader

if TYPE_CHECKING:
    from pathlib import Path


def reader_of(file: Path, roots: tuple[str, ...] = ()) -> tuple[SourceReader, Any]:
    """A reader, and the module of a file."""
    reader = SourceReader(SourceText("target", "target"), Trace("test"), roots)
    return reader, reader.importer.main(parsed_file(str(file), Limits()), str(file))


def value_of(file: Path, expression: str, roots: tuple[str, ...] = ()) -> Any:
    """The value of an expression in a file, as we read it."""
    reader, module = reader_of(file, roots)
    text = SourceText(expression, "expression")
    reader.text = text
    return reader.evaluate(text.parse(Limits()).body[0].value, Scope(module.scope))  # type: ignore[attr-defined]


def python_says(file: Path, expression: str, *paths: str) -> str:
    """What Python itself prints for an expression in a file."""
    code = f"import sys; sys.path[:0] = {[str(file.parent), *paths]!r}; from {file.stem} import *"
    done = subprocess.run(  # noqa: S603 (our own interpreter, the tests' own files)
        [
            sys.executable,
            "-c",
            f"{code}; import {file.stem} as m; print(eval({expression!r}, vars(m)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
