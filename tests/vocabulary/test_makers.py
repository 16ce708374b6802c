"""Where the makers of layers stand."""

from __future__ import annotations

import pytest

from convcalc.tables import load
from convcalc.vocabulary import VOCABULARIES

TOGETHER = {"convcalc.layers.other.augmentation": "what changes nothing outside of training"}
"""Files of makers that all give one kind, which stands elsewhere; and what they have in common."""


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_maker_stands_in_the_file_of_the_kind_it_gives(vocabulary: str):
    apart = set()
    for name in VOCABULARIES[vocabulary]:
        maker = VOCABULARIES[vocabulary].find(name)
        assert maker is not None
        function = load(maker.home, "convcalc.layers")
        kind = function.__globals__[function.__annotations__["return"]]
        if kind.__module__ != function.__module__:
            apart.add(function.__module__)

    assert apart == (set(TOGETHER) if vocabulary == "keras" else set())


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_only_convcalcs_own_names_are_in_lower_case(vocabulary: str):
    assert {name.islower() for name in VOCABULARIES[vocabulary]} == {vocabulary == "native"}
