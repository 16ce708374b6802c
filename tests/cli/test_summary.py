"""`convcalc summary`: what it prints, where, and what it exits with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from convcalc.cli.app import COMMANDS
from convcalc.writers import SUFFIXES
from convcalc.writers import WRITERS

TABLE = """\
net
input    (1, 1, 28, 28)
assumed  batch 1, put in front of (1, 28, 28)

layer     type                 output           params       MACs  field
────────────────────────────────────────────────────────────────────────
conv2d_1  conv2d(6, k=5, p=2)  (1, 6, 28, 28)      156    117,600    5×5
conv2d_2  conv2d(16, k=5)      (1, 16, 24, 24)   2,416  1,382,400    9×9
────────────────────────────────────────────────────────────────────────

output       (1, 16, 24, 24)  conv2d_2
params       2,572            all trainable
MACs         1,500,000        FLOPs 3,000,000 · element operations 13,920
weights      10.0 KiB         float32
activations  54.4 KiB         at most 54.4 KiB at once
"""


def test_the_table(run: Any, net: str):
    done = run("summary", net)

    assert done.stdout == TABLE
    assert (done.stderr, done.exit_code) == ("", 0)


@pytest.mark.parametrize(
    "words",
    [["net.layers"], ["./net.layers"], ["summary", "net.layers", "--format", "table"]],
    ids=["a file alone", "a path", "the whole"],
)
@pytest.mark.usefixtures("net")
def test_a_file_is_short_for_its_summary(words: list[str], run: Any):
    assert run(*words).stdout == TABLE


def test_options_may_come_before_the_file(run: Any, net: str):
    done = run("--columns", "name", "--width", "60", net)

    assert done.exit_code == 0
    assert "conv2d_2\n" in done.stdout


def test_standard_input(run: Any):
    done = run("-", "-i", "3x32x32", "--columns", "name,output", given="conv2d(8, k=3)\n")

    assert "conv2d_1  (1, 8, 30, 30)" in done.stdout


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        (["-i", "1x32x32"], "(1, 16, 28, 28)"),
        (["-i", "4x1x32x32"], "(4, 16, 28, 28)"),
        (["-i", "1,H,W"], "(1, 16, H - 4, W - 4)"),
        (["--batch", "8"], "(8, 16, 24, 24)"),
        (["--batch", "N"], "(N, 16, 24, 24)"),
    ],
    ids=" ".join,
)
def test_shapes_and_batches(words: list[str], shape: str, run: Any, net: str):
    assert shape in run(net, *words).stdout


def test_flops_as_the_convention(run: Any, net: str):
    assert "FLOPs" in run(net, "--convention", "flops").stdout.splitlines()[4]


def test_bytes_follow_the_dtype(run: Any, net: str):
    assert "27.2 KiB" in run(net, "--dtype", "bfloat16").stdout


def test_json_is_the_document(run: Any, net: str):
    shown = json.loads(run(net, "--format", "json").stdout)

    assert shown["schema"] == "convcalc.report/1"
    assert [row["macs"] for row in shown["layers"]] == [117_600, 1_382_400]
    assert shown["totals"]["params"] == 2_572
    assert shown["error"] is None


def test_csv_has_the_columns_asked_for(run: Any, net: str):
    assert run(net, "--format", "csv", "--columns", "name,params").stdout == (
        "name,params\nconv2d_1,156\nconv2d_2,2416\n"
    )


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.json", "{\n"),
        ("a.csv", "name,scope"),
        ("a.md", "## net"),
        ("a.html", "<div"),
        ("a", "net"),
    ],
)
def test_the_ending_of_the_file_chooses_the_form(name: str, begin: str, run: Any, net: str):
    done = run(net, "-o", name)

    assert (done.stdout, done.exit_code) == ("", 0)
    assert Path(name).read_text(encoding="utf-8").startswith(begin)


def test_every_format_has_an_ending_but_the_one_without():
    assert {*SUFFIXES.values(), "table"} == set(WRITERS)


def test_the_format_asked_for_beats_the_ending(run: Any, net: str):
    run(net, "-o", "a.json", "--format", "csv")

    assert Path("a.json").read_text(encoding="utf-8").startswith("name,")


def test_scopes_can_be_folded(run: Any):
    text = "features = [conv2d(8, k=3), conv2d(8, k=3)]\nconv2d(4, k=1)\n"

    done = run("-", "-i", "3x32x32", "--depth", "1", "--columns", "name,type,params", given=text)

    assert "features  2 layers" in done.stdout
    assert "features.0" not in done.stdout


def test_a_layer_that_fails_comes_behind_the_rows_before_it(run: Any):
    done = run("-", "-i", "3x8x8", given="conv2d(8, k=3)\nconv2d(6, k=3, groups=3)\n")

    assert done.exit_code == 1
    assert "conv2d_1  conv2d(8, k=3)  (1, 8, 6, 6)" in done.stdout
    assert "stopped      by an error; totals are of the rows above" in done.stdout
    assert done.stderr.startswith("error: stdin:2:23: conv2d 'conv2d_2': ")
    assert "    conv2d(6, k=3, groups=3)\n" in done.stderr


def test_a_failure_is_in_the_document_too(run: Any):
    done = run("-", "-i", "3x8x8", "--format", "json", given="conv2d(8, k=3)\nconv2d(6, k=99)\n")
    error = json.loads(done.stdout)["error"]

    assert done.exit_code == 1
    assert error["type"] == "ShapeError"
    assert error["source"]["line"] == 2
    assert error["message"] in done.stderr


def test_an_expectation_that_fails(run: Any):
    text = "input(3, 8, 8)\nconv2d(8, k=1)\nexpect(params=33)\n"
    done = run("-", given=text)

    assert done.exit_code == 1
    assert "conv2d_1" in done.stdout
    assert done.stderr.startswith("error: stdin:3:")
    assert "expected params=33, got 32 (1 fewer)" in done.stderr


USAGE = [
    pytest.param(
        ["net.layers", "--columns", "name,parms"],
        "error: unknown column 'parms'\n",
        "hint: did you mean 'params'?\n",
        id="an unknown column",
    ),
    pytest.param(
        ["net.layers", "--format", "jsn"],
        "error: --format 'jsn'\n",
        f"expected: {', '.join(WRITERS)}\nhint: did you mean 'json'?\n",
        id="an unknown format",
    ),
    pytest.param(
        ["net.layers", "--dtype", "float33"],
        "error: --dtype 'float33'\n",
        "hint: did you mean 'float32'?\n",
        id="an unknown dtype",
    ),
    pytest.param(
        ["net.layers", "--columns", "name", "--format", "json"],
        "error: --columns has no meaning for --format json\n",
        f" or {list(WRITERS)[-1]}\n",
        id="columns of a document",
    ),
    pytest.param(
        ["net.layers", "-i", "3x22a"],
        "error: '22a' is not a size\n    3x22a\n      ^^^\n",
        "hint: commas part sizes too: 3,width,height\n",
        id="a shape that is none",
    ),
    pytest.param(
        ["smmary", "net.layers"],
        "error: 'smmary' is neither a command nor a file\n",
        f"expected: {', '.join(COMMANDS)}, a file, or - for standard input\n"
        "hint: did you mean 'summary'?\n",
        id="a mistyped command",
    ),
    pytest.param(
        ["summary", "net.layers", "--colums", "name"],
        "error: no such option",
        "hint: convcalc summary --help tells the options\n",
        id="a mistyped option",
    ),
    pytest.param(
        ["net.layers", "-o", "."],
        "error: cannot write to '.': it is a directory\n",
        "expected: a file\n",
        id="a directory to write to",
    ),
    pytest.param(
        ["net.layers", "--depth", "0"],
        "error: invalid value for '--depth': 0 is not in the range x>=1\n",
        "hint: convcalc summary --help tells the options\n",
        id="no depth",
    ),
]


@pytest.mark.parametrize(("words", "begin", "end"), USAGE)
@pytest.mark.usefixtures("net")
def test_wrong_usage_is_told_and_exits_with_2(words: list[str], begin: str, end: str, run: Any):
    done = run(*words)

    assert done.stderr.startswith(begin)
    assert done.stderr.endswith(end)
    assert (done.stdout, done.exit_code) == ("", 2)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.layers", None),
        ("empty.layers", b""),
        ("latin.layers", b"# caf\xe9\nconv2d(8)\n"),
        ("binary.layers", b"\x00\x01\x02"),
        ("syntax.layers", b"conv2d(8, k=\n"),
    ],
)
def test_unreadable_files_exit_with_3(name: str, content: bytes | None, run: Any, tmp_path: Path):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    done = run("summary", str(tmp_path / name))

    assert done.stderr.startswith("error: ")
    assert name in done.stderr
    assert (done.stdout, done.exit_code) == ("", 3)


@pytest.mark.usefixtures("net")
def test_a_failed_command_leaves_the_old_file_alone(run: Any):
    Path("report.json").write_text("old")

    assert run("missing.layers", "-o", "report.json").exit_code == 3
    assert Path("report.json").read_text() == "old"


def test_control_characters_of_a_file_do_not_reach_the_terminal(run: Any):
    done = run("-", given="conv2d(8, k='\x1b[31m')\n")

    assert "\x1b" not in done.stdout + done.stderr


def test_an_input_that_is_too_small_is_told_the_least(run: Any):
    text = "conv2d(8, k=5)\nmaxpool2d(2)\nconv2d(8, k=5)\nmaxpool2d(2)\nconv2d(8, k=5)\n"

    done = run("-", "-i", "1x28x28", given=text)

    assert done.exit_code == 1
    assert "\nhint: the input must be at least 32×32" in done.stderr
