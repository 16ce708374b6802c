"""A sign of life: only on a terminal, only for what takes long."""

from __future__ import annotations

import io
import sys
import time

import pytest

from convcalc.cli import progress
from convcalc.cli.progress import patience


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "seconds", "is_shown"),
    [
        pytest.param(Terminal(), 0, True, id="long work on a terminal"),
        pytest.param(Terminal(), 60, False, id="short work on a terminal"),
        pytest.param(io.StringIO(), 0, False, id="long work in a pipe"),
    ],
)
def test_when_there_is_a_sign_of_life(
    stream: io.StringIO, seconds: float, is_shown: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", seconds)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")

    with patience("working"):
        time.sleep(0.3)

    assert ("working" in stream.getvalue()) == is_shown


def test_an_error_goes_through(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", Terminal())

    with pytest.raises(ValueError, match="no"), patience("working"):
        raise ValueError("no")
