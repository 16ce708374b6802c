"""
Sizes that a setting tells by those of the inputs: "1w,1h,128".

Source: Tencent/ncnn, docs/developer-guide/expression.md; only numbers and sizes are read here, not
what is worked out of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.operations.operand import Operand

SIZE = re.compile(r"(\d{1,4})([whdc])|(-?\d{1,12})")
LETTERS = {1: "w", 2: "hw", 3: "chw", 4: "cdhw"}
"""What the axes behind the batch are called, by their count."""


def told(text: str, inputs: Sequence[Operand]) -> list[Dim] | None:
    """The sizes in the order of the text, the width first; None where it says more than sizes."""
    found: list[Dim] = []
    for word in text.strip('"').split(","):
        match = SIZE.fullmatch(word)
        if match is None:
            return None
        index, letter, number = match.groups()
        if number:
            found.append(int(number))
            continue
        if int(index) >= len(inputs):
            return None
        shape = inputs[int(index)].shape[1:]
        letters = LETTERS.get(len(shape), "")
        found.append(shape[letters.index(letter)] if letter in letters else 1)
    return found
