"""The documentation is true: commands print what it says, code runs, links resolve, names have rows."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

import convcalc
from convcalc import errors
from convcalc.readers import READERS
from convcalc.vocabulary import VOCABULARIES
from convcalc.writers import WRITERS

ROOT = Path(__file__).parent.parent.parent


def load_tool() -> Any:
    """The script that keeps the pages true."""
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()
PAGES: list[Path] = TOOL.PAGES
TO_THE_LIMIT = "while True"
"""What takes ten million steps."""
BLOCKS = [
    pytest.param(
        block,
        id=f"{page.name}:{page.read_text('utf-8').count(chr(10), 0, block.start()) + 1}",
        marks=[pytest.mark.slow] if TO_THE_LIMIT in block[0] else [],
    )
    for page in PAGES
    for block in TOOL.CONSOLE.finditer(page.read_text("utf-8"))
]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def page_id(page: Path) -> str:
    """A page's path in the project."""
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("block", BLOCKS)
def test_commands_print_what_the_page_says(block: re.Match[str]):
    assert TOOL.refreshed_console(block) == block[0]


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_generated_parts_are_fresh(page: Path):
    for block in TOOL.GENERATED.finditer(page.read_text("utf-8")):
        assert TOOL.refreshed_table(block) == block[0]


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_python_examples_run(page: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    examples = "\n".join(PYTHON.findall(page.read_text("utf-8")))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)

    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)

    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_resolve(page: Path):
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


ANCHOR = re.compile(r"\]\(([^)#:\s]*)#([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_to_headings(page: Path):
    links = ANCHOR.findall(page.read_text("utf-8"))
    places = [((page.parent / file) if file else page, anchor) for file, anchor in links]

    assert [anchor for target, anchor in places if anchor not in anchors(target)] == []


NAMED = [
    *(("layers", name) for table in VOCABULARIES.values() for name in table),
    *(("formats", name) for name in READERS),
    *(("output", name) for name in WRITERS),
    *(("api", name) for name in convcalc.__all__),
]


@pytest.mark.parametrize(("page", "name"), NAMED)
def test_every_name_is_documented(page: str, name: str):
    assert f"`{name}`" in (ROOT / "docs" / f"{page}.md").read_text("utf-8")


def test_a_kind_of_layer_has_one_row_however_it_is_spelled():
    rows = (ROOT / "docs" / "layers.md").read_text("utf-8").splitlines()

    (row,) = [line for line in rows if "| `Conv1D`," in line]
    assert {"`conv2d`,", "`Conv2d`,", "`Conv2D`,"} <= set(row.split())


VALUES: list[Any] = [
    convcalc.Report,
    convcalc.Row,
    convcalc.Totals,
    convcalc.ReceptiveField,
    convcalc.Unknown,
]
FIELDS = [(value.__name__, field) for value in VALUES for field in value.fields]


@pytest.mark.parametrize(("value", "field"), FIELDS)
def test_every_field_has_a_row(value: str, field: str):
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    section = page.partition(f"\n## {value}\n")[2].partition("\n## ")[0]

    assert len(re.findall(rf"^\| `{field}` \| \S.* \| \S.* \|$", section, re.MULTILINE)) == 1


ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ConvcalcError)
]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_has_its_exit_code(error: type[errors.ConvcalcError]):
    rows = (ROOT / "docs" / "errors.md").read_text("utf-8")

    assert f"| `{error.__name__}` | {error.exit_code} |" in rows


def test_the_version_is_the_newest_in_the_changelog():
    newest = re.search(r"^## \[(\d.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert newest is not None
    assert newest[1] == convcalc.__version__
