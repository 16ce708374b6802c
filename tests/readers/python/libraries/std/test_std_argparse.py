"""Command lines that a program writes itself, as CPython's `argparse` reads them."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import UsageError

PARSER = """\
from argparse import ArgumentParser
p = ArgumentParser()
p.add_argument("--width", "-w", type=int, default=8)
p.add_argument("--data-dir", default="here")
p.add_argument("--sizes", nargs="+", type=int, default=[1])
p.add_argument("--pair", nargs=2, type=float)
p.add_argument("--fast", action="store_true")
p.add_argument("--no-bias", dest="bias", action="store_false")
p.add_argument("--deep", action="store_const", const=50, default=18)
p.add_argument("--add", action="append", type=int)
p.add_argument("-v", action="count", default=0)
p.add_argument("--maybe", nargs="?", const="yes", default="no")
"""
LINES = {
    "nothing": [],
    "a value": ["--width", "16"],
    "a value behind a sign of equality": ["--width=16"],
    "a short name": ["-w", "3"],
    "a beginning of a name": ["--wid", "5"],
    "a name with a dash": ["--data-dir", "there"],
    "several values": ["--sizes", "3", "4", "5", "--fast"],
    "so many values": ["--pair", "1", "2.5"],
    "a negative value": ["--width", "-4"],
    "switches": ["--fast", "--no-bias", "--deep"],
    "what adds up": ["--add", "1", "--add", "2", "-v", "-v"],
    "what may have a value": ["--maybe"],
    "what has the value that it may have": ["--maybe", "so"],
    "the last one wins": ["--width", "1", "--width", "2"],
}


@pytest.mark.parametrize("words", LINES.values(), ids=LINES)
def test_options_are_read_as_python_reads_them(as_python: Any, words: list[str]):
    as_python(f"{PARSER}r = vars(p.parse_args({words!r}))")


def test_places_and_what_no_option_takes(as_python: Any):
    source = "p.add_argument('kind')\np.add_argument('many', nargs='*', type=int)\n"
    line = "['small', '1', '2', '--width', '4', '--other']"

    as_python(f"{PARSER}{source}a, rest = p.parse_known_args({line})\nr = vars(a), rest")


@pytest.mark.parametrize("words", [["--other"], ["--width"], ["more"]])
def test_what_python_refuses_is_refused(library: Any, words: list[str]):
    with pytest.raises(UsageError):
        library(f"{PARSER}p.parse_args({words!r})")
