"""
The options of custom operators: a flexbuffer that is a map from names to numbers.

It is read from its end: the last byte is the width of the root, the one before it the type. A map
is a list of values with their types behind them; in front of it stand the distance back to the list
of names, the width of that list's elements, and how many there are.

Source: flatbuffers.dev, "FlexBuffers".
"""

from __future__ import annotations

import struct
from typing import Any

MOST_OPTIONS = 1_000
LONGEST_NAME = 200
WIDTHS = frozenset({1, 2, 4, 8})
MAP = 9
WHOLE, UNSIGNED, FRACTION, TRUTH = 1, 2, 3, 26

WHOLES = {1: "b", 2: "h", 4: "i", 8: "q"}
UNSIGNEDS = {1: "B", 2: "H", 4: "I", 8: "Q"}
FRACTIONS = {4: "f", 8: "d"}
LETTERS = {WHOLE: WHOLES, UNSIGNED: UNSIGNEDS, TRUTH: UNSIGNEDS, FRACTION: FRACTIONS}


def options_in(data: memoryview) -> dict[str, Any]:
    """The numbers of a map by name; nothing where the bytes are none."""
    try:
        return _options(data)
    except (struct.error, IndexError, KeyError):
        return {}


def _options(data: memoryview) -> dict[str, Any]:
    width, kind = data[-1], data[-2]
    if width not in WIDTHS or kind >> 2 != MAP:
        return {}
    root = len(data) - 2 - width
    at = root - _number(data, root, UNSIGNEDS[width])
    width = 1 << (kind & 3)
    count = _number(data, at - width, UNSIGNEDS[width])
    names_width = _number(data, at - 2 * width, UNSIGNEDS[width])
    names = at - 3 * width
    names -= _number(data, names, UNSIGNEDS[width])
    found = {}
    for index in range(min(count, MOST_OPTIONS)):
        place = names + index * names_width
        name = _text(data, place - _number(data, place, UNSIGNEDS[names_width]))
        letters = LETTERS.get(_number(data, at + count * width + index, "B") >> 2)
        if letters is not None:
            found[name] = _number(data, at + index * width, letters[width])
    return found


def _number(data: memoryview, at: int, letter: str) -> Any:
    """
    The number that stands here.

    Raises:
        IndexError: If that is before the bytes.
        struct.error: If it is behind them.
    """
    if at < 0:
        raise IndexError
    return struct.unpack_from("<" + letter, data, at)[0]


def _text(data: memoryview, at: int) -> str:
    if at < 0:
        raise IndexError
    return bytes(data[at : at + LONGEST_NAME]).partition(b"\0")[0].decode("utf-8", "replace")
