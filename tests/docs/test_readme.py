"""The README's first screen, and what it says of others' packages."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LINES = README.splitlines()


def test_code_comes_early():
    assert "```sh" in LINES[:10]


def test_the_first_table_ends_on_the_first_screen():
    begins = LINES.index("```console")

    assert LINES.index("```", begins) < 40


def test_no_line_is_wider_than_what_it_shows():
    assert [line for line in LINES if len(line) > 100] == []


PACKAGES = ("torchvision", "timm", "keras", "transformers", "diffusers")


def test_packages_read_exactly_are_as_many_as_were_measured():
    page = (ROOT / "docs" / "sources.md").read_text("utf-8")
    measured = dict(re.findall(r"^\| (\w+) [\d.]+ \| (\d+ of \d+) \|", page, re.MULTILINE))
    told = re.sub(r"\s+", " ", README)

    assert set(measured) == set(PACKAGES)
    for package, exact in measured.items():
        assert re.search(rf"of `?{package}[\w.]*`? {exact}\b", told)


def test_every_page_is_a_link_away():
    known = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    pages = [f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")]

    assert [page for page in pages if f"({page}" not in known] == []
