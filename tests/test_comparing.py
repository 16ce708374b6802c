from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import convcalc
from convcalc.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

OLD = "input(3, 8, 8)\nconv2d(8, k=3)\n"
NEW = "input(3, 8, 8)\nconv2d(16, k=3)\n"


def printed(*words: str) -> str:
    return CliRunner().invoke(app, words, prog_name="convcalc").stdout


def test_the_library_tells_what_the_commands_print(tmp_path: Path):
    old, new = tmp_path / "old.layers", tmp_path / "new.layers"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")

    changed = convcalc.diff(str(old), str(new))
    assert str(changed) == printed("diff", str(old), str(new))
    assert changed.to_json() == printed("diff", str(old), str(new), "--format", "json")
    assert f"{convcalc.explain(old, 'conv2d_1')}\n" == printed("explain", str(old), "conv2d_1")


def test_a_comparison_is_true_where_something_changed():
    assert convcalc.diff(OLD, NEW)
    assert not convcalc.diff(OLD, OLD)
    assert repr(convcalc.diff(OLD, NEW)) == "<Differences old → new: 1 layers changed>"
    assert "old → new" in convcalc.diff(OLD, NEW).to_markdown()
    assert json.loads(convcalc.diff(OLD, NEW).to_json())


def test_sizes_are_given():
    changed = convcalc.diff("relu", "conv2d(8, k=3)", (1, 3, 9, 9), dtype="fp16")

    assert changed.new.report.outputs[0][1] == (1, 8, 7, 7)


def test_a_layer_that_is_not_there_is_said():
    with pytest.raises(convcalc.ConvcalcError, match="no layer is called 'conv2d_9'"):
        convcalc.explain(OLD, "conv2d_9")
    with pytest.raises(convcalc.ConvcalcError, match="channels"):
        convcalc.explain("Conv2d(9, 8, 3)", "relu_1", (1, 3, 8, 8))
