"""ncnn's networks against the shapes and the stored numbers of ncnn itself."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of

from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers.contents import Contents
from convcalc.readers.ncnn.lines import layers_of
from convcalc.readers.ncnn.reader import read

if TYPE_CHECKING:
    from convcalc.report import Report

CASES = cases_of("ncnn")


def report_of(text: str, **options: Any) -> Report:
    return report_of_definition(read(Contents(text.encode(), "net.param"), "net"), **options)


def outcome(text: str) -> str:
    try:
        return str(report_of(text).error or "")
    except ConvcalcError as error:
        return str(error)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "_"))
def test_blobs_and_stored_numbers_are_ncnns(case: dict[str, Any]):
    report = report_of(case["text"])
    assert report.error is None
    tops = {each.name: each.tops for each in layers_of(case["text"], "net.param")}
    for row in report.layers:
        for shape, top in zip(row.output_shapes, tops[row.name], strict=True):
            if "Detection" not in row.kind:
                assert list(shape[1:]) == case["blobs"][top], row.name
    if case["least_bytes"] is not None:
        # ncnn refuses a file of weights that is one byte shorter; four bytes stand in front of
        # each tensor whose number format is marked in the file.
        roles = [role for row in report.layers for role in row.weights]
        marked = sum(role.endswith("weight") or role in ("C", "gate_bias") for role in roles)
        stored = report.totals.params + report.totals.buffers
        assert 4 * (stored + marked) == case["least_bytes"]


SMALL = """\
7767517
5 6
Input            data   0 1 data 0=33 1=33 2=3
Convolution      conv1  1 1 data conv1 0=8 1=3 3=2 4=1 5=1 6=216 9=1
Split            split  1 2 conv1 a b
Pooling          pool   1 1 a pool 0=0 1=2 2=2
InnerProduct     fc     1 1 pool fc 0=10 1=1 2=6480
"""


def test_rows_are_called_as_in_the_file():
    report = report_of(SMALL)
    assert report.format == "ncnn"
    # ⌊(33 + 2 − 3) / 2⌋ + 1 = 17, and ⌈(17 − 2) / 2⌉ + 1 = 9; the Split has no row.
    assert [(row.name, row.output_shapes[0]) for row in report.layers] == [
        ("conv1", (1, 8, 17, 17)),
        ("pool", (1, 8, 9, 9)),
        ("fc", (1, 10)),
    ]
    assert report.layers[0].macs == 17 * 17 * 8 * 27
    assert report.totals.params == 216 + 8 + 6480 + 10
    assert "kernel_w=3" in report.layers[0].call


@pytest.mark.parametrize(
    ("line", "products"),
    [
        ("LSTM l 1 1 a b 0=5 1=240", 6 * 4 * 5 * (12 + 5)),
        ("GRU l 1 1 a b 0=5 1=180 2=2", 2 * 6 * 3 * 5 * (12 + 5)),
        ("Gemm l 1 1 a b 3=1 5=1 6=1 8=5 9=12 10=4", 6 * 12 * 5),
        ("MultiHeadAttention l 1 1 a b 0=12 1=3 2=144", 4 * 6 * 12 * 12 + 2 * 6 * 6 * 12),
        ("InnerProduct l 1 1 a b 0=7 2=84", 6 * 12 * 7),
    ],
)
def test_products_of_matrices(line: str, products: int):
    report = report_of(f"7767517\n2 2\nInput in 0 1 a 0=12 1=6\n{line}\n")
    assert report.totals.macs == products


def test_sizes_stay_open_and_can_be_given():
    from convcalc.dims import symbols

    height, width = symbols("H W")
    text = "\n".join(SMALL.splitlines()[:-1]) + "\n"
    report = report_of(text.replace(" 0=33 1=33 2=3", ""), inputs=[(None, (1, 3, height, width))])
    assert str(report.outputs[1][1][2]) == "⌈H/4⌉"
    assert "does not say the shape of its input 'data'" in outcome(SMALL.replace("0=33 1=33", ""))


def test_a_type_that_is_not_known_is_a_row_with_the_noted_shapes():
    line = "MyLayer pool 1 1 a pool -23330=4,3,9,9,8"
    report = report_of(SMALL.replace("Pooling          pool   1 1 a pool 0=0 1=2 2=2", line))
    assert report.layers[1].output_shapes == ((1, 8, 9, 9),)
    assert report.layers[2].output_shapes == ((1, 10),)
    assert {"macs", "params"} <= report.totals.at_least


def test_a_type_that_stores_nothing_leaves_the_parameters_exact():
    for line in ("Einsum pool 1 1 a pool", "ROIPooling pool 2 1 a q pool 0=9 1=9"):
        text = SMALL.replace("Pooling          pool   1 1 a pool 0=0 1=2 2=2", line)
        unknown = "\nGridSample q 1 1 b q\nROI" if "ROI" in line else "\n"
        report = report_of(text.replace("\nROI", unknown))
        assert "macs" in report.totals.at_least
        assert ("params" in report.totals.at_least) == ("Einsum" in line)


def test_proposals_are_as_many_as_there_are():
    report = report_of(
        "7767517\n4 5\nInput a 0 1 s 0=4 1=4 2=6\nInput c 0 1 d 0=4 1=4 2=12\n"
        "Proposal p 2 2 s d rois score\nROIPooling r 2 1 s rois x 0=7 1=7\n"
    )
    shapes = [[str(size) for size in each] for row in report.layers for each in row.output_shapes]
    assert shapes == [["1", "rois", "1", "4"], ["1", "rois", "1", "1"], ["1", "6", "7", "7"]]
    assert not report.totals.at_least


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "6=216",
            "6=217",
            "net.param:4:1: Convolution 'conv1': weight_data_size=217, and 3 channels",
        ),
        ("2=6480", "2=6481", "net.param:7:1: InnerProduct 'fc': weight_data_size=6481, and 648"),
        ("1 1 pool fc", "1 1 pol fc", "nothing makes the blob 'pol'"),
        ("1 1 pool fc", "9 1 pool fc", "9 inputs and 1 outputs"),
        ("1 1 pool fc", "x 1 pool fc", "'x' where a count stands"),
        ("0=8", "0=0", "0=0"),
        ("0=10", "zero=10", "'zero=10' is no setting"),
        ("0=10 1=1", "0=10 1=1.5", "1=1.5"),
        ("Split            split  1 2 conv1 a b", "Split", "a line that is no layer"),
        (SMALL[SMALL.index("Input") :], "", "has no layers"),
        ("Input            data", "pnnx.Input       data", "PNNX's own file"),
    ],
)
def test_errors_have_their_place(old: str, new: str, told: str):
    assert told in outcome(SMALL.replace(old, new, 1))


def test_mutants_are_told_in_words():
    chance = random.Random(1)
    texts = [case["text"] for case in CASES if len(case["text"]) < 300]
    told = 0
    for _ in range(400):
        changed = list(chance.choice(texts))
        for _ in range(chance.choice((1, 2, 4))):
            changed[chance.randrange(8, len(changed))] = chr(chance.randrange(32, 127))
        told += bool(outcome("".join(changed)))
    assert told
