"""The networks that ship: every expectation in them holds, and the claims made for them do."""

from __future__ import annotations

from pathlib import Path

import pytest

import convcalc

EXAMPLES = Path(__file__).parent.parent / "examples"
FILES = sorted(path for path in EXAMPLES.iterdir() if path.is_file() and path.suffix != ".md")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_network_is_what_its_source_says(path: Path) -> None:
    report = convcalc.summary(path)

    assert [str(failure) for failure in report.failures] == []
    assert report.error is None
    assert report.unknown == ()
    assert report.unused == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_network_expects_an_output_parameters_and_work(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert "expect" in text
    assert "output" in text
    assert "params" in text
    assert "macs" in text or path.name == "unet.layers"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_list_of_examples_names_every_one(path: Path) -> None:
    assert f"[{path.name}]({path.name})" in (EXAMPLES / "README.md").read_text(encoding="utf-8")


def test_resnet50_ends_in_a_map_of_the_ceilings() -> None:
    height, width = convcalc.symbols("H W")
    report = convcalc.summary(EXAMPLES / "resnet50.layers", (1, 3, height, width))

    pool = next(row for row in report.layers if row.call == "globalavgpool")
    assert [str(size) for size in pool.input_shapes[0][2:]] == ["⌈H/32⌉", "⌈W/32⌉"]
    assert report.constraints == ()


def test_vgg16_ends_in_a_map_of_the_floors() -> None:
    height, width = convcalc.symbols("H W")
    text = (EXAMPLES / "vgg16.layers").read_text(encoding="utf-8").partition("flatten")[0]
    report = convcalc.summary(text, (1, 3, height, width))

    assert [str(size) for size in report.outputs[0][1][2:]] == ["⌊H/32⌋", "⌊W/32⌋"]


def test_unet_says_what_its_input_must_be() -> None:
    report = convcalc.summary(EXAMPLES / "unet.layers")

    assert report.constraints == ("H divisible by 16", "W divisible by 16")
    assert [str(size) for size in report.outputs[0][1]] == ["1", "2", "H", "W"]


def test_unet_refuses_an_input_that_does_not_divide() -> None:
    with pytest.raises(convcalc.ConvcalcError, match="concat"):
        convcalc.summary(EXAMPLES / "unet.layers", (1, 1, 576, 572))
