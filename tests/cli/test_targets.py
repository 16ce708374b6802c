"""Models in Python source on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.shell_completion import ShellComplete

from convcalc.cli.app import app
from convcalc.cli.targets import file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

MODEL = """\
import torch
from torch import nn
from blocks import WIDTH

class Net(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv = nn.Conv2d(3, WIDTH, 3)
        self.fc = nn.Linear(WIDTH, classes)

    def forward(self, x):
        x = self.conv(x).mean((2, 3))
        return self.fc(x)

def make_small():
    return Net(2)
"""


@pytest.fixture(autouse=True)
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of a model, in the folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text(MODEL, encoding="utf-8")
    (tmp_path / "blocks.py").write_text("WIDTH = 8\n", encoding="utf-8")


def test_every_row_says_where_it_is_called(run: Run):
    result = run("summary", "model.py:Net", "-i", "1x3x8x8", "--format", "json")
    rows = json.loads(result.stdout)["layers"]

    assert [(each["name"], each["source"], each.get("definition")) for each in rows] == [
        ("conv", "model.py:12", "model.py:8"),
        ("mean", "model.py:12", None),
        ("fc", "model.py:13", "model.py:9"),
    ]


def totals(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)["totals"]
    return found


@pytest.mark.parametrize(
    ("words", "params"),
    [
        (("model.py:Net",), 314),
        (("model.py:Net(2)",), 242),
        (("model.py:Net", "--args", "classes=2"), 242),
        (("model.py:make_small",), 242),
        (("model:Net",), 314),
        (("summary", "model.py:Net"), 314),
    ],
)
def test_summary_takes_a_target(run: Run, words: tuple[str, ...], params: int):
    result = run(*words, "-i", "1x3x8x8", "--format", "json")

    assert totals(result)["params"] == params


def test_standard_input_may_be_source(run: Run):
    text = MODEL.replace("from blocks import WIDTH", "WIDTH = 4")

    for target in ("-:Net", "-:Net()"):
        result = run(target, "-i", "1x3x8x8", "--format", "json", given=text)
        assert totals(result)["params"] == 162


def test_a_root_tells_where_imports_are(run: Run, tmp_path: Path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "blocks.py").rename(tmp_path / "inner" / "blocks.py")
    words = ("model.py:Net", "-i", "1x3x8x8", "--format", "json")

    assert run(*words).exit_code == 1
    assert totals(run(*words, "--root", "inner"))["params"] == 314


def test_assumptions_are_said(run: Run):
    result = run("model.py:Net", "-i", "1,3,H,W", "--assume", "H % 32 == 0")

    assert result.exit_code == 0
    assert "assumed  H % 32 == 0" in " ".join(result.stdout.split("\n"))


def test_explain_takes_a_target(run: Run):
    result = run("explain", "model.py:Net", "conv", "-i", "1x3x8x8")

    assert result.exit_code == 0
    assert "(1, 8, 6, 6)" in result.stdout


WRONG = {
    "a class that is not there": (
        ("model.py:Nett",),
        2,
        "error: there is no 'Nett' in model.py\nexpected: make_small, Net\n"
        "hint: did you mean 'Net'?\n",
    ),
    "a file that is not there": (
        ("modle.py:Net",),
        3,
        "error: there is no file 'modle.py'\nhint: did you mean 'model.py'?\n",
    ),
    "a missing shape": (
        ("model.py:Net",),
        2,
        "error: the shape of the input 'x' is not known\nexpected: -i SHAPE\n"
        "hint: for example -i 1x3x224x224, or -i 1,3,H,W for formulas\n",
    ),
    "a root that is not there": (
        ("model.py:Net", "--root", "nowhere"),
        2,
        "error: invalid value for '--root': Directory 'nowhere' does not exist\n"
        "hint: convcalc summary --help tells the options\n",
    ),
    "an assumption that is none": (
        ("model.py:Net", "-i", "1x3x8x8", "--assume", "H is big"),
        2,
        "error: 'H is big' is not a size\n",
    ),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_target_is_told(run: Run, words: tuple[str, ...], code: int, told: str):
    result = run(*words)

    assert result.exit_code == code
    assert result.stderr.startswith(told)


@pytest.mark.parametrize(
    ("option", "what"),
    [
        (("--args", "3"), "arguments"),
        (("--root", "."), "roots"),
        (("--assume", "encoder=1x3x8x8"), "shapes of what modules give"),
    ],
)
def test_a_spec_takes_none_of_these(run: Run, net: str, option: tuple[str, str], what: str):
    result = run(net, *option)

    assert result.exit_code == 2
    assert result.stderr == (
        f"error: net.layers is no model in Python source, and takes no {what}\n"
        "expected: a target, for example model.py:Net\n"
    )


def test_a_spec_takes_facts_of_sizes(run: Run, net: str):
    words = (net, "-i", "1,H,28", "--columns", "output")

    assert "⌈H/2⌉" in run("-", *words[1:], given="conv2d(6, k=3, s=2, p=1)").stdout
    told = run("-", *words[1:], "--assume", "H % 2 == 0", given="conv2d(6, k=3, s=2, p=1)").stdout
    assert "⌈H/2⌉" not in told
    assert "H/2" in told


def test_the_source_is_never_written_over(run: Run):
    result = run("model.py:Net", "-i", "1x3x8x8", "-o", "model.py")

    assert result.exit_code == 2
    assert result.stderr.startswith(
        "error: cannot write to 'model.py': it is the file that is read"
    )


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("model.py:", ["model.py:make_small", "model.py:Net"]),
        ("model.py:m", ["model.py:make_small"]),
        ("nowhere.py:", []),
    ],
)
def test_names_in_a_file_are_completed(begun: str, offered: list[str]):
    completer = ShellComplete(app, {}, "convcalc", "_CONVCALC_COMPLETE")

    assert [each.value for each in completer.get_completions(["summary"], begun)] == offered


def test_the_file_of_a_target_is_what_is_read():
    assert [file_of(each) for each in ("a.py:Net(b)", "a.layers", "-")] == ["a.py", "a.layers", "-"]


def test_a_fact_decides_a_branch_of_a_spec(run: Run):
    text = "x = input(3, H, 8)\nif H % 2 == 0:\n    conv2d(4, k=1)\nelse:\n    conv2d(5, k=1)\n"
    words = ("-", "--format", "csv", "--columns", "params", "--assume")

    assert run(*words, "H % 2 == 0", given=text).stdout.split() == ["params", "16"]
    assert run(*words, "H % 2 == 1", given=text).stdout.split() == ["params", "20"]
