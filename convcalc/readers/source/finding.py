"""From a target, or a text that may be Python source, to its definition."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.errors import ConvcalcError
from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.readers.files import may_be_pasted
from convcalc.readers.files import read_file
from convcalc.readers.files import read_stdin
from convcalc.readers.files import refuse_empty
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.source.candidates import imported_by
from convcalc.readers.source.candidates import last_name
from convcalc.readers.source.candidates import variables
from convcalc.readers.source.changes import root_of
from convcalc.readers.source.choices import nothing_chosen
from convcalc.readers.source.definition import SourceDefinition
from convcalc.readers.source.parsed import ParsedFile
from convcalc.readers.source.parsed import parsed_file
from convcalc.readers.source.parsed import parsed_source
from convcalc.readers.source.parsed import parsed_text
from convcalc.readers.source.target import STDIN
from convcalc.readers.source.target import Target
from convcalc.readers.source.target import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.definition import Definition
    from convcalc.readers.pasted.lines import Line
    from convcalc.readers.python.language.source_text import SourceText

TRAINING = frozenset({"compile", "evaluate", "fit", "load_weights", "predict", "save", "summary"})
"""Methods of models that stand on lines of their own in scripts, and never in a spec."""

FRAMEWORKS = frozenset({"torch", "torchvision", "keras", "tensorflow", "timm", "pytorch_lightning"})
USES = frozenset(
    {"print", "summary", "compile", "fit", "build", "eval", "save", "plot_model", "manual_seed"}
)
"""What is done with a model at the top of a file, which a spec has no lines for."""

DEFINING = frozenset({ast.FunctionDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign})
"""Statements at the top of a file that give names to what it has, and add no layer to a spec."""

STEPS = 8_000_000
"""Eighty times what the largest models take that are commonly used; more than that is a loop."""

SECONDS = 20
"""Of the processor: more than so many steps take on a slow machine, so that costly ones meet it."""


def read_if_target(
    name: str, *, args: str = "", roots: Sequence[str] = (), assume: Sequence[str] = ()
) -> Definition | None:
    """
    The definition of a target such as `model.py:Net`; None where the name is that of a file.

    Raises:
        ReadError: If the target's file cannot be read.
        SyntaxProblem: If that does not parse.
        UsageError: If nothing stands behind the colon.
    """
    target = split(name).replace(arguments=args)
    if not target.expression:
        if name.endswith(".py:"):
            raise nothing_chosen(parsed_file(name[:-1], Limits()), name[:-1])
        return None
    limits = Limits(steps=STEPS, seconds=SECONDS)
    if target.place in STDIN:
        text = read_stdin()
        refuse_empty(text, "stdin")
        return _in_text(text, target, roots, assume)
    if not target.is_module and not target.place.lower().endswith(".py"):
        return _in_text(read_file(target.place, guess=True), target, roots, assume)
    if target.is_module:
        return SourceDefinition(target, None, roots, assume, limits)
    try:
        parsed = parsed_file(target.place, limits)
    except ReadError:
        from convcalc.readers.pasted.said import saying

        text = read_file(target.place, guess=True)
        parsed = parsed_text(text, target.place, limits)
        return saying(text, SourceDefinition(target, parsed, roots, assume, limits))
    return SourceDefinition(target, parsed, roots, assume, limits)


def _in_text(text: str, target: Target, roots: Sequence[str], assume: Sequence[str]) -> Definition:
    """
    A model by its name in a text that is no file of Python, and may hold other things.

    Raises:
        SyntaxProblem: If there is no code in it that parses.
    """
    from convcalc.readers.pasted.imports import with_imports
    from convcalc.readers.pasted.lines import Mended
    from convcalc.readers.pasted.lines import PastedText
    from convcalc.readers.pasted.lines import lines_of
    from convcalc.readers.pasted.rereading import reread
    from convcalc.readers.pasted.said import Said
    from convcalc.readers.pasted.said import saying

    file = "stdin" if target.place in STDIN else target.place
    limits = Limits(steps=STEPS, seconds=SECONDS)
    found = None
    try:
        parsed = parsed_text(text, file, limits)
    except SyntaxProblem:
        found = reread(text, file, target.expression)
        if not isinstance(found, Mended):
            raise
    else:
        if may_be_pasted(text):
            found = reread(text, file, target.expression)
    lines: Sequence[Line] = lines_of(text)
    notes: tuple[str, ...] = ()
    if isinstance(found, Mended):
        lines, notes = found.lines, found.notes
        parsed = parsed_source(PastedText(lines, file), limits)
    lines, more = with_imports(lines, parsed.tree)
    if more:
        parsed = parsed_source(PastedText(lines, file), limits)
    definition = SourceDefinition(target, parsed, roots, assume, limits)
    said = (*notes, *more)
    return saying(text, Said(definition, said) if said else definition)


def read_if_source(
    text: str | SourceText,
    file: str,
    *,
    args: str = "",
    roots: Sequence[str] = (),
    assume: Sequence[str] = (),
) -> SourceDefinition | None:
    """
    The definition of a text that is Python source with models; None where it is a spec.

    A text with places of its own is taken as it is.

    Raises:
        SyntaxProblem: If it defines classes and does not parse.
    """
    limits = Limits(steps=STEPS, seconds=SECONDS)
    try:
        if isinstance(text, str):
            parsed = parsed_text(text, file, limits)
        else:
            parsed = parsed_source(text, limits)
    except ConvcalcError:
        if isinstance(text, str) and any(line.startswith("class ") for line in text.splitlines()):
            raise
        return None
    if not is_source(parsed):
        return None
    target = Target(place="-" if file == "stdin" else file, arguments=args)
    return SourceDefinition(target, parsed, roots, assume, limits)


def is_source(parsed: ParsedFile) -> bool:
    """
    Whether a file defines models: a class, or a framework imported and no line of a spec.

    One that imports and defines, and says nothing else, is no spec either, nor is one that holds a
    model in a variable and goes on with it.
    """
    tree = parsed.tree
    if any(isinstance(node, ast.ClassDef) for node in tree.body) or _only_defines(tree):
        return True
    imported = {name for node in tree.body for name in _imported(node)}
    if not imported & FRAMEWORKS:
        return False
    if _goes_on(parsed):
        return True
    has_functions = any(isinstance(node, ast.FunctionDef) for node in tree.body)
    return not any(
        _is_spec_line(node) and not (has_functions and _is_use(node)) for node in tree.body
    )


def _goes_on(parsed: ParsedFile) -> bool:
    """Whether a file holds a model, and has lines that are none of its layers."""
    return bool(variables(parsed) or _made_elsewhere(parsed)) and any(
        not _adds(node) for node in parsed.tree.body
    )


def _made_elsewhere(parsed: ParsedFile) -> bool:
    """Whether a variable at the top holds what an imported function of no library gives."""
    imported = {name for each in parsed.tree.body for name in imported_by(each)}
    return any(
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and bool(imported.intersection(root_of(node.value.func)))
        for node in parsed.tree.body
    )


def _adds(node: ast.stmt) -> bool:
    """Whether a line makes a model without layers, or adds a layer to one: `model.add(...)`."""
    call = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
    if isinstance(node, (ast.Import, ast.ImportFrom)) or isinstance(call, ast.Constant):
        return True
    if not isinstance(call, ast.Call):
        return False
    if isinstance(node, ast.Assign):
        return last_name(call.func) == "Sequential"
    return isinstance(call.func, ast.Attribute) and call.func.attr == "add"


def _only_defines(tree: ast.Module) -> bool:
    kinds = {type(node) for node in tree.body if not _is_text(node)}
    return ast.FunctionDef in kinds and ast.ImportFrom in kinds and kinds <= DEFINING


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name.partition(".")[0] for each in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [(node.module or "").partition(".")[0]]
    return []


def _is_use(node: ast.stmt) -> bool:
    """Whether a line uses a model that a function made: `print(model)`, `model.summary()`."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return False
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in USES


def _is_spec_line(node: ast.stmt) -> bool:
    """Whether a line stands for a layer, an input or an expectation of a spec."""
    if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant):
        return False
    function = node.value.func if isinstance(node.value, ast.Call) else node.value
    last = function.attr if isinstance(function, ast.Attribute) else ""
    return last not in TRAINING and not (isinstance(function, ast.Name) and function.id == "print")
