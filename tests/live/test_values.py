from __future__ import annotations

from typing import Any

import pytest

from convcalc.live.values import NotSpelled
from convcalc.live.values import spelled
from convcalc.live.values import tensors_in


def name_of(value: Any) -> str | None:
    return "t1" if value is TENSOR else None


TENSOR = object()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (1.5, "1.5"),
        (float("-inf"), "float('-inf')"),
        ("same", "'same'"),
        (..., "..."),
        (slice(None, 2), "slice(None, 2, None)"),
        ((1,), "(1,)"),
        ((1, [TENSOR, 2]), "(1, [t1, 2])"),
        ({"a": TENSOR}, "{'a': t1}"),
    ],
)
def test_values_are_spelled(value: Any, text: str):
    assert spelled(value, name_of) == text


def test_what_has_no_text_is_said():
    with pytest.raises(NotSpelled, match="object"):
        spelled([object()], name_of)


def test_tensors_are_found_in_nested_values():
    found = tensors_in([1, {"a": (TENSOR, 2)}, TENSOR], lambda value: value is TENSOR)

    assert found == [TENSOR, TENSOR]
