from __future__ import annotations

import pytest

from convcalc.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("word", "among", "wanted"),
    [
        ("n", ["nn"], ""),
        ("lenet5", ["len"], ""),
        ("rlu", ["relu"], "did you mean 'relu'?"),
        ("convd2d", ["conv2d"], "did you mean 'conv2d'?"),
    ],
)
def test_short_names_suggest_only_what_is_near(word: str, among: list[str], wanted: str):
    assert did_you_mean(word, among) == wanted
