"""Targets are split where people mean it."""

from __future__ import annotations

import pytest

from convcalc.readers.source.target import split

SPLIT = {
    "a file and a class": ("net.py:Net", "net.py", "Net"),
    "a call": ("net.py:Net(num_classes=10)", "net.py", "Net(num_classes=10)"),
    "a call with a colon in it": (
        'net.py:make({"a": 1}, x[1:2])',
        "net.py",
        'make({"a": 1}, x[1:2])',
    ),
    "a class in a class": ("a/net.py:Outer.Inner", "a/net.py", "Outer.Inner"),
    "an element of a dict": ("net.py:MODELS['s']", "net.py", "MODELS['s']"),
    "a dotted module": ("torchvision.models:resnet50()", "torchvision.models", "resnet50()"),
    "standard input": ("-:Net", "-", "Net"),
    "a drive": (r"C:\nets\net.py:Net", r"C:\nets\net.py", "Net"),
    "a drive and no class": (r"C:\nets\net.py", r"C:\nets\net.py", ""),
    "a colon in a folder": ("odd:place/net.py:Net", "odd:place/net.py", "Net"),
    "a file alone": ("net.py", "net.py", ""),
    "a spec": ("net.layers", "net.layers", ""),
    "a text with an annotation": ("x: int = 3", "x: int = 3", ""),
    "nothing behind the colon": ("net.py:", "net.py:", ""),
}


@pytest.mark.parametrize(("text", "place", "expression"), SPLIT.values(), ids=SPLIT)
def test_a_target_has_two_sides(text: str, place: str, expression: str):
    target = split(text)

    assert (target.place, target.expression) == (place, expression)


@pytest.mark.parametrize("text", [text for text, _, expression in SPLIT.values() if expression])
def test_a_target_is_spelled_as_it_was_typed(text: str):
    assert split(text).spelled == text
