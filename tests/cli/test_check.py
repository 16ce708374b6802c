from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic
from time import sleep
from typing import TYPE_CHECKING
from typing import Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

LENET = """\
input(1, 28, 28)
conv2d(6, k=5, p=2)
relu
maxpool2d(2)
conv2d(16, k=5)
flatten
linear(10)
expect(output=(10,), params=18_582)
"""
SMALL = "input(3, 32, 32)\nconv2d(8, k=3)\nrelu\n"


@pytest.fixture(autouse=True)
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two definitions, outside of any service."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "lenet.layers").write_text(LENET)
    (tmp_path / "small.layers").write_text(SMALL)
    return tmp_path


def test_definitions_that_hold_are_told_with_their_totals(run: Run):
    done = run("check", "lenet.layers", "small.layers", "--no-lock")

    assert done.exit_code == 0
    assert done.stdout == (
        "ok    lenet.layers  18,582 params, 373,600 MACs\n"
        "ok    small.layers  224 params, 194,400 MACs\n"
        "2 definitions checked, all hold\n"
    )


def test_quiet_tells_nothing_of_what_holds(run: Run):
    done = run("check", "lenet.layers", "-q")

    assert (done.exit_code, done.stdout) == (0, "")


def test_without_a_baseline_that_is_said(run: Run):
    assert (
        "note: there is no convcalc.lock, so layers are not compared; "
        "convcalc check --update FILE... writes it\n"
    ) in run("check", "lenet.layers").stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--max-params", "100"],
            "small.layers:2:1: conv2d_1: params is 224, over the budget of 100 (124 more)\n"
            "hint: the largest layer is conv2d_1 with 224; "
            "change --max-params 100 if the network is meant to be so\n",
        ),
        (["--max-macs", "194_400"], ""),
        (
            ["--max-macs", "194k"],
            "small.layers:2:1: conv2d_1: macs is 194,400, over the budget of 194,000 (400 more)\n"
            "hint: the largest layer is conv2d_1 with 194,400; "
            "change --max-macs 194k if the network is meant to be so\n",
        ),
        (
            ["--max-flops", "300k"],
            "small.layers:2:1: conv2d_1: flops is 388,800, over the budget of 300,000 (88,800 more)\n"
            "hint: the largest layer is conv2d_1 with 388,800; "
            "change --max-flops 300k if the network is meant to be so\n",
        ),
        (["--max-weight-bytes", "1KiB", "--max-peak-bytes", "1MiB"], ""),
        (
            ["--max-weight-bytes", "0.5KiB", "--dtype", "float32"],
            "small.layers:2:1: conv2d_1: weight_bytes is 896 bytes, over the budget of 512 bytes "
            "(384 more)\nhint: the largest layer is conv2d_1 with 896 bytes; "
            "change --max-weight-bytes 0.5KiB if the network is meant to be so\n",
        ),
        (["--max-weight-bytes", "0.5KiB", "--dtype", "float16"], ""),
        (["--min-receptive-field", "3"], ""),
        (
            ["--min-receptive-field", "4"],
            "small.layers:3:1: relu_1: the receptive field is 3 × 3, less than 4\n"
            "expected: at least 4 along every axis\n"
            "hint: a larger kernel, dilation, stride or more layers widen it; "
            "change --min-receptive-field 4 if the network is meant to be so\n",
        ),
        (["--output", "8x30x30"], ""),
        (
            ["--output", "1000"],
            "small.layers:3:1: relu_1: expected output=(1000,), got (1, 8, 30, 30): "
            "4 axes instead of 1\n"
            "hint: change --output 1000 if the network is meant to be so\n",
        ),
        (["--output", "8,H,W", "-i", "3,H+2,W+2"], ""),
        (["--no-unknown"], ""),
    ],
)
def test_budgets_come_by_option(run: Run, options: list[str], told: str):
    done = run("check", "small.layers", "-q", *options)

    assert done.stdout == told
    assert done.exit_code == (1 if told else 0)


def test_every_problem_of_every_definition_is_told(run: Run):
    done = run("check", "lenet.layers", "small.layers", "--max-params", "5", "--max-macs", "5")

    assert done.exit_code == 1
    assert done.stdout.count("over the budget") == 4
    assert done.stdout.endswith("2 definitions checked, 2 failed, 4 problems\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--max-params", "5m"],
            "error: --max-params is '5m'\nexpected: a whole number, which may end in k, M, G "
            "(1000) or KiB, MiB, GiB (1024)\nhint: did you mean 5M?\n",
        ),
        (["--output", "3y3"], "error: '3y3' is not a size"),
        (["-i", "3x-1"], "error: '-1' is not a size\n"),
        (["--tolerance", "flops=1%"], "error: --tolerance has no quantity 'flops'\n"),
        (["--tolerance", "much"], "error: --tolerance.params is 'much'\n"),
        (["--dtype", "float31"], "error: --dtype is 'float31'\n"),
        (["--format", "yaml"], "error: --format 'yaml'\n"),
        (["-o", "report.pdf"], "error: the format of 'report.pdf' is not known from its name\n"),
        (["-o", "nowhere/a.xml"], "error: cannot write to 'nowhere/a.xml': there is no directory"),
        (["--update", "--fail-fast"], "error: --update and --fail-fast are both given\n"),
        (["--lock", "a", "--no-lock"], "error: --lock and --no-lock are both given\n"),
        (["-j", "-1"], "error: invalid value for '-j' / '--jobs'"),
    ],
)
def test_wrong_usage_is_told_before_any_work(run: Run, options: list[str], told: str):
    done = run("check", "lenet.layers", *options)

    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith(told)


def test_nothing_to_check_is_wrong_usage(run: Run):
    done = run("check")

    assert done.exit_code == 2
    assert done.stderr.startswith("error: there is nothing to check\n")


def test_the_gravest_exit_code_wins(run: Run, team: Path):
    (team / "broken.layers").write_text("conv2d(8,\n")

    assert run("check", "broken.layers", "lenet.layers", "--max-params", "5").exit_code == 3
    assert run("check", "missing.layers").exit_code == 3
    assert run("check", "small.layers", "-i", "a=3x8x8").exit_code == 2


def test_standard_input_is_a_definition_without_a_baseline(run: Run):
    run("check", "--update", "lenet.layers")
    done = run("check", "-", "-j", "4", given=SMALL)

    assert done.exit_code == 0
    assert done.stdout.startswith("ok    stdin  224 params, 194,400 MACs\n")


def test_a_model_on_standard_input_has_no_baseline_either(run: Run):
    run("check", "--update", "lenet.layers")
    source = "from torch import nn\n\ndef make():\n    return nn.Linear(3, 4)\n"
    done = run("check", "-:make", "-i", "1x3", given=source)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("ok    stdin:make -i 1x3  16 params, 12 MACs\n")


@pytest.mark.parametrize("target", ["-", "-:make"])
def test_standard_input_is_kept_in_no_baseline(run: Run, target: str):
    done = run("check", "--update", target, given=SMALL)

    assert done.exit_code == 2
    assert done.stderr == (
        "error: the standard input has no place in a baseline\nexpected: files\n"
    )
    assert not Path("convcalc.lock").exists()


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.toml", 'input = "3x8x8"\nlayers = ["relu"]\n[expect]\noutput = [3]\n', "a.toml:4:10"),
        (
            "a.json",
            '{"input": "3x8x8", "layers": ["relu"],\n "expect": {"output": [3]}}',
            "a.json:2:23",
        ),
        ("a.yaml", "input: 3x8x8\nlayers: [relu]\nexpect:\n  output: [3]\n", "a.yaml:4:11"),
    ],
)
def test_an_expectation_of_a_document_has_its_place(run: Run, name: str, text: str, place: str):
    Path(name).write_text(text)
    done = run("check", "-q", "--no-lock", name)

    assert done.exit_code == 1
    assert done.stdout.startswith(f"{place}: expected output=(3,), got (1, 3, 8, 8)")


def test_a_hint_says_all_that_the_update_needs(run: Run):
    args = ("small.layers", "--lock", "my nets.lock", "--batch", "2", "-i", "3x8x8")
    assert run("check", "--update", "lenet.layers", "--lock", "my nets.lock").exit_code == 0
    done = run("check", "-q", *args)

    assert done.stdout.endswith(
        "hint: convcalc check --update --lock 'my nets.lock' small.layers -i 3x8x8 --batch 2 adds it, "
        "then commit my nets.lock\n"
    )


def test_a_hint_repeats_the_option_for_each_output(run: Run):
    done = run("check", "-q", "small.layers", "--no-lock", "--output", "3", "--output", "4")

    assert "hint: change --output 3 --output 4 if" in done.stdout


CONFIGURATION = """\
[tool.convcalc]
lock = "convcalc.lock"

[[tool.convcalc.models]]
path = "*.layers"
max_params = "20k"
"""


@pytest.fixture
def configured(team: Path, run: Run) -> Path:
    """The folder with a configuration and a baseline."""
    (team / "pyproject.toml").write_text(CONFIGURATION)
    assert run("check", "--update").exit_code == 0
    return team


def test_a_baseline_that_is_a_directory_is_named(run: Run, configured: Path):
    (configured / "convcalc.lock").unlink()
    (configured / "convcalc.lock").mkdir()
    done = run("check", "--update", "-q")

    assert done.exit_code == 3
    assert "error: cannot write to 'convcalc.lock': Is a directory\n" in done.stderr


def test_the_configuration_alone_is_enough(configured: Path, run: Run):
    done = run("check")

    assert done.exit_code == 0
    assert done.stdout.endswith("2 definitions checked, all hold\n")
    assert (configured / "convcalc.lock").exists()


def test_the_command_line_wins_over_configuration_and_that_over_the_file(
    configured: Path, run: Run
):
    definition = configured / "lenet.layers"
    definition.write_text(LENET.replace("params=18_582", "max_params=1_000"))

    assert "is over" not in run("check", "-q").stdout
    assert run("check", "-q").exit_code == 0
    assert run("check", "-q", "--max-params", "1k").exit_code == 1
    (configured / "pyproject.toml").write_text(CONFIGURATION.replace("20k", "10k"))
    assert "over the budget of 10,000" in run("check", "-q").stdout
    assert run("check", "-q", "--max-params", "20k").exit_code == 0
    (configured / "pyproject.toml").unlink()
    assert "over the budget of 1,000" in run("check", "-q", "lenet.layers").stdout


def test_a_second_update_changes_nothing(configured: Path, run: Run):
    before = (configured / "convcalc.lock").stat()
    done = run("check", "--update")

    assert done.stdout.endswith("convcalc.lock is up to date\n")
    after = (configured / "convcalc.lock").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_update_of_one_file_leaves_the_others(configured: Path, run: Run):
    before = json.loads((configured / "convcalc.lock").read_text())["models"]
    (configured / "small.layers").write_text(SMALL.replace("8, k", "9, k"))
    (configured / "lenet.layers").write_text(LENET.replace("relu", "tanh"))
    done = run("check", "--update", "small.layers")
    after = json.loads((configured / "convcalc.lock").read_text())["models"]

    assert done.stdout.endswith("convcalc.lock holds 2 definitions: 1 changed\n")
    assert after["lenet.layers"] == before["lenet.layers"]
    assert after["small.layers"]["layers"][0]["call"] == "conv2d(9, k=3)"


@pytest.mark.parametrize(
    ("broken", "code"),
    [("conv2d(8\n", 3), ("input(3, 4, 4)\nconv2d(8, k=9)\n", 1)],
    ids=["syntax", "shape"],
)
def test_nothing_is_written_unless_everything_was_traced(
    configured: Path, run: Run, broken: str, code: int
):
    before = (configured / "convcalc.lock").read_bytes()
    (configured / "small.layers").write_text(broken)
    (configured / "lenet.layers").write_text(LENET.replace("relu", "tanh"))
    done = run("check", "--update")

    assert done.exit_code == code
    assert (configured / "convcalc.lock").read_bytes() == before
    assert done.stderr == (
        "error: convcalc.lock is left as it was: not everything could be traced\n"
    )


def test_an_update_is_written_although_a_budget_fails(configured: Path, run: Run):
    (configured / "small.layers").write_text(SMALL.replace("8, k", "9, k"))
    done = run("check", "--update", "--max-params", "5")

    assert done.exit_code == 1
    assert "conv2d(9, k=3)" in (configured / "convcalc.lock").read_text()


def test_drift_is_told_with_its_remedy(configured: Path, run: Run):
    (configured / "small.layers").write_text(SMALL.replace("8, k", "9, k"))
    done = run("check", "-q")

    assert done.exit_code == 1
    assert done.stdout == (
        "small.layers:2:1: conv2d_1: call conv2d(8, k=3) → conv2d(9, k=3); "
        "output (1, 8, 30, 30) → (1, 9, 30, 30); params 224 → 252; macs 194,400 → 218,700\n"
        "small.layers:3:1: relu_1: input (1, 8, 30, 30) → (1, 9, 30, 30); "
        "output (1, 8, 30, 30) → (1, 9, 30, 30)\n"
        "expected: what convcalc.lock holds\n"
        "hint: if it is meant, convcalc check --update, and commit convcalc.lock\n"
    )


def test_tolerances_let_counts_move(configured: Path, run: Run):
    (configured / "small.layers").write_text(SMALL.replace("8, k=3", "8, k=3, bias=False"))
    told = run("check", "-q").stdout
    tolerated = run("check", "-q", "--tolerance", "params=10").stdout

    assert "params 224 → 216" in told
    assert "params 224 → 216" not in tolerated


def test_a_definition_that_is_new_or_gone_makes_the_baseline_stale(configured: Path, run: Run):
    (configured / "small.layers").rename(configured / "tiny.layers")
    done = run("check", "-q")
    line = next(
        number
        for number, text in enumerate((configured / "convcalc.lock").read_text().splitlines(), 1)
        if text.startswith('"small.layers"')
    )

    assert done.exit_code == 1
    assert done.stdout == (
        "tiny.layers:1:1: tiny.layers is not in convcalc.lock\n"
        "hint: convcalc check --update adds it, then commit convcalc.lock\n"
        f"convcalc.lock:{line}:1: small.layers is in convcalc.lock, and is not checked any more\n"
        "hint: convcalc check --update removes it\n"
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            None,
            "convcalc.lock: there is no convcalc.lock\nexpected: the baseline, committed\n"
            "hint: convcalc check --update writes it\n",
        ),
        (
            lambda text: text.replace('"version": 1', '"version": 7'),
            "convcalc.lock:1:1: convcalc.lock is of version 7, which is newer than 1\n",
        ),
        (
            lambda text: text[: len(text) // 2],
            "convcalc.lock:8:",
        ),
        (
            lambda text: text.replace('"params": 156', '"params": oops'),
            "convcalc.lock:5:",
        ),
        (
            lambda text: "<<<<<<< HEAD\n" + text,
            "convcalc.lock:1:1: convcalc.lock holds the marks of a merge conflict\n",
        ),
    ],
    ids=["missing", "newer", "cut off", "broken by hand", "in conflict"],
)
def test_a_baseline_that_cannot_be_read_says_so(configured: Path, run: Run, change: Any, told: str):
    lock = configured / "convcalc.lock"
    text = lock.read_text()
    lock.unlink()
    if change is not None:
        lock.write_text(change(text))
    done = run("check", "-q")

    assert done.exit_code == 3
    assert done.stdout.startswith(told)


def test_a_broken_baseline_is_replaced_as_a_whole_and_a_newer_one_is_not(
    configured: Path, run: Run
):
    lock = configured / "convcalc.lock"
    good = lock.read_text()
    lock.write_text("oops")
    assert run("check", "--update", "small.layers").exit_code == 3
    assert lock.read_text() == "oops"
    assert run("check", "--update").exit_code == 0
    assert lock.read_text() == good
    newer = good.replace('"version": 1', '"version": 2')
    lock.write_text(newer)

    assert run("check", "--update").exit_code == 3
    assert lock.read_text() == newer


def test_fail_fast_stops_after_the_first_failure(run: Run):
    done = run("check", "lenet.layers", "small.layers", "--max-params", "5", "--fail-fast")

    assert done.exit_code == 1
    assert done.stdout.count("over the budget") == 1
    assert "1 not checked after the first failure" in done.stdout


@pytest.mark.parametrize("processes", ["0", "2", "5"])
def test_the_order_does_not_depend_on_the_processes(run: Run, team: Path, processes: str):
    for index in range(40):
        depth = 60 if index % 7 == 0 else 1
        text = "input(3, 32, 32)\n" + "conv2d(8, k=3, p=1)\n" * depth
        (team / f"n{index:02}.layers").write_text(text)
    files = sorted(path.name for path in team.glob("n*.layers"))
    alone = run("check", *files, "--max-params", "300", "--no-lock")
    together = run("check", *files, "--max-params", "300", "--no-lock", "-j", processes)

    assert together.stdout == alone.stdout
    assert together.exit_code == alone.exit_code == 1


def test_a_report_goes_to_a_file_and_text_to_the_log(run: Run, team: Path):
    done = run("check", "lenet.layers", "-o", "report.xml", "--no-lock")

    assert done.stdout.startswith("ok    lenet.layers")
    assert (team / "report.xml").read_text().startswith("<?xml")


def test_github_actions_get_annotations_and_a_summary(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(team / "summary.md"))
    (team / "summary.md").write_text("before\n")
    done = run("check", "lenet.layers", "--max-params", "5", "--no-lock", "-o", "out.sarif")

    assert done.exit_code == 1
    assert done.stdout.startswith("::error file=lenet.layers,line=7,col=1,title=convcalc budget")
    text = (team / "summary.md").read_text()
    assert text.startswith("before\n### ❌ convcalc check: 1 definition checked")
    assert json.loads((team / "out.sarif").read_text())["version"] == "2.1.0"
    assert run("check", "lenet.layers", "--format", "text", "--no-lock").stdout.startswith("ok")


def test_python_source_is_checked_like_a_spec(run: Run, team: Path):
    (team / "model.py").write_text(
        "from torch import nn\n\n\nclass Net(nn.Module):\n"
        "    def __init__(self, classes=10):\n        super().__init__()\n"
        "        self.conv = nn.Conv2d(3, classes, 3)\n\n"
        "    def forward(self, x):\n        return self.conv(x)\n"
    )
    done = run("check", "model.py:Net(5)", "-i", "1x3x8x8", "--max-params", "5", "-q", "--no-lock")

    assert done.exit_code == 1
    assert done.stdout.startswith("model.py:10:1: conv: params is 140, over the budget of 5")


BREAKS = {
    "shape": (
        {"lenet.layers": LENET.replace("conv2d(16, k=5)", "conv2d(16, k=50)")},
        ("lenet.layers", 5, "shape", 1),
    ),
    "budget": (
        {"wide.layers": "input(3, 8, 8)\nconv2d(8, k=3)\nlinear(5_000)\n"},
        ("wide.layers", 3, "budget", 1),
    ),
    "expectation": (
        {"lenet.layers": LENET.replace("output=(10,)", "output=(12,)")},
        ("lenet.layers", 8, "expectation", 1),
    ),
    "baseline": (
        {"small.layers": SMALL.replace("relu", "gelu")},
        ("small.layers", 3, "drift", 1),
    ),
    "syntax": ({"small.layers": "input(3, 8, 8)\nconv2d(8,\n"}, ("small.layers", 2, "syntax", 3)),
}
REMEDIES = ("expected: ", "hint: ", '"expected": "', '"hint": "')
PLACES: dict[str, Callable[[str], list[tuple[str, int]]]] = {
    "text": lambda text: [
        (line.split(":")[0].strip(), int(line.split(":")[1]))
        for line in text.splitlines()
        if ".layers:" in line and line.startswith("      ") and line[6] != " "
    ],
    "github": lambda text: [
        (line.split("file=")[1].split(",")[0], int(line.split("line=")[1].split(",")[0]))
        for line in text.splitlines()
        if line.startswith("::error")
    ],
    "gitlab": lambda text: [
        (each["location"]["path"], each["location"]["lines"]["begin"]) for each in json.loads(text)
    ],
    "junit": lambda text: [
        (line.split(":")[0], int(line.split(":")[1]))
        for case in ET.fromstring(text).iter("testcase")  # noqa: S314 (our own)
        for told in case
        for line in (told.text or "").splitlines()
        if line.startswith(f"{case.get('classname')}:")
    ],
    "sarif": lambda text: [
        (place["artifactLocation"]["uri"], place["region"]["startLine"])
        for result in json.loads(text)["runs"][0]["results"]
        for place in [result["locations"][0]["physicalLocation"]]
    ],
    "json": lambda text: [
        (problem["file"], problem["line"])
        for model in json.loads(text)["models"]
        for problem in model["problems"]
    ],
}


@pytest.mark.parametrize("form", PLACES)
@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_is_told_at_its_line_with_a_remedy_in_every_format(
    team: Path, run: Run, name: str, form: str
):
    (team / "wide.layers").write_text("input(3, 8, 8)\nconv2d(8, k=3)\nlinear(5)\n")
    (team / "pyproject.toml").write_text(CONFIGURATION)
    assert run("check", "--update").exit_code == 0
    assert run("check").exit_code == 0
    changes, (file, line, rule, code) = BREAKS[name]
    for path, text in changes.items():
        (team / path).write_text(text)
    done = run("check", "--format", form)

    assert done.exit_code == code
    assert (file, line) in PLACES[form](done.stdout)
    assert {each for each, _ in PLACES[form](done.stdout)} == {file}
    assert any(word in done.stdout for word in REMEDIES)
    assert rule in done.stdout or form == "text"


INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from convcalc.cli import main
"""
"""A command hears an interrupt even if who runs the tests ignores it, as `nohup` and `&` do."""

KILLED = """
import os
os.{call} = lambda *_: os.kill(os.getpid(), {number})
main()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_an_update_that_is_ended_while_it_writes_leaves_the_old_baseline(
    configured: Path, number: int
):
    lock = configured / "convcalc.lock"
    before = lock.read_bytes()
    (configured / "small.layers").write_text(SMALL.replace("8, k", "9, k"))
    done = subprocess.run(  # noqa: S603 (our own interpreter and code)
        [
            sys.executable,
            "-c",
            INTERRUPTIBLE + KILLED.format(call="fsync", number=int(number)),
            "check",
            "--update",
        ],
        capture_output=True,
        check=False,
        timeout=600,
    )

    assert done.returncode in (-number, 130)
    assert lock.read_bytes() == before
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("processes", ["1", "3"])
def test_an_interrupt_in_the_middle_of_the_work_leaves_nothing_behind(
    configured: Path, processes: str
):
    lock = configured / "convcalc.lock"
    before = lock.read_bytes()
    for index in range(300):
        (configured / f"n{index:03}.layers").write_text(
            "input(3, 32, 32)\n" + "conv2d(8, k=3, p=1)\n" * 300
        )
    with subprocess.Popen(  # noqa: S603 (the same)
        [sys.executable, "-c", f"{INTERRUPTIBLE}main()", "check", "--update", "-j", processes],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=600)

    assert process.returncode == 130
    assert lock.read_bytes() == before
    assert b"Traceback" not in errors
    assert [path.name for path in configured.glob("*.tmp")] == []


def test_a_process_that_dies_is_told_and_the_others_go_on(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    from convcalc.ci import processes
    from convcalc.ci.outcome import outcome_of

    def fatal(job: Any) -> Any:
        if job.model.file == "small.layers":
            os._exit(9)
        return outcome_of(job)

    monkeypatch.setattr(processes, "outcome_of", fatal)
    (team / "third.layers").write_text(SMALL)
    done = run("check", "lenet.layers", "small.layers", "third.layers", "-j", "2", "--no-lock")

    assert done.exit_code == 70
    assert "small.layers: internal error, RuntimeError: its process ended with 9\n" in done.stdout
    assert done.stdout.count("ok    ") == 2


def test_a_mistake_of_our_own_hides_no_other_definition(run: Run, monkeypatch: pytest.MonkeyPatch):
    from convcalc.ci import outcome

    monkeypatch.setattr(outcome, "problems_with", lambda *_, **__: 1 / 0)
    done = run("check", "lenet.layers", "small.layers", "--no-lock")

    assert done.exit_code == 70
    assert done.stdout.count("internal error, ZeroDivisionError: division by zero") == 2


def test_workers_go_when_the_one_that_asked_is_killed(team: Path):
    for index in range(60):
        (team / f"n{index:03}.layers").write_text(
            "input(3, 32, 32)\n" + "conv2d(8, k=3, p=1)\n" * 2_000
        )
    names = sorted(path.name for path in team.glob("n*.layers"))
    with subprocess.Popen(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-m", "convcalc", "check", *names, "-j", "2"],
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not workers.exists():
            pytest.skip("only Linux tells the children of a process")
        children = workers.read_text().split()
        process.kill()
    limit = monotonic() + 300
    while any(Path(f"/proc/{child}").exists() for child in children) and monotonic() < limit:
        sleep(0.05)

    assert len(children) == 2
    assert not any(Path(f"/proc/{child}").exists() for child in children)
