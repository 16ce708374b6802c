"""What `--args` says: the arguments of one call, over what the file and Python itself have."""

from __future__ import annotations

import ast
import re
import shlex
import sys
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import SyntaxProblem
from convcalc.errors import UsageError
from convcalc.readers.python.language.calls import elements
from convcalc.readers.python.language.calls import keywords
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries import library
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.source.complaints import NO_LAYER

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.parsed import ParsedFile
    from convcalc.readers.source.reader import SourceReader

ARGUMENTS = 'arguments, as in --args "10, width=2"'
TARGET = "a name or a call, as in model.py:Net(num_classes=10)"
WHERE = "--args"
DICTS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict"})
COMMAND_LINE = re.compile(r"--[A-Za-z]|-[A-Za-z]\s")
"""How a command line begins, and no argument in Python does."""


def arguments_of(
    words: str, module: SourceModule, reader: SourceReader, options: Container[str] = ()
) -> tuple[list[Any], dict[str, Any]]:
    """
    The values of `--args`, by position and by name, without those that are options of the file.

    A tuple in parentheses is one argument, as Python has it; parentheses around what is no value
    by itself, as in `(10, width=2)`, are those of the call.

    Raises:
        UsageError: If these are no arguments.
        ConvcalcError: If one of them has no value.
    """
    words = words.strip()
    if not words or is_command_line(words):
        return [], {}
    call = _call(words, reader)
    named = [each for each in call.node.keywords if each.arg not in options]
    scope = Scope(module.scope)
    outer = reader.text
    for each in (*call.node.args, *named):
        bring_usual(each, module, reader, scope)
    reader.text = call.text
    try:
        args = elements(reader, call.node.args, scope)
        return args, keywords(reader, named, scope)
    finally:
        reader.text = outer


def is_command_line(words: str) -> bool:
    """Whether `--args` is the command line of the file itself: `--args "--width 8"`."""
    return COMMAND_LINE.match(words.strip()) is not None


def command_line_of(
    words: str, parsed: ParsedFile, root: str, reader: SourceReader
) -> tuple[list[str], frozenset[str]]:
    """
    The words that `--args` gives to the command line of the file, and the options among arguments.

    What is spelled as an argument is one where the class or function of the target takes it, else
    an option of a parser in the file.
    """
    words = words.strip()
    if is_command_line(words):
        return shlex.split(words), frozenset()
    if not words or "add_argument" not in parsed.text.parsed_text:
        return [], frozenset()
    options = _options(parsed.tree)
    taken = _taken(parsed.tree, root)
    found: list[str] = []
    names: list[str] = []
    for each in _call(words, reader).node.keywords:
        name, value = each.arg or "", each.value
        if name in options and name not in taken and isinstance(value, ast.Constant):
            names.append(name)
            found += [options[name]] if value.value is True else []
            if type(value.value) is not bool:
                found.append(f"{options[name]}={value.value!s}")
    return found, frozenset(names)


def _options(tree: ast.Module) -> dict[str, str]:
    """The attributes of the options that are added anywhere in a file, and their spelling."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "add_argument"
        ):
            names = _texts(node.args)
            long = next((each for each in names if each.startswith("--")), "")
            dest = _texts([each.value for each in node.keywords if each.arg == "dest"])
            if long:
                found[dest[0] if dest else long.lstrip("-").replace("-", "_")] = long
    return found


def _texts(nodes: Sequence[ast.expr]) -> list[str]:
    """Those that are texts."""
    values = [each.value for each in nodes if isinstance(each, ast.Constant)]
    return [each for each in values if isinstance(each, str)]


def _taken(tree: ast.Module, root: str) -> set[str]:
    """What the class or function of that name takes, as far as its definition says."""
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == root:
            made = [node] if isinstance(node, ast.FunctionDef) else node.body
            return {
                argument.arg
                for each in made
                if isinstance(each, ast.FunctionDef) and each.name in (root, "__init__")
                for argument in (*each.args.posonlyargs, *each.args.args, *each.args.kwonlyargs)
            }
    return set()


class Call:
    """A call that was typed: its text and its node."""

    __slots__ = ("node", "text")

    def __init__(self, text: SourceText, node: ast.Call) -> None:
        self.text = text
        self.node = node


def _call(words: str, reader: SourceReader) -> Call:
    try:
        return _parsed(words, reader)
    except UsageError:
        if not (words.startswith("(") and words.endswith(")")):
            raise
        return _parsed(words[1:-1], reader)


def _parsed(words: str, reader: SourceReader) -> Call:
    text = SourceText(f"f({words})", WHERE)
    node = expression_of(text, reader, ARGUMENTS)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise UsageError(f"--args {words!r}", expected=ARGUMENTS)
    return Call(text, node)


def expression_of(text: SourceText, reader: SourceReader, expected: str = TARGET) -> ast.expr:
    """
    A text as one expression.

    Raises:
        UsageError: If it is none.
    """
    try:
        body = text.parse(reader.limits).body
    except SyntaxProblem as problem:
        message = problem.message.removeprefix(NO_LAYER)
        raise UsageError(message, expected=expected, source=problem.source) from None
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        raise UsageError(f"{text.parsed_text!r} is no name and no call")
    return body[0].value


def bring_usual(tree: ast.AST, module: SourceModule, reader: SourceReader, scope: Scope) -> None:
    """Import what an expression names and the file has not, where a name usually means that."""
    names = [each.id for each in ast.walk(tree) if isinstance(each, ast.Name)]
    for name in dict.fromkeys(names):
        if name in reader.builtins or module.find(name) is not MISSING:
            continue
        from convcalc.readers.source.usual import USUAL

        statement = USUAL.get(name) or (f"import {name}" if _is_of_python(name) else "")
        if statement:
            reader.text = SourceText(statement, WHERE)
            reader.execute(reader.text.parse(reader.limits).body, scope)


def _is_of_python(name: str) -> bool:
    return name in sys.stdlib_module_names


def with_attributes(
    function: object, args: list[Any], kwargs: dict[str, Any], site: Site
) -> tuple[list[Any], dict[str, Any]]:
    """
    Arguments that were typed, dicts among them as configurations: by key and by attribute.

    One that is said to be a dict stays one.
    """
    own = function.lookup("__init__") if isinstance(function, ClassObject) else function
    if not isinstance(own, Function) or not any(
        type(each) is dict for each in (*args, *kwargs.values())
    ):
        return args, kwargs
    spec = own.arguments
    places = [*spec.posonlyargs, *spec.args][0 if own is function else 1 :]
    said = {each.arg: each.annotation for each in (*places, *spec.kwonlyargs)}
    names = [each.arg for each in places[: len(args)]] + [""] * (len(args) - len(places))
    made = [
        _configuration(each, said.get(name), site) for name, each in zip(names, args, strict=True)
    ]
    named = {name: _configuration(each, said.get(name), site) for name, each in kwargs.items()}
    return made, named


def _configuration(value: object, said: ast.expr | None, site: Site) -> object:
    if type(value) is not dict or (said is not None and _last_word(said) in DICTS):
        return value
    home = library("easydict")
    assert home is not None  # noqa: S101 (one of the libraries)
    return invoke(home.attribute("EasyDict", site), [value], {}, site)


def _last_word(said: ast.expr) -> str:
    """The name of what an annotation says, without where it is from and what is inside."""
    return ast.unparse(said).partition("[")[0].rpartition(".")[2]
