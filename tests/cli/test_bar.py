from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from convcalc.cli import bar
from convcalc.cli.bar import Bar

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is due at once."""
    monkeypatch.setattr(bar, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(bar, "REFRESH_SECONDS", 0)


@pytest.mark.usefixtures("impatient")
def test_a_bar_says_how_far_it_is_and_makes_room(capsys: pytest.CaptureFixture[str]):
    shown = Bar(2_000, is_shown=True)
    shown.show(1_000, "a\x1b[31m.layers")
    shown.clear()
    shown.clear()

    assert capsys.readouterr().err == (
        "\r\x1b[K[############............] 1,000/2,000 a\\x1b[31m.layers\r\x1b[K"
    )


@pytest.mark.usefixtures("impatient")
def test_a_bar_never_is_wider_than_the_terminal(capsys: pytest.CaptureFixture[str]):
    Bar(1, is_shown=True).show(1, "x" * 500)

    assert len(capsys.readouterr().err) == 79 + len(bar.ERASE)


@pytest.mark.usefixtures("impatient")
def test_outside_of_a_terminal_there_is_none(capsys: pytest.CaptureFixture[str]):
    Bar(2).show(1, "a.layers")

    assert capsys.readouterr().err == ""


def test_what_is_quick_has_none(capsys: pytest.CaptureFixture[str]):
    shown = Bar(2, is_shown=True)
    shown.show(1, "a.layers")
    shown.clear()

    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="only POSIX has pseudo-terminals")
def test_a_long_check_on_a_terminal_shows_one_and_takes_it_away(tmp_path: Path):
    for index in range(40):
        text = "input(3, 32, 32)\n" + "conv2d(8, k=3, p=1)\n" * 500
        (tmp_path / f"n{index:02}.layers").write_text(text)
    names = sorted(path.name for path in tmp_path.iterdir())
    reader, terminal = os.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-m", "convcalc", "check", *names, "-q"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env=environment,
    ) as process:
        os.close(terminal)
        seen = b""
        with suppress(OSError):
            while data := os.read(reader, 1 << 16):
                seen += data
    os.close(reader)

    assert process.returncode == 0
    assert b"/40 n" in seen
    assert seen.endswith(b"\r\x1b[K")
