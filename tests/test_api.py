from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from typing import Any

import pytest

import convcalc

if TYPE_CHECKING:
    from pathlib import Path

NET = "conv2d(8, k=3, s=2, p=1)\nrelu\nglobalavgpool\nflatten\nlinear(10)"


def test_a_text_is_a_definition():
    report = convcalc.summary(NET, (1, 3, 32, 32))

    assert report.outputs[0][1] == (1, 10)
    assert report.totals.params == 314
    assert next(row.name for row in report.layers) == "conv2d_1"


def test_a_path_is_read(tmp_path: Path):
    file = tmp_path / "small.layers"
    file.write_text(NET, encoding="utf-8")

    for source in (file, str(file)):
        report = convcalc.summary(source, (1, 3, 32, 32))
        assert (report.name, report.totals.params) == ("small", 314)


def test_a_missing_file_is_no_text():
    with pytest.raises(convcalc.ConvcalcError, match="there is no file"):
        convcalc.summary("missing.layers")


@pytest.mark.parametrize(
    "size",
    [
        pytest.param((1, 3, 32, 32), id="a tuple"),
        pytest.param([1, 3, 32, 32], id="a list of sizes"),
        pytest.param([(1, 3, 32, 32)], id="a list of shapes"),
        pytest.param({"input": (1, 3, 32, 32)}, id="a dict by name"),
        pytest.param("1x3x32x32", id="as on the command line"),
    ],
)
def test_a_shape_can_be_given_in_many_ways(size: Any):
    assert convcalc.summary(f"input(3, 8, 8)\n{NET}", size).inputs == (("input", (1, 3, 32, 32)),)


def test_sizes_may_be_symbols():
    height, width = convcalc.symbols("H W")
    report = convcalc.summary(NET, ("N", 3, height, width))

    assert report.symbols == ("N", "H", "W")
    assert str(report.totals.macs) == "216·N·⌈H/2⌉·⌈W/2⌉ + 80·N"


def test_the_batch_is_put_in_front():
    assert convcalc.summary(f"input(3, 8, 8)\n{NET}", batch=4).outputs[0][1] == (4, 10)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"dtype": "float33"}, "dtype='float33'"),
        ({"convention": "mac"}, "convention='mac'"),
        ({"input_size": (1, 3, -1, 32)}, "input_size=-1"),
        ({"input_size": 3}, "input_size=3"),
        ({"batch": 1.5}, "batch=1.5"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments: dict[str, Any], message: str):
    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary(f"input(3, 8, 8)\n{NET}", **arguments)

    assert caught.value.message == message
    assert caught.value.exit_code == 2


def test_an_error_has_the_report_up_to_it():
    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary("input(3, 8, 8)\nconv2d(8, k=3)\nConv2d(9, 8, 3)")

    assert caught.value.hint == "in_channels=8"
    assert [row.params for row in caught.value.report.layers] == [224]


def test_strict_refuses_what_is_not_known():
    assert convcalc.summary("input(8)\nopaque(4)").totals.at_least
    with pytest.raises(convcalc.ConvcalcError, match="not everything is known") as caught:
        convcalc.summary("input(8)\nopaque(4)", strict=True)

    assert caught.value.report.totals.at_least


def test_one_layer_takes_the_shape_as_it_is():
    row = convcalc.layer("Conv2d(1, 4, kernel_size=7, stride=3)", (1, 28, 28))

    assert row.output_shapes == ((4, 8, 8),)
    assert (row.params, row.macs) == (200, 12_544)


def test_one_layer_takes_several_inputs():
    assert convcalc.layer("concat(axis=1)", [(1, 8, 4, 4), (1, 4, 4, 4)]).output_shapes == (
        (1, 12, 4, 4),
    )


def test_the_public_names_are_listed_and_there():
    assert dir(convcalc) == sorted(convcalc.__all__)
    assert all(getattr(convcalc, name) for name in convcalc.__all__)


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'sumary'"):
        _ = convcalc.sumary


def test_a_summary_loads_nothing_heavy():
    code = (
        "import sys, convcalc; convcalc.summary('input(3,8,8); conv2d(8, k=3)').to_json();"
        "print({'click', 'rich', 'numpy', 'yaml', 'dataclasses', 'fractions', 'inspect'}"
        " & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"


def test_given_shapes_are_full_unless_the_first_layer_says_otherwise():
    assert convcalc.summary("relu", (1, 3)).outputs[0][1] == (1, 3)
    assert convcalc.summary("relu\nnn.Conv2d(3, 8, 3)", (2, 3, 8, 8)).outputs[0][1] == (2, 8, 6, 6)
    assert convcalc.summary("nn.Conv2d(3, 8, 3)", (3, 8, 8)).outputs[0][1] == (1, 8, 6, 6)


def test_a_shape_may_have_no_axes():
    assert convcalc.layer("nn.Embedding(10, 3)", ()).output_shapes == ((3,),)
