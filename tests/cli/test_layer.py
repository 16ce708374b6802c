"""`convcalc layer`: single layers, side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest


def test_the_arithmetic_of_one_layer(run: Any):
    done = run("layer", "Conv2d(1, 4, kernel_size=7, stride=3)", "-i", "1x28x28")

    assert (done.stderr, done.exit_code) == ("", 0)
    for line in (
        "conv2d_1: Conv2d(1, 4, kernel_size=7, stride=3)\n  (1, 28, 28) → (4, 8, 8)\n",
        "    = ⌊(28 + 2·0 − 1·(7 − 1) − 1)/3⌋ + 1 = ⌊21/3⌋ + 1 = 8\n",
        "  weight: (4, 1, 7, 7)\n",
        "4·1·7·7 + 4 = 200\n",
    ):
        assert line in done.stdout


def test_several_layers_take_the_same_input(run: Any):
    done = run("layer", "conv2d(8, k=3)", "conv2d(8, k=5)", "-i", "1x3x32x32", "--format", "csv")

    lines = [line.split(",")[0] for line in done.stdout.splitlines()]
    assert lines == ["name", "conv2d_1", "conv2d_2"]
    assert '"(1, 8, 30, 30)"' in done.stdout
    assert '"(1, 8, 28, 28)"' in done.stdout


def test_calls_come_one_a_line_from_standard_input(run: Any):
    text = "# two layers\nconv2d(8, k=3)\n\nself.stem = nn.Conv2d(3, 4, 5)\n"

    done = run("layer", "-", "-i", "3x32x32", "--format", "json", given=text)

    rows = json.loads(done.stdout)["layers"]
    assert [(row["name"], row["output_shapes"]) for row in rows] == [
        ("conv2d_1", [[8, 30, 30]]),
        ("stem", [[4, 28, 28]]),
    ]


def test_columns_make_a_table(run: Any):
    done = run("layer", "conv2d(8, k=3)", "-i", "3x32x32", "--columns", "name,output,params")

    assert "conv2d_1  (8, 30, 30)     224" in done.stdout


def test_several_inputs(run: Any):
    done = run("layer", "concat()", "-i", "1x3x8x8", "-i", "1x5x8x8", "--columns", "input,output")

    assert "(1, 3, 8, 8), (1, 5, 8, 8)  (1, 8, 8, 8)" in done.stdout


def test_free_names_are_symbols(run: Any):
    done = run(
        "layer", "conv2d(O, k=K, s=S, p=P, d=D)", "-i", "C,I,I", "--columns", "output,params"
    )

    assert "(O, ⌊(" in done.stdout
    assert "C·K²·O + O" in done.stdout


def test_a_layer_that_fails_does_not_hide_the_others(run: Any):
    calls = ["convd2d(8)", "conv2d(8, k=3)", "conv2d(8, k=99)"]
    done = run("layer", *calls, "-i", "3x32x32", "--columns", "type")

    assert done.exit_code == 1
    assert "conv2d(8, k=3)\n" in done.stdout
    assert "error: call 1:1:1: nothing is called 'convd2d'\n" in done.stderr
    assert "hint: did you mean 'conv2d'?\nerror: call 3:1:13: " in done.stderr


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("", "error: no layer in a call\nexpected: a layer, for example conv2d(64, k=3)\n"),
        (
            "x = 3",
            "error: a call that is no layer\nexpected: a layer, for example conv2d(64, k=3)\n",
        ),
        (
            "conv2d(8, k=3, p=same)",
            (
                "error: call:1:18: same is a word, not a size\n    conv2d(8, k=3, p=same)\n"
                "                     ^^^^\nhint: write 'same'\n"
            ),
        ),
    ],
)
def test_what_is_no_layer(call: str, message: str, run: Any):
    done = run("layer", call, "-i", "3x32x32")

    assert (done.stdout, done.stderr, done.exit_code) == ("", message, 1)


def test_a_layer_needs_an_input(run: Any):
    done = run("layer", "conv2d(8)")

    assert done.exit_code == 2
    assert done.stderr == (
        "error: a layer needs the shape of its input\nexpected: -i SHAPE\n"
        "hint: for example -i 3x224x224\n"
    )


def test_no_calls_on_standard_input(run: Any):
    done = run("layer", "-", "-i", "3x32x32", given="# nothing\n")

    assert done.exit_code == 3
    assert done.stderr == (
        "error: standard input holds no layer calls\nexpected: one call a line\n"
    )


def test_flops_are_worked_out_where_they_are_asked_for(run: Any):
    done = run("layer", "conv2d(8, k=3)", "-i", "3x8x8", "--convention", "flops")

    assert "  flops: 2·macs = 15,552\n" in done.stdout


def test_a_layer_says_what_its_sizes_must_satisfy(run: Any):
    done = run("layer", "nn.PixelShuffle(2)", "-i", "1,C,H,W")

    assert "  requires: C divisible by 4\n" in done.stdout


def test_debug_may_stand_before_a_file(run: Any, net: str):
    done = run("--debug", net)

    assert (done.exit_code, done.stderr) == (0, "")


def test_an_input_that_there_is_not_shows_no_table(run: Any, net: str):
    done = run("summary", net, "-i", "foo=3x8x8")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "no input is called 'foo'" in done.stderr
