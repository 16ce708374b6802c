"""The architecture stays true: imports point one way, and start-up stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from operator import attrgetter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "convcalc"
FILES = sorted(PACKAGE.rglob("*.py"))

FOUNDATION = {"values", "source", "errors", "unknown", "tables", "suggestions", "collector"}
MAY_IMPORT = {
    "values": set(),
    "source": {"values"},
    "tables": set(),
    "errors": {"source", "values"},
    "unknown": {"values"},
    "suggestions": set(),
    "collector": set(),
    "dims": FOUNDATION,
    "layers": FOUNDATION | {"dims"},
    "vocabulary": FOUNDATION | {"layers"},
    "graph": FOUNDATION | {"dims", "layers"},
    "operations": FOUNDATION | {"dims", "layers", "graph"},
    "conventions": FOUNDATION | {"dims", "layers", "operations"},
    "shape_text": FOUNDATION | {"dims", "layers"},
    "readers": FOUNDATION | {"dims", "layers", "vocabulary", "graph", "operations", "shape_text"},
    "analysis": FOUNDATION | {"dims", "layers", "graph", "conventions"},
    "checks": FOUNDATION | {"dims", "layers", "vocabulary", "graph", "conventions", "analysis"},
    "writers": FOUNDATION
    | {"dims", "layers", "graph", "conventions", "analysis", "checks", "vocabulary"},
    "report": FOUNDATION | {"dims", "analysis", "writers"},
    "given": FOUNDATION | {"dims", "layers", "shape_text", "analysis"},
    "door": FOUNDATION,
    "live": FOUNDATION | {"dims", "layers", "vocabulary", "graph", "readers", "given"},
    "api": FOUNDATION
    | {
        "dims",
        "layers",
        "graph",
        "shape_text",
        "readers",
        "analysis",
        "conventions",
        "checks",
        "report",
        "given",
        "door",
        "live",
    },
    "comparing": FOUNDATION
    | {"dims", "analysis", "checks", "readers", "writers", "api", "given", "door"},
    "testing": FOUNDATION | {"checks", "api", "ci", "given", "door", "writers"},
    "ci": FOUNDATION
    | {
        "dims",
        "layers",
        "graph",
        "readers",
        "analysis",
        "checks",
        "conventions",
        "api",
        "shape_text",
    },
}
ONLY_IN = {"click": {"cli"}, "rich": {"cli", "writers"}}


def folder(file: Path) -> str:
    """The top folder of the package a file is in, or its own name."""
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def imports(file: Path) -> list[str]:
    """Every module that a file imports, wherever the import stands."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(PACKAGE)) for file in FILES])
def test_imports_point_downwards(file: Path):
    here = folder(file)
    reached = {name.split(".")[1] for name in imports(file) if name.startswith("convcalc.")}

    assert reached - {here, "__version__"} <= MAY_IMPORT.get(here, reached)


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_in_its_folder(library: str):
    users = {
        folder(file) for file in FILES for name in imports(file) if name.split(".")[0] == library
    }

    assert users <= ONLY_IN[library]


def loaded_by(code: str) -> set[str]:
    """The modules that are loaded after running some code in a fresh interpreter."""
    done = subprocess.run(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_the_library_loads_nothing_heavy():
    loaded = loaded_by("import convcalc; convcalc.summary; convcalc.layer; convcalc.Report")

    assert not loaded & {"click", "rich", "numpy", "yaml"}


def test_a_spec_loads_nothing_of_what_reads_python_source():
    loaded = loaded_by('import convcalc; convcalc.summary("conv2d(8, k=3)", (1, 3, 8, 8))')
    heavy = ("convcalc.readers.source", "convcalc.readers.python.libraries")

    assert not [name for name in loaded if name.startswith(heavy)]


def test_reading_source_loads_none_of_the_frameworks(tmp_path: Path):
    (tmp_path / "net.py").write_text("from torch import nn\nnet = nn.Sequential(nn.ReLU())\n")
    loaded = loaded_by(
        f"import convcalc; convcalc.summary({str(tmp_path / 'net.py:net')!r}, (1, 8))"
    )

    assert not loaded & {"torch", "tensorflow", "keras", "numpy", "net", "pathlib", "dataclasses"}


PYTHON = PACKAGE / "readers" / "python"
LANGUAGE = sorted(
    file for room in ("language", "objects", "values") for file in (PYTHON / room).glob("*.py")
)
LIBRARIES = sorted((PYTHON / "libraries").rglob("*.py"))


@pytest.mark.parametrize("file", LANGUAGE, ids=attrgetter("name"))
def test_the_language_knows_no_framework(file: Path):
    text = file.read_text(encoding="utf-8").lower()

    assert [word for word in ("torch", "keras", "tensorflow", "einops") if word in text] == []


@pytest.mark.parametrize("file", [*LANGUAGE, *LIBRARIES], ids=str)
def test_the_language_and_the_libraries_do_not_look_up(file: Path):
    above = ("convcalc.readers.source", "convcalc.readers.layers_file")

    assert [name for name in imports(file) if name.startswith(above)] == []


def test_a_spec_loads_nothing_of_the_reader_of_sources():
    loaded = loaded_by("import convcalc; convcalc.summary('examples/lenet5.layers')")

    assert [name for name in loaded if "readers.source" in name or "libraries" in name] == []
