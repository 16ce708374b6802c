"""What other programs read of this repository is there, and does what the page about it says."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from convcalc.ci import configuration
from convcalc.cli.app import app

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The blocks of the page in a language."""
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(each) for each in found]


@pytest.fixture
def convcalc(tmp_path: Path) -> Path:
    """The command as a program in a folder of its own."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "convcalc"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m convcalc "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A repository that is set up."""
    folder = tmp_path / "team"
    shutil.copytree(ROOT / "examples" / "checked", folder)
    (folder / ".git").mkdir()
    return folder


def shell(line: str, folder: Path, program: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line as a CI service would."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    environment = {**kept, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", **more}
    return subprocess.run(  # noqa: S603 (our own lines)
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line],  # noqa: S607 (the same)
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def test_the_example_that_is_checked_holds(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT / "examples" / "checked")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    done = CliRunner().invoke(app, ["check"], prog_name="convcalc")

    assert done.exit_code == 0
    assert done.stdout.endswith("4 definitions checked, all hold\n")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_fails_for_what_breaks(hook: dict[str, Any], team: Path, convcalc: Path):
    files = "" if hook.get("pass_filenames") is False else "nets/digits.layers"
    assert re.search(hook["files"], "nets/digits.layers")
    assert shell(f"{hook['entry']} {files}", team, convcalc).returncode == 0
    definition = team / "nets" / "digits.layers"
    definition.write_text(definition.read_text("utf-8").replace("linear(120)", "linear(121)"))

    assert shell(f"{hook['entry']} {files}", team, convcalc).returncode == 1


def test_hooks_have_what_pre_commit_asks_for():
    assert [hook["id"] for hook in HOOKS] == ["convcalc-check", "convcalc-check-all"]
    assert all({"name", "entry", "language", "files"} <= set(hook) for hook in HOOKS)
    assert {hook["language"] for hook in HOOKS} == {"python"}


def step(args: str, team: Path, program: Path, sarif: str = "") -> tuple[int, str, str]:
    """Run the action's check; exit code, annotations, and its output."""
    (check,) = (each for each in ACTION["runs"]["steps"] if each.get("id") == "check")
    output = team / "output"
    done = shell(
        check["run"],
        team,
        program,
        CONVCALC=str(program),
        ARGS=args,
        SARIF=sarif,
        GITHUB_ACTIONS="true",
        GITHUB_OUTPUT=str(output),
        GITHUB_WORKSPACE=str(team),
    )
    return done.returncode, done.stdout, output.read_text("utf-8")


def test_the_action_annotates_and_hands_on_the_exit_code(team: Path, convcalc: Path):
    code, told, output = step("nets/*.layers --max-params 10k", team, convcalc, "out.sarif")

    assert (code, output) == (1, "exit-code=1\n")
    assert told.startswith("::error file=nets/digits.layers,line=10,")
    assert (team / "out.sarif").exists()
    assert step("", team, convcalc)[0] == 0


def test_the_action_runs_nothing_of_its_arguments(team: Path, convcalc: Path):
    code, _, _ = step("$(touch pwned) ; touch pwned", team, convcalc)

    assert code == 3
    assert not (team / "pwned").exists()


def test_every_input_of_the_action_is_used():
    text = (ROOT / "action.yml").read_text("utf-8")

    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in text


def test_the_configuration_of_the_page_is_one(tmp_path: Path):
    (text,) = blocks("toml")
    file = tmp_path / "pyproject.toml"
    file.write_text(text)

    assert tomllib.loads(text)["tool"]["convcalc"]["lock"] == "convcalc.lock"
    assert len(configuration.read(str(file)).tables) == 2


def test_the_page_names_hooks_and_inputs_that_are_there():
    documents = [yaml.safe_load(each) for each in blocks("yaml")]
    (hooks,) = (each["repos"][0]["hooks"] for each in documents if "repos" in each)

    assert {each["id"] for each in hooks} <= {hook["id"] for hook in HOOKS}
    assert all(f"`{hook['id']}`" in PAGE for hook in HOOKS)
    for used in re.findall(r"uses: convcalc/convcalc@.*\n +with:\n +(\w+):", PAGE):
        assert used in ACTION["inputs"]


def test_the_lines_for_gitlab_write_both_reports_and_fail(team: Path, convcalc: Path):
    (script,) = (
        each["convcalc"]["script"]
        for each in map(yaml.safe_load, blocks("yaml"))
        if "convcalc" in each
    )
    lines = "\n".join(line for line in script if not line.startswith("pip "))
    assert shell(lines, team, convcalc).returncode == 0
    (team / "model.py").write_text("class Tagger(:\n")
    done = shell(lines, team, convcalc)

    assert done.returncode == 3
    assert "model.py:1:" in done.stdout
    assert "<error " in (team / "convcalc.xml").read_text("utf-8")
    assert '"blocker"' in (team / "gl-code-quality-report.json").read_text("utf-8")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")
def test_the_lines_for_make_work(team: Path, convcalc: Path):
    (text,) = blocks("make")
    (team / "Makefile").write_text(text)

    assert shell("make check-models", team, convcalc).returncode == 0
    assert shell("make update-models", team, convcalc).stdout.endswith(
        "convcalc.lock is up to date\n"
    )
