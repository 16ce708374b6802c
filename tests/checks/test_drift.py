from __future__ import annotations

import json
import re
from typing import Any

import pytest
from recorded import traced

from convcalc.checks.amounts import tolerance_of
from convcalc.checks.baseline import Entry
from convcalc.checks.baseline import Kept
from convcalc.checks.drift import drift
from convcalc.errors import ReadError

LENET = """\
input(1, 28, 28)
conv2d(6, k=5, p=2)
relu
maxpool2d(2)
conv2d(16, k=5)
flatten
linear(10)
"""


def entry_of(text: str) -> Entry:
    """What a baseline holds of a definition."""
    records, report = traced(text)
    return Entry(text=Kept.of(report, records).text("net.layers"), line=4)


def drifted(old: str, new: str, **tolerances: str) -> list[str]:
    """What is told where one definition became another."""
    records, report = traced(new)
    found = drift(
        entry_of(old),
        "net.layers",
        "convcalc.lock",
        report,
        records,
        {name: tolerance_of(value, name) for name, value in tolerances.items()},
    )
    return [f"{each.place} {each.layer}: {each.message}" for each in found]


def test_the_same_network_drifts_nowhere():
    assert drifted(LENET, LENET) == []


def test_blanks_comments_and_quotes_are_no_drift():
    assert drifted(LENET, LENET.replace("k=5, p=2", "k=5,p=2").replace("relu", "\nrelu")) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "relu\n",
            "relu\ndropout(0.5)\n",
            ["net.layers:4 dropout_1: added: dropout(0.5) → (1, 6, 28, 28)"],
        ),
        (
            "relu\n",
            "",
            ["net.layers:2 relu_1: removed: relu → (1, 6, 28, 28)"],
        ),
        (
            "linear(10)",
            "head = linear(10)",
            ["net.layers:7 head: renamed from linear_1"],
        ),
        (
            "relu\n",
            "sigmoid\n",
            [
                "net.layers:2 relu_1: removed: relu → (1, 6, 28, 28)",
                "net.layers:3 sigmoid_1: added: sigmoid → (1, 6, 28, 28)",
            ],
        ),
        (
            "linear(10)",
            "linear(12)",
            [
                "net.layers:7 linear_1: call linear(10) → linear(12); output (1, 10) → (1, 12); "
                "params 16,010 → 19,212; macs 16,000 → 19,200"
            ],
        ),
        (
            "conv2d(16, k=5)",
            "conv2d(16, k=5, d=2)",
            [
                "net.layers:5 conv2d_2: call conv2d(16, k=5) → conv2d(16, k=5, d=2); "
                "output (1, 16, 10, 10) → (1, 16, 6, 6); macs 240,000 → 86,400; "
                "receptive field 14×14 → 22×22",
                "net.layers:6 flatten_1: input (1, 16, 10, 10) → (1, 16, 6, 6); "
                "output (1, 1600) → (1, 576); "
                "receptive field at most 14×14 → at most 22×22",
                "net.layers:7 linear_1: input (1, 1600) → (1, 576); params 16,010 → 5,770; macs 16,000 → 5,760",
            ],
        ),
    ],
    ids=["added", "removed", "renamed", "another kind", "changed", "what follows changes too"],
)
def test_drift_is_told_layer_by_layer(old: str, new: str, told: list[str]):
    assert drifted(LENET, LENET.replace(old, new)) == told


def test_layers_that_only_got_other_numbers_are_not_told_beside_the_one_that_came():
    old = "input(3, 8, 8)\nrelu\nconv2d(8, k=3)\nrelu\n"

    assert drifted(old, old.replace("8)\nrelu", "8)\nrelu\nrelu", 1)) == [
        "net.layers:3 relu_2: added: relu → (1, 3, 8, 8)"
    ]
    assert drifted(old, old.replace("relu\nconv", "relu_7 = relu\nconv")) == [
        "net.layers:2 relu_7: renamed from relu_1",
        "net.layers:4 relu_1: renamed from relu_2",
    ]


def test_another_input_is_told_first():
    (first, *rest) = drifted(LENET, LENET.replace("28, 28", "32, 32"))

    assert first == " input: input (1, 1, 28, 28) → (1, 1, 32, 32)"
    assert len(rest) == 6


def test_other_inputs_are_told_by_name():
    old = "a = input(3, 8, 8)\nrelu(a)\n"

    assert drifted(old, old.replace("a", "image"))[0] == " : inputs a → image"


def test_totals_are_told_where_they_differ_and_no_layer_does():
    records, report = traced(LENET)
    text = re.sub('"totals": {"params": [0-9]+', '"totals": {"params": 5', entry_of(LENET).text)

    (found,) = drift(Entry(text=text, line=4), "net.layers", "convcalc.lock", report, records, {})

    assert found.message == f"total params 5 → {report.totals.params:,}"


@pytest.mark.parametrize(
    ("tolerances", "kept"),
    [
        ({}, ["call", "params", "macs"]),
        ({"params": "50%"}, ["call", "macs"]),
        ({"params": "50%", "macs": "1M"}, ["call"]),
        ({"params": "1%", "macs": "1%"}, ["call", "params", "macs"]),
    ],
    ids=["nothing is tolerated", "parameters are", "and work", "too little"],
)
def test_counts_within_their_tolerance_are_no_drift(tolerances: dict[str, str], kept: list[str]):
    old, new = (
        f"input(8, 8, 8)\nconv2d(8, k=3, p=1, bias={each})\nconv2d(8, k=1)\n"
        for each in (True, False)
    )
    new = new.replace("k=3, p=1", "k=3, p=1, groups=2").replace("bias=False", "bias=True")

    (told,) = drifted(old, new, **tolerances)

    parts = told.partition(": ")[2].split("; ")
    assert [part.partition(" ")[0] for part in parts] == kept


def test_a_receptive_field_may_be_tolerated_by_its_size():
    old, new = (
        f"input(8, 8, 8)\nconv2d(8, k={k}, p={p}, groups=8, bias=False)\n"
        for k, p in ((3, 1), (5, 2))
    )
    tolerances = {"params": "1k", "macs": "1M"}

    assert "receptive field 3×3" in drifted(old, new, **tolerances)[0]
    assert "receptive field" not in drifted(old, new, receptive_field="2", **tolerances)[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("k=3, s=2, p=1", "receptive field stride 1×1 → 2×2"),
        ("k=3, p=2", "receptive field start -1×-1 → -2×-2"),
        ("k=5, p=2", "receptive field 3×3 → 5×5"),
    ],
)
def test_of_a_receptive_field_is_told_what_moved(change: str, told: str):
    old = "input(8, 8, 8)\nconv2d(8, k=3, p=1)\n"

    (found,) = drifted(old, old.replace("k=3, p=1", change))

    assert told in found.split("; ")


def test_formulas_are_compared_for_every_size():
    old = "input(3, H, W)\nconv2d(8, k=3, s=2, p=1)\nconv2d(8, k=3, s=2, p=1)\n"
    new = old.replace("s=2, p=1)\nconv2d(8, k=3, s=2, p=1", "s=2, p=1)\nconv2d(8, k=3, s=2, p=2")

    assert drifted(old, old) == []
    (told,) = drifted(old, new)
    assert "output (1, 8, ⌈H/4⌉, ⌈W/4⌉) → " in told


def broken(change: Any) -> tuple[str, int]:
    """What is said of an entry that someone changed, and the line."""
    records, report = traced(LENET)
    entry = entry_of(LENET)
    with pytest.raises(ReadError) as caught:
        drift(
            entry.replace(text=change(entry.text)),
            "net.layers",
            "convcalc.lock",
            report,
            records,
            {},
        )
    source = caught.value.source
    assert source is not None
    assert source.file == "convcalc.lock"
    assert caught.value.hint == "convcalc check --update writes it anew"
    return caught.value.message, source.line


def of_third(change: Any) -> Any:
    """A change of the third layer's line."""

    def changed(text: str) -> str:
        lines = text.splitlines()
        document = json.loads(lines[3].rstrip(","))
        change(document)
        lines[3] = json.dumps(document) + ","
        return "\n".join(lines)

    return changed


@pytest.mark.parametrize(
    ("change", "message", "line"),
    [
        (
            lambda text: text.replace('"kind": "maxpool2d"', '"kind" "maxpool2d"'),
            "convcalc.lock is broken: no JSON (Expecting ':' delimiter)",
            7,
        ),
        (
            of_third(lambda layer: layer.pop("macs")),
            "convcalc.lock is broken: layer 'maxpool2d_1' lacks 'macs'",
            7,
        ),
        (
            of_third(lambda layer: layer.update(params="many things")),
            "convcalc.lock is broken: params is 'many things'",
            7,
        ),
        (
            lambda text: text.replace('"totals": {"params"', '"totals": {"parameters"'),
            "convcalc.lock is broken: inputs or totals that are none",
            4,
        ),
        (lambda _: '"net.layers": 3', "convcalc.lock is broken: an entry without layers", 4),
    ],
    ids=["no JSON", "a field is missing", "no number", "no totals", "no entry"],
)
def test_a_baseline_broken_by_hand_says_in_which_line(change: Any, message: str, line: int):
    assert broken(change) == (message, line)
