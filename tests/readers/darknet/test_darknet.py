"""Darknet's .cfg files against both programs' own structs, and the operations that they print."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

if TYPE_CHECKING:
    from convcalc.report import Report

from convcalc.api import report_of_definition
from convcalc.conventions.darknet import printed
from convcalc.errors import ConvcalcError
from convcalc.readers.contents import Contents
from convcalc.readers.darknet.reader import read

HEADS = frozenset({"yolo", "detection", "region"})
"""Kinds whose size neither program always sets."""

OTHER_KEYS = "crnn.train.cfg"
"""A file that pjreddie's reads with other keys than it has; AlexeyAB's stops at it."""


def data_of(case: dict[str, Any]) -> bytes:
    return files_of("darknet")[f"{case['repo'].partition('/')[0]}/{case['path']}"]


def report_of(data: bytes, **options: Any) -> Report:
    return report_of_definition(read(Contents(data, "net.cfg"), "net"), **options)


@pytest.mark.parametrize("case", cases_of("darknet"), ids=lambda case: case["path"])
def test_every_layer_is_as_in_darknet(case: dict[str, Any]):
    report = report_of(data_of(case), convention="darknet")
    assert report.error is None
    truth, is_alexey = case["A"], True
    if truth.get("error"):
        truth, is_alexey = case.get("P", {"error": ""}), False
    if "error" in truth or case["path"].endswith(OTHER_KEYS):
        return
    layers = {int(row.name.partition("_")[0]): row for row in report.layers}
    assert len(layers) == len(truth["layers"])
    for index, wanted in enumerate(truth["layers"]):
        if is_alexey and wanted["type"] not in HEADS and wanted["out"] != [0, 0, 0]:
            assert list(layers[index].output_shapes[0][1:]) == wanted["out"], index
    totals = report.totals
    assert totals.params + totals.buffers == truth["weights_floats"]
    if is_alexey:
        work = work_of(report)
        for got, wanted in zip(work, truth["layers"], strict=True):
            assert got / 1e9 == pytest.approx(wanted["bflops"], rel=1e-6, abs=1e-12)
        assert printed(work) == f"{truth['total_bflops_printed']:.3f} BFLOPS"


def work_of(report: Report) -> list[int]:
    """The work of every row, known and without symbols."""
    found = [row.work for row in report.layers if isinstance(row.work, int)]
    assert len(found) == len(report.layers)
    return found


PUBLISHED = {
    "yolov3.cfg": (416, 65.879, 62_001_757),
    "yolov4-custom.cfg": (608, 128.459, 64_429_405),
    "alexnet.cfg": (227, 2.154, 62_378_344),
}
"""Side, Total BFLOPS as printed, numbers in the weights file, of AlexeyAB's own files."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_totals(name: str):
    case = next(each for each in cases_of("darknet") if each["path"].endswith(f"/{name}"))
    side, billions, numbers = PUBLISHED[name]
    given = [(None, (1, 3, side, side))]
    report = report_of_definition(
        read(Contents(data_of(case), name), name), given, convention="darknet"
    )
    assert printed(work_of(report)) == f"{billions:.3f} BFLOPS"
    assert report.totals.params + report.totals.buffers == numbers


SMALL = b"""\
[net]
width=416
height=416
channels=3

[convolutional]
filters=16
size=3
stride=2
pad=1
batch_normalize=1
activation=leaky

[convolutional]
filters=18
size=1
activation=linear

[yolo]
mask=0,1,2
classes=1
"""


def test_sizes_stay_open():
    from convcalc.dims import symbols

    height, width = symbols("H W")
    report = report_of_definition(
        read(Contents(SMALL, "net.cfg"), "net"), [(None, (1, 3, height, width))]
    )
    assert [str(size) for size in report.outputs[0][1]] == ["1", "18", "⌈H/2⌉", "⌈W/2⌉"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"classes=1\n", b"classes=2\n", "net.cfg:21:1: [yolo] 2: 18 channels come in"),
        (b"filters=18", b"filtres=18", "hint: filters=18 in the convolution before"),
        (b"[yolo]", b"[yolu]", "there is no section [yolu]"),
        (b"size=1", b"size=0", "expected: at least 1"),
        (b"channels=3\n", b"", "[net] has no channels"),
        (b"pad=1", b"pad=1\ngroups=5", "groups=5 for 3 channels"),
        (b"[yolo]", b"[route]\nlayers=-5\n[yolo]", "there is no layer -3 before layer 2"),
        (b"[yolo]", b"[shortcut]\n[yolo]", "a shortcut without from"),
        (b"[net]", b"net", "a line that is no section and no key"),
        (b"[net]", b"[nets]", "does not begin with a network"),
    ],
)
def test_errors_have_their_line(old: bytes, new: bytes, told: str):
    try:
        error = report_of(SMALL.replace(old, new, 1)).error
    except ConvcalcError as raised:
        error = raised
    assert told in str(error)


def test_antialiasing_blurs_behind_the_convolution():
    report = report_of(SMALL.replace(b"pad=1", b"pad=1\nantialiasing=1", 1))
    assert [row.name for row in report.layers[:2]] == ["0_convolutional", "0_convolutional_blur"]
    assert [row.output_shapes[0][2] for row in report.layers[:2]] == [416, 208]


def test_a_layer_that_shares_its_weights_stores_nothing():
    twice = SMALL.replace(
        b"[yolo]",
        b"[route]\nlayers=0\n[convolutional]\nfilters=18\nsize=1\n"
        b"activation=linear\nshare_index=1\n[yolo]",
        1,
    )
    report = report_of(twice)
    assert report.totals.params == report_of(SMALL).totals.params
    assert report.layers[3].tied_to


def test_mutants_are_told_in_words():
    chance = random.Random(1)
    told = 0
    for _ in range(300):
        changed = bytearray(SMALL)
        for _ in range(chance.choice((1, 2, 4))):
            changed[chance.randrange(len(changed))] = chance.randrange(9, 127)
        try:
            told += report_of(bytes(changed)).error is not None
        except ConvcalcError:
            told += 1
    assert told
