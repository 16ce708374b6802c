"""`convcalc explain`: one layer of a network."""

from __future__ import annotations

from typing import Any


def test_the_arithmetic_and_the_way_of_the_receptive_field(run: Any, net: str):
    done = run("explain", net, "conv2d_2")

    assert (done.stderr, done.exit_code) == ("", 0)
    assert done.stdout.startswith("conv2d_2: conv2d(16, k=5)\n  (1, 6, 28, 28) → (1, 16, 24, 24)\n")
    assert "    conv2d_1     5       1     -2  1 + (5 − 1)·1 = 5\n" in done.stdout
    assert "    conv2d_2     9       1     -2  5 + (5 − 1)·1 = 9\n" in done.stdout


def test_an_unknown_layer_is_refused_with_the_nearest(run: Any, net: str):
    done = run("explain", net, "conv_2")

    assert done.exit_code == 1
    assert done.stderr == (
        "error: no layer is called 'conv_2'\nexpected: conv2d_1, conv2d_2\n"
        "hint: did you mean 'conv2d_2'?\n"
    )


def test_shapes_can_be_given(run: Any, net: str):
    assert "(1, 6, H, W) → " in run("explain", net, "conv2d_2", "-i", "1,H,W").stdout


def test_a_network_that_stops_later_explains_what_comes_before(run: Any):
    text = "input(3, 8, 8)\nconv2d(8, k=3)\nconv2d(8, k=99)\n"

    assert run("explain", "-", "conv2d_1", given=text).exit_code == 0
    assert "larger than its input" in run("explain", "-", "conv2d_2", given=text).stderr
