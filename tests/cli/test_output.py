"""Text reaches terminals and pipes, in their colours, widths and signs."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from convcalc.cli.output import complain
from convcalc.cli.output import emit
from convcalc.cli.output import paint_on
from convcalc.cli.output import width_of_output

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "terminal", "painted"),
    [
        pytest.param({}, True, True, id="a terminal has colour"),
        pytest.param({}, False, False, id="a pipe has none"),
        pytest.param({"NO_COLOR": "1"}, True, False, id="NO_COLOR"),
        pytest.param({"NO_COLOR": ""}, True, True, id="an empty NO_COLOR says nothing"),
        pytest.param({"FORCE_COLOR": "1"}, False, True, id="FORCE_COLOR"),
        pytest.param({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False, id="NO_COLOR wins"),
        pytest.param({"TERM": "dumb"}, True, False, id="a terminal without colour"),
    ],
)
def test_when_there_is_colour(
    environment: dict[str, str], terminal: bool, painted: bool, monkeypatch: pytest.MonkeyPatch
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    paint = paint_on(Terminal() if terminal else io.StringIO())

    assert (paint is not None) == painted
    if paint is not None:
        assert paint("title", "net") == "\x1b[1mnet\x1b[0m"


def test_the_width_of_a_pipe_and_of_columns(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert width_of_output() == 100

    monkeypatch.setenv("COLUMNS", "72")
    assert width_of_output() == 72

    monkeypatch.setenv("COLUMNS", "wide")
    assert width_of_output() == 100


def test_a_stream_without_our_signs_gets_plainer_ones(monkeypatch: pytest.MonkeyPatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))

    emit("⌈H/2⌉ × 3 ≥ 1 层\n")

    assert raw.getvalue() == b"ceil(H/2) x 3 >= 1 \\u5c42\n"


def test_a_closed_stream_is_no_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    emit("text")
    complain("text")


def test_errors_are_red_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch):
    for stream, written in (
        (io.StringIO(), "error: no\n"),
        (Terminal(), "\x1b[1;31merror:\x1b[0m no\n"),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        complain("no")

        assert stream.getvalue() == written


PROGRAM = "from convcalc.cli.output import emit; emit('ab' * 200_000)"


def test_a_full_disk_is_an_error_and_no_shorter_output(tmp_path: Path):
    with (tmp_path / "cut").open("wb") as file:
        done = subprocess.run(  # noqa: S603  # our own interpreter
            [sys.executable, "-u", "-c", PROGRAM],
            check=False,
            stdout=file,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536)),
        )

    assert done.returncode != 0
    assert b"File too large" in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_does_not_wait_gets_everything(unbuffered: str):
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", PROGRAM], stdout=writing, env=environment
    ) as process:
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            assert len(pipe.read()) == 400_000
        assert process.wait() == 0
