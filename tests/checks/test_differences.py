"""What changed: nothing for a network and itself, and what was edited for one that was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.analysis.summarise import report_of
from convcalc.checks.differences import differences
from convcalc.checks.differences import side_of
from convcalc.readers import read

if TYPE_CHECKING:
    from convcalc.checks.changes import Differences
    from convcalc.checks.changes import Side

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*.layers"))
LINES = st.sampled_from(
    [
        "conv2d(4, k=3, p=1)",
        "conv2d(8, k=1)",
        "relu",
        "batchnorm",
        "dropout(0.5)",
        "maxpool2d(3, s=1)",
    ]
)
CHAINS = st.lists(LINES, min_size=1, max_size=8)


def side(text: str, name: str = "net.layers") -> Side:
    """A definition that is given as text."""
    graph = read(name, text).trace()
    return side_of(graph, report_of(graph), name)


def compared(old: str, new: str, start: str = "input(4, 32, 32)") -> Differences:
    """What changed between two definitions with one input."""
    return differences(side(f"{start}\n{old}"), side(f"{start}\n{new}"))


def told(found: Differences) -> list[tuple[str, str, list[str]]]:
    """Status, name, and changed fields of every layer."""
    return [
        (each.status, each.record.name, [change.field for change in each.changes])
        for each in found.layers
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_network_does_not_differ_from_itself(path: Path):
    text = path.read_text("utf-8")
    found = differences(side(text, path.name), side(text, path.name))

    assert found.is_empty
    assert found.same == len(found.old.records)


@given(CHAINS, st.sampled_from(["4, 32, 32", "4, H, W", "N, 4, H, 99"]))
def test_no_chain_differs_from_itself(lines: list[str], shape: str):
    text = f"input({shape})\n" + "\n".join(lines)

    assert differences(side(text), side(text)).is_empty


@given(CHAINS, CHAINS)
def test_backwards_it_is_the_opposite(old: list[str], new: list[str]):
    there = compared("\n".join(old), "\n".join(new))
    back = compared("\n".join(new), "\n".join(old))

    assert there.is_empty == back.is_empty
    assert [each.change for each in there.totals] == [-each.change for each in back.totals]


@given(CHAINS, CHAINS)
def test_every_layer_is_told_once(old: list[str], new: list[str]):
    found = compared("\n".join(old), "\n".join(new))
    removed = sum(each.new is None for each in found.layers)
    added = sum(each.old is None for each in found.layers)

    assert len(found.old.records) - removed == len(found.new.records) - added
    assert found.same + len(found.layers) == len(found.old.records) + added


def test_arguments_and_what_follows_from_them():
    found = compared(
        "a = conv2d(8, k=3)\nb = conv2d(4, k=1)", "a = conv2d(8, k=5)\nb = conv2d(4, k=1)"
    )

    assert told(found) == [
        ("changed", "a", ["call", "output_shapes", "params", "macs", "receptive_field"]),
        ("changed", "b", ["input_shapes", "output_shapes", "macs", "receptive_field"]),
    ]
    assert [each.is_own for each in found.layers] == [True, False]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("conv2d(8, k=3, p=1)", "conv2d(8, kernel_size=3, padding=1)"),
        ("conv2d(8, k=3,p=1)", "conv2d(8,  k=3, p=1)  # wide"),
        ("a = relu\nb = relu(a)", "a = relu\n\nb = relu(a)"),
    ],
)
def test_another_spelling_is_no_difference(old: str, new: str):
    assert compared(old, new).is_empty


def test_a_value_that_shows_nowhere_else_is_a_difference():
    assert told(compared("dropout(0.5)", "dropout(0.1)")) == [("changed", "dropout_1", ["call"])]


def test_another_wiring_is_a_difference():
    lines = "a = conv2d(4, k=1)\nb = conv2d(4, k=1)(a)\nc = conv2d(4, k=1)(b)\n"

    assert told(compared(f"{lines}add(c, a)", f"{lines}add(c, b)")) == [
        ("changed", "add_1", ["inputs_from"])
    ]


def test_shared_weights_are_a_difference():
    old = "a = conv2d(4, k=1)\nb = conv2d(4, k=1)(a)"
    found = compared(
        f"{old}\nadd(a, b)",
        "f = conv2d(4, k=1)\na = f(x)\nb = f(a)\nadd(a, b)",
        "x = input(4, 9, 9)",
    )

    assert any("shared_with" in fields for _, _, fields in told(found))


def test_renamed_and_renumbered():
    assert told(compared("a = relu", "b = relu")) == [("renamed", "b", [])]
    assert told(compared("relu", "conv2d(4, k=1)\nrelu\nrelu6()")) != []
    found = compared("relu6()\nrelu", "relu6()\nconv2d(4, k=1)\nrelu6()\nrelu")
    assert {status for status, _, _ in told(found)} <= {"added", "renumbered", "changed"}


def test_where_shapes_part():
    found = compared(
        "a = conv2d(8, k=3)\nb = relu", "a = conv2d(8, k=3)\npool = maxpool2d(2)\nb = relu"
    )

    assert found.parting is not None
    assert found.parting.new.name == "b"
    assert found.parting.behind is not None
    assert found.parting.behind.record.name == "pool"


def test_where_one_network_stops_the_other_is_not_compared_further():
    found = compared(
        "a = relu\nb = conv2d(8, k=3)\nc = relu", "a = relu\nb = conv2d(8, k=99)\nc = relu"
    )

    assert (found.is_empty, told(found), found.totals) == (False, [], ())
    assert len(found.errors) == 1


def test_symbols_decide_for_every_size():
    old = "conv2d(4, k=3, s=2, p=1)\nconv2d(4, k=3, s=2, p=1)"
    same = compared(old, old.replace("p=1", "p=(1, 1)"), "input(4, H, W)")
    other = compared(old, old.replace("s=2, p=1", "s=2, p=0"), "input(4, H, W)")

    assert same.is_empty
    assert other.parting is not None
    assert not other.is_empty


def test_conditions_and_unused_layers_are_differences():
    found = compared("maxpool2d(2)", "maxpool2d(2)", "input(4, H, W)")
    assert found.is_empty
    found = compared("relu", "spare = conv2d(4, k=1)\nrelu\nif False:\n    spare()")
    assert not found.is_empty


def test_inputs_and_outputs():
    found = differences(side("input(4, 32, 32)\nrelu"), side("input(4, 16, 16)\nrelu"))

    assert [(each.old, each.new) for each in found.inputs] == [((1, 4, 32, 32), (1, 4, 16, 16))]
    assert [(each.old, each.new) for each in found.outputs] == [((1, 4, 32, 32), (1, 4, 16, 16))]


def test_a_relative_change_holds_for_every_size():
    found = compared("conv2d(4, k=1)", "conv2d(8, k=1)", "input(4, H, W)")
    macs = next(each for each in found.totals if each.quantity == "macs")

    assert macs.ratio == 2
