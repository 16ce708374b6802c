"""A table for notebooks, in which nothing of the user's is markup."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from convcalc.writers.html import write
from convcalc.writers.view import View

if TYPE_CHECKING:
    from convcalc.analysis.report import Report


class Reader(HTMLParser):
    """The tags and texts of a fragment; complains where they do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(report: Report, *columns: str) -> Reader:
    reader = Reader()
    reader.feed(write(report, View(columns=columns)))
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("name", ["lenet", "symbolic", "hostile"])
def test_tags_close_and_are_only_our_own(name: str, request: pytest.FixtureRequest):
    reader = read(request.getfixturevalue(name))

    assert reader.tags <= {"div", "h4", "table", "thead", "tbody", "tr", "th", "td", "pre"}


def test_every_cell_is_shown(lenet: Report):
    texts = read(lenet).texts

    for cell in ("conv2d_1", "conv2d(6, k=5, p=2)", "(1, 6, 28, 28)", "117,600", "5×5", "47,206"):
        assert cell in texts


def test_the_users_text_is_text(hostile: Report):
    assert r"=cmd|\x1b[31m<b>\u202e*x*\n" in read(hostile).texts


def test_an_error_is_told_with_its_hint(hostile: Report):
    assert "error: sizes <1> & *2* differ\nexpected: 1\nhint: write 1" in read(hostile).texts


def test_columns_can_be_chosen(lenet: Report):
    texts = read(lenet, "line").texts

    assert "line" in texts
    assert "conv2d_1" not in texts
