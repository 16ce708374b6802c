"""Every entry of every table names something that is there, and that takes what it is handed."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest

import convcalc
from convcalc import dims
from convcalc.cli.app import COMMANDS
from convcalc.readers import READERS
from convcalc.readers.formats import FORMATS
from convcalc.readers.python.language.compiled import LATER
from convcalc.readers.python.language.compiled import PACKAGE
from convcalc.readers.python.language.compiled import STATEMENTS
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.homes import LIBRARIES
from convcalc.readers.python.libraries.torch import calls
from convcalc.readers.python.libraries.torch.calls import TorchFunction
from convcalc.readers.python.libraries.torch.methods import METHODS
from convcalc.readers.source.plain import MODELS
from convcalc.tables import load
from convcalc.vocabulary import VOCABULARIES
from convcalc.writers import WRITERS
from convcalc.writers import differences
from convcalc.writers import problems

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = "convcalc.readers.python.libraries"
TAKEN = [
    *[(entry, "convcalc.readers", ("text", "file", "name")) for entry in READERS.values()],
    *[(each.reader, "convcalc.readers", ("contents", "name")) for each in FORMATS],
    *[(entry, "convcalc.writers", ("report", "view")) for entry in WRITERS.values()],
    *[
        (entry, "convcalc.writers.differences", ("differences", "view"))
        for entry in differences.WRITERS.values()
    ],
    *[(entry, "convcalc.writers.problems", ("findings",)) for entry in problems.FORMATS.values()],
    *[(entry, PYTHON, ("function",)) for entry in MODELS.values()],
    *[(entry, PACKAGE, ("node",)) for entry in (*LATER.values(), STATEMENTS)],
    *[
        (maker.home, "convcalc.layers", ("given", *map(str, maker.fixed)))
        for names in VOCABULARIES.values()
        for maker in map(names.find, names)
        if maker is not None
    ],
]
"""An entry, the package that its module is in, and the arguments that it is called with."""


def takes(function: Callable[..., Any], *names: str) -> bool:
    """Whether a function can be called with as many arguments as there are names, in order."""
    signature(function).bind(*names)
    return True


@pytest.mark.parametrize(("entry", "inside", "names"), sorted(set(TAKEN)))
def test_what_an_entry_names_takes_what_it_is_handed(
    entry: str, inside: str, names: tuple[str, ...]
):
    assert takes(load(entry, inside), *names)


def test_a_name_that_is_not_there_is_a_mistake():
    with pytest.raises(AttributeError):
        load("errors:NoSuchError")
    with pytest.raises(ImportError):
        load("no_such_module:name")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_one(name: str):
    command = load(COMMANDS[name], "convcalc.cli")

    assert isinstance(command, click.Command)


@pytest.mark.parametrize("module", [convcalc, dims], ids=["convcalc", "convcalc.dims"])
def test_every_public_name_is_there(module: Any):
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize("name", sorted(LIBRARIES))
def test_every_name_of_a_library_stands_for_something(name: str):
    module = library(name)

    assert module is not None
    assert isinstance(module.table, Mapping)
    for member, value in module.table.items():
        made = value.make(f"{name}.{member}") if type(value) is Deferred else value
        if isinstance(made, TorchFunction):
            assert is_a_rule(made.entry), member


@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_method_of_a_tensor_has_a_rule(name: str):
    assert is_a_rule(METHODS[name])


def is_a_rule(entry: tuple[Any, ...]) -> bool:
    """Whether an entry names a rule: a function of the site, the name, and what the entry sets."""
    function, fixed = calls.load(entry)
    signature(function).bind_partial("site", "spelled", *fixed)
    return True
