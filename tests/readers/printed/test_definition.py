"""Printed models as networks: what is traced, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ShapeError

if TYPE_CHECKING:
    from convcalc import Report

CHAIN = """\
Sequential(
  (0): Conv2d(1, 5, kernel_size=(5, 5), stride=(1, 1), padding=same)
  (1): AvgPool2d(kernel_size=2, stride=2, padding=0)
  (2): Sequential(
    (0): Flatten(start_dim=1, end_dim=-1)
    (1): Linear(in_features=980, out_features=10, bias=True)
  )
)
"""


def read(text: str, *shape: int) -> Report:
    return convcalc.summary(text, shape or None)


def test_a_chain_is_traced() -> None:
    report = read(CHAIN, 1, 1, 28, 28)

    assert [row.name for row in report.layers] == ["0", "1", "2.0", "2.1"]
    assert report.outputs[0][1] == (1, 10)
    assert (report.totals.params, report.totals.macs) == (9_940, 107_800)
    assert report.totals.at_least == frozenset()


def test_one_layer_as_it_is_printed_is_read() -> None:
    text = "Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=same)\n"
    report = read(text, 1, 3, 8, 8)

    assert report.outputs[0][1] == (1, 8, 8, 8)
    assert report.assumed == ("words that PyTorch prints without quotes were put in quotes",)


def test_lines_of_a_print_without_their_model_are_read() -> None:
    report = read("(conv1): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n(relu): ReLU()\n")

    assert [row.name for row in report.layers] == ["conv1", "relu"]
    assert report.totals.params == 224


def test_a_chain_without_an_input_is_traced_with_symbols() -> None:
    report = read(CHAIN)

    assert [str(size) for size in report.inputs[0][1]] == ["1", "1", "H", "W"]
    assert "1 has ceil_mode=False, which a print does not show" in report.assumed


def test_a_wrong_size_is_told_at_its_line() -> None:
    with pytest.raises(ShapeError, match=r"text:6:5: Linear .2\.1."):
        convcalc.summary(CHAIN, (1, 1, 32, 32))


def test_of_another_model_the_modules_are_told() -> None:
    report = read(f"Net(\n  (a): {CHAIN.rstrip()}\n  (b): ReLU()\n)", 1, 1, 28, 28)

    assert [row.name for row in report.layers] == ["a.0", "a.1", "a.2.0", "a.2.1", "b"]
    assert report.totals.params == 9_940
    assert {"params", "macs"} <= report.totals.at_least
    assert report.unknown == (
        "parameters of Net besides those of their layers: a print shows none",
    )
    assert report.assumed[1:] == (
        "what the forward of Net does is not in a print: modules are told in the order in which "
        "they were made, without shapes and work",
        "the given input is not used, since nothing is traced",
    )


def test_a_model_of_one_chain_is_taken_to_run_it() -> None:
    report = read(f"Net(\n  (a): {CHAIN.rstrip()}\n)", 1, 1, 28, 28)

    assert report.outputs[0][1] == (1, 10)
    assert report.totals.macs == 107_800
    assert {"params", "macs"} <= report.totals.at_least


def test_a_chain_stops_where_a_class_is_not_known() -> None:
    block = "(2): Block(\n  (f): Linear(in_features=4, out_features=4, bias=False)\n)"
    report = read(f"Sequential(\n(0): ReLU()\n(1): Tanh()\n{block}\n(3): ReLU()\n)", 1, 4)

    assert [(row.name, row.output_shapes) for row in report.layers] == [
        ("0", ((1, 4),)),
        ("1", ((1, 4),)),
        ("2.f", ()),
        ("3", ()),
    ]
    assert report.totals.params == 16


@pytest.mark.parametrize(
    ("printed", "params"),
    [
        ("Conv2dSame(3, 8, kernel_size=(3, 3), stride=(1, 1), bias=False)", 216),
        ("MyDeconv(3, 8, kernel_size=(3, 3), stride=(2, 2), output_padding=(1, 1))", 224),
        ("FrozenBatchNorm2d(64, eps=0.0)", 0),
        ("LayerNorm2d((80,), eps=1e-06, elementwise_affine=True)", 160),
        ("StochasticDepth(p=0.2, mode=row)", 0),
        ("QuantizedLinear(in_features=8, out_features=8, bias=True, scale=1.0)", None),
        ("Linear4bit(in_features=8, out_features=8, bias=True)", None),
        ("Mystery(3, 8)", None),
        ("Conv2d(3, 7, kernel_size=(3, 3), stride=(1, 1), groups=3)", None),
        ("CrossEntropyLoss()", "none"),
        ("LazyLinear(in_features=0, out_features=5, bias=True)", None),
    ],
)
def test_what_a_class_holds_is_told_by_what_it_prints(printed: str, params: int | None) -> None:
    rows = {row.name: row.params for row in read(f"Net(\n  (x): {printed}\n)").layers}
    found = rows.get("x", "none")

    assert (found if isinstance(found, (int, str)) else None) == params


def test_the_weight_of_a_head_may_be_the_embeddings() -> None:
    head = "(h): Linear(in_features=16, out_features=50, bias=False)"
    report = read(f"Net(\n  (e): Embedding(50, 16)\n  {head}\n)")

    assert report.totals.params == 800
    assert "h: its weight may be that of the embedding" in report.unknown[0]
