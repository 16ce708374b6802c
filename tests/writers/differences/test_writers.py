"""The same comparison in text, Markdown and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from convcalc.analysis.summarise import report_of
from convcalc.checks.differences import differences
from convcalc.checks.differences import side_of
from convcalc.readers import read
from convcalc.writers.differences import WRITERS
from convcalc.writers.differences import find_writer
from convcalc.writers.differences.words import percent
from convcalc.writers.view import View

if TYPE_CHECKING:
    from convcalc.checks.changes import Differences

OLD = """\
input(1, 28, 28)
conv2d(6, k=5, p=2)
relu
conv2d(16, k=5)
relu
globalavgpool
head = linear(10)
"""
NEW = """\
input(1, 28, 28)
conv2d(6, k=5, p=2)
batchnorm
relu
conv2d(32, k=5)
gelu
globalavgpool
classifier = linear(10)
"""
TEXT = """\
old.layers → new.layers
shapes part   at conv2d_2 (new.layers:5)
              output (1, 16, 24, 24) → (1, 32, 24, 24)

+ batchnorm_1        batchnorm  (1, 6, 28, 28)  12 params
~ conv2d_2
    type          conv2d(16, k=5) → conv2d(32, k=5)
    output        (1, 16, 24, 24) → (1, 32, 24, 24)
    params        2,416 → 4,832
    MACs          1,382,400 → 2,764,800
~ relu_2 → gelu_1
    type          relu → gelu
    output        (1, 16, 24, 24) → (1, 32, 24, 24)
· globalavgpool_1    output (1, 16) → (1, 32)
· head → classifier  params 170 → 330  MACs 160 → 320

1 added, 4 changed (2 only by what comes to them), 2 as before

                before      after      change
params           2,742      5,330      +2,588   +94.4 %
buffers              0         13         +13
MACs         1,500,160  2,882,720  +1,382,560   +92.2 %
element ops     37,066     74,122     +37,056  +100.0 %
weights       10.7 KiB   20.9 KiB   +10.2 KiB   +94.9 %
activations  108.9 KiB  199.3 KiB   +90.4 KiB   +83.1 %
at once       72.0 KiB  144.0 KiB   +72.0 KiB  +100.0 %
"""


def compared(old: str, new: str) -> Differences:
    """What changed between two texts."""
    sides = []
    for name, text in (("old.layers", old), ("new.layers", new)):
        graph = read(name, text).trace()
        sides.append(side_of(graph, report_of(graph), name))
    return differences(*sides)


def written(form: str, old: str, new: str, view: View | None = None) -> str:
    """The comparison of two texts in a format."""
    return find_writer(form)(compared(old, new), view or View())


def test_text():
    assert written("text", OLD, NEW) == TEXT


@pytest.mark.parametrize("form", WRITERS)
def test_no_difference(form: str):
    text = written(form, OLD, OLD)

    assert "o difference: 6 layers, 2,742 params" in text or '"is_equal": true' in text


def test_colours_are_the_views():
    painted = written("text", OLD, NEW, View(paint=lambda role, text: f"<{role}>{text}"))

    assert "<added>+ batchnorm_1" in painted
    assert "<changed>~ conv2d_2" in painted
    assert "<quiet>· globalavgpool_1" in painted


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_lines_keep_to_the_width(width: int):
    text = written(
        "text",
        OLD.replace("1, 28, 28", "1, H, W"),
        NEW.replace("1, 28, 28", "1, H, W"),
        View(width=width),
    )

    assert max(map(len, text.splitlines())) <= max(width, 50)


def test_many_layers_with_another_number_are_one_line():
    old = "input(4, 28, 28)\n" + "conv2d(4, k=1)\nrelu\n" * 9
    text = written("text", old, old.replace("28)\n", "28)\nconv2d(4, k=1, bias=False)\n"))

    assert "1 added, 9 renumbered, 9 as before" in text
    assert "9 layers only have another number: conv2d_1 → conv2d_2, …, conv2d_9 → conv2d_10" in text


def test_markdown():
    text = written("markdown", OLD, NEW)

    assert text.startswith(
        "### old.layers → new.layers\n\n1 added, 4 changed (2 only by what comes to them), 2 as before.\n"
    )
    assert "| params | 2,742 | 5,330 | +2,588 | +94.4 % |" in text
    assert "| ➕ | batchnorm\\_1 | batchnorm<br>(1, 6, 28, 28)<br>12 params |" in text
    assert "<details>" not in text


def test_markdown_of_a_large_change_fits_into_a_comment():
    old = "input(1, 28, 28)\n" + "conv2d(4, k=1)\nrelu\n" * 900
    text = written("markdown", old, old.replace("(4,", "(5,"))

    assert len(text) < 65_536
    assert "<details><summary>1,800 layers</summary>" in text
    assert "more, which a comment has no room for" in text


def test_markdown_takes_names_for_names():
    text = written("markdown", "input(1, 8, 8)\n__a__ = relu", "input(1, 8, 8)\n__b__ = relu")

    assert "\\_\\_a\\_\\_ → \\_\\_b\\_\\_" in text


def test_json():
    document = json.loads(written("json", OLD, NEW))

    assert document["schema"] == "convcalc.diff/1"
    assert [each["status"] for each in document["layers"]] == ["added", *["changed"] * 4]
    assert document["layers"][1]["changes"][0] == {
        "field": "call",
        "old": "conv2d(16, k=5)",
        "new": "conv2d(32, k=5)",
        "is_proved": True,
    }
    assert document["totals"]["params"] == {
        "old": 2742,
        "new": 5330,
        "change": 2588,
        "percent": 94.38,
        "old_is_bound": False,
        "new_is_bound": False,
    }
    assert document["parting"]["new"]["place"] == "new.layers:5"


def test_json_of_formulas_parses_back():
    old = "input(1, H, W)\nconv2d(6, k=5)"
    document = json.loads(written("json", old, old.replace("6", "8")))

    assert document["totals"]["macs"] == {
        "old": "150*H*W - 600*H - 600*W + 2400",
        "new": "200*H*W - 800*H - 800*W + 3200",
        "change": "50*H*W - 200*H - 200*W + 800",
        "percent": 33.33,
        "old_is_bound": False,
        "new_is_bound": False,
    }


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (8, 9, "+12.5 %"),
        (9, 8, "-11.1 %"),
        (3, 3, ""),
        (100_000, 100_001, "+<0.1 %"),
        (1, 100, "+9,900.0 %"),
    ],
)
def test_percent(old: int, new: int, text: str):
    from fractions import Fraction

    assert percent(Fraction(new, old)) == text
