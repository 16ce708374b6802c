"""`collections` as CPython has it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError

IMPORT = "from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple\n"
POINT = "P = namedtuple('P', ['x', 'y', 'z'], defaults=(5,))\n"

SNIPPETS = {
    "an ordered dict": "d = OrderedDict([('a', 1), ('b', 2)], c=3)\nd['d'] = 4\nd.move_to_end('a')\nd.move_to_end('c', last=False)\n"
    "r = list(d), list(d.items()), d.popitem(), d.popitem(last=False), len(d), 'b' in d, d.get('z', 0), isinstance(d, dict), {**d}, dict(d)",
    "an ordered dict fills another": "d = OrderedDict()\nd.update({'a': 1})\nd.setdefault('b', 2)\nr = dict(d), list(d.values()), list(reversed(d)), d.copy() == d, type(d.copy()) is OrderedDict, [k for k, v in d.items()], max(d)",
    "the order counts between ordered ones": "a, b = OrderedDict(x=1, y=2), OrderedDict(y=2, x=1)\nr = a == b, a == dict(b), dict(a) == b, a != b",
    "a class of ordered dicts": "class D(OrderedDict):\n    def __init__(self, *a, **k):\n        super().__init__(*a, **k)\n        self.extra = 1\n    def first(self): return next(iter(self))\nd = D([('q', 1)])\nd['w'] = 2\nr = d.first(), d.extra, list(d.items()), isinstance(d, OrderedDict), len(d)",
    "deleting": "d = OrderedDict(a=1, b=2)\ndel d['a']\nx = d.pop('b')\nr = x, bool(d), list(d)\nd.clear()",
    "keyword arguments of a call": "def f(**k): return k\nd = OrderedDict(a=1)\nr = f(**d), f(**defaultdict(int, b=2))",
    "a default": "d = defaultdict(list)\nd['a'].append(1)\nd['a'].append(2)\ne = defaultdict(int)\nfor c in 'abca':\n    e[c] += 1\nr = dict(d), dict(e), 'z' in d, d.get('z'), len(d), e.default_factory is int, defaultdict(lambda: 7)['x'], isinstance(d, dict)",
    "no default": "d = defaultdict(None, {'a': 1})\ntry:\n    d['b']\n    r = 0\nexcept KeyError:\n    r = d['a'], 'no'",
    "nested defaults": "d = defaultdict(lambda: defaultdict(int))\nd['a']['b'] += 1\nr = {k: dict(v) for k, v in d.items()}",
    "counting": "c = Counter('abca')\nc.update('aa')\nr = dict(c), c['z'], c.most_common(1), sum(c.values()), c.most_common(), sorted(c.elements()), c.total(), Counter(a=1) + Counter(a=2, b=1), repr(Counter('aab')), Counter('ab') - Counter('a')",
    "a queue": "d = deque([1, 2], maxlen=3)\nd.append(3)\nd.append(4)\nd.appendleft(0)\nr = list(d), d.pop(), d.popleft(), len(d), d[0], 2 in d, d.maxlen, repr(d), bool(deque()), [x for x in deque('ab')]",
    "a queue turns": "d = deque('abcd')\nd.rotate(1)\na = list(d)\nd.rotate(-2)\nd.extend('x')\nd.extendleft('yz')\nr = a, list(d), deque([1]) == deque([1]), deque([1]) == [1], isinstance(d, list)",
    "a queue is copied": "import copy\nd = deque([1], 2)\ne, f = copy.copy(d), d.copy()\nd.append(2)\nr = list(e), list(f), e.maxlen, copy.deepcopy(d) == d",
    "counters together": "a, b = Counter('aab'), Counter('abbc')\nr = dict(a & b), dict(a | b), dict(a + b), dict(b - a), a.copy() == a, list(a.elements())\na.subtract('abc')\na.update(z=2)\nr += dict(a), a.most_common(0), Counter() == {}, repr(Counter())",
    "an ordered dict of keys": "r = dict(OrderedDict.fromkeys('ab', 1)), OrderedDict(a=1) == {'a': 1}, OrderedDict() == 3",
    "dicts behind each other": "c = ChainMap({'a': 1}, {'a': 2, 'b': 3})\nc['q'] = 5\nr = c['a'], c['b'], sorted(c), c.get('z', 0), 'b' in c, len(c), c.maps[0], dict(c.new_child({'a': 9}))['a']",
    "named tuples": POINT
    + "p = P(1, y=2)\nx, y, z = p\nr = p.x, p[1], p[-1], x, list(p), len(p), p == (1, 2, 5), P._fields, P._field_defaults, repr(p), p + (1,), p[:2], 2 in p, p._asdict(), isinstance(p, tuple), isinstance(p, P), {p: 1}[(1, 2, 5)], hash(p) == hash((1, 2, 5)), p.index(2), max(p), sorted([P(2, 1), P(1, 9)])[0].y, str(p), P.__name__",
    "named tuples change by copy": POINT
    + "p = P(1, 2)\nq = p._replace(y=7)\nr = q, p, P._make([7, 8, 9]), P(*p), P(**p._asdict()), p != q, p < q",
    "names in a text": "P = namedtuple('P', 'a, b  c')\nQ = namedtuple('Q', 'a def a', rename=True)\nr = P(1, 2, 3).c, Q._fields",
    "older defaults": "P = namedtuple('P', ['a', 'b', 'c'])\nP.__new__.__defaults__ = (None,) * len(P._fields)\nQ = namedtuple('Q', 'a b')\nQ.__new__.__defaults__ = (1,)\nr = P(), P(b=2), Q(5), Q.__new__.__defaults__",
    "a class of named tuples": "class P(namedtuple('P', ['x', 'y'])):\n    __slots__ = ()\n    def __new__(cls, x, y=None): return super().__new__(cls, x, y or x)\n    @property\n    def area(self): return self.x * self.y\n    def __str__(self): return 'P!'\nr = P(3).area, P(3, 2).area, P(1)._replace(x=4).x, repr(P(1)), str(P(1)), P(1) == (1, 1)",
    "named tuples do not change": POINT
    + "p = P(1, 2)\nr = []\ntry:\n    p.x = 3\nexcept AttributeError:\n    r.append('no')\ntry:\n    p.w\nexcept AttributeError:\n    r.append('no')",
    "named tuples by annotation": "from typing import NamedTuple, Optional\nclass Out(NamedTuple):\n    x: int\n    y: Optional[int] = None\n    def total(self): return self.x + (self.y or 0)\na, b = Out(1)\nr = a, b, Out(1, 2).total(), Out(x=3)._replace(y=1).total(), Out._fields, repr(Out(1)), Out.__name__, isinstance(Out(1), tuple)",
    "named tuples by a call": "from typing import NamedTuple\nOut = NamedTuple('Out', [('x', int), ('y', int)])\nr = Out(1, 2).y, Out._fields",
    "json of named containers": "import json\nr = json.dumps(OrderedDict(b=1, a=[defaultdict(int, x=2)])), json.loads('{\"a\": [1, 2.5, null, true]}')",
    "the kinds of abc": """
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized
class A:
    def __len__(self): return 1
    def __iter__(self): return iter([1])
    def __call__(self): pass
class B: pass
class M(Mapping):
    def __getitem__(self, k): return 1
    def __iter__(self): return iter(())
    def __len__(self): return 0
values = [1, 'a', [1], (1,), {1: 2}, {1}, range(3), None, iter([1]), len, A(), B(), A, M(), OrderedDict(), deque(), zip(), {}.keys(), namedtuple('P', 'x')(1), (x for x in [1]), lambda: 1]
kinds = [Callable, Container, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized]
r = [[isinstance(v, k) for k in kinds] for v in values]
""",
    "classes of abc": "from collections.abc import Iterable, Sized, Sequence, Mapping\nclass A:\n    def __iter__(self): return iter(())\nr = issubclass(list, Sequence), issubclass(dict, Mapping), issubclass(A, Iterable), issubclass(int, Sized), issubclass(str, Iterable), isinstance([1], (Mapping, Sequence))",
}


@pytest.mark.parametrize("source", SNIPPETS.values(), ids=SNIPPETS)
def test_it_agrees_with_python(as_python: Any, source: str):
    as_python(IMPORT + source)


QUEUE = st.one_of(
    st.tuples(st.sampled_from(["append", "appendleft", "remove", "rotate"]), st.integers(-3, 3)),
    st.tuples(st.sampled_from(["extend", "extendleft"]), st.lists(st.integers(0, 3), max_size=3)),
    st.tuples(st.sampled_from(["pop", "popleft", "reverse", "clear", "copy"])),
    st.tuples(st.just("insert"), st.integers(-3, 3), st.integers(0, 3)),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(QUEUE, max_size=8), st.none() | st.integers(0, 4))
def test_random_queues_are_as_in_python(as_python: Any, calls: Any, most: int | None):
    lines = [
        f"try: r.append(d.{name}({', '.join(map(repr, given))}))\n"
        "except (IndexError, ValueError) as e: r.append('refused')\n"
        "r[-1] = list(d) if isinstance(r[-1], deque) else r[-1]\n"
        for name, *given in calls
    ]
    as_python(f"{IMPORT}r = []\nd = deque([1, 2], {most})\n{''.join(lines)}r.append(list(d))")


REFUSED = {
    "a missing field": ("P(1)", "P() needs 'y'"),
    "an unknown field": ("P(1, 2, w=3)", "P() has no argument 'w'"),
    "one too many": ("P(1, 2, 3, 4)", "P() takes 3 arguments, got 4"),
    "no name of a field": ("namedtuple('Q', 'a 1b')", "'1b' is no name of a field"),
    "the same field twice": ("namedtuple('Q', 'a a')", "the field 'a' stands there twice"),
    "an unknown key": ("OrderedDict(a=1)['b']", "the dict has no key 'b'"),
    "moving what is not there": ("OrderedDict().move_to_end('b')", "the dict has no key 'b'"),
    "an empty queue": ("deque().pop()", "IndexError: pop from an empty deque"),
    "a method of something else": (
        "OrderedDict.move_to_end(3, 'a')",
        "a number has no attribute 'pop'",
    ),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said(library: Any, source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        library(IMPORT + POINT + source)

    assert caught.value.message == message
