from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import threading
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from sizes import any_size

from convcalc.dims import ceil_div
from convcalc.dims import minimum
from convcalc.dims import product
from convcalc.dims import symbol
from convcalc.dims import symbols
from convcalc.errors import BadValue
from convcalc.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Callable

H, W, C = symbols("H W C")


def test_numbers_stay_numbers():
    assert H - H == 0
    assert type(H - H + 3) is int
    assert type(0 * H) is int
    assert product([2, 3, 4]) == 24
    assert ceil_div(7, 2) == 4


def test_every_operation_is_reflected():
    assert H + 3 == 3 + H
    assert -(H - 3) == 3 - H
    assert 3 * H == H + H + H
    assert 3 // symbol("H") == 3 // H
    assert 3 % H == 3 - 3 // H * H
    assert H**2 == H * H
    assert +H is H


def test_equal_sizes_hash_alike():
    assert hash((H + 1) // 2) == hash((H - 1) // 2 + 1)
    assert H != 1
    assert H != W
    assert {H + 1, 1 + H} == {H + 1}


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        pytest.param(bool, "H is neither true nor false before its symbols are known", id="truth"),
        pytest.param(int, "H is not a number before its symbols are known", id="number"),
        pytest.param(
            lambda size: size < 3,
            "H and 3 cannot be ordered before their symbols are known: "
            "give them numbers first, as in expr(H=256) or report.at(H=256); "
            "convcalc.dims has is_at_least, minimum and maximum",
            id="order",
        ),
    ],
)
def test_an_undecided_size_is_never_taken_for_a_truth(ask: Callable[[Any], object], text: str):
    with pytest.raises(TypeError) as caught:
        ask(H)

    assert str(caught.value) == text


@pytest.mark.parametrize("name", ["", "2H", "a b", "max", "h" * 101])
def test_names_are_identifiers(name: str):
    with pytest.raises(BadValue) as caught:
        symbol(name)

    assert str(caught.value) == (
        f"{name[:100]!r} cannot name a size\n"
        "expected: a letter followed by letters, digits or underscores, "
        "none of ceil, floor, max, min"
    )


@pytest.mark.parametrize(
    ("make", "text"),
    [
        pytest.param(lambda: H**65, "a size has a power above 64", id="power"),
        pytest.param(lambda: H**40 * H**40, "a size has a power above 64", id="degree"),
        pytest.param(lambda: H * 2**3000, "a size has a number of more than 2048 bits", id="bits"),
        pytest.param(
            lambda: product(sum(symbols(f"a{i} b{i}")) for i in range(20)),
            "a size has more than 1000 terms",
            id="terms",
        ),
    ],
)
def test_limits_are_named(make: Callable[[], object], text: str):
    with pytest.raises(LimitError) as caught:
        make()

    assert str(caught.value) == text


def test_negative_powers_are_refused():
    with pytest.raises(BadValue) as caught:
        H**-1

    assert str(caught.value) == "a size is raised to the power -1\nexpected: a power >= 0"


@given(any_size)
def test_copies_are_equal(size: Any):
    dim, _ = size

    assert copy.deepcopy(dim) == dim
    assert pickle.loads(pickle.dumps(dim)) == dim  # noqa: S301 - our own pickle


def test_a_pickle_is_in_normal_form_where_the_atoms_were_made_in_another_order():
    height, width = symbol("first_made"), symbol("then_made")
    dim = height * width // 3 * height + minimum(width * height, height + 1)
    code = (
        "import pickle, sys; from convcalc.dims import minimum, symbol;"
        "width = symbol('then_made'); height = symbol('first_made');"
        "dim = height * width // 3 * height + minimum(width * height, height + 1);"
        "print(pickle.loads(sys.stdin.buffer.read()) == dim)"
    )
    done = subprocess.run(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-c", code], input=pickle.dumps(dim), capture_output=True, check=True
    )

    assert done.stdout.split() == [b"True"]


def test_threads_make_the_same_atoms():
    made = []
    threads = [threading.Thread(target=lambda: made.append(symbol("fresh") // 7)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 1
