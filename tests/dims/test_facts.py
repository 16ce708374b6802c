"""What follows from facts about several symbols, which no residues decide."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from convcalc.dims import evaluate
from convcalc.dims import parse
from convcalc.dims.comparisons import comparisons_of
from convcalc.dims.facts import fact_of
from convcalc.dims.facts import follows

if TYPE_CHECKING:
    from convcalc.dims.facts import Fact

POINTS = [dict(zip("HWK", at, strict=True)) for at in product(range(1, 8), repeat=3)]
AT_LEAST = ["H + W >= K"]
AT_MOST = ["2*K >= H + W"]
BOTH = ["H*W >= K*K", "H*W <= K*K"]
EQUAL = ["H*W == K*K"]
UNLIKE = ["H*W != K*K"]


@pytest.mark.parametrize(
    ("texts", "size", "relation", "answer"),
    [
        pytest.param(AT_LEAST, "H + W - K", ">=", True, id="the fact itself"),
        pytest.param(AT_LEAST, "H + W - K + 1", ">=", True, id="more than that"),
        pytest.param(AT_LEAST, "H + W - K - 1", ">=", None, id="one less"),
        pytest.param(AT_LEAST, "3*H + 3*W - 3*K", ">=", True, id="a multiple"),
        pytest.param(AT_LEAST, "3*H + 2*W - 2*K", ">=", True, id="a multiple and what is positive"),
        pytest.param(AT_LEAST, "K - H - W - 1", ">=", False, id="the opposite"),
        pytest.param(AT_LEAST, "K - H - W", ">=", None, id="the opposite but for equality"),
        pytest.param(AT_LEAST, "H + W - K + 1", "==", False, id="positive, so not zero"),
        pytest.param(AT_LEAST, "K - H - W - 1", "==", False, id="negative, so not zero"),
        pytest.param(AT_LEAST, "H + W - K", "==", None, id="zero or not"),
        pytest.param(AT_MOST, "4*K - 2*H - 2*W", ">=", True, id="with a coefficient"),
        pytest.param(BOTH, "H*W - K*K", "==", True, id="at least and at most"),
        pytest.param(EQUAL, "H*W - K*K", "==", True, id="equal"),
        pytest.param(EQUAL, "K*K - H*W", ">=", True, id="equal, the other way round"),
        pytest.param(EQUAL, "3*K*K - 3*H*W + 2", ">=", True, id="a negative multiple"),
        pytest.param(EQUAL, "H*W - K*K - 1", "==", False, id="equal, so not one more"),
        pytest.param(UNLIKE, "H*W - K*K", "==", False, id="unlike"),
        pytest.param(UNLIKE, "K*K - H*W", "==", False, id="unlike, the other way round"),
        pytest.param(UNLIKE, "H*W - K*K", ">=", None, id="unlike says nothing of the order"),
        pytest.param([], "H*W - K*K", "==", None, id="nothing"),
    ],
)
def test_what_follows(texts: list[str], size: str, relation: str, answer: bool | None):
    facts = [fact_of(each) for text in texts for each in comparisons_of(text)]
    expr = parse(size)
    truths = {
        value == 0 if relation == "==" else value >= 0
        for value in (evaluate(expr, at) for at in POINTS if all(holds(each, at) for each in facts))
    }

    assert follows(expr, relation, facts) is answer
    assert answer is None or truths == {answer}


def holds(fact: Fact, at: dict[str, int]):
    value = evaluate(fact.expr, at)
    return {"==": value == 0, "!=": value != 0, ">=": value >= 0}[fact.relation]
