"""Bytes that are no TensorFlow Lite file, or a broken one: an error in words, and nothing else."""

from __future__ import annotations

import random
import struct

import pytest
from golden_files import files_of

from convcalc.analysis.dtypes import OWN_BITS
from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers.contents import Contents
from convcalc.readers.tflite.reader import read
from convcalc.readers.tflite.schema import TYPES

MICRO = "found/tensorflow+tflite-micro/tensorflow/lite/micro/examples"
GLOW = "found/pytorch+glow/tests/models/tfliteModels"
NAMES = (
    "if_data.tflite",
    "lstm_basic.tflite",
    "reshape_swap.tflite",
    "stream.tflite",
    "while_count.tflite",
    "tflite/mixed-float_batch.tflite",
    "tflite/gate-int8.tflite",
    f"{MICRO}/micro_speech/models/audio_preprocessor_float.tflite",
    f"{MICRO}/mnist_lstm/trained_lstm_int8.tflite",
    f"{GLOW}/strided_slice_test4.tflite",
    f"{GLOW}/tflite_detection_post_processing_regular.tflite",
)


def mutant(data: bytes, seed: int) -> bytes:
    """A file with some bytes or numbers changed, or cut off."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(8, len(changed))
        way = chance.randrange(4)
        if way == 0:
            changed[at] = chance.randrange(256)
        elif way == 1:
            changed[at] ^= 1 << chance.randrange(8)
        elif way == 2:
            at -= at % 4
            value = chance.choice((0, 1, 255, 0x7FFFFFFF, 0xFFFFFFFF, len(changed)))
            changed[at : at + 4] = struct.pack("<I", value)
        else:
            changed[at : at + 4] = changed[at - 4 : at]
    return bytes(changed[: chance.randrange(8, len(changed))] if seed % 10 == 0 else changed)


def attempt(data: bytes) -> str:
    try:
        report = report_of_definition(read(Contents(data, "net.tflite"), "net"))
    except ConvcalcError as error:
        return str(error)
    return str(report.error or "")


@pytest.mark.parametrize("name", NAMES)
def test_a_mutated_file_gives_a_report_or_an_error_in_words(name: str):
    data = files_of("tflite" if "/" in name else "tflite_operators")[name]
    told = [attempt(mutant(data, seed)) for seed in range(150)]
    assert any(told)


def test_every_type_of_elements_has_a_size():
    assert set(TYPES) <= set(OWN_BITS)


EMPTY = b"\x0c\0\0\0TFL3\x04\0\x04\0\x04\0\0\0"
"""A file that is one table without fields."""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x08\0\0\0TFL3", "byte 8 is asked for"),
        (b"\xff\xff\xff\xffTFL3", "is asked for"),
        (EMPTY, "there are no subgraphs"),
        (b"\x08\0\0\0TFL3\xff\0\0\0\0\0\0\0", "before the file"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, told: str):
    assert told in attempt(data)


HEAD = b"\x14\0\0\0TFL3" + struct.pack("<HHHHH", 10, 8, 0, 0, 4) + b"\0\0"
"""The head of a file whose root has its third field, the subgraphs, right behind it."""


def listed(start: int, count: int, target: int) -> bytes:
    """A list at this place of so many distances to one place."""
    places = range(start + 4, start + 4 + 4 * count, 4)
    return struct.pack("<I", count) + b"".join(struct.pack("<I", target - at) for at in places)


def test_a_list_that_is_longer_than_the_file_is_refused():
    data = HEAD + struct.pack("<iI", 12, 4) + struct.pack("<I", 1_000_000)
    assert "claims 1,000,000 elements of 4 bytes" in attempt(data)


def test_distances_that_lead_to_one_list_over_and_over_have_a_bound():
    # So many subgraphs, all of them the same one, whose list of tensors is long.
    count = 3_000
    root = struct.pack("<iI", 12, 4)
    graphs_at = len(HEAD + root)
    graph_at = graphs_at + 4 + 4 * count + 6
    tensors_at = graph_at + 8
    tensor_at = tensors_at + 4 + 4 * count + 4
    graphs = listed(graphs_at, count, graph_at)
    graph = struct.pack("<HHH", 6, 8, 4) + struct.pack("<iI", 6, 4)
    tensors = listed(tensors_at, count, tensor_at)
    tensor = struct.pack("<HH", 4, 4) + struct.pack("<i", 4)
    assert "more than 4,000,000 elements" in attempt(
        HEAD + root + graphs + graph + tensors + tensor
    )
