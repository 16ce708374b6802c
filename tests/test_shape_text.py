"""Shapes as people type them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies

from convcalc.dims import symbol
from convcalc.errors import UsageError
from convcalc.shape_text import parse_input
from convcalc.shape_text import parse_shape
from convcalc.shape_text import parse_size

C, H, N, W = (symbol(name) for name in "CHNW")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("3x224x224", (3, 224, 224)),
        ("1x3x224x224", (1, 3, 224, 224)),
        ("3X4", (3, 4)),
        ("3×224×224", (3, 224, 224)),
        ("3,H,W", (3, H, W)),
        ("N, 3, H, W", (N, 3, H, W)),
        ("(1, 3, 224, 224)", (1, 3, 224, 224)),
        ("[1,3,224,224]", (1, 3, 224, 224)),
        ("(5,)", (5,)),
        ("5", (5,)),
        ("3xHxW", (3, H, W)),
        ("NxCxHxW", (N, C, H, W)),
        ("Hx(W+1)", (H, W + 1)),
        ("2*Cx3xH//2", (2 * C, 3, H // 2)),
        ("2*C,H,W", (2 * C, H, W)),
        ("(H+1)//2,3", ((H + 1) // 2, 3)),
        ("BATCHx3", (symbol("BATCH"), 3)),
        ("boxes", (symbol("boxes"),)),
        ("x", (symbol("x"),)),
        ("3,width,height", (3, symbol("width"), symbol("height"))),
        ("1_000x2", (1_000, 2)),
        ("2x0", (2, 0)),
    ],
)
def test_shapes(text: str, shape: Any):
    assert parse_shape(text) == shape


@pytest.mark.parametrize(
    ("text", "name"),
    [("image=3x8x8", "image"), ("image = (3, 8, 8)", "image"), ("3x8x8", None), ("x=3,8,8", "x")],
)
def test_inputs_may_have_names(text: str, name: str | None):
    assert parse_input(text) == (name, (3, 8, 8))


WANTED = "expected: whole numbers, symbols, or expressions of them"
EXAMPLE = "hint: for example 3x224x224, 1x3x224x224 or 3,H,W"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", f"no sizes in ''\n    \n    ^\n{WANTED}\n{EXAMPLE}", id="nothing"),
        pytest.param("()", f"no sizes in '()'\n    ()\n     ^\n{WANTED}\n{EXAMPLE}", id="brackets"),
        pytest.param(
            "3x22a4x224",
            f"'22a4' is not a size\n    3x22a4x224\n      ^^^^\n{WANTED}\n"
            "hint: commas part sizes too: 3,width,height",
            id="a number with a letter",
        ),
        pytest.param(
            "3x-1x2",
            f"'-1' is not a size\n    3x-1x2\n      ^^\n{WANTED}\n{EXAMPLE}",
            id="a negative size",
        ),
        pytest.param(
            "3,,4",
            f"a size is missing in '3,,4'\n    3,,4\n      ^\n{WANTED}\n{EXAMPLE}",
            id="a missing size",
        ),
        pytest.param(
            "3x224x224)",
            f"'224)' is not a size\n    3x224x224)\n          ^^^^\n{WANTED}\n{EXAMPLE}",
            id="a bracket too many",
        ),
    ],
)
def test_what_is_no_shape(text: str, message: str):
    with pytest.raises(UsageError) as caught:
        parse_shape(text)

    assert str(caught.value) == message
    assert caught.value.exit_code == 2


def test_lengths_have_a_limit():
    with pytest.raises(UsageError, match=r"a shape of 5,000 characters"):
        parse_shape("9" * 5_000)
    with pytest.raises(UsageError, match="a shape of 65 axes"):
        parse_shape("1x" * 64 + "1")


def test_one_size():
    assert parse_size(" 2*N ") == 2 * N
    assert parse_size("8") == 8
    with pytest.raises(UsageError, match="'0' is not a size"):
        parse_size("0")


@given(strategies.lists(strategies.integers(1, 10**6), min_size=1, max_size=6))
def test_every_spelling_of_numbers_is_the_same_shape(sizes: list[int]):
    wanted = tuple(sizes)

    assert parse_shape(str(wanted)) == wanted
    assert parse_shape(str(sizes)) == wanted
    for sign in ("x", "×", ",", " , "):
        assert parse_shape(sign.join(map(str, sizes))) == wanted


@given(strategies.text(alphabet="0123xX×,()[]*/+-HWab_ =.", max_size=20))
def test_any_text_is_a_shape_or_a_usage_error(text: str):
    try:
        name, shape = parse_input(text)
    except UsageError as error:
        assert str(error)  # noqa: PT017 - either way is fine, nothing else is
    else:
        assert shape
        assert name is None or name.isidentifier()


def test_a_shape_may_say_its_kind_of_numbers():
    name, shape = parse_input("words = 1x128 : int64")

    assert (name, shape, shape.dtype) == ("words", (1, 128), "int64")  # type: ignore[attr-defined]


def test_a_kind_of_numbers_that_is_none_gets_the_nearest():
    with pytest.raises(
        UsageError, match=r"'int46' is no kind of numbers\n.*\n.*did you mean 'int64'"
    ):
        parse_input("1x128:int46")
