"""Objects that keep configurations, as `easydict` and `omegaconf` answer."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError

EASY = "from easydict import EasyDict\n"
OMEGA = "from omegaconf import OmegaConf, DictConfig, ListConfig\n"
ANSWERS: dict[str, tuple[str, Any]] = {
    "easydict: keys and attributes": (
        EASY
        + "c = EasyDict({'a': {'b': 2}, 'k': [{'w': 3}, 4]}, z=5)\nc.a.n = 6\nc['q'] = {'w': 1}\n"
        "r = c.a.b, c['a']['n'], c.k[0].w, c.z, c.q.w, isinstance(c, dict), 'a' in c, list(c), c.get('no', 7)",
        (2, 6, 3, 5, 1, True, True, ["a", "k", "z", "q"], 7),
    ),
    "easydict: made empty and filled": (
        EASY
        + "c = EasyDict()\nc.M = EasyDict()\nc.M.W = [1, 2]\nc.update({'x': {'y': 1}}, u=3)\np = c.pop('u')\n"
        "r = c.M.W, c.x.y, p, hasattr(c, 'u'), dict(**c.x), {k: v for k, v in c.x.items()}",
        ([1, 2], 1, 3, False, {"y": 1}, {"y": 1}),
    ),
    "omegaconf: keys and attributes": (
        OMEGA
        + "c = OmegaConf.create({'a': {'b': 2}, 'k': [3, {'w': 4}]})\nc.a.n = 6\nc['q'] = {'w': 1}\n"
        "r = c.a.b, c['a'].n, c.k[1].w, len(c.k), c.q.w, 'a' in c, 'no' in c, list(c), c.get('no', 7), isinstance(c, dict)",
        (2, 6, 4, 2, 1, True, False, ["a", "k", "q"], 7, False),
    ),
    "omegaconf: as plain values": (
        OMEGA + "c = OmegaConf.create({'a': {'b': [1, 2]}, 'w': 4})\n"
        "r = OmegaConf.to_container(c), type(OmegaConf.to_container(c.a.b)) is list, dict(**c.a)['b'] == [1, 2], c.a == {'b': [1, 2]}, list(c.keys()), [k for k, v in c.items()]",
        ({"a": {"b": [1, 2]}, "w": 4}, True, True, True, ["a", "w"], ["a", "w"]),
    ),
    "omegaconf: interpolations": (
        OMEGA
        + "c = OmegaConf.create({'w': 4, 'm': {'x': '${w}', 'y': 'n${w}_${m.x}', 'z': '${.x}', 'l': [1, '${w}']}})\n"
        "r = c.m.x, c.m.y, c.m.z, c.m.l[1], OmegaConf.to_container(c, resolve=True)['m']['x'], OmegaConf.to_container(c)['m']['x']",
        (4, "n4_4", 4, 4, 4, "${w}"),
    ),
    "omegaconf: merged and selected": (
        OMEGA
        + "a = OmegaConf.create({'m': {'w': 1, 'k': 2}})\nb = OmegaConf.merge(a, {'m': {'w': 9}}, {'n': [1]})\n"
        "OmegaConf.update(b, 'm.z', 5)\n"
        "r = b.m.w, b.m.k, b.n[0], a.m.w, OmegaConf.select(b, 'm.w'), OmegaConf.select(b, 'm.no', default=3), b.m.z",
        (9, 2, 1, 1, 9, 3, 5),
    ),
    "omegaconf: of a dataclass": (
        "from dataclasses import dataclass, field\n"
        + OMEGA
        + "@dataclass\nclass A:\n    w: int = 3\n    k: list = field(default_factory=lambda: [1])\n"
        "c = OmegaConf.structured(A)\nd = OmegaConf.structured(A(w=5))\nr = c.w, c.k[0], d.w",
        (3, 1, 5),
    ),
    "omegaconf: lists": (
        OMEGA
        + "c = OmegaConf.create([1, 2, 3])\nc.append(4)\nr = list(c), c[-1], list(c[1:]), 2 in c, sum(c), c + [5] == [1, 2, 3, 4, 5], OmegaConf.is_list(c), isinstance(c, ListConfig), isinstance(c, list)",
        ([1, 2, 3, 4], 4, [2, 3, 4], True, 10, True, True, True, False),
    ),
}


@pytest.mark.parametrize(("source", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_it_answers_as_the_package_does(library: Any, source: str, answer: Any):
    assert library(source) == answer


REFUSED = {
    "a key that easydict lacks": (EASY + "EasyDict(a=1).b", "has no attribute 'b'"),
    "a key that omegaconf lacks": (OMEGA + "OmegaConf.create({'a': 1}).b", "Missing key b"),
    "a value that must be given": (
        OMEGA + "OmegaConf.create({'a': '???'}).a",
        "Missing mandatory value: a",
    ),
    "an interpolation by a resolver": (
        OMEGA + "OmegaConf.create({'a': '${oc.env:HOME}'}).a",
        "is not read",
    ),
}


@pytest.mark.parametrize(("source", "told"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_what_the_package_refuses(library: Any, source: str, told: str):
    with pytest.raises(ConvcalcError, match=told):
        library(source)
