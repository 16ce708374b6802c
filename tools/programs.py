"""
Compare random programs, as convcalc reads them, with what Python does.

    python tools/programs.py [COUNT [SEED]]

Each program is a file and two helper modules: assignments, aliases, loops, branches, functions,
classes, stars, and calls of `vendor`, which convcalc does not find. Python runs it once for each of
`DEEDS`, what such a call may do to what it is given. Every name that convcalc tells a value for
must have that value in all runs; nothing known is right as well. Programs that Python refuses in
some run are left out. Exit code 1, and the programs, where a value is wrong.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.parsed import parsed_file
from convcalc.readers.source.reader import SourceReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

NUMBERS = ("a", "b", "c", "WIDTH")
LISTS = ("p", "q", "r")
DICTS = ("d", "e")
BOXES = ("u", "v")
HELPERS = ("first_helper", "second_helper")
PRELUDE = """\
import vendor
class Box:
    w = 4
    def __init__(self, w):
        self.w = w
        self.items = [w]
    def grow(self, n):
        self.w += n
        self.items.append(n)
        return self
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
def tell(value):
    if isinstance(value, (list, tuple)):
        return 1000 * len(value) + sum([(i + 2) * tell(each) for i, each in enumerate(value)])
    if isinstance(value, dict):
        return 7000 * len(value) + sum([tell(value[k]) for k in sorted(value, key=str)])
    if isinstance(value, Box):
        return 11 * tell(value.w) + 13 * tell(value.items)
    return value
a, b, c, WIDTH = 1, 2, 3, 4
p, q, r = [1, 2], [3], [4, 5, 6]
d, e = {'k': 5}, {'k': 6, 'm': 7}
u, v = Box(2), Box(3)
"""
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
    """Writes one program; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.choices = random.Random(seed)  # noqa: S311 (no secret)

    def files(self) -> dict[str, str]:
        """The files of the program, by their names."""
        number = self.choices.randint
        found = {f"{each}.py": HELPER.format(number(1, 9), number(1, 9)) for each in HELPERS}
        found["second_helper.py"] += self._pick(
            "", "import first_helper\nfirst_helper.BAG.append(A)\n", "c = 12\n__all__ = ['c']\n"
        )
        lines = [line for _ in range(number(3, 9)) for line in self.statement(2)]
        told = [f"T_{each} = tell({each})" for each in (*LISTS, *DICTS, *BOXES)]
        found["net.py"] = PRELUDE + "\n".join([*lines, *told]) + "\n"
        return found

    def statement(self, depth: int) -> Iterator[str]:
        """The lines of a statement, with blocks so many deep at most."""
        if depth and self.choices.random() < 1 / 4:
            yield self._head()
            for _ in range(self.choices.randint(1, 2)):
                yield from ("    " + each for each in self.statement(depth - 1))
        elif self.choices.random() < 1 / 3:
            yield self._unread()
        else:
            yield self._known()

    def _pick(self, *texts: str) -> str:
        return self.choices.choice(texts)

    def _number(self) -> str:
        p, d, u = self._pick(*LISTS), self._pick(*DICTS), self._pick(*BOXES)
        texts = (str(self.choices.randint(1, 9)), self._pick(*NUMBERS), f"len({p})", f"{u}.w")
        return self._pick(*texts, f"{d}.get('k', 3)", f"({self._pick(*NUMBERS)} + 1)", "Box.w")

    def _object(self) -> str:
        return self._pick(*LISTS, *DICTS, *BOXES)

    def _head(self) -> str:
        n = self._number()
        return self._pick(
            f"if {n} > 3:",
            f"for a in range({self.choices.randint(0, 3)}):",
            f"for b in list({self._pick(*LISTS)})[:3]:",
            f"for each in ({self._pick(*BOXES)}, {self._pick(*BOXES)}):",
            "if vendor.act():",
            f"for c in vendor.items({self._object()}):",
            f"with vendor.holding({self._object()}):",
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
        )  # fmt: skip

    def _unread(self) -> str:
        n, x, o = self._number(), self._pick(*NUMBERS), self._object()
        p, d, u = self._pick(*LISTS), self._pick(*DICTS), self._pick(*BOXES)
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
            f"{p}.insert(0, vendor.act())", f"{p} = vendor.some({p})",
            f"del {p}[:int(vendor.act())]",
        )  # fmt: skip


def _deeds() -> dict[str, Callable[[Any, int], None]]:
    """What an unread function may do to an object that it is given, with a number."""

    def clear(given: Any, _: int) -> None:
        if isinstance(given, (list, dict)):
            given.clear()

    def fill(given: Any, number: int) -> None:
        if isinstance(given, list):
            given.append(number)
        elif isinstance(given, dict):
            given["k"] = number

    def set_width(given: Any, number: int) -> None:
        owner = getattr(given, "__self__", given)
        if isinstance(owner, ModuleType):
            owner.A = number  # type: ignore[attr-defined]  # every helper has it
        elif hasattr(owner, "w"):
            owner.w = number
        elif isinstance(owner, list):
            owner[:] = [number]

    def inside(given: Any, number: int) -> None:
        held = [*given] if isinstance(given, list) else [getattr(given, "items", None)]
        for each in held:
            fill(each, number)
            set_width(each, number)

    return {
        "nothing": lambda *_: None,
        "clear": clear,
        "fill": fill,
        "set": set_width,
        "in": inside,
    }


DEEDS = _deeds()


def _vendor(deed: Callable[[Any, int], None], number: int) -> ModuleType:
    """The module that is not read, as one that does a deed to whatever it is given."""
    module: Any = ModuleType("vendor")

    def act(*given: Any, **named: Any) -> int:
        for each in (*given, *named.values()):
            deed(each, number)
        return number

    def items(*given: Any) -> list[int]:
        act(*given)
        return list(range(number % 3))

    def some(given: Any) -> Any:
        act(given)
        return given

    module.act, module.items, module.some = act, items, some
    module.holding = lambda given: contextlib.nullcontext(some(given))
    return module  # type: ignore[no-any-return]  # made above


NAMES = (*NUMBERS, *(f"T_{each}" for each in (*LISTS, *DICTS, *BOXES)))


def python_says(folder: Path) -> list[dict[str, Any]] | None:
    """The plain values of the names after each run; None where Python refuses one."""
    runs: list[dict[str, Any]] = []
    sys.path.insert(0, str(folder))
    try:
        for number, deed in enumerate(DEEDS.values()):
            sys.modules["vendor"] = _vendor(deed, number * 17 % 5)
            for each in ("net", *HELPERS):
                sys.modules.pop(each, None)
            importlib.invalidate_caches()
            with contextlib.redirect_stdout(io.StringIO()):
                variables = vars(importlib.import_module("net"))
            runs.append({name: variables.get(name) for name in NAMES})
    except Exception:  # noqa: BLE001 (a random program may raise anything)
        return None
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("vendor", None)
    return runs


def told(folder: Path) -> dict[str, Any]:
    """The names that convcalc knows the plain value of, and their values."""
    file = str(folder / "net.py")
    reader = SourceReader(SourceText("target", "target"), Trace("programs"), ())
    module = reader.importer.main(parsed_file(file, Limits()), file)
    found: dict[str, Any] = {}
    for name in NAMES:
        with contextlib.suppress(ConvcalcError):
            value = module.attribute(name, reader.site)
            if type(value) in {int, str, bool}:
                found[name] = value
    return found


def compare(seed: int, counts: Counter[str]) -> str:
    """What is wrong with a program, and its text; empty where nothing is."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = Writer(seed).files()
        for name, text in files.items():
            (folder / name).write_text(text)
        runs = python_says(folder)
        if runs is None:
            counts["refused by Python"] += 1
            return ""
        known = told(folder)
    counts["programs"] += 1
    counts["known"] += len(known)
    counts["unknown"] += len(NAMES) - len(known)
    fixed = [name for name in NAMES if all(run[name] == runs[0][name] for run in runs)]
    counts["the same in all runs"] += len(fixed)
    wrong = {
        name: (value, [run[name] for run in runs])
        for name, value in known.items()
        if any(run[name] != value for run in runs)
    }
    if not wrong:
        return ""
    counts["wrong"] += 1
    own = files["net.py"].removeprefix(PRELUDE)
    return f"seed {seed}: {wrong}\n{own}"


def main(words: list[str]) -> int:
    """Compare so many programs from a seed on."""
    sys.dont_write_bytecode = True
    count, seed = [int(each) for each in words] + [1000, 0][len(words) :]
    counts: Counter[str] = Counter()
    for each in range(seed, seed + count):
        problem = compare(each, counts)
        if problem:
            print(problem)
    print(dict(counts))
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
