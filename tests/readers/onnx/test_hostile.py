"""Bytes that are no ONNX file, or a broken one: an error in words, and nothing else."""

from __future__ import annotations

import random

import pytest
from golden_files import files_of

from convcalc.api import report_of_definition
from convcalc.errors import ConvcalcError
from convcalc.readers.contents import Contents
from convcalc.readers.onnx.reader import read

NAMES = (
    "onnx/own.view-ts13-dyn.onnx",
    "onnx/own.indexing-ts17-dyn.onnx",
    "onnx_special/loop_fixed.onnx",
    "onnx_special/if_shapes_differ.onnx",
    "onnx_special/scan.onnx",
)


def mutant(data: bytes, seed: int) -> bytes:
    """A file with a few bytes changed, taken out, put in, or with its end cut off."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(changed))
        way = chance.randrange(4)
        if way == 0:
            changed[at] = chance.randrange(256)
        elif way == 1:
            del changed[at : at + chance.randrange(1, 9)]
        elif way == 2:
            changed[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
        else:
            changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed[: chance.randrange(1, len(changed))] if seed % 10 == 0 else changed)


def attempt(data: bytes) -> str:
    try:
        report = report_of_definition(read(Contents(data, "net.onnx"), "net"))
    except ConvcalcError as error:
        return str(error)
    return str(report.error or "")


@pytest.mark.parametrize("name", NAMES)
def test_a_mutated_file_gives_a_report_or_an_error_in_words(name: str):
    data = files_of("onnx")[name]
    told = [attempt(mutant(data, seed)) for seed in range(150)]
    assert any(told)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x08\x08\x3a\xff\xff\xff\xff\x0f", "claims"),
        (b"\x08\x08\x3a\x80", "ends inside a number"),
        (b"\x08" + b"\xff" * 11, "more than ten bytes"),
        (b"\x08\x08", "holds no graph"),
        (b"\x08\x08\x3b", "wire type 3"),
        (b"ir_version: 7 graph { node { input: ", "the end of the file"),
        (b"ir_version: 7 graph: 3", "is no message"),
        (b"ir_version: 7\n}", "where a field is expected"),
        (b"ir_version: 7\ngraph { name: $ }", "'$' where a field is expected"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, told: str):
    assert told in attempt(data)


def test_messages_inside_one_another_have_a_bound():
    data = b""
    for _ in range(200):
        # A node with an attribute that holds a graph with a node ...
        attribute = b"\x32" + length(data) + data
        node = b"\x2a" + length(attribute) + attribute
        data = b"\x0a" + length(node) + node
    assert "deep" in attempt(b"\x08\x08\x3a" + length(data) + data)


def length(data: bytes) -> bytes:
    """The length of a piece as a varint."""
    found = bytearray()
    left = len(data)
    while left > 0x7F:
        found.append(left & 0x7F | 0x80)
        left >>= 7
    found.append(left)
    return bytes(found)


def test_nodes_that_wait_for_themselves_are_named():
    text = (
        b'ir_version: 7 graph { node { op_type: "Relu" name: "one" input: "b" output: "a" } '
        b'node { op_type: "Relu" name: "two" input: "a" output: "b" } output { name: "b" } }'
    )
    assert "round in a circle: Relu 'one' waits for itself" in attempt(text)


def test_nodes_out_of_order_are_sorted():
    text = (
        b'ir_version: 7 graph { node { op_type: "Neg" name: "two" input: "a" output: "b" } '
        b'node { op_type: "Relu" name: "one" input: "x" output: "a" } '
        b'input { name: "x" type { tensor_type { elem_type: FLOAT shape { dim { dim_value: 3 } } } } } '
        b'output { name: "b" } }'
    )
    report = report_of_definition(read(Contents(text, "net.onnx"), "net"))
    assert [row.name for row in report.layers] == ["one", "two"]
    assert report.outputs == (("two", (3,)),)
