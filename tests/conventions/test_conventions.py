from __future__ import annotations

import pytest

from convcalc.conventions import convention
from convcalc.conventions import flops_of
from convcalc.errors import UsageError
from convcalc.unknown import Unknown


def test_a_multiply_accumulate_is_two_operations():
    assert flops_of(115_200) == 230_400


def test_unknown_work_stays_unknown():
    assert flops_of(Unknown(reason="opaque")) == Unknown(reason="opaque")


def test_a_convention_has_a_title():
    assert convention("flops").title == "FLOPs"


def test_an_unknown_convention_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        convention("flop")

    assert str(caught.value) == (
        "convention='flop'\nexpected: macs or flops\nhint: did you mean 'flops'?"
    )
