from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from convcalc.readers.python import libraries
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries import library as module_of
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.values.streams import Stream

Run = Callable[..., Any]
STAND_INS = Path(libraries.__file__).parent / "std" / "stand_ins"


class Program(Evaluator):
    """An evaluator that imports what there are stand-ins for, each once."""

    def __init__(self, source: str, **limits: int) -> None:
        super().__init__(SourceText(source, "net.py"), Limits(**limits))
        self.seen: dict[str, Any] = {}

    def import_module(self, name: str, node: Any) -> object:
        if name not in self.seen:
            self.seen[name] = module_of(name) or super().import_module(name, node)
        return self.seen[name]

    def import_name(self, module: str, name: str, node: Any) -> object:
        inner = module_of(f"{module}.{name}")
        return super().import_name(module, name, node) if inner is None else inner


def bare(value: Any) -> Any:
    """A value of the evaluated world as CPython has it."""
    value = plain(value)
    if isinstance(value, Stream):
        value = list(value.iterator)
    if type(value) in (list, tuple):
        return type(value)(bare(each) for each in value)
    if type(value) is dict:
        return {bare(key): bare(each) for key, each in value.items()}
    if type(value) in (set, frozenset):
        return type(value)(bare(each) for each in value)
    return value


@pytest.fixture
def library() -> Run:
    """Evaluate a source with the standard library; what comes back is `r`."""

    def run(source: str, **limits: int) -> Any:
        program = Program(source, **limits)
        program.run()
        return bare(program.scope.variables.get("r"))

    return run


@pytest.fixture
def as_python(library: Run) -> Run:
    """
    Evaluate a source and let CPython execute it: both have to give the same `r`.

    CPython executes it once more with our texts in the place of its own libraries.
    """

    def run(source: str) -> None:
        code = compile(source, "net.py", "exec", dont_inherit=True)
        expected = executed(code, {})

        assert library(source) == expected
        assert executed(code, our_modules()) == expected

    return run


def executed(code: Any, modules: dict[str, ModuleType]) -> Any:
    """What `r` is once CPython has executed some code, for which some modules are others."""

    def importing(name: str, *more: Any) -> Any:
        return modules[name] if name in modules else __import__(name, *more)

    names = {**vars(builtins), "__import__": importing}
    variables: dict[str, Any] = {"__name__": "__main__", "__builtins__": names}
    exec(code, variables)  # noqa: S102  # the test's own snippet
    return variables["r"]


@cache
def our_modules() -> dict[str, ModuleType]:
    """The standard library's modules as our texts have them, with CPython's own for the rest."""
    made = {}
    for file in STAND_INS.glob("*.py"):
        original = import_module(file.stem)
        made[file.stem] = ModuleType(file.stem)
        vars(made[file.stem]).update(vars(original))
        code = compile(file.read_text(encoding="utf-8"), file, "exec", dont_inherit=True)
        exec(code, vars(made[file.stem]))  # noqa: S102  # a text of our own
    return made
