"""Trees of printed modules: brackets and names count, not lines."""

from __future__ import annotations

import random

import pytest

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.printed.definition import PrintedDefinition
from convcalc.readers.printed.tree import MOST_DEPTH
from convcalc.readers.printed.tree import Print
from convcalc.readers.printed.tree import is_print
from convcalc.readers.printed.tree import printed

NET = """\
Net(
  (conv): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))
  (blocks): ModuleList(
    (0-1): 2 x Block(
      (fc): Linear(in_features=4, out_features=5, bias=True)
    )
  )
  (nothing): None
)
"""


def read(text: str) -> Print:
    found = printed(text, "net.txt")
    assert found is not None
    return found


def modules(found: Print) -> list[tuple[str, str]]:
    return [(path, each.cls) for path, each, _ in found.root.walk()]


WANTED = [
    ("", "Net"),
    ("conv", "Conv2d"),
    ("blocks", "ModuleList"),
    ("blocks.0", "Block"),
    ("blocks.0.fc", "Linear"),
    ("blocks.1", "Block"),
    ("blocks.1.fc", "Linear"),
    ("nothing", "None"),
]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NET, id="as it is printed"),
        pytest.param(" ".join(NET.split()), id="line breaks lost"),
        pytest.param("\n".join(line.strip() for line in NET.splitlines()), id="indentation lost"),
        pytest.param(f">>> print(net)\n{NET}>>> net.fc\n", id="within a session"),
        pytest.param(f"epoch 1 (of 3): ok\nmodel is {NET}", id="behind other output"),
    ],
)
def test_a_print_is_found_however_it_was_pasted(text: str) -> None:
    assert is_print(text)
    assert modules(read(text)) == WANTED


def test_a_place_is_that_of_the_module() -> None:
    places = {path: str(each.place) for path, each, _ in read(NET).root.walk()}

    assert places["blocks.1.fc"] == "net.txt:5:7"


def test_what_is_cut_off_is_said() -> None:
    found = read(NET[: NET.index("  (nothing)")])

    assert found.is_cut
    assert modules(found) == WANTED[:-1]


def test_a_print_without_its_first_line_is_read() -> None:
    found = read(NET.partition("\n")[2])

    assert found.is_cut
    assert modules(found)[1:] == WANTED[1:]


def test_a_second_print_is_not_taken_with_the_first() -> None:
    found = read(NET + NET)

    assert found.has_others
    assert modules(found) == WANTED


@pytest.mark.parametrize("text", ["conv2d(8, k=3)", "f(x)(y): z", "(a): b", "", "Net()"])
def test_other_text_is_no_print(text: str) -> None:
    assert not is_print(text)


def test_modules_without_end_are_refused() -> None:
    text = "N(\n  (a): ModuleList(\n    (0-999999998): 999999999 x ReLU()\n  )\n)"
    with pytest.raises(LimitError, match="200,000 modules"):
        PrintedDefinition(read(text), "n")
    runs = "(0-999): 1000 x A(" * 3 + ")" * 3
    with pytest.raises(LimitError, match="200,000 modules"):
        PrintedDefinition(read(f"N(\n  {runs}\n)"), "n")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(LimitError, match=f"more than {MOST_DEPTH} deep"):
        printed("N(\n" + "(a): B(" * 5_000, "net.txt")


def test_damaged_prints_are_told_or_read() -> None:
    draw = random.Random(5)
    for _ in range(300):
        letters = list(NET)
        for _ in range(draw.randint(1, 6)):
            letters[draw.randrange(len(letters))] = draw.choice("()[]{}',:= x0-9\n")
        try:
            found = printed("".join(letters), "net.txt")
            if found is not None:
                PrintedDefinition(found, "net").trace([(None, (1, 3, 32, 32))])
        except ConvcalcError:
            pass
