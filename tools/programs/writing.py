"""Random programs: a file, and two helper modules that it imports."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = ("a", "b", "c", "WIDTH")
LISTS = ("p", "q", "r")
DICTS = ("d", "e")
BOXES = ("u", "v", "w")
COUNTERS = ("f", "g")
STREAMS = ("s", "t")
NESTS = ("h",)
TOLD = (*LISTS, *DICTS, *BOXES, *COUNTERS, *NESTS)
HELPERS = ("first_helper", "second_helper")
NAMES = (*NUMBERS, *(f"T_{each}" for each in (*TOLD, *STREAMS)), "T_kept", "T_class")
PRELUDE = """\
import vendor
import contextlib
from contextlib import contextmanager
class Box:
    w = 4
    def __init__(self, w):
        self.w = w
        self.items = [w]
    def grow(self, n):
        self.w += n
        self.items.append(n)
        return self
class Wide(Box):
    kinds = [1]
    scale = 2
    def __init__(self, w):
        super().__init__(w)
        self.depth = self.scale
    @property
    def area(self):
        return self.w * self.depth
    @area.setter
    def area(self, n):
        self.w = n
    @classmethod
    def make(cls, n):
        return cls(n)
    def __getitem__(self, i):
        return self.items[i]
    def __len__(self):
        return len(self.items)
    def __enter__(self):
        self.items.append(7)
        return self
    def __exit__(self, *given):
        self.depth += 1
def put(where, key, value):
    where[key] = value
def widen(box, n):
    box.w = box.w + n
def note(where, value):
    where.append(value)
    return where
def reset(n):
    global WIDTH
    WIDTH = n
def apply(function, *given):
    return function(*given)
def counter(n):
    def up(by):
        nonlocal n
        n += by
        return n
    return up
def numbers(where):
    for each in list(where):
        where.append(1)
        yield each
def keep(n, kept=[]):
    kept.append(n)
    return kept
def logged(function):
    def inner(*given):
        keep(len(given))
        return function(*given)
    return inner
@contextmanager
def borrowed(where):
    where.append(5)
    yield where
    where.append(6)
def tell(value, depth=0):
    if depth > 5:
        return 0
    if isinstance(value, (list, tuple)):
        told = [(i + 2) * tell(each, depth + 1) for i, each in enumerate(value)]
        return 1000 * len(value) + sum(told)
    if isinstance(value, dict):
        told = [tell(value[k], depth + 1) for k in sorted(value, key=str)]
        return 7000 * len(value) + sum(told)
    if isinstance(value, Wide):
        held = 13 * tell(value.items, depth + 1)
        return 11 * tell(value.w, depth + 1) + held + 17 * tell(value.area, depth + 1)
    if isinstance(value, Box):
        return 11 * tell(value.w, depth + 1) + 13 * tell(value.items, depth + 1)
    if callable(value):
        return value(0)
    return value
a, b, c, WIDTH = 1, 2, 3, 4
p, q, r = [1, 2], [3], [4, 5, 6]
d, e = {'k': 5}, {'k': 6, 'm': 7}
u, v, w = Box(2), Box(3), Wide(4)
f, g = counter(1), counter(5)
s, t = numbers(q), iter([1, 2, 3, 4])
h = {'p': p, 'n': {'u': u, 'l': [[1], [2]]}}
"""
END = "\n".join(
    [
        *(f"T_{each} = tell({each})" for each in TOLD),
        *(f"T_{each} = tell(list({each}))" for each in STREAMS),
        "T_kept = tell(keep(0))",
        "T_class = tell([Box.w, Wide.w, Wide.kinds, Wide.scale])",
    ]
)
HELPER = """\
A = {0}
BAG = [{0}, {1}]
OPTS = {{'w': {1}}}
def up(n):
    global A
    A += n
    BAG.append(n)
    return BAG
"""


class Writer:
    """Writes one program; the same seed gives the same. `own` is what differs between programs."""

    def __init__(self, seed: int) -> None:
        self.choices = random.Random(seed)  # noqa: S311 (no secret)
        self.own = ""

    def files(self) -> dict[str, str]:
        """The files of the program, by their names."""
        number = self.choices.randint
        found = {f"{each}.py": HELPER.format(number(1, 9), number(1, 9)) for each in HELPERS}
        found["second_helper.py"] += self._pick(
            "", "import first_helper\nfirst_helper.BAG.append(A)\n", "c = 12\n__all__ = ['c']\n",
            "from first_helper import *\nA = 31\n",
        )  # fmt: skip
        lines = [line for _ in range(number(3, 9)) for line in self.statement(2)]
        self.own = "\n".join(lines)
        found["net.py"] = "\n".join([PRELUDE + self.own, END, ""])
        return found

    def statement(self, depth: int) -> Iterator[str]:
        """The lines of a statement, with blocks so many deep at most."""
        kind = self.choices.random()
        if depth and kind < 1 / 5:
            yield self._head()
            yield from self._block(depth)
        elif depth and kind < 1 / 3:
            yield from self._several(depth)
        elif self.choices.random() < 1 / 3:
            yield self._unread()
        else:
            yield self._known() if self.choices.random() < 1 / 2 else self._of_objects()

    def _block(self, depth: int) -> Iterator[str]:
        for _ in range(self.choices.randint(1, 2)):
            yield from ("    " + each for each in self.statement(depth - 1))

    def _pick(self, *texts: str) -> str:
        return self.choices.choice(texts)

    def _number(self) -> str:
        p, d, u = self._pick(*LISTS), self._pick(*DICTS), self._pick(*BOXES)
        texts = (str(self.choices.randint(1, 9)), self._pick(*NUMBERS), f"len({p})", f"{u}.w")
        more = self._pick("w.area", "Wide.scale", "len(w)", "h['n']['l'][0][0]", f"max({p})")
        return self._pick(
            *texts, f"{d}.get('k', 3)", f"({self._pick(*NUMBERS)} + 1)", "Box.w", more
        )

    def _object(self) -> str:
        plain = self._pick(*LISTS, *DICTS, *BOXES)
        return self._pick(plain, plain, plain, self._pick(*COUNTERS, *STREAMS, *NESTS))

    def _several(self, depth: int) -> Iterator[str]:
        """A statement of several blocks, or a definition that is called at once."""
        n, x = self._number(), self._pick(*NUMBERS)
        kind = self.choices.randrange(8)
        if kind < 3:
            yield "try:"
            yield from self._block(depth)
            if kind:
                caught = "" if kind == 1 else self._pick(" Exception", " RuntimeError as fault")
                yield f"except{caught}:"
                yield from self._block(depth)
            if kind != 1:
                yield "finally:"
                yield from self._block(depth)
        elif kind == 3:
            yield f"match {self._pick(n, self._pick(*LISTS), 'vendor.act()')}:"
            for case in ("case 3:", "case [first, *_]:", "case _:"):
                yield "    " + case
                yield from ("    " + each for each in self._block(depth))
        elif kind == 4:
            yield self._head()
            yield from self._block(depth)
            yield "else:" if "with" not in self._head() else f"if {n} < 5:"
            yield from self._block(depth)
        elif kind == 5:
            decorator = self._pick("", "@logged", "@vendor.register")
            if decorator:
                yield decorator
            yield f"def job({x}={n}):"
            yield from self._block(depth)
            yield f"    return {x}"
            yield self._pick("job()", f"{self._pick(*NUMBERS)} = job()", "vendor.act(job)")
        elif kind == 6:
            base = self._pick("Box", "Wide", "vendor.Base")
            yield f"class Local({base}):"
            yield f"    w = {n}"
            yield from self._block(1)
            yield f"{self._pick(*NUMBERS)} = Local.w"
        else:
            yield f"for {x} in range({self.choices.randint(1, 3)}):"
            yield from self._block(depth)
            yield f"    if {self._pick(n, 'vendor.act()')} > 2: {self._pick('break', 'continue')}"
            yield from self._block(depth)

    def _head(self) -> str:
        n = self._number()
        return self._pick(
            f"if {n} > 3:",
            f"for a in range({self.choices.randint(0, 3)}):",
            f"for b in list({self._pick(*LISTS)})[:3]:",
            f"for each in ({self._pick(*BOXES)}, {self._pick(*BOXES)}):",
            "if vendor.act():",
            f"if isinstance({self._object()}, vendor.some(Box)):",
            f"for c in vendor.items({self._object()}):",
            f"with vendor.holding({self._object()}):",
            "with contextlib.suppress(Exception):",
            f"with borrowed({self._pick(*LISTS)}) as {self._pick(*LISTS)}:",
            "with w:",
            f"if hasattr(vendor, 'x') and {n}:",
        )

    def _known(self) -> str:
        n, x = self._number(), self._pick(*NUMBERS)
        p, q = self._pick(*LISTS), self._pick(*LISTS)
        d, u, v = self._pick(*DICTS), self._pick(*BOXES), self._pick(*BOXES)
        module = self._pick(*HELPERS)
        return self._pick(
            f"{x} = {n}", f"{x} += {n}", f"{p} = {q}", f"{u} = {v}", f"{d} = dict({d})",
            f"{p}.append({n})", f"{p}[:1] = [{n}, {n}]", f"{p} = {p} + {q}[:2]", f"{p} += [{n}]",
            f"{d}['k'] = {n}", f"put({d}, 'm', {n})", f"{d}.update(k={n})",
            f"{d}.setdefault('z', {n})",
            f"{u}.w = {n}", f"widen({u}, {n})", f"{u}.grow({n}).grow(1)", f"{u}.items = {p}",
            f"{p} = {u}.items", f"reset({n})", f"apply(widen, {u}, {n})",
            f"list(map({p}.append, [{n}]))",
            f"[{p}.append(i) for i in range(2)]", f"globals()['{x}'] = {n}", f"Box.w = {n}",
            f"(lambda z: z.append({n}))({p})", f"{x} = len(note({p}, {n}))", f"{d}['p'] = {p}[:]",
            f"from {module} import *", f"import {module}; {x} = {module}.up({n})[0]",
            f"from {module} import BAG as {p}", f"import {module}; {module}.A = {n}",
            f"import {module}; {x} = {module}.A", f"{p}.append({u}.w); {u} = Box({n})",
            f"import {module} as m; {x} = m.OPTS['w']",
        )  # fmt: skip

    def _of_objects(self) -> str:
        n, x, o = self._number(), self._pick(*NUMBERS), self._object()
        p, q, d = self._pick(*LISTS), self._pick(*LISTS), self._pick(*DICTS)
        u, v = self._pick(*BOXES), self._pick(*BOXES)
        f, s = self._pick(*COUNTERS), self._pick(*STREAMS)
        return self._pick(
            f"{x} = {f}({n})", f"{f} = counter({n})", f"{x} = next({s}, 0)", "s = numbers(p)",
            f"s = (i + {n} for i in {p})", f"t = iter({p})", f"t = map({f}, {p})",
            f"{p} = keep({n})", f"keep({n})", f"{x} = len(keep(1))", f"{f} = logged({f})",
            f"setattr({u}, 'w', {n})", f"{x} = getattr({u}, 'depth', {n})", f"del {p}[:1]",
            f"w.area = {n}", "w = Wide.make(3)", f"Wide.kinds.append({n})", f"w.kinds = {p}",
            f"Wide.scale += {n}", f"{p} = w.kinds", f"w.area += {n}", f"del {d}['k']",
            f"h['n']['u'] = {u}", f"h['p'] = {p}", f"h['n']['l'].append({p})",
            f"{u} = h['n']['u']", f"h['n']['l'][0].append({n})", f"{p} = h['n']['l'][-1]",
            f"{p}, {q} = {q}, {p}", f"{p}[0] += {n}", f"{p} *= 2", f"{d} |= {{'z': {n}}}",
            f"{d} = {{**{d}, 'y': {n}}}", f"{x} = [y := {n}, y + 1][1]", f"{u}.w += {n}",
            f"{x} = {n} if {n} > 3 else {self._number()}", f"{x} = sum(i for i in {p})",
            f"vars({u})['w'] = {n}", f"{u}.__dict__.update(w={n})", f"type({u}).w = {n}",
            f"globals().update({x}={n})", f"{x} = {d}.pop('k', {n})", f"{p}.sort()",
            f"{x} = sorted({p}, reverse=True)[0]", f"{x} = (lambda z={n}: z + 1)()",
            f"{p} = list(zip({p}, {q}))[0:1] and {q}", f"{x} = any(z > {n} for z in {p}) + 0",
            f"{p} = [z + {n} for z in {p}]", f"{d} = {{k: {n} for k in {d}}}",
            f"{f} = lambda z, n={n}: n + z", f"{p} = [*numbers({q})]", f"u.other = {o}",
            f"{x} = len([z for z in ({u}, {v}) if z is {u}])", f"{x} = isinstance({u}, Wide) + 1",
        )  # fmt: skip

    def _unread(self) -> str:
        n, x, o = self._number(), self._pick(*NUMBERS), self._object()
        p, d, u = self._pick(*LISTS), self._pick(*DICTS), self._pick(*BOXES)
        f, s = self._pick(*COUNTERS), self._pick(*STREAMS)
        module = self._pick(*HELPERS)
        return self._pick(
            f"vendor.act({o})", f"{x} = vendor.act({o})", f"{x} = int(vendor.act())",
            f"apply(vendor.act, {o})", f"vendor.act([{o}])", f"vendor.act(key={o})",
            f"{p}.append(vendor.act())", f"{d}['k'] = vendor.act()", f"{d}[vendor.act()] = {n}",
            f"{u}.w = vendor.act()", f"{u}.grow(vendor.act())", f"widen({u}, int(vendor.act()))",
            f"reset(vendor.act({o}))", "vendor.act(Box)", f"vendor.act({u}.grow)",
            f"vendor.act({p}.append)", f"vendor.act(lambda: {o})",
            f"{x} = {n} if vendor.act() else 1",
            f"{x} = [i for i in vendor.items({o})] and {n}", f"list(map(vendor.act, [{o}]))",
            f"put(vendor.some({d}), 'k', {n})", f"vendor.some({p}).append({n})",
            f"import {module}; vendor.act({module})", f"import {module}; vendor.act({module}.OPTS)",
            f"import {module}; {module}.up(int(vendor.act()))", f"{x} = len(str(vendor.act()))",
            f"{p}.insert(0, vendor.act())", f"{p} = vendor.some({p})", "vendor.kept.append(v)",
            f"del {p}[:int(vendor.act())]", f"vendor.act({f})", f"vendor.act({s})", "vendor.act(h)",
            f"vendor.held = {o}", f"vendor.table['x'] = {o}", f"{u}.w = vendor.some({o})",
            "vendor.act(Wide)", "vendor.act(reset)", f"vendor.act(lambda z: {p}.append(1))",
            f"setattr({u}, 'w', vendor.act())", f"{f}(vendor.act())", f"{x} = {f}(vendor.act())",
            f"setattr({u}, vendor.name(), {n})", f"globals()[vendor.name()] = {n}",
            f"{x} = getattr({u}, vendor.name(), 3)", f"{p}[vendor.act() % 2:] = [{n}]",
            f"{x} += vendor.act()", f"{p} += vendor.items()", f"{d} |= vendor.some({{'k': 1}})",
            f"{d}.update(vendor.some({{'k': 1}}))", f"{x} = vendor.some({d}).get('k', 1)",
            f"{x} = f'{{vendor.act()}}' == '0' or {n}", f"{x} = vendor.act() in {p} or {n}",
            f"{x} = {{0: 1, 1: 2}}.get(vendor.act(), {n})", "keep(vendor.act())",
            f"{x} = isinstance(vendor.act(), int) + {n}", f"{x} = vendor.act() or {n}",
            "vendor.act(keep)", f"{x} = isinstance({u}, vendor.some(Wide)) + 1",
            f"next(vendor.some({s}), 0)",
            f"{x} = next(iter(vendor.items({p})), {n})", f"{p}.sort(key=vendor.act)",
            f"{x} = max({p}, key=vendor.act)", f"{x} = (vendor.act(), {n})[1]",
            "vendor.act(w.make)", f"h['n']['l'].append(vendor.act({o}))", "from vendor import *",
            f"vendor.some({u}).other = {o}", f"vendor.act(vars({u}))",
            f"vendor.act(numbers({p}))", f"vendor.act(i for i in {p})", f"vendor.act(({o}, {n}))",
            f"vendor.act(type({u}))", f"{x} = vendor.act() == {n} or 5", f"vendor.act(iter({p}))",
        )  # fmt: skip
