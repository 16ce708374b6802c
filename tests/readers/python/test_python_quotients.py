"""Sizes that are symbols are divided and rounded as Python does with numbers."""

from __future__ import annotations

import math
from typing import Any

import pytest

from convcalc.dims import Expr
from convcalc.dims import evaluate
from convcalc.dims import symbol
from convcalc.errors import ConvcalcError
from convcalc.readers.layers_file.mathematics import Mathematics
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.source_text import SourceText

EXACT = [
    "int(H / 2)",
    "int(H * 0.5)",
    "int(H * 1.5)",
    "int(0.25 * H)",
    "math.ceil(H / 2)",
    "math.floor(H / 4 + 0.5)",
    "math.ceil(H / 2 / 2)",
    "math.ceil((H + 1) / 3)",
    "round(H / 3)",
    "int((H - 1) / 2)",
    "int(H / 2) * 2 + int(H % 2)",
    "int(round(H * 2.0))",
    "int(H / 2 * 2)",
    "int(float(H) / 2)",
    "int(H // 2.0)",
    "max(1, int(H * 0.25))",
    "int(abs(-H / 2))",
    "(H / 2 > 0) + 0",
    "(H * 0.5 == H / 2) + 0",
    "(H > 0.5) + 0",
    "(H + 0.5 != H) + 0",
]


def run(source: str, **names: Any) -> Any:
    text = SourceText(f"import math\nr = {source}", "net.py")
    evaluator = Evaluator(text, modules={"math": Mathematics()})
    evaluator.scope.variables.update(names)
    evaluator.run()
    return evaluator.scope.variables["r"]


@pytest.mark.parametrize("source", EXACT)
def test_rounding_a_divided_symbol_is_rounding_every_number(source: str):
    found = run(source, H=symbol("H"))

    for size in range(1, 60):
        expected = eval(source, {"H": size, "math": math})  # noqa: S307  # the sources stand above
        value = evaluate(found, {"H": size}) if isinstance(found, Expr) else found
        assert value == expected


REFUSED = {
    "a float that is no exact fraction": (
        "int(H * 0.1)",
        "0.1 with a size that is a symbol is rounded in a way that depends on the size",
    ),
    "a root": ("H ** 0.5", "(H) ** 0.5 is no exact size"),
    "a division by a symbol": (
        "H / W",
        "a division by W, which is a symbol, is no exact fraction",
    ),
    "rounding halves": ("round(H / 2)", "round() of (H) / 2 rounds halves to the even side"),
    "an infinite size": (
        "H < float('inf')",
        "inf with a size that is a symbol is rounded in a way that depends on the size",
    ),
    "an undecided order": ("1 if H / 2 > 3 else 2", "H > 6 depends on the sizes"),
    "a division by zero": ("H / 0", "division by zero"),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_what_rounding_would_decide_is_refused(source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        run(source, H=symbol("H"), W=symbol("W"))

    assert caught.value.message == message


def test_no_except_catches_what_cannot_be_decided():
    source = "try:\n    r = 1 if H > 3 else 2\nexcept Exception:\n    r = 3\n"
    evaluator = Evaluator(SourceText(source, "net.py"))
    evaluator.scope.variables["H"] = symbol("H")

    with pytest.raises(ConvcalcError, match="H > 3 depends on the sizes"):
        evaluator.run()


def test_an_uncaught_exception_says_where_it_comes_from():
    source = (
        "class Net:\n    def check(self, x):\n        raise ValueError(f'bad {x}')\n"
        "    def run(self):\n        self.check(3)\nNet().run()\n"
    )
    with pytest.raises(ConvcalcError) as caught:
        Evaluator(SourceText(source, "net.py")).run()

    assert str(caught.value) == (
        "net.py:3:9: ValueError: bad 3\n"
        "    raise ValueError(f'bad {x}')\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "in Net.check, called at net.py:5\n"
        "in Net.run, called at net.py:6"
    )
