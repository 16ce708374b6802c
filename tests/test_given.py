from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import convcalc
from convcalc.given import dtype_of
from convcalc.given import shapes_of
from convcalc.given import shown


class Tensor:
    """What has a shape and a number format, as PyTorch's tensors do."""

    def __init__(self, *shape: int, dtype: str = "torch.float32") -> None:
        self.shape = shape
        self.dtype = dtype


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(Tensor(1, 3, 8, 8), id="a tensor"),
        pytest.param([Tensor(1, 3, 8, 8)], id="a list of tensors"),
        pytest.param(np.zeros((1, 3, 8, 8)), id="an array"),
        pytest.param(np.array([1, 3, 8, 8]), id="an array of sizes"),
        pytest.param((np.int64(1), 3, 8, np.int32(8)), id="numbers of NumPy"),
        pytest.param("1x3x8x8", id="a text"),
    ],
)
def test_shapes_are_taken_from_what_has_one(given: Any):
    assert shapes_of(given) == [(None, (1, 3, 8, 8))]


def test_a_tensor_of_whole_numbers_says_so():
    ((_, shape),) = shapes_of([Tensor(1, 128, dtype="torch.int64")])

    assert getattr(shape, "dtype", "") == "int64"


class Type:
    """A type of numbers as PyTorch prints it."""

    def __str__(self) -> str:
        return "torch.bfloat16"


@pytest.mark.parametrize(
    ("dtype", "name"),
    [
        ("float16", "float16"),
        ("fp16", "float16"),
        ("half", "float16"),
        ("torch.float16", "float16"),
        (np.float16, "float16"),
        (np.dtype("int8"), "int8"),
        (Type(), "bfloat16"),
        ("float8_e4m3fn", "float8"),
    ],
)
def test_number_formats_have_many_names(dtype: Any, name: str):
    assert dtype_of(dtype) == name


def test_an_unknown_number_format_is_refused():
    with pytest.raises(convcalc.ConvcalcError, match="dtype='float33'"):
        dtype_of("float33")


def test_a_long_value_is_told_in_a_line():
    assert shown([0] * 1000) == f"{str([0] * 1000)[:80]}..."
    assert shown(Tensor()).startswith("<")
    assert shown(Tensor()).endswith(".Tensor>")
