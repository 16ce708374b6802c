from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries import library as module_of
from convcalc.readers.python.objects.plain_bases import plain
from convcalc.readers.python.values.streams import Stream

Run = Callable[..., Any]


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
    """Evaluate a source and let CPython execute it: both have to give the same `r`."""

    def run(source: str) -> None:
        variables: dict[str, Any] = {"__name__": "__main__"}
        code = compile(source, "net.py", "exec", dont_inherit=True)
        exec(code, variables)  # noqa: S102  # the test's own snippet

        assert library(source) == variables["r"]

    return run
