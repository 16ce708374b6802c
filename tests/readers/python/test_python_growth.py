"""What one line could make enormous, or walk without end, is refused before it is begun."""

from __future__ import annotations

import time

import pytest

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.limits import Meter
from convcalc.readers.python.language.source_text import SourceText

pytestmark = pytest.mark.slow

DOUBLED = "x, y = [0], [0]\nfor i in range(60): x, y = [x, x], [y, y]\n"
PAIRED = "x, y = (0,), (0,)\nfor i in range(60): x, y = (x, x), (y, y)\n"
DERIVED = "class T(tuple): pass\nx = T((0,))\nfor i in range(60): x = T((x, x))\n"
MANY = "s = '{0}' * 20_000\n"

ONE_LINERS = {
    "a format that repeats a long text by its name": "'%(a)s' * 100_000 % {'a': 'x' * 1_000_000}",
    "a width behind a name": "'%(a)999999999d' % {'a': 1}",
    "a width behind a name with brackets": "'%((a))999999999d' % {'(a)': 1}",
    "wide fields": "'%999d' * 160_000 % ((1,) * 160_000)",
    "long numbers": "'%f' * 160_000 % ((1e308,) * 160_000)",
    "letters that are told by their code": "'%a' * 90_000 % (('\\U00010000' * 60,) * 90_000)",
    "the text of a slice": f"{DOUBLED}str(slice(x))",
    "the text of a view": f"{DOUBLED}str({{1: x}}.items())",
    "a slice in a format": f"{DOUBLED}f'{{slice(x)!r}}'",
    "a slice in an old format": f"{DOUBLED}'%s' % slice(x)",
    "a slice in a message": f"{DOUBLED}slice(x) + 1",
    "a view in a message": f"{DOUBLED}{{1: x}}.values() + 1",
    "slices compared": f"{DOUBLED}slice(x) == slice(y)",
    "views compared": f"{DOUBLED}{{1: x}}.items() == {{1: y}}.items()",
    "views in order": f"{PAIRED}{{1: x}}.items() <= {{1: y}}.items()",
    "a pair in a view": f"{DOUBLED}(1, x) in {{1: y}}.items()",
    "views joined": f"{PAIRED}{{1: x}}.items() | {{2}}",
    "a key of a derived class": f"{DERIVED}{{x: 1}}",
    "a derived class in a message": f"{DERIVED}x + 1",
    "a search from the right": ("('a' * 900_000).rfind('a' * 200_000 + 'b' + 'a' * 200_000)"),
    "many letters stripped": "('a' * 900_000).strip('b' * 900_000 + 'a')",
}


@pytest.mark.parametrize("source", ONE_LINERS.values(), ids=ONE_LINERS)
def test_one_line_ends_in_an_error(source: str):
    started = time.process_time()
    with pytest.raises(ConvcalcError):
        Evaluator(SourceText(source, "net.py"), Limits(steps=300_000)).run()

    assert time.process_time() - started < 5


LOOPS = {
    "long texts compared": "a = 'a' * 900_000\nb = a[:-1] + 'a'\nwhile True: a == b",
    "long texts ordered": "a = 'a' * 900_000\nb = a[:-1] + 'b'\nwhile True: a < b",
    "a list counted": "a = [0] * 1_000_000\nwhile True: a.count(1)",
    "a list searched": "a = [0] * 100_000\nwhile True:\n    try: a.index(1)\n    except ValueError: pass",
    "a list that loses its first element": "a = [0] * 3_000_000\nwhile a: del a[0]",
    "a list that gains a first element": "a = [0] * 3_000_000\nwhile True: a[:0] = [1]",
    "a format of many fields": f"{MANY}while True: s.format('')",
    "an old format of many fields": "s = '%s' * 20_000\nv = ('a',) * 20_000\nwhile True: s % v",
    "a limit inside a generator": (
        "def f():\n    while True:\n        try:\n            yield 'a' * 10 ** 10\n"
        "        finally:\n            continue\nlist(f())"
    ),
}


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS)
def test_a_loop_costs_as_many_steps_as_it_takes(source: str):
    started = time.process_time()
    with pytest.raises(LimitError):
        Evaluator(SourceText(source, "net.py"), Limits(steps=300_000)).run()

    assert time.process_time() - started < 5


def test_what_costs_more_than_its_steps_is_stopped_by_the_clock():
    source = "m = 2 ** 61 - 1\nd = {}\nfor i in range(10 ** 6): d[i * m] = 1"

    with pytest.raises(LimitError, match="more than 1 seconds of evaluation"):
        Evaluator(SourceText(source, "net.py"), Limits(seconds=1)).run()


def test_once_the_time_is_over_it_stays_over():
    meter = Meter(Limits(steps=1_000, seconds=-1))
    for _ in range(3):
        with pytest.raises(LimitError):
            meter.charge_steps(1)


def test_all_steps_are_handed_out_and_no_more():
    meter = Meter(Limits(steps=1_000))
    for _ in range(1_000):
        meter.charge_steps(1)

    with pytest.raises(LimitError, match="more than 1,000 steps"):
        meter.charge_steps(1)


def test_a_missing_key_among_many_names_is_told_soon():
    source = "d = {f'name{i}': i for i in range(50_000)}\nwhile True:\n    try: d['nam']\n"
    started = time.process_time()
    with pytest.raises(LimitError):
        Evaluator(
            SourceText(f"{source}    except KeyError: pass", "net.py"), Limits(steps=800_000)
        ).run()

    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{1, 2, 3} + 1", "a set + a number means nothing: {1, 2, 3} + 1"),
        ("{'b': 1, 'a': 2} + 1", "a dict + a number means nothing: {'b': 1, 'a': 2} + 1"),
        ("slice(1, 2) + 1", "a slice + a number means nothing: slice(1, 2, None) + 1"),
        ("'%d %d' % (1,)", "text % a tuple means nothing: '%d %d' % (1,)"),
    ],
)
def test_messages_show_the_first_values(source: str, message: str):
    with pytest.raises(ConvcalcError) as caught:
        Evaluator(SourceText(source, "net.py")).run()

    assert caught.value.message == message


FORMATS = {
    "numbers": ("%d %5.2f %05d|%-4d|%+d", (1, 2.5, 3, 4, 5)),
    "texts": ("%s %r %10s|%-10s|%.2s", ("a", "b", "c", "d", "efg")),
    "names": ("%(a)s %(b)03d %%", {"a": [1, (2,)], "b": 7}),
    "one value": ("%s", [1, 2]),
    "a dict as one value": ("%s", {"a": 1}),
    "other bases": ("%x %X %#o %e %g %c", (255, 255, 8, 1e10, 1e-7, "z")),
    "nothing": ("100%%", ()),
}


@pytest.mark.parametrize(("template", "values"), FORMATS.values(), ids=FORMATS)
def test_old_formats_agree_with_python(template: str, values: object):
    evaluator = Evaluator(SourceText(f"r = {template!r} % {values!r}", "net.py"))
    evaluator.run()

    assert evaluator.scope.variables["r"] == template % values
