"""Running the command inside the tests, and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from convcalc.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

NET = """\
input(1, 28, 28)
conv2d(6, k=5, p=2)
conv2d(16, k=5)
expect(output=(16, 24, 24), params=2_572)
"""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the outside changes what is printed."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Call the command with some words; `given` is its standard input."""

    def call(*words: str, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, words, input=given, prog_name="convcalc")

    return call


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file of a small network, in the folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.layers").write_text(NET, encoding="utf-8")
    return "net.layers"


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a shell line in a folder of its own, with `convcalc` being this very code."""
    (tmp_path / "net.layers").write_text(NET, encoding="utf-8")

    def call(line: str, **more: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", **more}
        return subprocess.run(  # noqa: S602 (the tests' own lines)
            f'convcalc() {{ "{sys.executable}" -m convcalc "$@"; }}; {line}',
            shell=True,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
            executable="/bin/bash",
        )

    return call
