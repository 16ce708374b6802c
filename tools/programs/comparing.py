"""What Python and convcalc say of one random program."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from deeds import RUNS
from deeds import Vendor
from writing import HELPERS
from writing import NAMES
from writing import Writer

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.parsed import parsed_file
from convcalc.readers.source.reader import SourceReader

if TYPE_CHECKING:
    from collections import Counter

PLAIN = frozenset({int, str, bool})


def python_says(folder: Path) -> list[dict[str, Any]]:
    """The values of the names after each run that Python does not refuse."""
    runs: list[dict[str, Any]] = []
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        for deed, number, late in RUNS:
            sys.modules["vendor"] = Vendor(deed, number, late=late)
            for each in ("net", *HELPERS):
                sys.modules.pop(each, None)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                variables = vars(importlib.import_module("net"))
                runs.append({name: variables.get(name) for name in NAMES})
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("vendor", None)
    return runs


def told(folder: Path) -> dict[str, Any]:
    """The names that convcalc knows the plain value of, and their values."""
    file = str(folder / "net.py")
    reader = SourceReader(SourceText("target", "target"), Trace("programs"), ())
    module = reader.importer.main(parsed_file(file, Limits()), file)
    found: dict[str, Any] = {}
    for name in NAMES:
        with contextlib.suppress(ConvcalcError):
            value = module.attribute(name, reader.site)
            if type(value) in PLAIN:
                found[name] = value
    return found


def compare(seed: int, counts: Counter[str]) -> str:
    """What is wrong with a program, and its text; empty where nothing is."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        writer = Writer(seed)
        files = writer.files()
        for name, text in files.items():
            (folder / name).write_text(text)
        runs = python_says(folder)
        if not runs:
            counts["refused by Python"] += 1
            return ""
        known = told(folder)
    counts["programs"] += 1
    counts["known"] += len(known)
    counts["unknown"] += len(NAMES) - len(known)
    fixed = [name for name in NAMES if all(run[name] == runs[0][name] for run in runs)]
    counts["the same in all runs"] += len(fixed)
    wrong = {
        name: (value, [run[name] for run in runs])
        for name, value in known.items()
        if any(run[name] != value for run in runs)
    }
    if not wrong:
        return ""
    counts["wrong"] += 1
    helpers = "".join(f"# {each}\n{files[each + '.py']}" for each in HELPERS)
    return f"seed {seed}: {wrong}\n{helpers}{writer.own}\n"
