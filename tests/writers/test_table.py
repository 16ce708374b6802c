"""The table for people, at the widths that people have."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from convcalc.writers.table import write
from convcalc.writers.view import View

if TYPE_CHECKING:
    from convcalc.analysis.report import Report

LENET = """\
lenet5
input    (1, 1, 28, 28)
assumed  batch 1 in front of (1, 28, 28)

layer          type                 output          params     MACs   field
───────────────────────────────────────────────────────────────────────────
conv2d_1       conv2d(6, k=5, p=2)  (1, 6, 28, 28)     156  117,600     5×5
relu_1         relu                 (1, 6, 28, 28)       0        0     5×5
head.linear_1  Linear(4704, 10)     (1, 10)         47,050   47,040  global
───────────────────────────────────────────────────────────────────────────

output       (1, 10)
params       47,206     all trainable
MACs         164,640    FLOPs 329,280 · element operations 4,704
weights      184.4 KiB  float32
activations  36.8 KiB   at most 36.8 KiB at once
"""

STEM = """\
stem
input    (1, 3, H, W)  image
symbols  H, W

layer    type              output                 params              MACs    field
───────────────────────────────────────────────────────────────────────────────────
stem
  conv1  Conv2d(3, 64, k…  (1, 64, ⌈H/2⌉, ⌈W/2⌉)   9,408  9408·⌈H/2⌉·⌈W/2⌉  ≤ 11×11
  odd    odd()             (1, 64, ⌈H/2⌉, ⌈W/2⌉)       0                 ?        –
───────────────────────────────────────────────────────────────────────────────────

output       (1, 64, ⌈H/2⌉, ⌈W/2⌉)
params       9,408                  trainable 0 · buffers 128
MACs         ≥ 9408·⌈H/2⌉·⌈W/2⌉     FLOPs ≥ 0 · element operations 0
weights      0 bytes                float32, with buffers
activations  0 bytes                at most 0 bytes at once
requires     H divisible by 16
             W divisible by 16
unknown      macs of 'stem.odd': no rule
unused       spare: conv2d(8, k=1), 72 params
"""


def test_a_small_network(lenet: Report):
    assert write(lenet) == LENET


def test_symbols_bounds_and_unknowns(symbolic: Report):
    shown = symbolic.replace(outputs=(("stem.odd", symbolic.outputs[0][1]),))

    lines = write(shown, View(width=83)).replace("  stem.odd\n", "\n", 1)

    assert lines == STEM


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("name", ["lenet", "symbolic"])
def test_no_line_is_wider_than_asked(name: str, width: int, request: pytest.FixtureRequest):
    text = write(request.getfixturevalue(name), View(width=width))

    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 60, 80])
def test_numbers_stay_whole(width: int, lenet: Report):
    text = write(lenet, View(width=width))

    assert "117,600" in text
    assert "47,050" in text


def test_no_line_ends_in_blanks(symbolic: Report):
    assert all(line == line.rstrip() for line in write(symbolic).splitlines())


def test_chosen_columns_come_in_the_order_asked_for(lenet: Report):
    text = write(lenet.replace(name=""), View(columns=("rf", "name", "rf_start", "line")))

    assert text.split("\n\n")[1].splitlines() == [
        " field  layer          field start  line",
        "────────────────────────────────────────",
        "   5×5  conv2d_1       (-2)×(-2)       3",
        "   5×5  relu_1         (-2)×(-2)       4",
        "global  head.linear_1  0×0             5",
        "────────────────────────────────────────",
    ]


def test_flops_are_the_column_when_that_is_the_convention(lenet: Report):
    text = write(lenet.replace(convention="flops"))

    assert "FLOPs   field" in text
    assert "FLOPs        329,280    MACs 164,640 · " in text


def test_a_later_call_of_a_shared_layer_says_so(lenet: Report):
    row = lenet.layers[0].replace(params=0, shared_with="conv2d_0")

    assert " shared " in write(lenet.replace(layers=(row,)))


def test_a_keras_network_tells_keras_own_total(lenet: Report):
    row = lenet.layers[0].replace(call="layers.BatchNormalization()", buffers=12)
    totals = lenet.totals.replace(buffers=12)

    text = write(lenet.replace(layers=(row,), totals=totals))

    assert "all trainable · buffers 12 · Keras's total 47,218" in text


def test_a_network_that_stopped_says_so(hostile: Report):
    assert "stopped      by an error; totals are of the rows above" in write(hostile)


def test_no_control_character_reaches_the_terminal(hostile: Report):
    assert write(hostile).replace("\n", "").isprintable()


def test_colours_change_nothing_else(symbolic: Report):
    painted = write(symbolic, View(paint=lambda role, text: f"<{role}>{text}</>"))

    plain = painted.replace("</>", "")
    for role in ("title", "heading", "rule", "quiet", "warning"):
        assert f"<{role}>" in painted
        plain = plain.replace(f"<{role}>", "")
    assert plain == write(symbolic)


def test_a_network_without_layers_has_totals(lenet: Report):
    text = write(lenet.replace(layers=()))

    assert "layer " not in text
    assert "params" in text


def test_many_of_one_kind_are_counted_not_listed(lenet: Report):
    text = write(lenet.replace(constraints=tuple(f"H ≥ {i}" for i in range(100))))

    assert "… and 80 more (all of them with --format json)" in text


def test_a_hundred_thousand_rows_take_seconds(lenet: Report):
    big = lenet.replace(layers=lenet.layers * 33_334)

    start = time.process_time()
    text = write(big, View(width=60))

    assert text.count("\n") > 100_000
    assert time.process_time() - start < 8
