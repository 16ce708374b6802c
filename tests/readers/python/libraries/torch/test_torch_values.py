"""Functions of constants whose result depends on their values."""

from __future__ import annotations

from typing import Any

import pytest
from torch_expressions import evaluated

from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.unread import Unread


def value_of(expression: str, *shapes: Any) -> Any:
    """What an expression gives on inputs x, y of these shapes."""
    return evaluated(f"r = {expression}", list(shapes)).scope.variables["r"]


KNOWN = {
    "the values that occur": ("torch.unique(torch.tensor([3, 1, 3])).tolist()", [1, 3]),
    "how many values occur": ("len(torch.unique(torch.tensor([2., 2., 4.])))", 2),
    "where the values came from, and how often": (
        "[x.tolist() for x in torch.unique(torch.tensor([[3, 1], [3, 3]]), return_inverse=True,"
        " return_counts=True)]",
        [[1, 3], [[1, 0], [1, 1]], [1, 3]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), KNOWN.values(), ids=KNOWN)
def test_the_values_of_a_constant_are_known(text: str, expected: Any):
    assert value_of(text) == expected


def test_the_values_of_an_activation_are_not():
    found = value_of("torch.unique(x)", [2, 3])

    assert isinstance(found, Unread)
    assert found.reason == ("how many elements it gives depends on the values of a tensor (2, 3)")


def test_nothing_is_being_traced():
    assert value_of("torch._C._get_tracing_state()") is None


def test_where_memory_stands_is_not_known():
    with pytest.raises(NotKnown, match="the address of a tensor"):
        value_of("x.data_ptr()", (2, 3))
