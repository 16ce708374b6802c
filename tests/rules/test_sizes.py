"""No folder, file or function outgrows what a reader takes in at once; exceptions have names."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "convcalc"
FILES = sorted(PACKAGE.rglob("*.py"))

MOST_FILES = 25
MOST_LINES = 400
LONGEST_FUNCTION = 60

LARGE_FOLDERS: dict[str, str] = {}
LONG_FILES = {
    "convcalc/readers/python/libraries/torch/nn/layer.py": "a layer and its class, which name each other",
}
LONG_FUNCTIONS = {"convcalc/api.py:summary": "its documentation tells of every argument"}


def named(path: Path) -> str:
    """A path as it is written here."""
    return path.relative_to(ROOT).as_posix()


def test_no_folder_has_more_files_than_a_table_of_contents():
    folders = {file.parent for file in FILES}
    large = {
        named(folder)
        for folder in folders
        if len([file for file in folder.glob("*.py") if file.stem != "__init__"]) > MOST_FILES
    }

    assert large == set(LARGE_FOLDERS)


def test_no_file_is_longer_than_one_sitting():
    long = {
        named(file)
        for file in FILES
        if len(file.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    }

    assert long == set(LONG_FILES)


def test_no_function_is_longer_than_a_page():
    long = {
        f"{named(file)}:{node.name}"
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    }

    assert long == set(LONG_FUNCTIONS)
