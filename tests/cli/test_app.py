"""The program: help, version, completion, tracebacks, and the real process."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from convcalc import __version__
from convcalc.cli.app import COMMANDS

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str, run: Any):
    done = run(name, "--help")

    assert done.exit_code == 0
    assert f"  convcalc {name} " in done.stdout
    assert "Examples:\n" in done.stdout


def test_the_help_of_the_program_names_all_commands(run: Any):
    for words in (["--help"], ["-h"], []):
        done = run(*words)

        assert done.exit_code == 0
        assert all(f"\n  {name}  " in done.stdout for name in COMMANDS)


def test_the_version(run: Any):
    assert run("--version").stdout == f"convcalc {__version__}\n"


def test_an_error_has_no_traceback_unless_asked_for(run: Any):
    plain = run("summary", "missing.layers")
    debug = run("summary", "missing.layers", "--debug")

    assert "Traceback" not in plain.stderr
    assert "Traceback" in debug.stderr
    assert debug.stderr.endswith(plain.stderr)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, ""),
        (
            RuntimeError("no\x1b"),
            70,
            (
                "error: internal error, RuntimeError: no\\x1b\n"
                "hint: please report it, with what --debug prints\n"
            ),
        ),
        (
            OSError(28, "No space left on device"),
            3,
            "error: cannot write: No space left on device\n",
        ),
    ],
    ids=["an interrupt", "a mistake of our own", "a full disk"],
)
def test_what_nobody_expected(
    error: BaseException,
    code: int,
    message: str,
    run: Any,
    net: str,
    monkeypatch: pytest.MonkeyPatch,
):
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("convcalc.cli.summary.read_network", fail)
    done = run("summary", net)

    assert (done.stderr.lstrip("\n"), done.exit_code) == (message, code)


@pytest.mark.parametrize(
    "line",
    [
        "convcalc net.layers",
        "cat net.layers | convcalc -",
        "cat net.layers | convcalc summary - --debug",
    ],
)
def test_the_process(line: str, process: Any):
    done = process(line)

    assert (done.stderr, done.returncode) == ("", 0)
    assert "conv2d_2  conv2d(16, k=5)" in done.stdout


def test_colour_can_be_forced_and_never_is_in_a_pipe(process: Any):
    assert "\x1b" not in process("convcalc net.layers").stdout
    assert "\x1b[1m" in process("convcalc net.layers", FORCE_COLOR="1").stdout
    assert "\x1b" not in process("convcalc net.layers", FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    "reader",
    ["true", "head -1 >/dev/null", "head -c 10 >/dev/null"],
    ids=["nobody", "line", "bytes"],
)
def test_a_closed_pipe_is_silent(reader: str, process: Any):
    many = 'for i in $(seq 5000); do echo "conv2d(8, k=1)"; done'
    line = (
        f"{many} > many.layers; convcalc many.layers -i 3x8x8 | {reader}; exit ${{PIPESTATUS[0]}}"
    )

    done = process(line)

    assert (done.stderr, done.returncode) == ("", 0)


def test_a_closed_output_is_silent(process: Any):
    done = process("convcalc net.layers >&-")

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told(process: Any):
    done = process("convcalc net.layers > /dev/full")

    assert done.returncode == 3
    assert done.stderr == "error: cannot write: No space left on device\n"


def test_a_terminal_without_our_signs(process: Any):
    done = process("convcalc net.layers", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")

    assert done.returncode == 0
    assert "5x5" in done.stdout


def test_completion_knows_commands_options_and_files(process: Any):
    line = "COMP_WORDS='convcalc {}' COMP_CWORD={} convcalc"

    def completed(words: str, position: int) -> str:
        done = process(line.format(words, position), _CONVCALC_COMPLETE="bash_complete")
        assert done.stderr == ""
        return str(done.stdout)

    assert "plain,layer" in completed("la", 1)
    assert "file," in completed("net", 1)
    assert "plain,--format" in completed("summary --for", 2)
    assert "plain,json" in completed("summary --format js", 3)


def test_the_fast_path_loads_nothing_heavy(process: Any):
    code = (
        "import sys; from convcalc.cli.app import app\n"
        "app.main(['net.layers', '--format', 'json'], standalone_mode=False)\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = process(f'"{sys.executable}" -c "$CODE"', CODE=code)

    assert json.loads(done.stdout)["totals"]["params"] == 2_572
    loaded = set(done.stderr.split())
    assert "convcalc.writers.json" in loaded
    assert not loaded & {"rich", "numpy", "yaml", "dataclasses", "tempfile", "difflib"}
