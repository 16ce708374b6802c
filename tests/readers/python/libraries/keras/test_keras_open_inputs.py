"""Inputs whose sizes are open, and tensors that are not known among the inputs of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import keras\nfrom keras import layers, ops\nfrom absent import gate\n"


def written(tmp_path: Path, body: str) -> str:
    file = tmp_path / "net.py"
    file.write_text(f"{HEAD}def make():\n" + "\n".join(f"    {each}" for each in body.splitlines()))
    return f"{file}:make()"


FINER = """a, b = layers.Input((None, None, 4)), layers.Input((None, None, 8))
x = layers.Concatenate()([layers.UpSampling2D()(a), b])
return keras.Model([a, b], layers.Conv2D(3, 1)(x))"""


def test_open_sizes_of_two_inputs_are_sizes_of_their_own(tmp_path: Path) -> None:
    report = convcalc.summary(written(tmp_path, FINER))

    assert [tuple(map(str, shape)) for _, shape in report.inputs] == [
        ("1", "H", "W", "4"),
        ("1", "H2", "W2", "8"),
    ]


def test_sizes_that_meet_have_to_be_equal(tmp_path: Path) -> None:
    target = written(tmp_path, FINER)

    report = convcalc.summary(target, [(1, 16, 24, 4), (1, 32, 48, 8)])

    assert report.outputs[0][1] == (1, 32, 48, 3)
    with pytest.raises(ConvcalcError):
        convcalc.summary(target, [(1, 16, 24, 4), (1, 16, 24, 8)])


UNKNOWN = (
    "layers.Concatenate()([x, gate(i)])",
    "layers.Add()([x, x, gate(i)])",
    "layers.concatenate([gate(i), x])",
    "layers.Multiply()((x, gate(i)))",
    "ops.concatenate([x, gate(i)], axis=-1)",
    "layers.MultiHeadAttention(2, 4)(x, value=gate(i))",
)


@pytest.mark.parametrize("call", UNKNOWN)
def test_a_tensor_that_is_not_known_is_never_left_out(tmp_path: Path, call: str) -> None:
    body = f"i = layers.Input((8, 8))\nx = layers.Dense(8)(i)\nreturn keras.Model(i, {call})"

    with pytest.raises(ConvcalcError, match="gate"):
        convcalc.summary(written(tmp_path, body))
